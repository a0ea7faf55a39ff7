"""Every kind of page, as a peer supporter of the demo meets it: seen, heard, on a small phone, and by touch.

Opening a page takes longer than a question about it, so each is opened once and asked everything; what fails says all
that is wrong with the page, by question.
"""

import pytest
from playwright.sync_api import expect

from tests.browser import looks
from tests.browser.demo import ANA, DESK, PHONE, RAFAEL, Demo, sign_in
from tests.browser.server import NEEDS_CHROMIUM

pytestmark = NEEDS_CHROMIUM
BANK = ".topic-row h3 a:text('Going to the bank')"
KEPT_IN_ORDER = ("a:text('Working nights')", ".topic-row h3 a", "a:text('Keep this topic')")
# What is at an address, or which links lead there from it, one after the other.
PAGES = {
    "home": "/",
    "sign-in": "/sign-in",
    "account": "/account",
    "profile": "/account/profile",
    "photo": "/account/photo",
    "what one follows": "/account/subscriptions",
    "what helps one take part": "/account/needs",
    "what was done with one's account": "/account/trail",
    "what was decided about one's posts": "/account/decisions",
    "password": "/account/password",
    "e-mail": "/account/email",
    "second step": "/account/two-step",
    "passkeys": "/account/passkeys",
    "new password": "/password-reset",
    "old link": "/password-reset/nothing",
    "sign-in link": "/sign-in/link",
    "agencies": "/agencies",
    "agency": "/agencies/harborlight",
    "area": "/areas/metro_boston",
    "people": "/agencies/harborlight/members",
    "leaving": "/agencies/harborlight/departure",
    "asking to join": "/join",
    "everything of one's own": "/account/takeouts",
    "agencies one has left": "/account/past-agencies",
    "deleting the account": "/account/deletion",
    "forums": "/forums",
    "forum": "/forums/handling-money",
    "forum by a core value": "/forums/handling-money?value=hopeful",
    "new topic": "/forums/handling-money/new",
    "new space": "/forums/new",
    "space by invitation": ("/forums", "a:text('Working nights')"),
    "who is in it": ("/forums", "a:text('Working nights')", "a:text('Who is in it')"),
    "changing a space": ("/forums", "a:text('Working nights')", "a:text('Change this space')"),
    "who looks after it": ("/forums", "a:text('Working nights')", ".acts a:text('Who looks after it')"),
    "side conversation": ("/forums/handling-money", BANK, ".aside-way a"),
    "post aside": ("/forums/handling-money", BANK, ".aside-way a", ".replies .acts a:text('More')"),
    "topic": ("/forums/handling-money", ".topic-row h3 a"),
    "a topic kept in order": ("/forums", *KEPT_IN_ORDER),
    "joining topics": ("/forums", *KEPT_IN_ORDER, "a:text('Or look through this space')"),
    "choosing replies": ("/forums", *KEPT_IN_ORDER, "a:text('Choose replies')"),
    "post": ("/forums/handling-money", ".topic-row h3 a", "[data-answer]"),
    "edit": ("/forums/handling-money", BANK, ".first [data-own]"),
    "flagging": ("/forums/handling-money", ".topic-row h3 a", "[data-answer]", "main a[href$='/flag']"),
    "asking for a check": ("/forums/handling-money", ".topic-row h3 a", "[data-answer]", "main a[href$='/check']"),
    "solution": ("/forums/handling-money", BANK, ".solutions a"),
    "meetings": "/meetings",
    "meeting": ("/meetings", "main .row h3 a"),
    "rotation": "/meetings/rotation",
    "turn": ("/meetings/rotation", ".turns .current a[href*='rotation/']"),
    "order of the areas": "/meetings/rotation/orders",
    "rooms": "/rooms",
    "room": ("/rooms", "main .row a:text('Evening circle')"),
    "new room": "/rooms/new",
    "library": "/library",
    "resource": ("/library", ".resource-row h3 a"),
    "new resource": "/library/new",
    "search": "/search?q=money",
    "nothing": "/nothing/here",
}
# What is asked of a page on a desk, by day and by night, and on a small phone. Each answers with what is wrong.
AT_A_DESK = {
    "axe finds something": looks.violations,
    "headings do not begin at one, or skip a level": looks.headings_amiss,
    "a control has no name": looks.nameless,
    "a control does not say what it is": lambda page: page.evaluate(looks.WITHOUT_ROLE),
    "the language is not said": lambda page: looks.language_amiss(page, "en"),
}
AT_NIGHT = {"axe finds something in the dark": looks.violations}
ON_A_PHONE = {
    "a small phone scrolls sideways": lambda page: page.evaluate(looks.STICKS_OUT),
    "a finger does not find a control": lambda page: page.evaluate(looks.TOO_SMALL),
    "what takes the focus can't be seen": lambda page: page.evaluate(looks.UNSEEN),
}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory, loaded):
    """A demo in which nobody writes: its first topic is the one that was there from the beginning."""
    running = Demo(tmp_path_factory.mktemp("untouched"), loaded)
    yield running
    running.end()


