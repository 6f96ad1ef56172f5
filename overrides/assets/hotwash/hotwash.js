/* The search over Pagefind's index, and what the pages need for the keyboard. No request leaves the site. */
(() => {
  "use strict";
  document.documentElement.classList.remove("no-js");

  // Material makes wide blocks of code reachable by keyboard; the same for wide tables.
  const reach = () => {
    for (const wrap of document.querySelectorAll(".hw-wrap")) {
      if (wrap.scrollWidth > wrap.clientWidth + 1) {
        wrap.tabIndex = 0;
        wrap.setAttribute("role", "region");
        wrap.setAttribute("aria-label", wrap.querySelector("caption")?.textContent || "Table, wider than the page");
      } else if (wrap.hasAttribute("role")) {
        for (const name of ["tabindex", "role", "aria-label"]) wrap.removeAttribute(name);
      }
    }
  };
  reach();
  addEventListener("resize", reach);

  // On a phone each row of these tables is shown as a block, and not every browser still calls that a table. The roles say
  // so; they are not in the pages, for HTML does not allow them where they tell nothing new.
  const small = matchMedia("(max-width: 44.98em)");
  const parts = [["table", "table"], ["thead, tbody", "rowgroup"], ["tr", "row"], ["td", "cell"], ["th[scope=col]", "columnheader"], ["th:not([scope=col])", "rowheader"]];
  const tabular = (table) => {
    for (const [selector, role] of parts) {
      for (const part of selector === "table" ? [table] : table.querySelectorAll(`:is(${selector}):not([role])`)) part.setAttribute("role", role);
    }
  };
  const tables = document.querySelectorAll(".hw-t--stack");
  const rows = new MutationObserver((changes) => {
    if (small.matches) for (const table of new Set(changes.map((change) => change.target.closest("table")))) if (table) tabular(table);
  });
  for (const table of tables) rows.observe(table, { childList: true, subtree: true });
  const stacked = () => { if (small.matches) tables.forEach(tabular); };
  small.addEventListener("change", stacked);
  stacked();

  // Material's buttons over a block of code call themselves a navigation, and all by the same name.
  const named = () => {
    document.querySelectorAll("nav.md-code__nav").forEach((nav, at) => {
      if (!nav.hasAttribute("aria-label")) nav.setAttribute("aria-label", `Code block ${at + 1}`);
    });
  };
  const article = document.querySelector(".md-content");
  if (article) new MutationObserver(named).observe(article, { childList: true, subtree: true });
  named();

  const dialog = document.getElementById("hw-search");
  if (!dialog || typeof dialog.showModal !== "function") return;
  const find = (selector) => dialog.querySelector(selector);
  const input = find("input[type=search]");
  const state = find("[data-hw-state]");
  const results = find("[data-hw-results]");
  const filterBox = find("[data-hw-filters]");
  const filterDetails = find(".hw-filters details");
  const summary = find(".hw-filters summary");
  const clear = find("[data-hw-clear]");
  const more = find("[data-hw-more]");
  const base = new URL(dialog.dataset.base.replace(/\/?$/, "/"), location.href);
  const groups = [["severity", "Severity"], ["service", "Service"], ["year", "Year"], ["status", "Status"]];
  const step = 10, few = 6;
  const chosen = new Map(groups.map(([name]) => [name, new Set()]));
  const unfolded = new Set();
  let engine = null, all = null, run = 0, hits = [], shown = 0, opener = null, listed = null, drawn = "", latest = null;

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  async function load() {
    if (engine) return engine;
    const loaded = await import(new URL("pagefind/pagefind.js", base).href);
    await loaded.options({ baseUrl: base.pathname, excerptLength: 24 });
    await loaded.init();
    all = await loaded.filters();
    return (engine = loaded);
  }

  const filters = (without) => {
    const wanted = {};
    for (const [name, values] of chosen) {
      if (name !== without && values.size) wanted[name] = { any: [...values] };
    }
    return wanted;
  };
  const term = () => input.value.trim() || null;
  const options = (without) => {
    const asked = { filters: filters(without) };
    if (!term()) asked.sort = { date: "desc" };
    return asked;
  };

  async function search() {
    const mine = ++run;
    let pagefind;
    try {
      pagefind = await load();
    } catch {
      state.textContent = "The search is not available. ";
      state.append(element("a", { href: new URL("incidents/", base).href, textContent: "All incidents" }));
      return;
    }
    const found = await pagefind.search(term(), options());
    // A group's counts follow the other groups' filters: what would be there if this value were chosen too.
    const counts = {};
    for (const [name] of groups) {
      const other = chosen.get(name).size ? await pagefind.search(term(), options(name)) : found;
      counts[name] = other.filters[name] || {};
    }
    if (mine !== run) return;
    hits = found.results;
    shown = 0;
    results.replaceChildren();
    drawFilters(counts);
    const number = hits.length;
    state.textContent = number
      ? `${number} ${number === 1 ? "page" : "pages"}${term() ? "" : ", the newest first"}`
      : "Nothing found. Fewer words or filters find more.";
    const set = [...chosen.values()].reduce((sum, values) => sum + values.size, 0);
    clear.hidden = !set;
    summary.textContent = set ? `Filters · ${set} set` : "Filters";
    await draw(mine);
  }

  async function draw(mine) {
    const part = await Promise.all(hits.slice(shown, shown + step).map((hit) => hit.data()));
    if (mine !== run) return;
    results.append(...part.map(row));
    shown += part.length;
    more.hidden = shown >= hits.length;
  }

  function row(data) {
    const of = (name) => (data.filters[name] || [])[0] || "";
    const top = element("div", { className: "top" });
    const severity = of("severity");
    if (severity) top.append(mark(severity));
    for (const word of [data.meta.date, (data.filters.service || []).join(", ")]) {
      if (word) top.append(element("span", { textContent: word }));
    }
    if (of("status") && of("status") !== "Published") top.append(element("span", { className: "hw-tag", textContent: of("status") }));
    if (!severity) top.append(element("span", { textContent: data.meta.kind || "" }));
    const words = element("p");
    words.append(...excerpt(data.excerpt));
    const link = element("a", { className: "t", dir: "auto", href: new URL(data.meta.href, base).href, textContent: data.meta.title });
    const answer = data.meta.answer ? [element("p", { className: "hw-answer", textContent: data.meta.answer })] : [];
    return element("li", {}, top, link, ...answer, words);
  }

  // The excerpt is HTML of text and marks; nothing but these two is taken from it.
  function excerpt(html) {
    const parsed = new DOMParser().parseFromString(html || "", "text/html").body;
    return [...parsed.childNodes].map((node) =>
      node.nodeName === "MARK" ? element("mark", { textContent: node.textContent }) : node.textContent);
  }

  const marks = new Map();
  for (const template of dialog.querySelectorAll("template[data-hw-mark]")) {
    marks.set(template.dataset.hwMark, template.content.firstElementChild);
  }
  function mark(name) {
    const known = marks.get(name);
    return known ? known.cloneNode(true) : element("span", { className: "hw-sev", textContent: name });
  }

  function drawFilters(counts) {
    const order = [...marks.keys()];
    const number = (name, value) => counts[name][value] || 0;
    const lists = groups.filter(([name]) => Object.keys(all[name] || {}).length).map(([name, words]) => {
      const values = Object.keys(all[name]);
      const set = chosen.get(name);
      values.sort((a, b) => set.has(b) - set.has(a)
        || (name === "year" ? b.localeCompare(a) : name === "severity" ? order.indexOf(a) - order.indexOf(b) : number(name, b) - number(name, a))
        || a.localeCompare(b));
      const open = unfolded.has(name) || values.length <= few + 1;
      return { name, words, values: open ? values : values.slice(0, Math.max(few, set.size)), rest: open ? 0 : values.length - few };
    });
    // What stands where it stood is not made anew: somebody may be pressing a key on it.
    const look = JSON.stringify(lists);
    if (look !== drawn) {
      drawn = look;
      const focused = document.activeElement && filterBox.contains(document.activeElement) ? document.activeElement.id : "";
      filterBox.replaceChildren(...lists.map(group));
      if (focused) document.getElementById(focused)?.focus();
    }
    for (const { name, values } of lists) {
      for (const value of values) {
        const check = document.getElementById(`hw-f-${name}-${value}`);
        check.checked = chosen.get(name).has(value);
        check.parentElement.classList.toggle("zero", !number(name, value));
        check.parentElement.querySelector(".n").textContent = String(number(name, value));
      }
    }
    latest = counts;
  }

  function group({ name, words, values, rest }) {
    const box = element("fieldset", {}, element("legend", { textContent: words }));
    const set = chosen.get(name);
    for (const value of values) {
      const check = element("input", { type: "checkbox", id: `hw-f-${name}-${value}` });
      check.addEventListener("change", () => {
        if (check.checked) set.add(value); else set.delete(value);
        search();
      });
      box.append(element("label", {}, check,
        name === "severity" ? mark(value) : element("span", { className: "w", textContent: value }),
        element("span", { className: "n" })));
    }
    if (rest) {
      const unfold = element("button", { type: "button", className: "more", textContent: `${rest} more` });
      unfold.setAttribute("aria-label", `${rest} more: ${words}`);
      unfold.addEventListener("click", () => { unfolded.add(name); drawFilters(latest); filterBox.querySelectorAll(`[id^="hw-f-${name}-"]`)[few]?.focus(); });
      box.append(unfold);
    }
    return box;
  }

  function open(from) {
    if (dialog.open) return;
    opener = from || document.activeElement;
    filterDetails.open = matchMedia("(min-width: 60em)").matches;
    dialog.showModal();
    input.focus();
    input.select();
    if (listed !== term()) listed = term();
    search();
  }

  // The links to the list of incidents become buttons that open the search.
  const links = document.querySelectorAll("[data-hw-search]");
  for (const link of links) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      open(link);
    });
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); open(link); }
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || dialog.open) return;
    const at = event.target;
    if (at instanceof Element && at.closest("input:not([type=radio],[type=checkbox]),textarea,select,[contenteditable]")) return;
    if (["/", "s", "f"].includes(event.key)) { event.preventDefault(); open(); }
  });

  let waiting = 0;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  find("form").addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.click();
  });
  find("[data-hw-close]").addEventListener("click", () => dialog.close());
  clear.addEventListener("click", () => { for (const values of chosen.values()) values.clear(); input.focus(); search(); });
  more.addEventListener("click", async () => {
    const next = shown;
    await draw(run);
    results.querySelectorAll("a")[next]?.focus();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => { if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true }); });
  dialog.addEventListener("keydown", (event) => {
    // A search field would only empty itself at the first Escape.
    if (event.key === "Escape") { event.preventDefault(); dialog.close(); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const rows = [...results.querySelectorAll("a")];
    const at = rows.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== input) return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? input : rows[Math.min(next, rows.length - 1)])?.focus();
  });
})();
