// New replies arrive at the end of the topic, and nothing that is being read moves for them. Each is announced once. What
// was changed is changed here too, in its place.
import { announce, listen } from "../ui/live.js";
import { freshOf } from "./fresh.js";
import { kindnessOf } from "./kindness.js";
import { makePill, still } from "./pill.js";
import { followReading } from "./reading.js";
import { watchStretch } from "./stretch.js";
import { tellWriting } from "./writing.js";

const page = document.querySelector("[data-topic]");
const list = page.querySelector("[data-replies]");
const words = page.querySelector("[data-new-words]").dataset.newWords;
const form = page.querySelector("#reply-form");

const { one, showOwn } = freshOf(page);

showOwn(page);
const kindness = kindnessOf(page);
const reading = followReading(page);
const pill = makePill(page.querySelector("[data-pill]"));
const stretch = watchStretch(page, list, (within) => {
  showOwn(within);
  kindness.show(within);
  for (const post of within.matches("[data-post]") ? [within] : within.querySelectorAll("[data-post]")) reading.watch(post);
});

function arrive({ html, id, count }) {
  page.querySelector("[data-count]").textContent = count[document.documentElement.lang];
  if (document.getElementById(`reply-${id}`) || stretch.goesOn()) return;
  const post = one(html);
  still(list, form, () => list.append(post));
  post.classList.add("new");
  kindness.show(post);
  reading.watch(post);
  pill.tell(post);
  writing.stop();
  announce(`${words} ${post.querySelector(".voice b").textContent}`);
}

function change({ html, id }) {
  const before = page.querySelector(`[data-post="${id}"]`);
  if (!before || before.contains(document.activeElement)) return;
  const post = one(html);
  before.replaceWith(post);
  kindness.show(post);
  reading.watch(post);
}

// Words of this topic are read elsewhere by now, or others came to it. Nothing moves under whoever reads or types.
function tellOnward() {
  const news = page.querySelector("[data-onward]");
  const words = news.querySelector("[data-onward-words]");
  news.hidden = false;
  words.textContent = words.dataset.onwardWords;
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
kindness.show(page);
const channel = `topic:${page.dataset.topic}`;
const line = listen(channel, {
  reply: arrive,
  changed: change,
  onward: tellOnward,
  kindness: (said) => kindness.count(said),
  writing: () => writing.show(),
});
const writing = tellWriting(page.querySelector("[data-writing]"), form, () => line.emit("signal", { channel, name: "writing" }));