@pytest.fixture(scope="module")
def lookers(untouched, chromium):
    """Pages of Ana, of Rafael who reads Spanish, and of nobody yet: one browser context each, nothing moving."""
    contexts = {
        name: chromium.new_context(base_url=untouched.address, reduced_motion="reduce", locale="en-US")
        for name in (ANA, RAFAEL, "")
    }
    pages = {name: context.new_page() for name, context in contexts.items()}
    for name in (ANA, RAFAEL):
        sign_in(pages[name], name)
    yield pages
    for context in contexts.values():
        context.close()


@pytest.fixture
def heard(lookers):
    """What the console says while a page is open, of Ana's and of the stranger's."""
    said = []

    def hear(words):
        if words.type == "error" and words.location.get("url") != words.page.url:  # the 404 of the page itself is right
            said.append(words.text)

    def fail(error):
        said.append(str(error))

    pages = [lookers[name] for name in (ANA, "")]
    for page in pages:
        page.on("console", hear)
        page.on("pageerror", fail)
    yield said
    for page in pages:
        page.remove_listener("console", hear)
        page.remove_listener("pageerror", fail)


def open_page(page, where):
    address, *links = where if isinstance(where, tuple) else (where,)
    page.goto(address)
    for link in links:
        page.goto(page.locator(link).first.get_attribute("href"))
    expect(page.locator("h1")).to_be_visible()
    for bar in page.locator("[data-toolbar]").all():
        expect(bar).to_be_visible()  # it comes with a script of its own


def asked(page, questions, scheme="light", size=DESK):
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    return {question: ask(page) for question, ask in questions.items()}


@pytest.mark.parametrize("name", PAGES)
def test_everyone_can_use(name, lookers, heard):
    page = lookers["" if name == "sign-in" else ANA]
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    open_page(page, PAGES[name])
    wrong = asked(page, AT_A_DESK) | asked(page, AT_NIGHT, scheme="dark") | asked(page, ON_A_PHONE, size=PHONE)
    wrong["the console is not silent"] = heard
    told = [f"{question}: {one}" for question, found in wrong.items() for one in found]
    assert told == [], "\n".join(told)  # a message is shown whole


def test_on_a_phone_the_search_button_leads_to_the_search_page(lookers):
    page = lookers[ANA]
    page.set_viewport_size(PHONE)
    page.goto("/account")
    expect(page.locator("#find")).to_be_hidden()
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    page.wait_for_url("**/search*")
    expect(page.locator("main").get_by_role("searchbox")).to_be_visible()


# Rafael is neither at Harborlight nor in what Ana was invited to.
NOT_RAFAELS = {"sign-in", "agency", "room", "changing a space", "post aside", "space by invitation", "who is in it",
               "who looks after it", "a topic kept in order", "joining topics", "choosing replies"}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PAGES.keys() - NOT_RAFAELS))
def test_in_spanish_the_language_is_said_and_spoken(name, lookers):
    page = lookers[RAFAEL]
    open_page(page, PAGES[name])
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator(".skip")).to_have_text("Ir a la página")


def test_whoever_chooses_spanish_before_signing_in_gets_it(lookers):
    page = lookers[""].context.new_page()
    page.goto("/sign-in")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_label("Contraseña")).to_be_visible()
