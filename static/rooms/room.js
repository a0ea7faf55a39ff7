// A live room: entries of its log are applied in order, each once. A gap, a reconnection or a waking device asks for
// what is missing. See docs/rooms-protocol.md.
import { announce, listen } from "../ui/live.js";
import { makeCircle } from "./circle.js";
import { makeOutbox } from "./outbox.js";

const room = document.querySelector("[data-room]");
const { room: word, me, path } = room.dataset;
const phrases = document.querySelector("[data-phrases]").dataset;
const list = document.querySelector("[data-words]");
const note = document.querySelector("[data-line]");
const circle = makeCircle(document.querySelector("[data-circle]"), path);
const outbox = makeOutbox(document.querySelector("[data-say]"), word, me, () => location.assign(path), shownWithoutLine);
let last = Number(room.dataset.seq);
let catching = null;
let again = false;
let dropped = false;

const tell = {
  came: (entry) => `${entry.name} ${phrases.came}`,
  left: (entry) => `${entry.name} ${phrases.left}`,
  words: (entry) => `${entry.name} ${phrases.said}`,
  lantern: (entry) => (entry.to === me ? phrases.yours : entry.to ? `${circle.nameOf(entry.to)} ${phrases.with}` : phrases.middle),
};

function apply(entry) {
  if (entry.seq <= last) return;
  last = entry.seq;
  if (entry.kind === "words") list.insertAdjacentHTML("beforeend", entry.html);
  else circle.refresh();
  if (entry.actor !== me || entry.kind === "lantern") announce(tell[entry.kind]?.(entry) ?? "");
}

async function catchUp() {
  const answer = await fetch(`${path}/log?after=${last}`, { headers: { Accept: "application/json" } });
  if (answer.status === 403 || answer.status === 404) return location.assign(path);
  const { events, seq } = await answer.json();
  events.forEach(apply);
  if (events.length && last < seq) await catchUp();
}

// One catch-up at a time. What arrives meanwhile may have been written after this one was read: it is looked for again.
function comeBack() {
  if (catching) again = true;
  catching ??= catchUp().catch(() => {}).finally(() => {
    catching = null;
    if (again) comeBack();
    again = false;
  });
  return catching;
}

function say(words) {
  note.textContent = words;
  note.hidden = !words;
}

function end() {
  outbox.forget();
  location.assign(path);
}

// The server is back before the line is: what was sent is shown from the log.
function shownWithoutLine() {
  if (dropped) comeBack();
}

async function joined(let_in) {
  if (!let_in) return location.assign(path);
  await comeBack();
  circle.refresh();
  outbox.send();
  if (dropped) say(note.dataset.back);
  dropped = false;
}

listen(
  `room:${word}`,
  {
    moved: (entry) => (entry.seq === last + 1 && !catching ? apply(entry) : comeBack()),
    presence: ({ here }) => circle.show(here),
    closed: end,
    lost: () => {
      dropped = true;
      say(note.dataset.lost);
    },
  },
  joined,
);
document.addEventListener("visibilitychange", () => document.hidden || comeBack());
