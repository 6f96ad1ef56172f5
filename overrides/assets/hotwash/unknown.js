// The page for unknown addresses: was it the page of an alert? Then the alerts with the nearest names are offered.

const box = document.querySelector("[data-hw-signals]");
const asked = /\/signal\/([^/]+?)(?:\/|\.html)?$/.exec(location.pathname);

const pairs = (name) => {
  const letters = `^${name.toLowerCase()}$`;
  return new Set([...letters].slice(1).map((letter, at) => letters[at] + letter));
};

// How much of the pairs of letters two names share, from 0 to 1.
function near(one, two) {
  const first = pairs(one), second = pairs(two);
  const shared = [...first].filter((pair) => second.has(pair)).length;
  return (2 * shared) / (first.size + second.size);
}

async function offer(name) {
  box.querySelector("code").textContent = name;
  box.hidden = false;
  const answer = await fetch(box.dataset.hwSignals);
  if (!answer.ok) return;
  const list = new URL(box.dataset.hwSignals, location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const known = [...page.querySelectorAll(".hw-signals a.t")].map((link) => ({
    name: link.textContent, href: new URL(link.getAttribute("href"), list).href, near: near(name, link.textContent),
  }));
  known.sort((a, b) => b.near - a.near || a.name.localeCompare(b.name));
  for (const each of known.filter((one) => one.near > 0.25).slice(0, 5)) {
    const link = document.createElement("a");
    link.href = each.href;
    link.textContent = each.name;
    const item = document.createElement("li");
    item.append(link);
    box.querySelector("ul").append(item);
  }
}

if (box && asked) {
  let name = asked[1];
  try { name = decodeURIComponent(name); } catch { /* shown as it came */ }
  offer(name);
}
