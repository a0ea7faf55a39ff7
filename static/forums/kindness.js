// Kind words: which ones are one's own, said and taken back without leaving the page, and counted as others say them.
export function kindnessOf(page) {
  const form = document.getElementById("kindly");
  const mine = new Set(page.dataset.kindByMe.split(" ").filter(Boolean)); // "post:kind"
  const nameOf = (button) => `${button.closest("[data-post]").dataset.post}:${button.dataset.kind}`;

  // One's own posts are for others to thank: their "Edit" is shown, which says that they are one's own.
  function show(within) {
    for (const button of within.querySelectorAll("[data-kind]")) {
      button.setAttribute("aria-pressed", mine.has(nameOf(button)));
      button.disabled = Boolean(button.closest("[data-post]").querySelector("[data-own]:not([hidden])"));
    }
  }

  function count({ id, counts }) {
    for (const button of page.querySelectorAll(`[data-post="${id}"] [data-kind]`)) {
      button.querySelector("[data-many]").textContent = counts[button.dataset.kind] || "";
    }
  }

  async function say(button) {
    const on = !mine.has(nameOf(button));
    const body = new FormData(form);
    body.set("kind", button.dataset.kind);
    body.set("on", on ? "1" : "0");
    const answer = await fetch(button.formAction, { method: "POST", body: new URLSearchParams(body) }).catch(() => null);
    if (!answer?.ok) return form.requestSubmit(button); // the page that answers says what is wrong
    count({ id: button.closest("[data-post]").dataset.post, ...(await answer.json()) });
    mine[on ? "add" : "delete"](nameOf(button));
    button.setAttribute("aria-pressed", on);
  }

  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-kind]");
    if (!button || !form) return;
    event.preventDefault();
    say(button);
  });
  return { show, count };
}
