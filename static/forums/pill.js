// A reply that arrives out of sight is told by a small pill, that leads to it; nothing that is being read moves.
export function makePill(pill) {
  const unseen = new Set();
  const words = pill.appendChild(document.createElement("span"));

  function tell() {
    const [first] = unseen;
    pill.hidden = !first;
    if (!first) return;
    pill.href = `#${first.id}`;
    words.textContent = unseen.size === 1 ? pill.dataset.one : pill.dataset.many.replace("{count}", unseen.size);
  }

  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        unseen.delete(target);
        sight.unobserve(target);
      } else unseen.add(target);
    }
    tell();
  });
  return { tell: (post) => sight.observe(post) };
}

// What is added above what is being read, or written, would push it down: then the page is moved along with it.
export function still(list, form, add) {
  const end = list.getBoundingClientRect().bottom;
  const below = form && (form.contains(document.activeElement) || end < 0);
  const before = below ? form.getBoundingClientRect().top : 0;
  add();
  if (below) scrollBy({ top: form.getBoundingClientRect().top - before, behavior: "instant" });
}
