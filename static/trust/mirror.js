// Calm underlines behind what is written: a copy of the text, unseen but for them, lies beneath its field.
export function makeMirror(field) {
  const stack = document.createElement("div");
  const copy = document.createElement("div");
  const { selectionStart, selectionEnd } = field;
  const focused = document.activeElement === field;
  stack.className = "stack";
  copy.className = "mirror";
  copy.setAttribute("aria-hidden", "true");
  field.before(stack);
  stack.append(copy, field);
  if (focused) {
    field.focus();
    field.setSelectionRange(selectionStart, selectionEnd);
  }
  const follow = () => (copy.scrollTop = field.scrollTop);
  field.addEventListener("scroll", follow);

  function mark(words) {
    const marked = document.createElement("mark");
    marked.textContent = words;
    return marked;
  }

  return {
    clear: () => copy.replaceChildren(),
    show(findings) {
      const text = field.value;
      let done = 0;
      const parts = findings.flatMap(({ start, end }) => {
        const before = text.slice(done, start);
        done = end;
        return [before, mark(text.slice(start, end))];
      });
      copy.replaceChildren(...(parts.length ? [...parts, `${text.slice(done)}\n`] : []));
      follow();
    },
  };
}
