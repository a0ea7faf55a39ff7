// Keeps what is typed on this device until the server has it. A draft belongs to one person: another who signs in on
// the same device does not see it. It goes when its form has been sent and answered with another page.
import { forgetIfNameless, later, laterIfNeverSent, recallWhenSeen, stop } from "./drafts-away.js";

const person = document.body.dataset.person;
const key = (field) => `draft:${person}:${field.dataset.draft}`;
const SENT = "drafts-sent";
// Whether it was to go out without a name: words that come back without that would be posted by name.
const wish = (name) => `${name}:nameless`;
const box = (field) => field.form?.elements.without_name;

// Into an empty field; also over what stood there when its page was made, where the draft's name says what that was.
const free = (field) => !field.value || ("draftOver" in field.dataset && field.value === field.defaultValue);

function recall(field) {
  const kept = localStorage.getItem(key(field));
  if (!kept || !free(field) || kept === field.value) return;
  if (localStorage.getItem(wish(key(field)))) {
    if (!box(field)) return; // here it could only be posted by name: it stays where it is
    box(field).checked = true;
  }
  field.value = kept;
  say(field, "[data-draft-note]");
}

function say(field, which) {
  const note = field.closest(".field")?.querySelector(which);
  if (note) note.hidden = false;
}

// From another device: as if it had been typed here.
function put(field, words) {
  field.value = words;
  localStorage.setItem(key(field), words);
  say(field, "[data-draft-note-away]");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function keep(field) {
  if (field.value) localStorage.setItem(key(field), field.value);
  else localStorage.removeItem(key(field));
  if (field.value && box(field)?.checked) localStorage.setItem(wish(key(field)), "1");
  else localStorage.removeItem(wish(key(field)));
}

const here = () => location.href.split("#")[0];

// What was sent is forgotten once its answer is on the screen: a page that the form led to, and that does not refuse.
// Without an answer (the line was down, the tab was closed) the draft stays.
function forgetSent() {
  const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "null");
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const refused = document.querySelector("[role=alert], .error-page, [data-not-sent]");
  if (refused || document.referrer !== sent.page) return;
  for (const [name] of sent.fields.filter(([name, value]) => localStorage.getItem(name) === value)) {
    localStorage.removeItem(name);
    localStorage.removeItem(wish(name));
  }
}

// Back on the form itself, as it was left. What has no draft any more was sent and answered: it is not put back into the
// field, where it would be sent a second time. (On any other page, what is in a field already was typed before this ran.)
const [cameBy] = performance.getEntriesByType("navigation");
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) sessionStorage.removeItem(SENT);
  else if (cameBy.type !== "back_forward") return;
  for (const field of document.querySelectorAll("[data-draft]")) {
    if (person && !localStorage.getItem(key(field))) field.value = field.defaultValue;
  }
});

if (person) {
  const fields = [...document.querySelectorAll("[data-draft]")];
  forgetSent();
  for (const field of fields) {
    if (cameBy.type !== "back_forward" && field.value !== field.defaultValue) keep(field);
    recall(field);
    laterIfNeverSent(field);
    field.addEventListener("input", () => {
      keep(field);
      later(field);
    });
    field.form?.addEventListener("submit", () => {
      keep(field);
      stop(field);
      const theirs = fields.filter(({ form }) => form === field.form).map((one) => [key(one), one.value]);
      sessionStorage.setItem(SENT, JSON.stringify({ page: here(), fields: theirs }));
    });
  }
  recallWhenSeen(fields, put);
  for (const form of new Set(fields.map(({ form }) => form).filter(Boolean))) {
    form.elements.without_name?.addEventListener("change", () => fields.filter((field) => field.form === form).forEach(keep));
    forgetIfNameless(form, fields.filter((field) => field.form === form));
  }
}
