// The nudge while one writes: after a pause, what could tell who someone is and clinical words are shown beneath the
// field. It is found here, on this device, and nothing is sent anywhere for it; the server looks again when it is sent.
import { makeBox } from "./box.js";
import { insteadAt, keyOf, makeFinder } from "./find.js";
import { makeMirror } from "./mirror.js";
import { isOfFiles, namesIn, rename } from "./names.js";

const IDLE = 600; // ms
const LONGEST = 20_000; // characters: whatever is longer is refused
const answer = await fetch(document.body.dataset.nudgeRules).catch(() => null);
const rules = answer?.ok ? await answer.json() : null;

function announce(words) {
  const place = document.querySelector("[data-announce]");
  if (place) place.textContent = words;
}

function watch(field, find, spoken) {
  const mirror = field.nodeName === "TEXTAREA" ? makeMirror(field) : null;
  const left = new Set(); // what the writer decided to leave, in this text
  const told = new Set();
  const box = makeBox(field, mirror ? field.parentElement : field, spoken, {
    put: (one) => put(keyOf(one)),
    leave,
    change: () => field.focus(),
    send: () => sendAsItIs(field.form),
  });
  let timer;

  const said = () => (isOfFiles(field) ? namesIn(field, find) : field.value);
  const found = () => find(said().slice(0, LONGEST));
  const open = () => found().filter((one) => !left.has(keyOf(one)));

  function look() {
    clearTimeout(timer);
    const now = open();
    mirror?.show(now);
    const shown = box.show(now, said());
    const fresh = shown.filter((one) => !told.has(keyOf(one)));
    for (const one of fresh) told.add(keyOf(one));
    if (fresh.length) announce(shown.length === 1 ? spoken.one : spoken.many.replace("{count}", shown.length));
    return now;
  }

  // Found anew: the text may have changed since it was shown.
  function put(key) {
    const one = open().find((each) => keyOf(each) === key);
    field.focus();
    if (one && isOfFiles(field)) {
      const text = said();
      rename(field, find, text.slice(0, one.first) + insteadAt(text, one) + text.slice(one.end));
    } else if (one) {
      const words = insteadAt(field.value, one);
      field.setSelectionRange(one.first, one.end);
      // The old command keeps what Undo knows. Where it is gone, the words still come in.
      if (!document.execCommand("insertText", false, words)) {
        field.setRangeText(words, one.first, one.end, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    look();
  }

  function leave(one) {
    left.add(keyOf(one));
    look();
    (box.first() ?? field).focus();
  }

  field.addEventListener("input", () => {
    mirror?.clear();
    clearTimeout(timer);
    timer = setTimeout(look, IDLE);
    if (!field.value) left.clear();
  });
  if (field.value) look();
  return { field, box, look, any: () => found().length > 0 };
}

function decided(form, yes) {
  for (const old of form.querySelectorAll("input[name=as_it_is]")) old.remove();
  if (yes) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "as_it_is", value: "1" }));
}

function sendAsItIs(form) {
  form.dataset.asItIs = "yes";
  form.requestSubmit();
}

// Before the form is sent. Live talk is not held up: there only what must go stops it.
function gate(form, watched, spoken) {
  form.addEventListener("submit", (event) => {
    const sending = form.dataset.asItIs || event.submitter?.name === "as_it_is";
    delete form.dataset.asItIs;
    const looks = watched.map((one) => ({ ...one, now: one.look() }));
    const must = looks.findLast(({ now }) => now.some(({ rule }) => rule.mustGo));
    const asks = must ?? looks.findLast(({ field, now }) => now.length && field.dataset.nudge !== "live");
    if (!must && (sending || !asks)) {
      decided(form, looks.some(({ any }) => any()));
      setTimeout(() => watched.forEach(({ look }) => look())); // a room empties its field when it sends
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    asks.field.closest("details")?.setAttribute("open", "");
    asks.box.ask(Boolean(must));
    announce(must ? spoken.must_go : spoken.asked);
  }, true);
}

if (rules) {
  const find = makeFinder(rules);
  const watched = [...document.querySelectorAll("[data-nudge]")].map((field) => {
    document.getElementById(`${field.id}-nudge`)?.remove(); // the server's, which says the same
    return watch(field, find, rules.spoken);
  });
  for (const form of new Set(watched.map(({ field }) => field.form))) {
    gate(form, watched.filter(({ field }) => field.form === form), rules.spoken);
  }
}
