"""How an agency's rules are set in these tests, and what they are when nobody said anything."""

RULES = {"ways": ["password", "link", "passkey"], "longest_hours": "2160", "idle_hours": "720"}
SETTINGS = "/agencies/harborlight/settings"


def rule(browser, slug="harborlight", **said):
    return browser.post(f"/agencies/{slug}/sign-in-rules", data=RULES | said)


def keep(browser, years, slug="harborlight"):
    return browser.post(f"/agencies/{slug}/retention", data={"years": years})
