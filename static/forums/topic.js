// New replies arrive at the end of the topic, where nothing being read moves. Each is announced once. What was changed is
// changed here too, in its place.
import { announce, listen } from "../ui/live.js";

const page = document.querySelector("[data-topic]");
const list = page.querySelector("[data-replies]");
const words = page.querySelector("[data-new-words]").dataset.newWords;
const language = document.documentElement.lang;
const form = page.querySelector("#reply-form");

const one = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html[language];
  showOwn(holder.content);
  return holder.content.firstElementChild;
};

// Everyone gets the same page; the way to change a post is shown to whoever wrote it, and asked again by the server.
function showOwn(within) {
  const mine = [document.body.dataset.person, page.dataset.hand];
  for (const link of within.querySelectorAll("[data-own]")) link.hidden = !mine.includes(link.dataset.own);
}

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

// "Reply" under a post answers it in the form at the end; without script it leads to a page of its own.
function answer(event) {
  const link = event.target.closest("[data-answer]");
  if (!link || !form) return;
  event.preventDefault();
  reply(link.dataset.answer, link.dataset.name);
}

function reply(to, name) {
  form.elements.to.value = to;
  form.querySelector("[data-to]").hidden = !to;
  form.querySelector("[data-to-name]").textContent = name;
  form.elements.body.focus();
}

if (form) {
  const all = form.querySelector("[data-to-all]");
  all.hidden = false;
  all.addEventListener("click", () => reply("", ""));
}
page.addEventListener("click", answer);
showOwn(page);
listen(page.dataset.channel ?? `topic:${page.dataset.topic}`, { reply: arrive, changed: change });
