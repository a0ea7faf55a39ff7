// "Go there" leads to a page of the reply's own. Where the reply stands on this page, that is where it is.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-there]");
  const post = link && document.getElementById(link.dataset.there);
  if (!post || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.hash = post.id;
  post.tabIndex = -1;
  post.focus({ preventScroll: true });
});
