"""People in their browsers. Signing in takes longer than most of what they do, so each does it once."""

from tests.browser.demo import DESK

# What was begun on a page waits on the server, too, for whoever opens it next.
FORGET = """async () => {
  for (const field of document.querySelectorAll("[data-draft-away]")) {
    const place = { csrf_token: field.form.elements.csrf_token.value, place: field.dataset.draft, words: "" };
    await fetch(field.dataset.draftAway, { method: "POST", body: new URLSearchParams(place) }).catch(() => null);
  }
}"""


class Visitors:
    """Each person's browser context, lent to one test after another without what the last one left in it."""

    def __init__(self, chromium, address, sign_in, viewport=DESK):
        self.chromium, self.sign_in = chromium, sign_in
        self.device = {"viewport": viewport, "base_url": address}
        self.homes = {}  # a page by each person's name, which stays open and keeps their context

    def page(self, name):
        """A page of someone who is signed in."""
        if name not in self.homes:
            self.homes[name] = self.new_device().new_page()
            self.sign_in(self.homes[name], name)
            self.homes[name].goto("/healthz")  # of the same site, and does nothing
        return self.homes[name].context.new_page()

    def new_device(self):
        """A browser context that nobody has used."""
        return self.chromium.new_context(**self.device)

    def leave(self):
        """Closes what was opened, and forgets what pages keep: drafts, and words not sent yet."""
        for home in self.homes.values():
            for page in home.context.pages:
                if page is not home:
                    page.evaluate(FORGET)
                    page.close()
            home.evaluate("() => [localStorage, sessionStorage].forEach((kept) => kept.clear())")

    def end(self):
        for home in self.homes.values():
            home.context.close()
