// How far one has read: the last post that was really in view for a moment, told to the server now and then. What is new
// since the last time begins after a quiet line.
const LOOKED_AT = 1000; // ms in view
const TOGETHER = 3000; // ms: what is read meanwhile is told at once

export function followReading(page) {
  const form = page.querySelector("[data-reading]");
  const before = page.dataset.read ?? "";
  const timers = new Map();
  let unread = !form.hidden;
  let told = before;
  let reached = "";
  let timer;

  // Words of ids sort as their numbers do.
  const idOf = (post) => post.dataset.post;

  function tell() {
    clearTimeout(timer);
    timer = undefined;
    if (!reached || reached < told || (reached === told && !unread)) return;
    const body = new URLSearchParams(new FormData(form));
    body.set("upto", reached);
    told = reached;
    unread = false;
    fetch(form.action, { method: "POST", body, keepalive: true }).catch(() => (unread = true));
  }

  function read(post) {
    timers.delete(post);
    sight.unobserve(post);
    if (idOf(post) > reached) reached = idOf(post);
    timer ??= setTimeout(tell, TOGETHER);
  }

  // Its end was in view: a long post is read when one gets there.
  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting, boundingClientRect, rootBounds } of entries) {
      clearTimeout(timers.get(target));
      const atEnd = isIntersecting && boundingClientRect.bottom <= (rootBounds?.bottom ?? innerHeight) + 1;
      if (atEnd) timers.set(target, setTimeout(read, LOOKED_AT, target));
    }
  }, { threshold: [0, 0.25, 0.5, 0.75, 1] });

  function line() {
    const own = (post) => post.querySelector("[data-own]:not([hidden])");
    const first = [...page.querySelectorAll(".replies [data-post]")].find((post) => idOf(post) > before && !own(post));
    if (!first) return;
    const since = document.createElement("li");
    since.className = "since";
    since.textContent = page.querySelector("[data-since]").dataset.since;
    first.before(since);
  }

  if (unread && before) line();
  form.hidden = true; // for those without script
  for (const post of page.querySelectorAll("[data-post]")) sight.observe(post);
  addEventListener("visibilitychange", () => document.hidden && tell());
  addEventListener("pagehide", tell);
  return { watch: (post) => sight.observe(post) };
}
