// What comes along with posts: links as cards, quotes, names while one types, and pictures.
import "./cards.js";
import "./quotes.js";
import "./there.js";

if (document.querySelector("[data-names]")) import("./names.js");
if (document.querySelector("[data-attach]")) import("./pictures.js");
