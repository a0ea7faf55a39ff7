// Words wait here, on this device, until the server has them; the same key makes a repeat harmless.
const AGAIN = 4000; // ms

export function makeOutbox(form, room) {
  const box = `room:${room}:outbox`;
  const draft = `room:${room}:draft`;
  const field = form.elements.body;
  const waiting = form.querySelector("[data-waiting]");
  let sending = false;

  const read = () => JSON.parse(localStorage.getItem(box) ?? "[]");
  function write(words) {
    localStorage.setItem(box, JSON.stringify(words));
    waiting.hidden = words.length === 0;
  }

  async function deliver({ op, body }) {
    const sent = new FormData(form);
    sent.set("body", body);
    sent.set("op", op);
    const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    if (answer.status === 404) throw new Error("closed");
    return answer.ok || answer.status === 422;
  }

  async function send() {
    if (sending) return;
    sending = true;
    try {
      for (let words = read(); words.length && (await deliver(words[0])); words = read()) write(words.slice(1));
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
    const body = field.value.trim();
    if (!body) return field.focus();
    write([...read(), { op: crypto.randomUUID(), body }]);
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
