// New replies arrive at the end of the topic, where nothing being read moves. Each is announced once.
import { announce, listen } from "../ui/live.js";

const page = document.querySelector("[data-topic]");
const list = page.querySelector("[data-replies]");
const words = page.querySelector("[data-new-words]").dataset.newWords;

function arrive({ html, id, count }) {
  page.querySelector("[data-count]").textContent = count;
  if (document.getElementById(`reply-${id}`) || "more" in list.dataset) return;
  list.insertAdjacentHTML("beforeend", html);
  const post = list.lastElementChild;
  post.classList.add("new");
  announce(`${words} ${post.querySelector(".voice b").textContent}`);
}

listen(`topic:${page.dataset.topic}`, { reply: arrive });
