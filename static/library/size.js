// A file that is too big is said when it is chosen, not after a phone has sent it all.
for (const field of document.querySelectorAll("[data-file]")) {
  field.addEventListener("change", () => {
    const { largest, tooBig } = field.form.dataset;
    const over = field.files[0]?.size > Number(largest);
    field.setCustomValidity(over ? tooBig : "");
    if (over) field.reportValidity();
  });
}
