"""A watcher in the browser: what ran, what was sent to another host, what the policy had to stop, and what would act at
a touch."""

from pathlib import Path
from urllib.parse import urlsplit

# Before anything of a page: whatever runs is told, whichever way it shows itself.
EARS = Path(__file__).with_name("ears.js").read_text()
# What is in a page and should not be, though nobody has touched it yet: asked with a root and where the page is from.
AUDIT = Path(__file__).with_name("audit.js").read_text()
# Whatever acts by itself when it is shown has acted when a picture asked for later has failed.
SETTLED = """() => new Promise((go) => Object.assign(new Image(), { onerror: go, src: "/healthz" }))"""


class Watcher:
    """Of one browser context. `ours` is the origin that may be asked for anything."""

    def __init__(self, context, ours):
        self.ours, self.told = ours, []
        context.add_init_script(f"({EARS})()")
        context.on("request", self._sent)
        context.on("dialog", self._asked)

    def _sent(self, request):
        where = urlsplit(request.url)
        if where.scheme not in {"data", "blob", "about"} and f"{where.scheme}://{where.netloc}" != self.ours:
            self.told.append(f"asked {request.url[:160]}")

    def _asked(self, dialog):
        self.told.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def found(self, page):
        """All that is wrong with a page, and all that was sent since it was last asked."""
        page.evaluate(SETTLED)
        inside = page.evaluate("() => window.seen.splice(0)") + page.evaluate(AUDIT, [None, self.ours])
        told, self.told = [*inside, *self.told], []
        return told
