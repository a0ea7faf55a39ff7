// A link within someone's words that leads elsewhere in this house says what is there, to whoever may see it. It is asked
// for by the one who reads, so a title stands in no post. An answer that does not come leaves the link as it is.
const PLACES = /^\/(topics|library|meetings|solutions)\/[^/]+$/;
const MOST = 20;
const known = new Map(); // by address: a card, or nothing

const ours = (link) => link.origin === location.origin && PLACES.test(link.pathname);
const fresh = () => [...document.querySelectorAll(".words a[href]:not([data-card])")].filter(ours);

async function ask(places) {
  const query = new URLSearchParams(places.map((at) => ["at", at]));
  const answer = await fetch(`/cards?${query}`).catch(() => null);
  const found = answer?.ok ? await answer.json() : {};
  for (const at of places) known.set(at, found[at]);
}

function piece(className, text) {
  return Object.assign(document.createElement("span"), { className, textContent: text });
}

// A bare address gives way to the title. Words that somebody chose stay, with the kind and the title after them.
function dress(link) {
  link.dataset.card = "";
  const card = known.get(link.pathname);
  if (!card) return;
  link.dataset.card = link.textContent; // what a quote takes
  const bare = /^https?:\/\//.test(link.textContent.trim());
  const kind = piece("kind", card.kind);
  const title = piece("title", card.title);
  if (bare) link.replaceChildren(kind, " ", title);
  else if (link.textContent.trim() === card.title) link.prepend(kind, " ");
  else link.append(" ", kind, " ", title);
  link.classList.add("link-card");
}

let looking = false;
async function look() {
  if (looking) return;
  looking = true;
  for (let links = fresh(); links.length; links = fresh()) {
    const places = [...new Set(links.map(({ pathname }) => pathname))].filter((at) => !known.has(at)).slice(0, MOST);
    if (places.length) await ask(places);
    for (const link of links) if (known.has(link.pathname)) dress(link);
  }
  looking = false;
}

look();
new MutationObserver(look).observe(document.getElementById("main"), { childList: true, subtree: true });
