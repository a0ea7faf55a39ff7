"""A community in which everyone means harm, seen page by page in a real browser: nothing of it acts, nor could."""

import re

import pytest
from playwright.sync_api import Error, expect

from cop import create_app
from cop.config import Settings
from cop.core.db import db
from tests.browser.server import NEEDS_CHROMIUM, Server
from tests.hostile import community, places
from tests.hostile.watching import Watcher

pytestmark = NEEDS_CHROMIUM
SHOWN = (community.listed(community.TYPED) | community.listed(community.RENDERED)) - community.listed(
    community.NOT_SHOWN
)
KEPT = community.listed(community.NOT_SHOWN)
COMPUTED = str(1337 * 7331)  # what a template would have made of words
WORDS = "textarea, input:not([type]), input[type=text], input[type=email], input[type=search]"
FORMS = f"""() => [...document.querySelectorAll("main form[method=post]")].map((form, number) => [form, number])
  .filter(([form]) => form.querySelector("{WORDS}")).map(([, number]) => number)"""
# Into every field for words of one form, whatever its limits, and away with it.
SEND = f"""([number, words, expired]) => {{
  const form = document.querySelectorAll("main form[method=post]")[number];
  for (const field of form.querySelectorAll("{WORDS}")) field.value = words;
  if (expired) form.elements.csrf_token.remove();
  HTMLFormElement.prototype.submit.call(form);
}}"""
TYPED = community.everything("[typed]", slice(1))  # one of each family: it may fit, and then it is posted


class Hostile(Server):
    """Its people are signed in from the beginning."""

    def prepare(self):
        app = create_app(Settings.from_env(self.env))
        made, more, world = community.make(app)
        self.places = places.of(app, made, more)
        people = {who for who, _ in self.places if who}
        self.cookie = app.config["SESSION_COOKIE_NAME"]
        self.cookies = {who: community.cookie_of(app, getattr(world, who)) for who in people}
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    running = Hostile(tmp_path_factory.mktemp("hostile"), COP_UNLIMITED="1")
    yield running
    running.end()


@pytest.fixture(scope="module")
def watched(hostile, chromium):
    """A page of each of them, or of a stranger, and its watcher: what our policy has to stop is told, too."""
    opened = {}

    def page_of(who):
        if who not in opened:
            context = chromium.new_context(base_url=hostile.address)
            if who:
                context.add_cookies([{"name": hostile.cookie, "value": hostile.cookies[who], "url": hostile.address}])
            opened[who] = context.new_page(), Watcher(context, hostile.address)
        return opened[who]

    yield page_of
    for page, _ in opened.values():
        page.context.close()


def opened(page, where):
    """The page as it was sent; None for what is no page. (A browser keeps a file, and shows none.)"""
    try:
        answer = page.goto(where, wait_until="domcontentloaded")
    except Error as why:
        if "Download is starting" not in str(why):
            raise
        return None
    return answer.text() if "html" in answer.headers.get("content-type", "") else None


def sent(page, number, expired=False):
    """What comes back of a form in which every field holds everything."""
    with page.expect_navigation(wait_until="domcontentloaded") as answer:
        page.evaluate(SEND, [number, TYPED, expired])
    return answer.value.text()


def amiss(page, watch, html):
    return watch.found(page) + [COMPUTED] * (COMPUTED in html)


def test_every_word_that_is_shown_is_only_words(hostile, watched):
    """First every page as it is, then what each form on them shows again."""
    wrong, unseen, forms = {}, {community.mark(*one) for one in SHOWN - KEPT}, []
    for who, where in hostile.places:
        page, watch = watched(who)
        if (html := opened(page, where)) is not None:
            wrong[where] = amiss(page, watch, html)
            unseen -= {one for one in unseen if one in html}
            forms += [(who, where, number) for number in page.evaluate(FORMS)]
    assert unseen == set()
    for who, where, number in forms:
        page, watch = watched(who)
        opened(page, where)
        wrong[f"{where}, sent"] = amiss(page, watch, sent(page, number))
    assert {where: found[:5] for where, found in wrong.items() if found} == {}
    assert len(forms) > 30


def test_words_that_came_too_late_are_kept_as_words(hostile, watched):
    """Posted after the sign-in was over, or from a page of another day."""
    page, watch = watched("ben")
    opened(page, "/rooms/new")
    assert "[typed]" in sent(page, 0, expired=True)
    assert watch.found(page) == []
    expect(page.locator(".kept textarea[name=title]")).to_have_value(re.compile(r"^\[typed\]"))
