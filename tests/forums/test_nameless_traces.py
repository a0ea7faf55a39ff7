"""What one does about a post of one's own without a name, besides writing it, is kept under no person."""

import pytest
from sqlalchemy import select

from cop.core import clock, ids
from cop.core.db import db
from cop.forums.models.solution import Solution
from cop.people.models.draft import Draft
from cop.trust import pseudonyms
from tests.forums.test_without_a_name import NAMELESS, ask, hand_on


@pytest.fixture
def topic(sign_in, world):
    """Ana's challenge, without her name."""
    return ask(sign_in(world.ana), **NAMELESS).location


def opening(topic, what):
    return f"{topic}/posts/{topic.rsplit('/', 1)[1]}/{what}"


def draft(browser, topic, words="Half a thought"):
    return browser.post("/drafts", data={"place": f"edit:{topic.rsplit('/', 1)[1]}:1", "words": words})


def test_no_draft_of_an_edit_is_kept_here_or_on_the_device(sign_in, acting, topic, world):
    ana = sign_in(world.ana)
    page = ana.get(opening(topic, "edit")).text
    assert "data-draft=" not in page
    assert "data-draft-away=" not in page
    assert "is not kept on this device" in page
    for words in ("Half a thought", ""):
        assert draft(ana, topic, words).status_code == 422
    with acting(world.ana):
        assert db.session.scalars(select(Draft)).all() == []


def test_of_a_reply_neither_and_of_a_post_with_a_name_it_is(sign_in, topic, world):
    ana = sign_in(world.ana)
    where = [
        ana.post(f"{topic}/replies", data={"body": "More."} | more).location.rsplit("reply-", 1)[1]
        for more in (NAMELESS, {})
    ]
    pages = [ana.get(f"{topic}/posts/{one}/edit").text for one in where]
    assert ["data-draft-away=" in page for page in pages] == [False, True]
    assert [draft(ana, f"/topics/{one}").status_code for one in where] == [422, 200]


def test_a_place_that_names_nothing_is_a_place_like_any(sign_in, world):
    ana = sign_in(world.ana)
    for place in ("edit", "edit:", "edit:what:1", "edit:0000000000000", "reply:0123456789abc"):
        assert ana.post("/drafts", data={"place": place, "words": "W"}).status_code == 200


def proposed(browser, topic, reply):
    return browser.post(f"{topic}/posts/{reply}/solution")


@pytest.fixture
def reply(sign_in, topic, world):
    """Ivy's, by name."""
    return sign_in(world.ivy).post(f"{topic}/replies", data={"body": "We wait."}).location.rsplit("reply-", 1)[1]


def test_whoever_asked_without_a_name_proposes_a_solution_without_it(sign_in, acting, topic, reply, world):
    ana = sign_in(world.ana)
    hand, began = hand_on(ana.get(topic).text), ids.new_id()
    where = proposed(ana, topic, reply).location
    with acting(world.ivy):
        (solution,) = db.session.scalars(select(Solution)).all()
        assert (solution.by_id, solution.hand) == (None, hand)
        assert solution.id < began
        assert solution.at == pseudonyms.rounded(clock.now())
    assert "It is no solution after all" in ana.get(where).text
    assert "It is no solution after all" not in sign_in(world.ben).get(where).text
    assert sign_in(world.ben).post(f"{where}/delete").status_code == 403
    assert ana.post(f"{where}/delete").status_code == 302


def test_whoever_answered_without_it_too_and_can_withdraw_it(sign_in, topic, reply, world):
    ben = sign_in(world.ben)
    ben.post(f"{topic}/replies", data={"body": "So do we."} | NAMELESS)
    where = proposed(ben, topic, reply).location
    assert ben.post(f"{where}/delete").status_code == 302


def test_by_name_it_is_as_it_was(sign_in, acting, topic, reply, world):
    proposed(sign_in(world.ben), topic, reply)
    with acting(world.ivy):
        assert [(one.by_id, one.hand) for one in db.session.scalars(select(Solution))] == [(world.ben.id, None)]


def test_evidence_speaks_for_an_agency_and_its_form_says_what_that_tells(sign_in, topic, reply, world):
    ana = sign_in(world.ana)
    where = proposed(ana, topic, reply).location
    said = "Here the name of your agency is shown."
    assert said in ana.get(where).text
    assert said not in sign_in(world.ben).get(where).text
