// A second click on a form that is on its way does nothing. (The server counts it once in any case.)
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.busy) event.preventDefault();
  else form.dataset.busy = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-busy]")) delete form.dataset.busy;
});
