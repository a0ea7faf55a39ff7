// Parts of a page that come by htmx, on pages that have any. What came is read out. What came instead of a part (the
// sign-in, an error) is shown as it would be without script. What did not come is said beside what was pressed.
import "../vendor/htmx.js";
import { announce } from "./announce.js";

const PART = "Lantern-Part";
const NEXT = "[data-settled]"; // where one goes on from, when what one was on is gone

// A link is opened, and a form is sent, as if there were no script. A button says in its form that it was pressed.
function without(element) {
  if (element.href) return location.assign(element.href);
  const form = element.form ?? element;
  if (element.form) {
    const pressed = Object.assign(document.createElement("input"), { type: "hidden", name: element.name, value: element.value });
    form.append(pressed);
    form.action = element.formAction;
  }
  HTMLFormElement.prototype.submit.call(form);
}

const noteOf = (element) => element.parentElement.querySelector(":scope > [data-failed]");

function fail({ target }) {
  const note = document.createElement("span");
  note.className = "error";
  note.dataset.failed = "";
  note.textContent = document.body.dataset.notArrived;
  target.after(note);
  announce(note.textContent);
}

// With a key held down a link is opened elsewhere, as any other.
document.addEventListener("click", (event) => {
  const away = event.ctrlKey || event.metaKey || event.shiftKey;
  if (away && event.target.closest("a[hx-get]")) event.stopPropagation();
}, true);
document.addEventListener("said", ({ detail }) => announce(detail.value));
document.addEventListener("htmx:beforeRequest", ({ target }) => noteOf(target)?.remove());
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr.getResponseHeader(PART)) return;
  event.preventDefault();
  without(requestConfig.elt);
});
document.addEventListener("htmx:sendError", fail);
document.addEventListener("htmx:timeout", fail);
document.addEventListener("htmx:afterRequest", ({ detail }) => delete detail.requestConfig.elt.dataset.busy); // see once.js
document.addEventListener("htmx:load", ({ target }) => {
  if (target === document.body) return;
  const within = (which) => (target.matches(which) ? target : target.querySelector(which));
  within("[data-focus]")?.focus();
  if (document.activeElement === document.body) within(NEXT)?.focus({ preventScroll: true });
});
