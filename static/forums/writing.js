// "Someone is writing": told to the others while one types, and shown where nothing moves for it. Never who.
const OFTEN = 3000; // ms between two signs
const LASTS = 6000; // ms that a sign is shown

export function tellWriting(place, form, sign) {
  let told = -Infinity;
  let timer;

  function stop() {
    clearTimeout(timer);
    place.textContent = "";
  }

  function show() {
    clearTimeout(timer);
    if (!place.textContent) place.textContent = place.dataset.writing;
    timer = setTimeout(stop, LASTS);
  }

  form?.elements.body.addEventListener("input", ({ isTrusted }) => {
    if (!isTrusted || performance.now() - told < OFTEN) return;
    told = performance.now();
    sign();
  });
  return { show, stop };
}
