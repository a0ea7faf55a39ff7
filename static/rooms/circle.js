// The circle as the server draws it for this person: asked for again after a move, and sent moves without a reload.
export function makeCircle(place, path) {
  let here = null;
  let asked = false;

  function show(people = here) {
    here = people;
    if (!here) return;
    for (const one of place.querySelectorAll("[data-person-here]")) {
      one.classList.toggle("gone", !here.includes(one.dataset.personHere));
    }
    for (const one of place.querySelectorAll("[data-holder]")) one.hidden = here.includes(one.dataset.holder);
  }

  async function refresh() {
    if (asked) return;
    asked = true; // several moves at once are one look
    await new Promise((soon) => setTimeout(soon, 30));
    asked = false;
    const answer = await fetch(`${path}/circle`);
    if (!answer.ok) return;
    const focused = document.activeElement?.value;
    const held = place.contains(document.activeElement);
    place.innerHTML = await answer.text();
    if (held) (place.querySelector(`button[value="${focused}"]`) ?? place.querySelector("button"))?.focus();
    show();
  }

  function nameOf(word) {
    return place.querySelector(`li[data-person-here="${word}"] b`)?.textContent ?? "";
  }

  place.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-move]");
    if (!form) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    delete form.dataset.busy;
    if (answer?.status === 404) location.assign(path);
    else refresh();
  });

  return { show, refresh, nameOf };
}
