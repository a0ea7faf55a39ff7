// Passkeys: a form is held back until the browser has made or used one, and then sent with its answer.
const decode = (words) => Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const encode = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const readable = (options) => ({
  ...options,
  challenge: decode(options.challenge),
  ...(options.user && { user: { ...options.user, id: decode(options.user.id) } }),
  ...(options.excludeCredentials && {
    excludeCredentials: options.excludeCredentials.map((one) => ({ ...one, id: decode(one.id) })),
  }),
});

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
const sendable = ({ id, rawId, type, response }) =>
  JSON.stringify({
    id,
    rawId: encode(rawId),
    type,
    response: Object.fromEntries(PARTS.filter((name) => response[name]).map((name) => [name, encode(response[name])])),
  });

async function ask(form) {
  const answer = await fetch(form.dataset.challenge, { method: "POST", body: new FormData(form) });
  if (answer.status === 422) throw new Error((await answer.json()).words);
  if (!answer.ok) throw new Error(form.dataset.failed);
  const publicKey = readable(await answer.json());
  const verb = form.dataset.passkey;
  return navigator.credentials[verb]({ publicKey }).catch(() => { throw new Error(form.dataset.failed); });
}

async function hold(event) {
  event.preventDefault();
  const form = event.target;
  const note = form.querySelector("[data-note]");
  note.textContent = "";
  try {
    form.elements.credential.value = sendable(await ask(form));
    form.submit();
  } catch (problem) {
    note.textContent = problem.message;
    delete form.dataset.busy;
  }
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", hold);
}
