// What colleagues say aside arrives at the end, and what was changed is changed in its place.
import { announce, listen } from "../ui/live.js";
import { freshOf } from "./fresh.js";

const page = document.querySelector("[data-annex]");
const list = page.querySelector("[data-replies]");
const words = page.querySelector("[data-new-words]").dataset.newWords;
const { one, showOwn } = freshOf(page);

function arrive({ html, id, count }) {
  page.querySelector("[data-count]").textContent = count;
  if (document.getElementById(`reply-${id}`) || "more" in list.dataset) return;
  const post = one(html);
  list.append(post);
  post.classList.add("new");
  announce(`${words} ${post.querySelector(".voice b").textContent}`);
}

function change({ html, id }) {
  const before = page.querySelector(`[data-post="${id}"]`);
  if (before && !before.contains(document.activeElement)) before.replaceWith(one(html));
}

showOwn(page);
listen(`annex:${page.dataset.annex}`, { reply: arrive, changed: change });
