// Names of files, looked at as words are (cop/trust/nudge/names.py): what is in one goes out with the post. A file that
// was chosen can be renamed here, before it is sent.
function asRead(name, find) {
  const dot = name.lastIndexOf(".");
  const [stem, kind] = dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot)];
  const near = stem.replaceAll(/[_+]|%20/g, " ") + kind;
  const far = stem.replaceAll(/[-_+.,~]+/g, " ") + kind;
  return !find(near).length && find(far).length ? far : near;
}

export const isOfFiles = (field) => field.type === "file";

export const namesIn = (field, find) => [...field.files].map(({ name }) => asRead(name, find)).join("\n");

export function rename(field, find, names) {
  const before = namesIn(field, find).split("\n");
  const files = new DataTransfer();
  for (const [place, name] of names.split("\n").entries()) {
    const file = field.files[place];
    files.items.add(name === before[place] ? file : new File([file], name, { type: file.type }));
  }
  field.files = files.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
