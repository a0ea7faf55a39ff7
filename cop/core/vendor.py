"""Copies front-end files from their npm packages into static/vendor (run by make, before the server)."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
FROM = ROOT / "node_modules"
INTO = ROOT / "static" / "vendor"
FONT = "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next"

FILES = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "socket.io.js": "socket.io-client/dist/socket.io.esm.min.js",
    "markdown-toolbar.js": "@github/markdown-toolbar-element/dist/index.js",
    "relative-time.js": "@github/relative-time-element/dist/bundle.js",
    "text-expander.js": "@github/text-expander-element/dist/bundle.js",
    "font-latin.woff2": f"{FONT}-latin-wght-normal.woff2",
    "font-latin-italic.woff2": f"{FONT}-latin-wght-italic.woff2",
    "font-latin-ext.woff2": f"{FONT}-latin-ext-wght-normal.woff2",
}

ICONS = (
    "arrow-down arrow-left arrow-right bell bell-off bold book-open building-2 calendar calendar-check check "
    "chevron-down chevron-right "
    "clock circle-help download ellipsis eye eye-off file file-text flame flame-kindling heading home house "
    "info italic landmark languages library link list list-ordered lock log-in log-out map-pin menu "
    "message-circle message-circle-question messages-square moon pause pencil phone pin plus presentation quote "
    "refresh-cw reply search send settings shield sun table tag upload user users video wifi-off x"
).split()

HEAD = '<svg xmlns="http://www.w3.org/2000/svg">\n'
DRAWN = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'


def symbol(name: str) -> str:
    """One icon as a <symbol>, without its own size, so that the page decides."""
    drawing = (FROM / "lucide-static" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    inner = re.sub(r"<!--.*?-->|</?svg[^>]*>", "", drawing, flags=re.S)
    return f'<symbol id="{name}" viewBox="0 0 24 24" {DRAWN}>{"".join(inner.split(chr(10)))}</symbol>\n'


def main() -> None:
    INTO.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        shutil.copyfile(FROM / source, INTO / name)
    (INTO / "icons.svg").write_text(HEAD + "".join(map(symbol, ICONS)) + "</svg>\n", encoding="utf-8")


if __name__ == "__main__":
    main()
