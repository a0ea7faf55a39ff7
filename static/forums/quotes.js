// "Quote" puts what is selected in a post, or its beginning, into the form on this page, with who wrote it.
const LONGEST = 600; // characters, where nothing is selected
const form = document.getElementById("reply-form");

// A press on the link takes the selection away before the click: it is looked at first.
let selected = "";
const selection = (post) => {
  const chosen = getSelection();
  const words = post?.querySelector(".words");
  return words && !chosen.isCollapsed && words.contains(chosen.getRangeAt(0).commonAncestorContainer) ? String(chosen) : "";
};
const postOf = (target) => target.closest?.("[data-quote]")?.closest(".post");

// As it was written, without what cards say of links. It has to stand in the page to have lines.
function wordsOf(post) {
  const copy = post.querySelector(".words").cloneNode(true);
  copy.classList.add("hush");
  for (const link of copy.querySelectorAll("[data-card]")) if (link.dataset.card) link.textContent = link.dataset.card;
  post.append(copy);
  const words = copy.innerText.trim();
  copy.remove();
  return words;
}

function beginning(post) {
  const words = wordsOf(post);
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST).replace(/\s+\S*$/, "")} …`;
}

function quoted(name, words) {
  const lines = [form.dataset.quoting.replace("{name}", name), "", ...words.trim().split("\n")];
  return lines.map((line) => `> ${line}`.trimEnd()).join("\n").replace(/(\n>)+(?=\n>\n)/g, "");
}

function quote(link, words) {
  const field = form.elements.body;
  link.closest(".post").querySelector("[data-answer]")?.click(); // as "Reply" does: the form answers this post
  const before = field.value.trimEnd();
  field.value = `${before}${before ? "\n\n" : ""}${quoted(link.dataset.name, words)}\n\n`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  form.scrollIntoView({ block: "nearest" });
}

if (form) {
  document.addEventListener("pointerdown", ({ target }) => (selected = selection(postOf(target))), true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-quote]");
    if (!link) return;
    event.preventDefault();
    const post = link.closest(".post");
    quote(link, selected || selection(post) || beginning(post));
    selected = "";
  });
}
