"""What someone might type who means harm, cleaned, in a real browser without our policy; and raw, to see it noticed."""

import re

import pytest
from brs_kb.payloads import get_all_payloads
from markdown_it import MarkdownIt

from cop.core import text
from tests.browser.server import NEEDS_CHROMIUM
from tests.hostile import vectors
from tests.hostile.watching import AUDIT, Watcher

pytestmark = NEEDS_CHROMIUM
OURS = "https://lantern.example"
PUBLIC = sorted({one.payload for one in get_all_payloads().values()})
AFTER = " <b>And more</b>"  # what is not closed takes some of it
# Each raw text in a document of its own, so that none swallows the next.
IN_FRAMES = """(documents) => document.body.append(...documents.map(([number, srcdoc]) =>
  Object.assign(document.createElement("iframe"), { id: number, srcdoc })))"""
SEEN = """(frame) => { try { return frame.contentWindow.seen; } catch { return ["went elsewhere"]; } }"""
MANY_RAN = f"() => [...document.querySelectorAll('iframe')].filter((one) => ({SEEN})(one)?.length).length > 90"
NOTICED = f"""(ours) => Object.fromEntries([...document.querySelectorAll("iframe")].map((one) => {{
  const inside = one.contentDocument?.documentElement;
  return [one.id, [...({SEEN})(one) ?? [], ...(inside ? ({AUDIT})([inside, ours]) : ["went elsewhere"])]];
}}))"""


@pytest.fixture
def page(chromium):
    """Of a site that holds nothing, and sends no policy."""
    context = chromium.new_context()
    context.route("**/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html; charset=utf-8"))
    page = context.new_page()
    page.goto(OURS)
    yield page
    context.close()


def raw():
    """Everything that acts, each as a careless page would show it."""
    careless = MarkdownIt("commonmark", {"html": True}).enable("table")
    careless.validateLink = lambda _address: True
    numbers = iter(range(1000))
    for name, family in vectors.LIVE.items():
        for one in family:
            number = next(numbers)
            said = vectors.said(one, number)
            shown = (
                f"<input value=\"{said}\"><input value='{said}'><input value={said}>" if "attribute" in name else said
            )
            yield number, shown + AFTER
    for one in (one for family in vectors.MARKDOWN.values() for one in family):
        number = next(numbers)
        yield number, careless.render(vectors.said(one, number)) + AFTER


def test_every_one_of_them_would_be_noticed(page):
    """The control: a page that shows them raw."""
    watch, documents = Watcher(page.context, OURS), list(raw())
    page.goto(OURS)
    page.evaluate(IN_FRAMES, documents)
    page.wait_for_function(MANY_RAN)
    told = page.evaluate(NOTICED, OURS)
    sent = {int(number) for number in re.findall(r"elsewhere\.example/(\d+)", " ".join(watch.told))}
    unseen = [html for number, html in documents if not told[str(number)] and number not in sent]
    assert unseen == []
    assert len(sent) > 25


@pytest.mark.parametrize("corpus", [vectors.of(vectors.FAMILIES), PUBLIC], ids=["own", "public"])
def test_cleaned_none_of_them_acts_or_could(page, corpus):
    watch = Watcher(page.context, OURS)
    posts = "".join(f"<article class=words>{text.render(one)}</article>" for one in corpus)
    shown = f"<!doctype html><meta charset=utf-8><main>{posts}</main>"
    page.route(f"{OURS}/posts", lambda route: route.fulfill(body=shown, content_type="text/html"))
    page.goto(f"{OURS}/posts")
    assert watch.found(page) == []
    assert page.locator("main > article").count() == page.locator("body > main > *").count() == len(corpus)
