// What a document's page does beside being read: it gives its text and its address away.

const line = document.querySelector("[data-hw-markdown]");
const contents = document.querySelector(".md-sidebar--secondary nav.md-nav--secondary");

async function copied(button, words, text) {
  try {
    await navigator.clipboard.writeText(await text());
    button.textContent = "Copied";
  } catch {
    // A page that is opened without https may not write to the clipboard.
    button.textContent = "Could not be copied";
  }
  setTimeout(() => { button.textContent = words; }, 2000);
}

function add(list, words, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copied(button, words, text));
  const item = document.createElement("li");
  item.append(button);
  list.append(item);
}

if (line && contents) {
  const list = document.createElement("ul");
  list.className = "hw-do";
  add(list, "Copy as Markdown", async () => {
    const answer = await fetch(line.href);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.text();
  });
  add(list, "Copy link", async () => document.querySelector("[rel=bookmark]").href);
  contents.append(list);
}
