"""A community in which everyone means harm, seen page by page in a real browser: nothing of it acts, nor could."""

import re

import pytest
from playwright.sync_api import Error, expect

from cop import create_app
from cop.config import Settings
from cop.core.db import db
from tests.browser.demo import PHONE
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
# Each form for words: where it goes, and all that it holds.
FORMS = f"""() => [...document.querySelectorAll("main form[method=post]")]
  .filter((form) => form.querySelector("{WORDS}"))
  .map((form) => {{
    const words = new Set([...form.querySelectorAll("{WORDS}")].map(({{ name }}) => name));
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return [form.getAttribute("action") || location.pathname, fields, [...words]];
  }})"""
SEND = """([action, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", enctype: "multipart/form-data" });
  form.setAttribute("action", action);
  form.append(...fields.map(([name, value]) => Object.assign(document.createElement("textarea"), { name, value })));
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}"""
ID = re.compile(r"[0-9a-z]{13}")
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
            context = chromium.new_context(base_url=hostile.address, viewport=PHONE)
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


def sent(page, form, without=""):
    """What comes back of a form in which every field for words holds something of each family, whatever its limits."""
    action, fields, words = form
    filled = [[name, TYPED if name in words else value] for name, value in fields if name != without]
    with page.expect_navigation(wait_until="domcontentloaded") as answer:
        page.evaluate(SEND, [action, filled])
    return answer.value.text()


def amiss(page, watch, html):
    return watch.found(page) + [COMPUTED] * (COMPUTED in html)


def test_every_word_that_is_shown_is_only_words(hostile, watched):
    """First every page as it is, then what each form on them shows again: one of each address."""
    wrong, unseen, forms = {}, {community.mark(*one) for one in SHOWN - KEPT}, {}
    for who, where in hostile.places:
        page, watch = watched(who)
        if (html := opened(page, where)) is not None:
            wrong[where] = amiss(page, watch, html)
            unseen -= {one for one in unseen if one in html}
            forms |= {ID.sub("", form[0]): (who, form) for form in page.evaluate(FORMS)}
    assert unseen == set()
    for where, (who, form) in forms.items():
        page, watch = watched(who)
        wrong[f"{where}, sent"] = amiss(page, watch, sent(page, form))
    assert {where: found[:5] for where, found in wrong.items() if found} == {}
    assert len(forms) > 25


def test_words_that_came_too_late_are_kept_as_words(hostile, watched):
    """Posted after the sign-in was over, or from a page of another day."""
    page, watch = watched("ben")
    opened(page, "/rooms/new")
    (form,) = page.evaluate(FORMS)
    assert "[typed]" in sent(page, form, without="csrf_token")
    assert watch.found(page) == []
    expect(page.locator(".kept textarea[name=title]")).to_have_value(re.compile(r"^\[typed\]"))
