"""Topics that stand first in their space: in the list, three at most, and no longer."""

import re

import pytest

from cop.core import ids
from tests.forums.test_topics import open_topic


@pytest.fixture
def topics(acting, world):
    """Thirty, the oldest first."""
    with acting(world.ana) as viewer:
        return [ids.word(open_topic(viewer, world.team, title=f"Topic {number}")) for number in range(30)]


@pytest.fixture
def joan(sign_in, world):
    return sign_in(world.joan)


def listed(browser, address="/forums/harborlight-team"):
    """The topics of a page in their order, and the address of the next."""
    page = browser.get(address).text
    more = re.search(r'href="([^"]*before=[^"]*)"', page)
    return re.findall(r'<h3>.*?href="/topics/([^"?]*)', page), more and more[1]


def test_a_pinned_topic_stands_first_and_is_shown_once(joan, topics, count_sql):
    with count_sql() as before:
        listed(joan)
    assert joan.post(f"/topics/{topics[0]}/pin").status_code == 302
    with count_sql() as after:
        first, more = listed(joan)
    assert after.count == before.count
    assert first == [topics[0], *reversed(topics[6:])]
    assert "Pinned" in joan.get("/forums/harborlight-team").text
    assert listed(joan, more) == (list(reversed(topics[1:6])), None)
    for _ in "12":
        joan.post(f"/topics/{topics[0]}/pin/delete")
    assert listed(joan)[0] == list(reversed(topics[5:]))


def test_three_at_most_and_the_page_says_which(joan, topics):
    for topic in (*topics[:3], topics[2]):
        assert joan.post(f"/topics/{topic}/pin").status_code == 302
    refused = joan.post(f"/topics/{topics[3]}/pin")
    assert refused.status_code == 422
    assert "Three are pinned here already" in refused.text
    assert [f"/topics/{topic}/care" in refused.text for topic in topics[:3]] == [True] * 3
    joan.post(f"/topics/{topics[0]}/pin/delete")
    assert joan.post(f"/topics/{topics[3]}/pin").status_code == 302


@pytest.mark.parametrize(("who", "code"), [("ben", 403), ("luz", 403), ("ivy", 404), ("wren", 404)])
def test_nobody_else_pins_one(sign_in, world, topics, who, code):
    browser = sign_in(getattr(world, who))
    assert [browser.post(f"/topics/{topics[0]}/pin{more}").status_code for more in ("", "/delete")] == [code, code]
