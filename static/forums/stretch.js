// "More replies" and "Earlier replies" are added to the list on this page, and read out. The address says what came last,
// so that one comes back to it. One stays where one is; at the end one goes on from the first that came.
import { announce } from "../ui/announce.js";

export function watchStretch(page, list, dress) {
  let came = [];

  page.addEventListener("htmx:load", ({ target }) => {
    if (!target.matches("[data-post]") && !target.querySelector("[data-post]")) return;
    dress(target);
    if (target.parentElement === list) came.push(target);
  });

  page.addEventListener("htmx:afterSettle", () => {
    if (!came.length) return;
    announce(list.dataset.came.replace("{count}", came.length));
    if (document.activeElement === document.body) {
      came[0].tabIndex = -1;
      came[0].focus({ preventScroll: true });
    }
    came = [];
  });

  page.addEventListener("htmx:afterRequest", ({ detail }) => {
    const link = detail.requestConfig.elt; // which has given way to the next by now
    if (detail.successful && link.href) history.replaceState(history.state, "", link.href);
  });

  return { goesOn: () => Boolean(page.querySelector("#later a")) };
}
