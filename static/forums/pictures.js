// One place for a picture at a time: the next comes when it is filled. What is too big is said before a phone sends it.
for (const box of document.querySelectorAll("[data-attach]")) {
  const places = [...box.querySelectorAll("[data-picture]")];
  const fields = [...box.querySelectorAll("input[type=file]")];
  const filled = (place) => [...place.querySelectorAll("input")].some((field) => field.value);

  const show = () => {
    const last = places.findLastIndex(filled);
    for (const [number, place] of places.entries()) place.hidden = number > last + 1;
  };
  const weigh = ({ target }) => {
    const size = fields.flatMap((field) => [...field.files]).reduce((sum, file) => sum + file.size, 0);
    for (const field of fields) field.setCustomValidity("");
    if (size <= Number(box.dataset.largest)) return;
    target.setCustomValidity(box.dataset.tooBig);
    target.reportValidity();
  };

  box.addEventListener("change", (event) => {
    show();
    if (event.target.type === "file") weigh(event);
  });
  show();
}
