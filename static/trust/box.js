// What was found, as a list beneath the field: a reason and a suggestion each, and what can be done about it.
import { insteadAt, keyOf } from "./find.js";

const MOST = 8;

function make(tag, { className = "", text = "", ...rest } = {}, ...inner) {
  const made = Object.assign(document.createElement(tag), { className, ...rest });
  made.append(...(text ? [text] : []), ...inner);
  return made;
}
// `about` is heard and not seen: of which finding a button in the list is.
function button(text, onclick, { className = "quiet", about = "" } = {}) {
  const heard = about ? [make("span", { className: "hush", text: ` ${about}` })] : [];
  return make("button", { className, type: "button", text, onclick }, ...heard);
}

// `on` holds what happens: put(one), leave(one), change() and send().
export function makeBox(field, after, spoken, on) {
  const id = `${field.id}-nudge`; // as the server's own

  const list = make("ul");
  const more = make("p", { hidden: true });
  const decide = make("div", { className: "actions", hidden: true },
    button(spoken.change, on.change, { className: "" }), button(spoken.send, on.send));
  const must = make("p", { className: "error", hidden: true, text: spoken.must_go });
  const heading = make("p", { className: "nudge-heading", id: `${id}-heading`, text: spoken.heading });
  const box = make("div", { className: "nudge", id, hidden: true, tabIndex: -1 }, heading, list, more, must, decide);
  box.setAttribute("role", "group");
  box.setAttribute("aria-labelledby", `${id}-heading`);
  after.after(box);

  function item(one, text) {
    const instead = one.instead && insteadAt(text, one);
    const why = make("p", {}, make("b", { text: one.found }), ` ${one.rule.reason}`);
    if (instead) why.append(` ${spoken.perhaps.replace("{words}", instead)}`);
    const ways = make("div", { className: "actions" });
    if (instead) ways.append(button(spoken.put, () => on.put(one), { about: instead }));
    if (!one.rule.mustGo) ways.append(button(spoken.leave, () => on.leave(one), { about: one.found }));
    return make("li", {}, why, ways);
  }

  function show(findings, text) {
    const once = [...new Map(findings.toReversed().map((one) => [keyOf(one), one])).values()].reverse();
    once.sort((one, other) => other.rule.mustGo - one.rule.mustGo);
    list.replaceChildren(...once.slice(0, MOST).map((one) => item(one, text)));
    more.hidden = once.length <= MOST;
    more.textContent = spoken.more.replace("{count}", once.length - MOST);
    box.hidden = once.length === 0;
    must.hidden ||= !once.some(({ rule }) => rule.mustGo);
    decide.hidden ||= once.length === 0;
    return once;
  }

  // Asked to send: what must go is said; else the two ways on are shown. The focus goes there.
  function ask(mustGo) {
    must.hidden = !mustGo;
    decide.hidden = mustGo;
    (mustGo ? box : decide.firstChild).focus();
  }
  return { show, ask, first: () => list.querySelector("button") };
}
