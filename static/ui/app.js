// What every page does. Each behaviour is a module of its own, hooked by a data- attribute.
import "../vendor/relative-time.js";
import "./drafts.js";
import "./lengths.js";
import "./once.js";

if (document.querySelector("[data-toolbar]")) {
  import("../vendor/markdown-toolbar.js").then(() => {
    for (const bar of document.querySelectorAll("[data-toolbar]")) bar.hidden = false;
  });
}

if (document.querySelector("[data-nudge]")) import("../trust/nudge.js");

document.querySelector("[data-focus]")?.focus();
