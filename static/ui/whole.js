// Of a page that came over a poor line a script may be missing, and nothing on it would say so. Such a page is loaded
// again as soon as the server answers, three times at most; words that are being written are never put at risk for it.
const MOST = 3;
const key = `whole:${location.pathname}`;
let missing = false;

const written = () => [...document.querySelectorAll("textarea, main input")].some((field) => field.value !== field.defaultValue);

function tell() {
  const note = document.createElement("p");
  note.className = "flash partly";
  note.setAttribute("role", "status");
  document.getElementById("main").prepend(note);
  note.textContent = document.body.dataset.partly;
}

async function loadAgain(wait = 1000) {
  if (written() || Number(sessionStorage.getItem(key)) >= MOST) return tell();
  const answers = await fetch("/healthz", { cache: "no-store" }).then((answer) => answer.ok, () => false);
  if (!answers) return setTimeout(loadAgain, wait, Math.min(wait * 1.5, 10_000));
  sessionStorage.setItem(key, Number(sessionStorage.getItem(key)) + 1);
  location.reload();
}

document.addEventListener("error", ({ target }) => {
  if (missing || target.nodeName !== "SCRIPT") return;
  missing = true;
  loadAgain();
}, true);
addEventListener("load", () => missing || sessionStorage.removeItem(key));
