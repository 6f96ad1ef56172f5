// A table that is narrowed, sorted and searched. The page brings the first rows and the values of the filters; what the
// filters need of each row is loaded at once, then only the rows that are shown, as HTML that the build has made, and
// the words and the order by a column when somebody asks for them. The state is the page's address. No request leaves
// the site.

const few = 5, automatic = 4;
const cross = '<svg viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path d="m2 2 8 8M10 2l-8 8"/></svg>';

const spelt = ["", "", "", "three", "four", "five", "six", "seven", "eight", "nine"];

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const number = (value) => value.toLocaleString("en");

// Words are taken apart as the build does it (corpus/words.py).
const dense = /[\u2e80-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;
function wordsOf(text) {
  const found = [];
  const letters = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  for (const [word] of letters.matchAll(/[\p{L}\p{N}]+|[\u2600-\u27bf\u{1f300}-\u{1faff}]/gu)) {
    let at = 0;
    for (const run of word.matchAll(dense)) {
      found.push({ word: word.slice(at, run.index) });
      const signs = [...run[0]];
      if (signs.length === 1) found.push({ word: signs[0] });
      for (let place = 0; place + 1 < signs.length; place++) found.push({ word: signs[place] + signs[place + 1] });
      at = run.index + run[0].length;
    }
    found.push({ word: word.slice(at) });
  }
  const ascii = /^[\0-\x7f]*$/;
  return found.filter(({ word }) => word && (word.length > 1 || !ascii.test(word)))
    .map(({ word }) => ({ word, prefix: word.length > 2 || !ascii.test(word) }));
}

function explore(root) {
  const find = (selector) => root.querySelector(selector);
  const input = find(".hw-bar input"), output = find("output"), chips = find(".hw-chips"), select = find(".hw-sort select");
  const filters = find(".hw-filters .body"), panel = find(".hw-filters details"), summary = find(".hw-filters summary");
  const table = find("table"), wrap = find(".hw-wrap"), cards = find(".hw-cards"), empty = find(".hw-empty");
  const rest = find(".hw-rest"), restWords = rest.querySelector("span"), more = rest.querySelector("button");
  const heads = [...root.querySelectorAll("th[data-sort]")], views = [...root.querySelectorAll("[data-hw-view]")];
  const { one, many, version } = root.dataset;
  const base = new URL(root.dataset.hwExplorer, location.href);
  const first = select.options[0].value;
  const unfolded = new Set();
  const data = JSON.parse(find("script").textContent);
  let state, written = true, run = 0, listed = [], shown = 0, unasked = 0, words = { text: "", hits: null }, typing = 0;

  // Every file is asked for once.
  const files = new Map();
  function load(name) {
    if (!files.has(name)) {
      const asked = fetch(new URL(`${name}.json?v=${version}`, base)).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return answer.json();
      });
      asked.catch(() => files.delete(name));
      files.set(name, asked);
    }
    return files.get(name);
  }

  // ---- the state and the page's address
  function read() {
    const asked = new URLSearchParams(location.search);
    const chosen = new Map();
    for (const { name, values } of data.facets) {
      const known = new Map(values.map((value) => [value.toLowerCase(), value]));
      const wanted = asked.getAll(name).map((value) => known.get(value.toLowerCase()) ?? value).filter(Boolean);
      chosen.set(name, new Set(wanted));
    }
    const sort = asked.get("sort") ?? "";
    const view = asked.get("view");
    return {
      text: asked.get("q") ?? "", chosen,
      sort: [...select.options].some(({ value }) => value === sort) ? sort : first,
      view: views.some((button) => button.dataset.hwView === view) ? view : "table",
    };
  }
  function write(replace) {
    const said = new URLSearchParams();
    if (state.text.trim()) said.set("q", state.text.trim());
    for (const [name, values] of state.chosen) for (const value of values) said.append(name, value);
    if (state.sort !== first) said.set("sort", state.sort);
    if (state.view !== "table") said.set("view", state.view);
    const query = said.toString();
    const address = location.pathname + (query ? `?${query}` : "");
    if (address === location.pathname + location.search) return;
    history[replace ? "replaceState" : "pushState"](null, "", address);
  }

  // ---- what matches
  async function textHits(text) {
    const asked = wordsOf(text);
    if (!asked.length) return null;
    if (words.text === text) return words.hits;
    const all = await Promise.all(asked.map(places));
    const hits = all.reduce((both, next) => both.map((each, at) => each & next[at]));
    words = { text, hits };
    return hits;
  }
  async function places({ word, prefix }) {
    const hits = new Uint8Array(data.number), firsts = data.words;
    let at = firsts.findIndex((start) => start > word);
    at = at < 0 ? firsts.length - 1 : at - 1;
    const parts = [];
    for (at = Math.max(at, 0); at < firsts.length; at++) {
      if (parts.length && !(prefix && firsts[at].startsWith(word))) break;
      parts.push(load(`words-${at}`));
    }
    for (const part of await Promise.all(parts)) {
      for (const [known, steps] of Object.entries(part)) {
        if (known !== word && !(prefix && known.startsWith(word))) continue;
        const lacking = steps[0] === -1;
        const found = lacking ? new Uint8Array(data.number).fill(1) : hits;
        let place = 0;
        for (let step = lacking ? 1 : 0; step < steps.length; step++) found[place += steps[step]] = lacking ? 0 : 1;
        if (lacking) found.forEach((each, row) => { hits[row] |= each; });
      }
    }
    return hits;
  }

  // One pass over the rows: those that match, and for each facet how many there would be by the other facets alone.
  function narrow(chosen, hits) {
    const active = data.facets.flatMap((facet, at) => {
      const values = chosen.get(facet.name);
      if (!values.size) return [];
      const allowed = new Uint8Array(facet.values.length);
      facet.values.forEach((value, place) => { if (values.has(value)) allowed[place] = 1; });
      return [{ at, allowed, rows: facet.rows }];
    });
    const counts = data.facets.map((facet) => new Uint32Array(facet.values.length));
    const count = (at, row) => {
      const has = data.facets[at].rows[row];
      if (typeof has === "number") { if (has >= 0) counts[at][has]++; } else for (const each of has) counts[at][each]++;
    };
    const rows = [];
    for (let row = 0; row < data.number; row++) {
      if (hits && !hits[row]) continue;
      let missed = -1, misses = 0;
      for (const { at, allowed, rows: of } of active) {
        const has = of[row];
        if (typeof has === "number" ? has >= 0 && allowed[has] : has.some((each) => allowed[each])) continue;
        missed = at;
        if (++misses > 1) break;
      }
      if (!misses) {
        rows.push(row);
        for (let at = 0; at < counts.length; at++) count(at, row);
      } else if (misses === 1) count(missed, row);
    }
    return { rows, counts };
  }

  async function sorted(rows) {
    const down = state.sort.startsWith("-"), name = down ? state.sort.slice(1) : state.sort;
    const head = heads.find((each) => each.dataset.sort === name);
    if (!head) return rows;
    if (!("ranked" in head.dataset)) return down === "down" in head.dataset ? rows : rows.toReversed?.() ?? [...rows].reverse();
    const ranks = await load(`by-${name}`);
    const way = down ? -1 : 1;
    // What has no value stands last, either way.
    return [...rows].sort((a, b) => (ranks[a] < 0) - (ranks[b] < 0) || way * (ranks[a] - ranks[b]) || a - b);
  }

  // ---- the drawing
  async function draw() {
    const mine = ++run;
    root.setAttribute("aria-busy", "true");
    try {
      if (written && !location.search) {
        // The page brings its first rows along, and how many there are of each: nobody waits for them.
        listed = Array.from({ length: data.number }, (_, row) => row);
        drawFrame(data.facets.map((facet) => facet.counts));
        adopt();
        return;
      }
      await rowsKnown();
      const hits = await textHits(state.text);
      const { rows, counts } = narrow(state.chosen, hits);
      const order = await sorted(rows);
      if (mine !== run) return;
      // How many there are is said at once; the rows follow when they are here.
      listed = order;
      drawFrame(counts);
      drawEmpty(hits);
      const html = await rowsOf(order.slice(0, data.step));
      if (mine !== run) return;
      written = false;
      shown = unasked = 0;
      (state.view === "cards" ? cards : body()).replaceChildren();
      put(html);
    } catch {
      if (mine === run) output.textContent = "The data of this list cannot be loaded. Load the page again.";
    } finally {
      if (mine === run) root.removeAttribute("aria-busy");
    }
  }
  async function rowsKnown() {
    const { rows, words: firsts } = await load("index");
    for (const facet of data.facets) facet.rows = rows[facet.name];
    data.words = firsts;
  }
  function adopt() {
    for (const year of table.querySelectorAll(".hw-year-row")) year.remove();
    shown = table.querySelectorAll("tbody tr").length;
    drawRest();
  }
  function body() {
    const kept = lastBody();
    for (const each of [...table.tBodies]) if (each !== kept) each.remove();
    return kept;
  }
  function lastBody() {
    return table.tBodies[table.tBodies.length - 1];
  }
  async function rowsOf(rows) {
    const kind = state.view === "cards" ? "cards" : "rows";
    const parts = [...new Set(rows.map((row) => Math.floor(row / data.step)))];
    const loaded = new Map(await Promise.all(parts.map(async (part) => [part, await load(`${kind}-${part}`)])));
    return rows.map((row) => loaded.get(Math.floor(row / data.step))[row % data.step]);
  }
  // What is put here was made and escaped by the build, like the page itself.
  function put(html) {
    (state.view === "cards" ? cards : lastBody()).insertAdjacentHTML("beforeend", html.join(""));
    shown += html.length;
    drawRest();
  }
  function drawRest() {
    const left = listed.length - shown;
    rest.hidden = left <= 0;
    restWords.textContent = `The first ${number(shown)} of ${number(listed.length)}.`;
    more.textContent = `Show ${number(Math.min(left, data.step * 2))} more`;
    table.setAttribute("aria-rowcount", listed.length + 1);
  }
  async function grow() {
    const mine = run, from = shown;
    const html = await rowsOf(listed.slice(from, from + data.step * 2));
    if (mine === run && shown === from) put(html);
  }

  function drawFrame(counts) {
    const set = [...state.chosen.values()].reduce((sum, values) => sum + values.size, 0);
    const all = `${number(data.number)}`;
    const narrowed = set || state.text.trim();
    output.textContent = narrowed ? `${number(listed.length)} of ${all}` : `${all} ${data.number === 1 ? one : many}`;
    summary.textContent = set ? `Filters · ${set} set` : "Filters";
    const cardsShown = state.view === "cards";
    wrap.hidden = cardsShown || !listed.length;
    cards.hidden = !cardsShown || !listed.length;
    root.classList.toggle("hw-explorer--cards", cardsShown);
    for (const button of views) button.setAttribute("aria-pressed", String(button.dataset.hwView === state.view));
    select.value = state.sort;
    for (const head of heads) {
      const name = head.dataset.sort, up = state.sort === name, down = state.sort === `-${name}`;
      if (up || down) head.setAttribute("aria-sort", up ? "ascending" : "descending"); else head.removeAttribute("aria-sort");
      head.querySelector("span").textContent = up ? " ↑" : down ? " ↓" : "";
    }
    if (input.value.trim() !== state.text.trim()) input.value = state.text;
    drawChips(set);
    drawFilters(counts);
  }

  function labelOf(facet, value) {
    const at = facet.values.indexOf(value), mark = facet.marks[at];
    if (!mark) return value;
    const holder = element("template");
    holder.innerHTML = mark;
    return holder.content.textContent;
  }
  function drawChips(set) {
    const focused = chips.contains(document.activeElement) ? [...chips.children].indexOf(document.activeElement) : -1;
    const made = [];
    for (const facet of data.facets) {
      for (const value of state.chosen.get(facet.name)) {
        const words = labelOf(facet, value);
        const chip = element("button", { type: "button", className: "hw-chip" }, element("span", { textContent: words }));
        chip.insertAdjacentHTML("beforeend", cross);
        chip.setAttribute("aria-label", `Remove filter: ${facet.title.toLowerCase()} ${words}`);
        chip.addEventListener("click", () => loosen(facet.name, value));
        made.push(chip);
      }
    }
    if (set || state.text.trim()) {
      const clear = element("button", { type: "button", className: "hw-clear", textContent: "Clear all" });
      clear.addEventListener("click", clearAll);
      made.push(clear);
    }
    chips.replaceChildren(...made);
    if (focused >= 0) (made[Math.min(focused, made.length - 1)] ?? input).focus();
  }
  function loosen(name, value) {
    state.chosen.get(name).delete(value);
    change();
  }
  function clearAll() {
    state.text = input.value = "";
    for (const values of state.chosen.values()) values.clear();
    input.focus();
    change();
  }

  function drawFilters(counts) {
    const focused = filters.contains(document.activeElement) ? document.activeElement.id : "";
    const groups = data.facets.map((facet, at) => {
      const set = state.chosen.get(facet.name), order = facet.values.map((_, place) => place);
      if (!order.length) return "";
      if (facet.byCount) order.sort((a, b) => counts[at][b] - counts[at][a] || a - b);
      order.sort((a, b) => set.has(facet.values[b]) - set.has(facet.values[a]));
      const whole = !facet.byCount && facet.marks.length > 0;
      const open = whole || unfolded.has(facet.name) || order.length <= few + 1;
      const kept = open ? order : order.slice(0, Math.max(few, set.size));
      const group = element("fieldset", {}, element("legend", { textContent: facet.title }));
      for (const place of kept) group.append(box(facet, place, counts[at][place], set));
      if (kept.length < order.length) {
        const left = order.length - kept.length;
        const button = element("button", { type: "button", className: "more", id: `hw-x-${facet.name}`, textContent: `${left} more` });
        button.setAttribute("aria-label", `${left} more: ${facet.title}`);
        button.addEventListener("click", () => {
          unfolded.add(facet.name);
          drawFilters(counts);
          filters.querySelectorAll(`[data-facet="${facet.name}"]`)[kept.length]?.focus();
        });
        group.append(button);
      }
      return group;
    });
    filters.replaceChildren(...groups.filter(Boolean));
    if (focused) document.getElementById(focused)?.focus();
  }
  function box(facet, place, count, set) {
    const value = facet.values[place];
    const check = element("input", { type: "checkbox", checked: set.has(value), id: `hw-x-${facet.name}-${place}` });
    check.dataset.facet = facet.name;
    check.addEventListener("change", () => {
      if (check.checked) set.add(value); else set.delete(value);
      change();
    });
    const words = element("span", { className: "w" });
    if (facet.marks[place]) words.innerHTML = facet.marks[place]; else words.textContent = value;
    return element("label", { className: count ? "" : "zero" }, check, words, element("span", { className: "n", textContent: number(count) }));
  }

  // Nothing found: what each single loosening would give.
  function drawEmpty(hits) {
    empty.hidden = listed.length > 0;
    if (listed.length) return;
    const ways = [];
    for (const facet of data.facets) {
      for (const value of state.chosen.get(facet.name)) {
        const chosen = new Map(state.chosen);
        chosen.set(facet.name, new Set([...state.chosen.get(facet.name)].filter((each) => each !== value)));
        ways.push([labelOf(facet, value), narrow(chosen, hits).rows.length, () => loosen(facet.name, value)]);
      }
    }
    if (state.text.trim()) {
      ways.push([`“${state.text.trim()}”`, narrow(state.chosen, null).rows.length, () => { state.text = input.value = ""; change(); }]);
    }
    const all = ways.length === 1 ? ways[0][0] : ways.length === 2 ? "both filters" : `all ${spelt[ways.length] ?? ways.length} filters`;
    const useful = ways.filter(([, count]) => count > 0);
    const said = element("p");
    for (const [words, count, go] of useful) {
      const button = element("button", { type: "button", className: "hw-clear" }, "Without ", element("i", { textContent: words }));
      button.addEventListener("click", () => { go(); input.focus(); });
      said.append(button, count === 1 ? " there is 1. " : ` there are ${number(count)}. `);
    }
    if (!useful.length && ways.length > 1) said.append("No single one of them is in the way. ");
    const clear = element("button", { type: "button", className: "hw-clear", textContent: "Clear all" });
    clear.addEventListener("click", clearAll);
    said.append(clear);
    empty.replaceChildren(element("p", {}, element("b", { textContent: `No ${one} matches ${all}.` })), said);
  }

  // ---- what the reader does
  function change(replace = false) {
    write(replace);
    draw();
  }
  input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      // One entry in the history for a search, not one for each letter.
      const begun = !state.text.trim();
      state.text = input.value;
      change(!begun);
    }, 150);
  });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  find(".hw-filters").addEventListener("submit", (event) => event.preventDefault());
  for (const head of heads) {
    head.querySelector("button").addEventListener("click", () => {
      const name = head.dataset.sort, up = name, down = `-${name}`;
      const begin = "down" in head.dataset ? down : up, other = begin === up ? down : up;
      state.sort = state.sort === begin ? other : begin;
      change();
    });
  }
  select.addEventListener("change", () => { state.sort = select.value; change(); });
  for (const button of views) {
    button.addEventListener("click", () => { state.view = button.dataset.hwView; change(); });
  }
  more.addEventListener("click", async () => {
    const holder = state.view === "cards" ? cards : lastBody(), next = holder.children.length;
    unasked = 0;
    await grow();
    holder.children[next]?.querySelector("a")?.focus();
  });
  // Rows come as the reader scrolls, a few times; then a button asks, so that the foot of the page can be reached.
  new IntersectionObserver(([seen]) => {
    if (!seen.isIntersecting || rest.hidden || unasked >= automatic || document.activeElement === more) return;
    unasked++;
    grow();
  }, { rootMargin: "600px" }).observe(rest);
  addEventListener("popstate", () => { state = read(); input.value = state.text; draw(); });

  // On a phone the head of the table is not to be seen: its buttons leave the order of the keyboard, the list remains.
  const narrowScreen = matchMedia("(max-width: 44.98em)");
  const buttons = () => { for (const head of heads) head.querySelector("button").tabIndex = narrowScreen.matches ? -1 : 0; };
  narrowScreen.addEventListener("change", buttons);
  buttons();
  const wide = matchMedia("(min-width: 60em)");
  const unfold = () => { panel.open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();

  state = read();
  input.value = state.text;
  for (const each of root.querySelectorAll(":disabled")) each.disabled = false;
  root.classList.add("hw-explorer--ready");
  draw();
  load("index").catch(() => {});
}

for (const root of document.querySelectorAll("[data-hw-explorer]")) explore(root);
