"""Parts of pages, for pages that are there: the same fragments, to script alone."""

import re

import pytest

from cop.core import ids
from cop.core.partial import PART
from tests.forums.annexes import NEW_EACH_TIME
from tests.forums.test_topics import open_topic

ASKED = {"HX-Request": "true"}
STRETCH = ASKED | {"HX-Target": "stretch"}


@pytest.fixture
def topic(acting, world):
    """A challenge of Ana's, with three pages of replies."""
    with acting(world.ana) as viewer:
        return f"/topics/{ids.word(open_topic(viewer, world.money, replies=45))}"


def part_of(page, place):
    """What stands in a page as an element with an id, to its end."""
    return re.search(rf'<(\w+)[^>]* id="{place}".*?</\1>', page, re.S)[0]


def same(html):
    return NEW_EACH_TIME.sub(r"\1", html)


def replies_in(html):
    return re.findall(r'<li class="post" id="([^"]+)"', html)


def test_more_replies_are_the_fragment_of_the_whole_page_at_the_same_address(sign_in, topic, world):
    ivy = sign_in(world.ivy)
    (where,) = re.findall(r'hx-get="([^"]+)"', ivy.get(topic).text)
    whole, part = ivy.get(where), ivy.get(where, headers=STRETCH)
    assert (part.status_code, part.headers[PART]) == (200, "1")
    assert PART not in whole.headers
    assert part.text.strip() in whole.text
    assert "<main" not in part.text
    assert len(replies_in(part.text)) == 20
    assert "HX-Request" in part.headers["Vary"]


def test_one_by_one_they_are_all_there_and_none_twice(sign_in, topic, world):
    ivy, found, where = sign_in(world.ivy), [], topic
    while where:
        page = ivy.get(where, headers=STRETCH).text
        found += replies_in(page)
        where = next(iter(re.findall(r'hx-get="([^"]+after=[^"]+)"', page)), "")
    assert len(found) == len(set(found)) == 45


def test_earlier_replies_lead_to_the_beginning_with_its_opening_post(sign_in, topic, world):
    ivy = sign_in(world.ivy)
    second = ivy.get(re.search(r'hx-get="([^"]+)"', ivy.get(topic).text)[1]).text
    (before,) = re.findall(r'hx-get="([^"]+before=[^"]+)"', second)
    assert "post first" not in part_of(second, "opening")
    first = ivy.get(before, headers=STRETCH).text
    assert "post first" in part_of(first, "opening")
    assert re.search(r'id="sooner" hidden', first)


def test_a_part_takes_no_statement_more_than_the_page(sign_in, topic, world, count_sql):
    ivy, counts = sign_in(world.ivy), []
    for headers in ({}, STRETCH):
        with count_sql() as counted:
            ivy.get(topic, headers=headers)
        counts.append(counted.count)
    assert counts[1] <= counts[0]


def test_whoever_may_not_see_the_topic_gets_no_part_of_it(sign_in, client, acting, world):
    with acting(world.ana) as viewer:
        hidden = f"/topics/{ids.word(open_topic(viewer, world.team, body='Zebrawood', replies=3))}"
    for browser, status in ((sign_in(world.ivy), 404), (client, 302)):
        answer = browser.get(hidden, headers=STRETCH)
        assert (answer.status_code, PART in answer.headers) == (status, False)
    for noun in ("shared", "shared/delete", "subscription", "replies"):
        answer = sign_in(world.ivy).post(f"{hidden}/{noun}", headers=ASKED, data={"level": "every", "preview": "1"})
        assert (answer.status_code, PART in answer.headers) == (404, False)


@pytest.mark.parametrize("noun", ["shared", "shared/delete"])
def test_to_have_it_too_answers_with_what_stands_beside_the_challenge(sign_in, topic, world, noun):
    ivy = sign_in(world.ivy)
    part = ivy.post(f"{topic}/{noun}", headers=ASKED)
    assert part.headers[PART] == "1"
    assert '"said": "You ' in part.headers["HX-Trigger"]
    assert same(part.text.strip()) in same(ivy.get(topic).text)
    assert 'role="status"><svg' not in ivy.get(topic).text  # it was read out, and is not said again


def test_to_follow_answers_with_what_is_chosen_now(sign_in, topic, world):
    ivy = sign_in(world.ivy)
    for level, words in (("every", "right away"), ("summary", "weekly summary"), ("quiet", "none")):
        part = ivy.post(f"{topic}/subscription", headers=ASKED, data={"level": level})
        assert f"Mail about new posts: {words}" in part.text
        assert same(part.text.strip()) in same(ivy.get(topic).text)


def test_in_spanish_what_is_read_out_comes_whole(sign_in, topic, world):
    ivy = sign_in(world.ivy)
    ivy.post("/preferences", data={"language": "es"})
    part = ivy.post(f"{topic}/shared", headers=ASKED)
    assert part.headers["HX-Trigger"].isascii()
    assert "\\u" in part.headers["HX-Trigger"]


def test_a_look_first_answers_with_it_alone_and_keeps_nothing(sign_in, topic, world):
    ivy = sign_in(world.ivy)
    said = {"body": "A **spare** coat", "preview": "1"}
    part = ivy.post(f"{topic}/replies", headers=ASKED, data=said)
    assert part.headers[PART] == "1"
    assert "<strong>spare</strong>" in part.text
    assert "<main" not in part.text
    assert "45 replies" in ivy.get(topic).text
    whole = ivy.post(f"{topic}/replies", data=said)
    assert part.text.strip() in whole.text
    asked = ivy.post("/forums/handling-money/new", headers=ASKED, data=said | {"title": "The van"})
    assert "<strong>spare</strong>" in asked.text


def test_what_can_not_be_looked_at_is_a_page_that_says_why(sign_in, topic, world):
    refused = sign_in(world.ivy).post(f"{topic}/replies", headers=ASKED, data={"body": " ", "preview": "1"})
    assert (refused.status_code, PART in refused.headers) == (422, False)
    assert "Please fill this in." in refused.text


def test_a_part_is_made_for_nobody_without_the_token_of_a_form(sign_in, topic, world):
    ivy = sign_in(world.ivy)
    for noun in ("shared", "subscription"):
        answer = super(type(ivy), ivy).post(f"{topic}/{noun}", headers=ASKED, data={"level": "every"})
        assert (answer.status_code, PART in answer.headers) == (400, False)


def test_words_of_people_are_fenced_off_from_it(sign_in, acting, world):
    with acting(world.ana) as viewer:
        hostile = '<b hx-get="/account">x</b> [x](/account){hx-get=/account}'
        topic = f"/topics/{ids.word(open_topic(viewer, world.money, body=hostile))}"
    page = sign_in(world.ivy).get(topic).text
    assert '<div class="words" hx-disable>' in page
    words = re.search(r'<div class="words" hx-disable>(.*?)</div>', page, re.S)[1]
    assert "<b " not in words
    assert not re.search(r"<[^>]*hx-", words)
