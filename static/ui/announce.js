// Read out, politely, and shown nowhere.
export function announce(words) {
  const place = document.querySelector("[data-announce]");
  if (place) place.textContent = words;
}
