// Says when a field nears or passes its longest, as it is written: nothing is cut, and the server would refuse it.
const NEAR = 0.95;

const notes = new WeakMap();

function say(field) {
  const most = Number(field.dataset.most);
  const length = [...field.value].length;
  let note = notes.get(field);
  if (length < most * NEAR) {
    note?.remove();
    return notes.delete(field);
  }
  if (!note) {
    note = document.createElement("p");
    note.dataset.length = "";
    note.setAttribute("role", "status");
    field.after(note);
    notes.set(field, note);
  }
  const over = length > most;
  const words = document.body.dataset[over ? "tooLong" : "nearlyFull"];
  note.className = over ? "error" : "hint";
  note.textContent = words.replace("{count}", Math.abs(most - length).toLocaleString(document.documentElement.lang));
}

for (const field of document.querySelectorAll("[data-most]")) {
  field.addEventListener("input", () => say(field));
  say(field);
}
