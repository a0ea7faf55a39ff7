// Words wait here, on this device, until the server has them; the same key makes a repeat harmless.
const AGAIN = 4000; // ms
const key = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");

// Of one person on this device: whoever signs in after them neither sees it nor sends it.
export function makeOutbox(form, room, me, leave, sent) {
  const box = `room:${room}:${me}:outbox`;
  const draft = `room:${room}:${me}:draft`;
  const field = form.elements.body;
  const waiting = form.querySelector("[data-waiting]");
  let sending = false;

  const read = () => JSON.parse(localStorage.getItem(box) ?? "[]");
  function write(words) {
    localStorage.setItem(box, JSON.stringify(words));
    waiting.hidden = words.length === 0;
  }

  async function deliver({ op, body }) {
    const words = new FormData(form);
    words.set("body", body);
    words.set("op", op);
    const answer = await fetch(form.action, { method: "POST", body: words, headers: { Accept: "application/json" } });
    if (answer.status === 403 || answer.status === 404) {
      leave(); // no seat here any more, or no room
      return false;
    }
    if (answer.status === 422) giveBack(body);
    return answer.ok || answer.status === 422;
  }

  // What can't be kept comes back to where it was typed.
  function giveBack(body) {
    field.value = [body, field.value].filter(Boolean).join("\n\n");
    field.setAttribute("aria-invalid", "true");
    localStorage.setItem(draft, field.value);
  }

  async function send() {
    if (sending) return;
    sending = true;
    try {
      for (let [first] = read(); first && (await deliver(first)); [first] = read()) {
        write(read().filter(({ op }) => op !== first.op)); // read again: more may have been said meanwhile
        sent();
      }
    } catch {
      // the line is down: what waits is tried again
    } finally {
      sending = false;
    }
    if (read().length) setTimeout(send, AGAIN);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    delete form.dataset.busy;
    field.removeAttribute("aria-invalid");
    const body = field.value.trim();
    if (!body) return field.focus();
    write([...read(), { op: key(), body }]);
    field.value = "";
    localStorage.removeItem(draft);
    field.focus();
    send();
  });
  field.addEventListener("input", () => localStorage.setItem(draft, field.value));
  field.value ||= localStorage.getItem(draft) ?? "";
  addEventListener("online", send);
  write(read());

  function forget() {
    localStorage.removeItem(box);
    localStorage.removeItem(draft);
  }
  return { send, forget };
}
