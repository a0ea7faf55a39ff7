// A draft on the server, sealed, so that it can be gone on with on another device. Only for fields that ask for it; never
// for a post without a name: then nothing is sent, and what was there is forgotten.
const PAUSE = 1500; // ms after the last key
const timers = new WeakMap();
const person = document.body.dataset.person;
const at = (field) => `draft-at:${person}:${field.dataset.draft}`; // when this device and the server last said the same

const away = (field) => field.dataset.draftAway;
const nameless = (field) => Boolean(field.form?.elements.without_name?.checked);

async function send(field, words) {
  const token = field.form?.elements.csrf_token?.value;
  const body = new URLSearchParams({ csrf_token: token, place: field.dataset.draft, words });
  const answer = await fetch(away(field), { method: "POST", body }).catch(() => null);
  return answer?.ok ? (await answer.json()).at : null;
}

async function save(field) {
  const words = nameless(field) ? "" : field.value;
  const then = await send(field, words);
  if (then && words && words === field.value) localStorage.setItem(at(field), then);
}

// Something was typed: what the server has is older now.
export function later(field) {
  if (!away(field)) return;
  localStorage.removeItem(at(field));
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(save, PAUSE, field));
}

// What was typed while the line was down is sent the next time.
export function laterIfNeverSent(field) {
  if (field.value && field.value !== field.defaultValue && !localStorage.getItem(at(field))) later(field);
}

// It is on its way to where it belongs, and the server forgets it there.
export function stop(field) {
  clearTimeout(timers.get(field));
  localStorage.removeItem(at(field));
}

export function forgetIfNameless(form, fields) {
  form.elements.without_name?.addEventListener("change", () => {
    for (const field of fields.filter(away)) {
      stop(field);
      save(field);
    }
  });
}

// What the server has is put into a field that is empty, or says only what this device had before. Asked for when the
// field is first seen: most topics are read and not answered.
export function recallWhenSeen(fields, put) {
  const asked = fields.filter((field) => away(field));
  if (!asked.length) return;
  const sight = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    sight.disconnect();
    recall(asked, put);
  });
  for (const field of asked) sight.observe(field);
}

async function recall(fields, put) {
  const before = new Map(fields.map((field) => [field, field.value]));
  const query = new URLSearchParams(fields.map((field) => ["place", field.dataset.draft]));
  const answer = await fetch(`${away(fields[0])}?${query}`).catch(() => null);
  if (!answer?.ok) return;
  for (const { place, words, at: then } of (await answer.json()).drafts) {
    const field = fields.find((one) => one.dataset.draft === place);
    const untouched = field.value === before.get(field);
    const known = localStorage.getItem(at(field));
    if (untouched && (field.value === field.defaultValue || (known && known < then)) && field.value !== words) {
      put(field, words);
      stop(field);
      localStorage.setItem(at(field), then);
    }
  }
}
