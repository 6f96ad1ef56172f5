// The page for addresses that lead nowhere: the words of the address are searched for, and the search box holds them.

const box = document.querySelector("[data-hw-missing]");
const dialog = document.getElementById("hw-search");

// `/2026/2026-11-03-checkout-certificate/` has two words: numbers alone say nothing, nor does how a page ends.
function words() {
  let path = location.pathname;
  try { path = decodeURIComponent(path); } catch { /* as it came */ }
  const base = new URL(dialog.dataset.base, location.href).pathname;
  if (path.startsWith(base)) path = path.slice(base.length);
  const found = path.replace(/\.(html?|md)$/, "").split(/[^\p{L}\p{M}\p{N}]+/u);
  return [...new Set(found.filter((word) => word.length > 1 && !/^\d+$/.test(word)))].slice(0, 12);
}

// All words first, then fewer: the last ones of an address are the most particular.
async function search(pagefind, asked) {
  for (let first = 0; first < asked.length; first++) {
    const found = await pagefind.search(asked.slice(first).join(" "));
    if (found.results.length) return found.results;
  }
  return [];
}

async function offer(asked) {
  const base = new URL(dialog.dataset.base.replace(/\/?$/, "/"), location.href);
  const pagefind = await import(new URL("pagefind/pagefind.js", base).href);
  await pagefind.options({ baseUrl: base.pathname });
  const hits = await search(pagefind, asked);
  const pages = await Promise.all(hits.slice(0, 5).map((hit) => hit.data()));
  if (!pages.length) return;
  for (const page of pages) {
    const link = document.createElement("a");
    link.className = "t";
    link.href = new URL(page.meta.href, base).href;
    link.textContent = page.meta.title;
    const about = document.createElement("div");
    about.className = "top";
    about.textContent = [page.meta.date, (page.filters.service || []).join(", "), page.meta.kind].filter(Boolean).join(" · ");
    const item = document.createElement("li");
    item.append(about, link);
    box.querySelector("ol").append(item);
  }
  box.hidden = false;
}

// The address of an alert was answered before, by the alerts with the nearest names.
const answered = document.querySelector("[data-hw-signals]:not([hidden])");
const asked = box && dialog && !answered ? words() : [];
if (asked.length) {
  dialog.querySelector("input[type=search]").value = asked.join(" ");
  offer(asked).catch(() => { /* without an index the box and the list of incidents are still there */ });
}
