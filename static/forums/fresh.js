// A post as it was sent to everyone who looks on, in each language: this page takes its own.
export function freshOf(page) {
  const language = document.documentElement.lang;

  // Everyone gets the same; the way to change a post is shown to whoever wrote it, and asked again by the server.
  function showOwn(within) {
    const mine = [document.body.dataset.person, page.dataset.hand];
    for (const link of within.querySelectorAll("[data-own]")) link.hidden = !mine.includes(link.dataset.own);
  }

  function one(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html[language];
    showOwn(holder.content);
    return holder.content.firstElementChild;
  }

  return { one, showOwn };
}
