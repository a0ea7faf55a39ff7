// Names while one types, after an @: those whom a post may mention there (the server says who). Arrow keys and Enter take
// one; Escape lets it be. Without script a whole name that is typed does the same.
import "../vendor/text-expander.js";
import { announce } from "../ui/announce.js";

const PAUSE = 150; // ms
const MOST = 8; // as many as the server sends

const NEVER = new Promise(() => {}); // what was typed since is answered instead
let last = 0; // counts what was typed
const pause = () => new Promise((go) => setTimeout(go, PAUSE));
const within = (names, text) => names.filter((name) => name.toLowerCase().includes(text.toLowerCase()));

function asker(expander) {
  const asked = new Map(); // by what was typed
  const form = expander.closest("form");
  return async (text, mine) => {
    const without = form.elements.without_name?.checked ? "1" : "";
    const key = (typed) => `${without} ${typed}`;
    // What a shorter beginning found whole need not be asked again: a sentence that goes on asks nothing.
    for (let end = text.length; end > 0; end -= 1) {
      const names = asked.get(key(text.slice(0, end)));
      if (names && (names.length < MOST || end === text.length)) return within(names, text);
    }
    await pause();
    if (mine !== last) return NEVER;
    const where = new URL(expander.dataset.names, location.href);
    where.searchParams.set("q", text);
    if (without) where.searchParams.set("without_name", without);
    const answer = await fetch(where).catch(() => null);
    const names = answer?.ok ? await answer.json() : [];
    if (answer?.ok) asked.set(key(text), names);
    return names;
  };
}

function list(names) {
  const menu = Object.assign(document.createElement("ul"), { className: "names" });
  menu.setAttribute("role", "listbox");
  menu.append(...names.map((name, number) => {
    const item = Object.assign(document.createElement("li"), { textContent: name, id: `name-${last}-${number}` });
    item.setAttribute("role", "option");
    return item;
  }));
  return menu;
}

async function offer(expander, ask, text) {
  const mine = (last += 1);
  const names = text.trim() ? await ask(text, mine) : [];
  if (mine !== last) return NEVER;
  const done = names.some((name) => name.toLowerCase() === text.trimEnd().toLowerCase());
  if (!names.length || done) return { matched: false };
  announce(expander.dataset.found.replace("{count}", names.length));
  return { matched: true, fragment: list(names) };
}

for (const expander of document.querySelectorAll("[data-names]")) {
  const ask = asker(expander);
  expander.addEventListener("text-expander-change", ({ detail }) => detail.provide(offer(expander, ask, detail.text)));
  expander.addEventListener("text-expander-value", ({ detail }) => (detail.value = `@${detail.item.textContent}`));
}
