"""Looking after what was written without a name: whoever wrote it hears and answers, and nobody learns who it is."""

import pytest
from sqlalchemy import select

from cop.core import ids, jobs
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models import first_look
from cop.forums.models.hold import Hold
from cop.forums.models.space import Space
from cop.trust import pseudonyms
from cop.trust.models.muted import Muted
from tests.forums.test_without_a_name import NAMELESS, ask, hand_on
from tests.trust.looking import WHY, decide, decision_of, flag, review

DECIDED = "About something you wrote"


@pytest.fixture
def topic(sign_in, mails, world):
    """Ana's, without her name, and flagged."""
    asked = ask(sign_in(world.ana), body="At Elm Street 4.", **NAMELESS).location
    flag(sign_in(world.ivy), number(asked))
    mails()
    return asked


def number(topic):
    return ids.number(topic.rsplit("/", 1)[1])


def kept_about(acting, someone):
    """Whom mutes and holds name."""
    with acting(someone):
        return [row.author_id for row in db.session.scalars(select(Muted))], db.session.scalars(select(Hold.mark)).all()


def test_it_is_decided_about_two_words(sign_in, topic, world):
    page = sign_in(world.wren).get(review(number(topic))).text
    assert pseudonyms.called(hand_on(sign_in(world.ana).get(topic).text)) in page
    assert "Ana Ribeiro" not in page
    assert "Harborlight" not in page


def test_she_hears_when_the_hour_is_over_and_reads_why_and_nobody_else_does(app, sign_in, topic, mails, world, later):
    decide(sign_in(world.wren), number(topic), "hide")
    assert [one["To"] for one in mails() if one["Subject"] == DECIDED] == []
    later(hours=1)
    assert [one["To"] for one in mails() if one["Subject"] == DECIDED] == [world.ana.email]
    ana, own = sign_in(world.ana), f"/account/decisions/{decision_of(app, number(topic), 'hide')}"
    assert WHY in ana.get(own).text
    assert "What you wrote was hidden." in ana.get("/account/decisions").text
    assert ana.post(f"{own}/appeal", data={"words": "There are many such streets."}).status_code == 302
    for someone in (world.ivy, world.ben, world.joan):
        assert sign_in(someone).get(own).status_code == 404
        assert "What you wrote was hidden." not in sign_in(someone).get("/account/decisions").text


def test_what_waits_to_be_told_tells_neither_who_nor_the_minute(acting, sign_in, topic, mails, world):
    began = ids.new_id()
    decide(sign_in(world.wren), number(topic), "note")
    mails()
    with acting(world.wren):
        waiting = [one for one in db.session.scalars(select(jobs.Job)) if one.name == "tell-of-decision"]
        assert [(one.due_at.minute, one.due_at.second) for one in waiting] == [(0, 0)]
        assert not [one for one in waiting if one.id > began or str(world.ana.id) in one.payload]


def test_a_mute_is_the_hands_in_its_topic_and_nobody_elses(acting, sign_in, topic, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    decide(sign_in(world.wren), number(topic), "mute", days="7")
    refused = ana.post(f"{topic}/replies", data={"body": "Once more."} | NAMELESS)
    assert refused.status_code == 403
    assert "Once more." in refused.text
    assert ana.post(f"{topic}/replies", data={"body": "By my name."}).status_code == 302
    assert ivy.post(f"{topic}/replies", data={"body": "So do I."} | NAMELESS).status_code == 302
    assert ask(ana, body="Elsewhere.", **NAMELESS).status_code == 302
    assert kept_about(acting, world.wren) == ([None], [])


def test_a_pause_holds_whoever_it_is_until_it_is_undone(app, acting, sign_in, topic, world):
    ana, wren = sign_in(world.ana), sign_in(world.wren)
    decide(wren, number(topic), "pause", days="7")
    assert "with your name only" in ask(ana, body="Elsewhere.", **NAMELESS).text
    assert ask(sign_in(world.ivy), **NAMELESS).status_code == 302
    mutes, marks = kept_about(acting, world.wren)
    assert (mutes, len(marks)) == ([], 1)
    wren.post(review(number(topic), "decisions", decision_of(app, number(topic), "pause"), "delete"))
    assert ask(ana, body="Elsewhere.", **NAMELESS).status_code == 302


def test_a_first_post_that_must_wait_is_not_taken_without_a_name(acting, sign_in, world):
    with acting(world.wren):
        first_look.begin(db.session.get_one(Space, world.money.id), world.wren.id)
        commit()
    answer = ask(sign_in(world.ana), body="My first words.", **NAMELESS)
    assert answer.status_code == 422
    assert "so it needs your name. Nothing was posted." in answer.text
    assert "My first words." in answer.text
