"""Every kind of page, as a peer supporter of the demo meets it: seen, heard, on a small phone, and by touch.

Each page is opened once, and all tests look at it.
"""

import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import looks
from tests.browser.demo import ANA, DESK, PHONE, RAFAEL, sign_in
from tests.browser.server import NEEDS_CHROMIUM

pytestmark = NEEDS_CHROMIUM
NAMELESS = re.compile(r"- '?(link|button|textbox|searchbox|combobox|checkbox|radio|listbox|option)\b(?! \")")
BANK = ".topic-row h3 a:text('Going to the bank')"
# What is at an address, or which links lead there from it, one after the other.
PAGES = {
    "home": "/",
    "sign-in": "/sign-in",
    "account": "/account",
    "profile": "/account/profile",
    "photo": "/account/photo",
    "what helps one take part": "/account/needs",
    "what was done with one's account": "/account/trail",
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
    "new topic": "/forums/handling-money/new",
    "topic": ("/forums/handling-money", ".topic-row h3 a"),
    "post": ("/forums/handling-money", ".topic-row h3 a", "[data-answer]"),
    "edit": ("/forums/handling-money", BANK, ".first [data-own]"),
    "solution": ("/forums/handling-money", BANK, ".solutions a"),
    "meetings": "/meetings",
    "meeting": ("/meetings", "main .row h3 a"),
    "rotation": "/meetings/rotation",
    "rooms": "/rooms",
    "room": ("/rooms", "main .row a:text('Evening circle')"),
    "new room": "/rooms/new",
    "library": "/library",
    "resource": ("/library", ".resource-row h3 a"),
    "new resource": "/library/new",
    "search": "/search?q=money",
    "nothing": "/nothing/here",
}
on_every_page = pytest.mark.parametrize("page", PAGES, indirect=True, scope="module")


@pytest.fixture(scope="module")
def visitors(demo, chromium):
    """Pages of Ana, of Rafael who reads Spanish, and of nobody yet: one browser context each, nothing moving."""
    contexts = {
        name: chromium.new_context(base_url=demo.address, reduced_motion="reduce", locale="en-US")
        for name in (ANA, RAFAEL, "")
    }
    pages = {name: context.new_page() for name, context in contexts.items()}
    for name in (ANA, RAFAEL):
        sign_in(pages[name], name)
    yield pages
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module")
def page(request, visitors):
    """Ana's page (or a stranger's, to sign in), with what the console said since it was opened."""
    shown = visitors["" if request.param == "sign-in" else ANA]
    shown.heard = []

    def hear(words):
        if words.type == "error" and words.location.get("url") != shown.url:  # the 404 of the page itself is right
            shown.heard.append(words.text)

    def fail(error):
        shown.heard.append(str(error))

    shown.on("console", hear)
    shown.on("pageerror", fail)
    shown.emulate_media(color_scheme="light")
    shown.set_viewport_size(DESK)
    open_page(shown, PAGES[request.param])
    yield shown
    shown.remove_listener("console", hear)
    shown.remove_listener("pageerror", fail)


def open_page(page, where):
    address, *links = where if isinstance(where, tuple) else (where,)
    page.goto(address)
    for link in links:
        page.goto(page.locator(link).first.get_attribute("href"))
    expect(page.locator("h1")).to_be_visible()
    for bar in page.locator("[data-toolbar]").all():
        expect(bar).to_be_visible()  # it comes with a script of its own


def violations(page):
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@on_every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, scheme):
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme=scheme)
    assert violations(page) == []


@on_every_page
def test_headings_begin_at_one_and_skip_no_level(page):
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@on_every_page
def test_every_control_has_a_name(page):
    spoken = page.locator("body").aria_snapshot().splitlines()
    assert [line for line in spoken if NAMELESS.search(line)] == []


@on_every_page
def test_every_control_says_what_it_is(page):
    assert page.evaluate(looks.WITHOUT_ROLE) == []


@on_every_page
def test_a_small_phone_never_scrolls_sideways(page):
    page.set_viewport_size(PHONE)
    assert page.evaluate(looks.STICKS_OUT) == []


@on_every_page
def test_a_finger_finds_every_control(page):
    page.set_viewport_size(PHONE)
    assert page.evaluate(looks.TOO_SMALL) == []


@on_every_page
def test_what_takes_the_focus_can_be_seen(page):
    page.set_viewport_size(PHONE)
    assert page.evaluate(looks.UNSEEN) == []


@on_every_page
def test_the_language_is_said(page):
    expect(page.locator("html")).to_have_attribute("lang", "en")


@on_every_page
def test_the_console_is_silent(page):
    assert page.heard == []


def test_on_a_phone_the_search_button_leads_to_the_search_page(visitors):
    page = visitors[ANA]
    page.set_viewport_size(PHONE)
    page.goto("/account")
    expect(page.locator("#find")).to_be_hidden()
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    page.wait_for_url("**/search*")
    expect(page.locator("main").get_by_role("searchbox")).to_be_visible()


@pytest.fixture(scope="module")
def in_spanish(request, visitors):
    shown = visitors[RAFAEL]
    open_page(shown, PAGES[request.param])
    return shown


@pytest.mark.parametrize("in_spanish", sorted(PAGES.keys() - {"sign-in", "agency", "room"}), indirect=True)
def test_in_spanish_the_language_is_said_and_spoken(in_spanish):
    expect(in_spanish.locator("html")).to_have_attribute("lang", "es")
    expect(in_spanish.locator(".skip")).to_have_text("Ir a la página")


def test_whoever_chooses_spanish_before_signing_in_gets_it(visitors):
    page = visitors[""]
    page.goto("/sign-in")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_label("Contraseña")).to_be_visible()
