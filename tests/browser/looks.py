"""Questions to a page, asked inside the browser. Each answers with what is wrong, as the beginning of its HTML."""

import re
from itertools import pairwise

from axe_playwright_python.base import AXE_SCRIPT

NAMELESS = re.compile(r"- '?(link|button|textbox|searchbox|combobox|checkbox|radio|listbox|option)\b(?! \")")

_TOOLS = """() => {
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], "
    + "markdown-toolbar > *, [role=button]";
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const told = (one, box) => `${Math.round(box.left)},${Math.round(box.width)}x${Math.round(box.height)} `
    + one.outerHTML.replace(/\\s+/g, " ").slice(0, 120);
  const ancestors = function* (one) { while ((one = one.parentElement)) yield one; };
  const css = (one) => getComputedStyle(one);
"""

# What reaches beyond the right edge, unless it scrolls in a frame of its own.
STICKS_OUT = (
    _TOOLS
    + """
  const wide = document.documentElement.clientWidth;
  const scrolls = (one) => !/visible|clip/.test(css(one).overflowX) && one !== document.body;
  const framed = (one) => [...ancestors(one)].some(scrolls);
  const out = [...document.body.querySelectorAll("*")].filter((one) =>
    shown(one) && one.getBoundingClientRect().right > wide + 0.5 && !framed(one) && css(one).clipPath === "none");
  const all = document.scrollingElement.scrollWidth > wide ? [`${document.scrollingElement.scrollWidth} wide`] : [];
  return [...all, ...out.map((one) => told(one, one.getBoundingClientRect()))];
}"""
)

# Targets below 24 x 24 CSS pixels (WCAG 2.2, 2.5.8). A label counts as part of its field; links in a text are excepted.
TOO_SMALL = (
    _TOOLS
    + """
  const block = (one) => [...ancestors(one)].find((up) => !css(up).display.startsWith("inline"));
  const inText = (one) => css(one).display === "inline" && !one.closest("h1, h2, h3, h4")
    && block(one).textContent.trim().length > one.textContent.trim().length;
  const size = (one) => {
    const boxes = [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect());
    return { left: boxes[0].left, width: Math.max(...boxes.map((box) => box.width)),
             height: Math.max(...boxes.map((box) => box.height)) };
  };
  const touched = (one) => shown(one) && css(one).pointerEvents !== "none" && one.getBoundingClientRect().right > 0;
  return [...document.querySelectorAll(controls)]
    .filter((one) => one.tabIndex >= 0 && touched(one) && !inText(one))
    .map((one) => [one, size(one)])
    .filter(([, box]) => box.width < 23.5 || box.height < 23.5)
    .map(([one, box]) => told(one, box));
}"""
)

# Stands in the order of Tab, or in a toolbar, and does not say what it is: neither HTML nor a role does.
WITHOUT_ROLE = (
    _TOOLS
    + """
  const known = "a[href], button, input, select, textarea, summary, [role]";
  return [...document.querySelectorAll("[tabindex='0'], markdown-toolbar > *")]
    .filter((one) => shown(one) && !one.matches(known))
    .map((one) => told(one, one.getBoundingClientRect()));
}"""
)

# Whether nobody can see it, though a key can reach it.
IS_UNSEEN = """(one) => {
  const box = one.getBoundingClientRect();
  const reached = one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true });
  return reached && (!one.checkVisibility({ opacityProperty: true }) || box.width < 2 || box.height < 2);
}"""

# All such on a page. (The link that skips shows itself once it has the focus; #find has a test of its own.)
UNSEEN = f"""() => [...document.querySelectorAll("a[href], button, input, select, textarea, [tabindex='0']")]
  .filter((one) => !one.matches(".skip") && ({IS_UNSEEN})(one))
  .map((one) => one.outerHTML.slice(0, 120))"""


def violations(page):
    """What axe finds with all of its rules. It is handed to a page once, however often it is asked there."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)")
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def headings_amiss(page):
    """The levels of the headings, where they do not begin with the only one of level 1 or skip one."""
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    skipped = any(after > before + 1 for before, after in pairwise(levels))
    return [f"levels {levels}"] if levels[:1] != [1] or levels.count(1) != 1 or skipped else []


def nameless(page):
    """Controls that a screen reader has no name for."""
    return [line for line in page.locator("body").aria_snapshot().splitlines() if NAMELESS.search(line)]


def language_amiss(page, expected):
    said = page.locator("html").get_attribute("lang")
    return [] if said == expected else [str(said)]
