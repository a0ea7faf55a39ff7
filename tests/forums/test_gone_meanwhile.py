"""While someone writes, what they answer or change can go: each form says so, and what was typed stays."""

import pytest

from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from tests.forums.annexes import address, say_aside
from tests.forums.test_topics import open_topic
from tests.trust.looking import about, decide, decision_of, flag, post_at, reply_of

TYPED = "A long paragraph about the willow."


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.money)


@pytest.fixture
def reply(acting, topic, world):
    """Ben's."""
    return reply_of(acting, world.ben, topic)


def answer(browser, topic, **more):
    return browser.post(f"/topics/{ids.word(topic)}/replies", data={"body": TYPED} | more)


@pytest.mark.parametrize("how", ["taken back", "hidden"])
def test_a_reply_to_what_is_gone_stands_and_says_so(sign_in, topic, reply, world, how):
    if how == "hidden":
        decide(sign_in(world.wren), reply, "hide")
    else:
        sign_in(world.ben).post(f"{post_at(topic, reply)}/removal")
    ivy = sign_in(world.ivy)
    page = ivy.get(answer(ivy, topic, to=ids.word(reply)).location).text
    assert "What you answered is no longer there" in page
    assert TYPED in page


def test_so_does_one_to_an_opening_post_that_was_hidden(sign_in, topic, world):
    decide(sign_in(world.wren), topic, "hide")
    ivy = sign_in(world.ivy)
    assert "What you answered is no longer there" in ivy.get(answer(ivy, topic).location).text


def test_an_ordinary_reply_says_nothing_of_it(sign_in, topic, reply, world):
    ivy = sign_in(world.ivy)
    assert "no longer there" not in ivy.get(answer(ivy, topic, to=ids.word(reply)).location).text


def test_a_topic_that_is_for_others_by_now_is_as_one_that_never_was_and_the_words_stay(sign_in, acting, topic, world):
    luz = sign_in(world.luz)
    with acting(world.wren):
        db.session.get_one(Space, world.money.id).narrow("peers")
        commit()
    lost = answer(luz, topic)
    assert lost.status_code == 404
    assert TYPED in lost.text
    assert "csrf_token" not in lost.text
    never = ids.new_id()
    assert lost.text == answer(luz, never).text.replace(ids.word(never), ids.word(topic))
    assert TYPED in luz.post(address(topic), data={"agency": "harborlight", "body": TYPED}).text
    assert TYPED in luz.post("/forums/handling-money/new", data={"title": "T", "body": TYPED}).text


def test_a_change_to_what_was_hidden_meanwhile_is_kept_in_the_form_with_the_way_to_why(
    sign_in, app, topic, reply, world
):
    decide(sign_in(world.wren), reply, "hide")
    late = sign_in(world.ben).post(f"{post_at(topic, reply)}/edit", data={"body": TYPED, "version": "1"})
    assert late.status_code == 409
    assert "Those who look after this space hid it while you wrote" in late.text
    assert f"/account/decisions/{decision_of(app, reply, 'hide')}" in late.text
    assert TYPED in late.text


def test_a_change_to_what_was_taken_back_meanwhile_too(sign_in, topic, reply, world):
    ben = sign_in(world.ben)
    ben.post(f"{post_at(topic, reply)}/removal")
    for more in ({}, {"preview": "y"}):
        late = ben.post(f"{post_at(topic, reply)}/edit", data={"body": TYPED, "version": "1"} | more)
        assert late.status_code == 409
        assert "It was taken back. Put it back first, and then save." in late.text
        assert TYPED in late.text


def test_and_to_what_was_said_aside(sign_in, acting, topic, world):
    with acting(world.ben) as viewer:
        aside = say_aside(viewer, world.harborlight.id, topic, "Here, call first.")[1]
    decide(sign_in(world.joan), aside, "hide")
    late = sign_in(world.ben).post(address(topic, ids.word(aside)), data={"body": TYPED, "version": "1"})
    assert late.status_code == 409
    assert "hid it while you wrote" in late.text
    assert TYPED in late.text


def test_evidence_of_a_solution_that_is_gone_is_kept_on_the_page_that_says_so(sign_in, acting, topic, reply, world):
    with acting(world.ivy) as viewer:
        rows = db.session.get_one(Topic, topic), db.session.get_one(Reply, reply)
        solution = f"/solutions/{ids.word(Solution.propose(*rows, viewer).id)}"
        commit()
    decide(sign_in(world.wren), reply, "hide")
    ivy = sign_in(world.ivy)
    said = {"agency": "stonefield", "verdict": "changed", "what": TYPED}
    refused = ivy.post(f"{solution}/evidence", data=said)
    assert refused.status_code == 403
    assert "This solution is no longer there" in refused.text
    assert TYPED in refused.text
    assert 'name="verdict"' not in ivy.get(solution).text


def test_a_flag_and_a_check_of_what_is_gone_say_so(sign_in, topic, reply, world):
    sign_in(world.ben).post(f"{post_at(topic, reply)}/removal")
    ivy = sign_in(world.ivy)
    for late in (flag(ivy, reply, note=TYPED), ivy.post(about(reply, "check"), data={"note": TYPED})):
        assert late.status_code == 403
        assert "This post is no longer there" in late.text
        assert TYPED in late.text
    assert flag(sign_in(world.ben), reply).status_code == 403
