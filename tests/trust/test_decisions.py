"""What is decided about a post: told to whoever wrote it, undone, appealed, and kept from everyone else."""

import io
import json
import zipfile
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import delete, select

from cop.agencies.models.membership import StatewideRole
from cop.core import clock, ids, jobs, takeout, tenancy
from cop.core.db import db
from cop.forums import keeping
from cop.forums.models.version import LASTS, Removal
from cop.people import erasure
from cop.people.models.person import Person
from cop.trust.models.appeal import Appeal
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.flag import Flag
from cop.trust.models.muted import Muted
from cop.trust.models.trail import TrailEntry
from tests.forums.test_topics import open_topic
from tests.trust.looking import WHY, WORDS, appeals, decide, decision_of, flag, peers_at, post_at, reply_of, review

TYPED = "A long paragraph about the willow."


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.money)


@pytest.fixture
def reply(acting, topic, world):
    """Ben's."""
    return reply_of(acting, world.ben, topic)


@pytest.fixture
def wren(sign_in, world):
    return sign_in(world.wren)


@pytest.fixture
def ben(sign_in, world):
    return sign_in(world.ben)


@pytest.fixture
def later(monkeypatch):
    def go(by):
        at = clock.now() + by
        monkeypatch.setattr(clock, "now", lambda: at)

    return go


def page_of(browser, topic_id):
    return browser.get(f"/topics/{ids.word(topic_id)}").text


def own(decision):
    return f"/account/decisions/{decision}"


def answer_in(browser, topic_id, body=TYPED):
    return browser.post(f"/topics/{ids.word(topic_id)}/replies", data={"body": body})


def test_what_is_hidden_is_nowhere_and_its_writer_reads_why(sign_in, app, wren, ben, topic, reply, world, mails):
    flag(sign_in(world.ivy), reply)
    mails()
    assert decide(wren, reply, "hide").status_code == 302
    ivy = sign_in(world.ivy)
    shown = page_of(ivy, topic)
    assert "Hidden by those who look after this space." in shown
    assert "juniper" not in shown
    assert "<mark>" not in ivy.get("/search?q=juniper").text
    (mail,) = mails()
    assert mail["To"] == world.ben.email
    for word in ("juniper", "street", "Wren", "hid"):
        assert word not in mail.get_content() + mail["Subject"]
    decision = decision_of(app, reply, "hide")
    assert "/account/decisions" in mail.get_content().split()[-1]  # which one, is not said in a mail
    page = ben.get(own(decision)).text
    assert WHY in page
    assert "Wren" not in page
    assert "What you wrote was hidden." in ben.get("/account/decisions").text
    assert own(decision) in ben.get(post_at(topic, reply)).text
    assert WORDS in wren.get(review(reply)).text


def test_its_writer_cant_give_it_back_and_nobody_else_reads_why(sign_in, app, wren, ben, topic, reply, world):
    decide(wren, reply, "hide")
    ben.post(f"{post_at(topic, reply)}/removal/delete")
    assert "juniper" not in page_of(ben, topic)
    assert "Put it back" not in ben.get(post_at(topic, reply)).text
    decision = decision_of(app, reply, "hide")
    for someone in (world.ana, world.joan, world.ivy, world.marta, world.wren):
        assert sign_in(someone).get(own(decision)).status_code == 404
        assert sign_in(someone).post(f"{own(decision)}/appeal", data={"words": "Mine"}).status_code == 404
        assert own(decision) not in sign_in(someone).get(post_at(topic, reply)).text


def test_it_stays_hidden_when_whoever_hid_it_is_gone(app, wren, ben, topic, reply, world):
    decide(wren, reply, "hide")
    with app.app_context():
        erasure.erase(db.session.get_one(Person, world.wren.id), words=False)
        db.session.commit()
    ben.post(f"{post_at(topic, reply)}/removal/delete")
    assert "juniper" not in page_of(ben, topic)


def test_it_can_be_undone_and_is_found_again(sign_in, app, wren, topic, reply, world):
    decide(wren, reply, "hide")
    assert wren.post(review(reply, "decisions", decision_of(app, reply, "hide"), "delete")).status_code == 302
    ivy = sign_in(world.ivy)
    assert WORDS in page_of(ivy, topic)
    assert "<mark>" in ivy.get("/search?q=juniper").text
    assert "Undone" in wren.get("/review/log").text


def test_what_its_writer_had_taken_back_stays_with_them_whatever_is_decided(app, wren, ben, topic, reply):
    ben.post(f"{post_at(topic, reply)}/removal")
    assert "juniper" not in wren.get(review(reply)).text
    decide(wren, reply, "note")
    decide(wren, reply, "hide")
    ben.post(f"{post_at(topic, reply)}/removal/delete")
    assert "juniper" not in page_of(ben, topic)
    wren.post(review(reply, "decisions", decision_of(app, reply, "hide"), "delete"))
    assert "juniper" not in page_of(ben, topic)
    ben.post(f"{post_at(topic, reply)}/removal/delete")
    assert WORDS in page_of(ben, topic)


def test_an_appeal_is_answered_by_someone_else_and_gives_it_back(sign_in, app, wren, ben, topic, reply, world, mails):
    decide(wren, reply, "hide")
    decision = decision_of(app, reply, "hide")
    mails()
    assert ben.post(f"{own(decision)}/appeal", data={"words": "It is no street, it is a tree"}).status_code == 302
    assert {one["To"] for one in mails()} == {world.marta.email, world.wren.email}
    assert "Not answered yet." in ben.get(own(decision)).text
    answering = review(reply, "decisions", decision, "answer")
    said = {"outcome": "undone", "answer": "You are right. Thank you."}
    assert "You decided this, so someone else answers." in wren.get(review(reply)).text
    assert wren.post(answering, data=said).status_code == 403
    marta = sign_in(world.marta)
    assert "Asked to be looked at once more" in marta.get("/review").text
    assert "it is a tree" in marta.get(review(reply)).text
    assert marta.post(answering, data=said).status_code == 302
    assert WORDS in page_of(sign_in(world.ivy), topic)
    assert [one["To"] for one in mails()] == [world.ben.email]
    page = ben.get(own(decision)).text
    assert "You are right. Thank you." in page
    assert "The decision was set aside." in page
    assert "Marta" not in page
    assert marta.post(answering, data=said).status_code == 403


def test_where_one_looks_after_a_place_alone_they_answer_themselves(sign_in, app, wren, ben, reply, world):
    with app.app_context(), tenancy.everywhere():
        db.session.execute(delete(StatewideRole).where(StatewideRole.person_id == world.marta.id))
        db.session.commit()
    decide(wren, reply, "hide")
    decision = decision_of(app, reply, "hide")
    ben.post(f"{own(decision)}/appeal", data={"words": "Please"})
    said = {"outcome": "stays", "answer": "It still names one."}
    assert wren.post(review(reply, "decisions", decision, "answer"), data=said).status_code == 302
    assert "It stays as decided." in ben.get(own(decision)).text


def test_one_appeals_once_and_in_time(sign_in, app, wren, ben, reply, later, world):
    decide(wren, reply, "hide")
    decision = decision_of(app, reply, "hide")
    for words in ("First", "Second"):
        ben.post(f"{own(decision)}/appeal", data={"words": words})
    assert [one.words for one in appeals(app)] == ["First"]
    decide(wren, reply, "close")
    closing = decision_of(app, reply, "close")
    later(LASTS)
    ben = sign_in(world.ben)
    assert ben.post(f"{own(closing)}/appeal", data={"words": "Late"}).status_code == 403
    assert "Ask to have it looked at once more" not in ben.get(own(closing)).text
    assert [one.words for one in appeals(app)] == ["First"]


def test_hidden_words_go_after_a_month_but_not_while_an_appeal_waits(
    sign_in, app, wren, ben, reply, world, monkeypatch
):
    decide(wren, reply, "hide")
    decision = decision_of(app, reply, "hide")
    ben.post(f"{own(decision)}/appeal", data={"words": "Please"})

    def after(by):
        at = clock.now() + by
        monkeypatch.setattr(clock, "now", lambda: at)
        with app.app_context():
            jobs.run_due()
            with tenancy.everywhere():
                return db.session.scalars(select(Removal)).one().body_source

    assert after(LASTS) == WORDS
    with app.app_context(), tenancy.everywhere():
        asked = db.session.scalars(select(Appeal)).one()
        asked.answered_at, asked.outcome = clock.now(), "stays"
        db.session.commit()
    assert after(timedelta(days=1)) == ""


@pytest.mark.parametrize("action", ["note", "edit"])
def test_a_message_changes_nothing_about_the_post(sign_in, app, wren, ben, topic, reply, world, action, mails):
    decide(wren, reply, action)
    assert WORDS in page_of(sign_in(world.ivy), topic)
    page = ben.get(own(decision_of(app, reply, action))).text
    assert WHY in page
    assert (f"{post_at(topic, reply)}/edit" in page) == (action == "edit")
    assert [one["To"] for one in mails()] == [world.ben.email]


@pytest.mark.parametrize("action", ["note", "edit"])
def test_words_that_were_said_can_be_asked_about_and_set_aside(sign_in, app, wren, ben, reply, world, action, mails):
    decide(wren, reply, action)
    decision = decision_of(app, reply, action)
    assert "Ask to have it looked at once more" in ben.get(own(decision)).text
    ben.post(f"{own(decision)}/appeal", data={"words": "It was no street"})
    mails()
    said = {"outcome": "undone", "answer": "You are right, sorry."}
    assert sign_in(world.marta).post(review(reply, "decisions", decision, "answer"), data=said).status_code == 302
    assert [one["To"] for one in mails()] == [world.ben.email]
    page = ben.get(own(decision)).text
    assert "The decision was set aside." in page
    assert "You are right, sorry." in page
    assert "Undone" in wren.get("/review/log").text


def test_whoever_wrote_it_reads_what_was_hidden_and_can_copy_it(sign_in, app, acting, wren, topic, world):
    reply = reply_of(acting, world.ben, topic, "They **hold** it by the juniper.")
    ben = sign_in(world.ben)
    decide(wren, reply, "hide")
    page = ben.get(own(decision_of(app, reply, "hide"))).text
    assert "They <strong>hold</strong> it by the juniper." in page
    assert '<pre class="source">They **hold** it by the juniper.</pre>' in page
    assert "Take words out for good" not in ben.get(post_at(topic, reply)).text
    wren.post(review(reply, "decisions", decision_of(app, reply, "hide"), "delete"))
    assert "Take words out for good" in ben.get(post_at(topic, reply)).text
    assert '<pre class="source">' not in ben.get(own(decision_of(app, reply, "hide"))).text


def test_every_decision_but_leaving_it_says_why(wren, reply, topic, sign_in, world):
    for action in ("note", "edit", "hide", "mute", "close", "pause"):
        answer = decide(wren, reply, action, message=" ")
        assert answer.status_code == 422, action
        assert "Please explain it in a few words" in answer.text
    assert WORDS in page_of(sign_in(world.ivy), topic)
    assert decide(wren, reply, "burn").status_code == 422


def test_who_is_muted_reads_until_when_and_keeps_what_they_typed(sign_in, acting, app, wren, ben, topic, reply, world):
    decide(wren, reply, "mute", days=3)
    refused = answer_in(ben, topic)
    assert refused.status_code == 403
    assert "Your writing in this topic is paused." in refused.text
    assert WHY in refused.text
    assert TYPED in refused.text
    assert own(decision_of(app, reply, "mute")) in refused.text
    edited = ben.post(f"{post_at(topic, reply)}/edit", data={"body": TYPED, "version": "1"})
    assert edited.status_code == 403
    assert TYPED in edited.text
    with acting(world.ana) as viewer:
        other = open_topic(viewer, world.money)
    assert answer_in(ben, other).status_code == 302
    assert answer_in(sign_in(world.ivy), topic).status_code == 302


def test_a_mute_ends_by_itself_and_can_be_undone(app, wren, ben, topic, reply, later):
    decide(wren, reply, "mute", days=3)
    wren.post(review(reply, "decisions", decision_of(app, reply, "mute"), "delete"))
    assert answer_in(ben, topic).status_code == 302
    decide(wren, reply, "mute", days=3)
    assert answer_in(ben, topic).status_code == 403
    later(timedelta(days=3))
    assert answer_in(ben, topic).status_code == 302


def test_a_pause_holds_in_all_statewide_spaces_and_not_inside_the_agency(
    sign_in, acting, wren, ben, topic, reply, world
):
    decide(wren, reply, "pause", days=7)
    with acting(world.ana) as viewer:
        elsewhere, inside = open_topic(viewer, world.peers), open_topic(viewer, world.team)
    assert answer_in(ben, topic).status_code == 403
    assert answer_in(ben, elsewhere).status_code == 403
    opened = ben.post("/forums/handling-money/new", data={"title": "T", "body": TYPED})
    assert opened.status_code == 403
    assert "Your writing in these spaces is paused." in opened.text
    assert TYPED in opened.text
    assert answer_in(ben, inside).status_code == 302
    assert page_of(ben, topic)


def test_a_pause_inside_an_agency_leaves_statewide_spaces_open(sign_in, acting, ben, topic, world):
    with acting(world.ben) as viewer:
        inside = open_topic(viewer, world.team)
    decide(sign_in(world.joan), inside, "pause", days=1)
    assert answer_in(ben, inside).status_code == 403
    assert answer_in(ben, topic).status_code == 302


def test_a_mute_of_a_pseudonyms_hand_holds_for_that_hand_alone(app, acting, topic, reply, wren, world):
    """No row says who is behind it: whoever writes under the hand is asked for, and nobody else."""
    decide(wren, reply, "mute", days=3)
    with acting(world.ivy) as viewer:
        held = db.session.scalars(select(Muted)).one()
        held.author_id, held.hand = None, 7
        db.session.flush()
        asked = [Muted.now(0, topic, viewer.id, hand) for hand in (7, 8, None)]
        assert [db.session.scalars(one).first() is held for one in asked] == [True, False, False]


def test_a_closed_topic_is_read_and_answered_no_more(sign_in, app, wren, ben, topic, reply, world):
    decide(wren, reply, "close")
    page = page_of(ben, topic)
    assert "takes no more replies" in page
    assert 'id="reply-form"' not in page
    assert 'id="reply-form"' not in ben.get(post_at(topic, reply)).text
    refused = answer_in(ben, topic)
    assert refused.status_code == 403
    assert "This topic is closed" in refused.text
    assert TYPED in refused.text
    wren.post(review(reply, "decisions", decision_of(app, reply, "close"), "delete"))
    assert answer_in(ben, topic).status_code == 302
    assert "takes no more replies" not in page_of(ben, topic)


def test_a_topic_that_is_closed_takes_no_statement_more(sign_in, wren, topic, reply, world, count_sql):
    ivy, counts = sign_in(world.ivy), []
    for decided in (None, "close", "hide"):
        if decided:
            decide(wren, reply, decided)
        with count_sql() as counted:
            page_of(ivy, topic)
        counts.append(counted.count)
    assert len(set(counts)) == 1
    assert counts[0] <= 6


def test_nobody_decides_about_what_they_wrote_themselves(sign_in, acting, world):
    with acting(world.joan) as viewer:
        topic = open_topic(viewer, world.team)
    flag(sign_in(world.ben), topic)
    joan = sign_in(world.joan)
    assert joan.get(review(topic)).status_code == 404
    assert decide(joan, topic, "keep", message="").status_code == 404
    assert "Going to the bank" not in joan.get("/review").text
    assert "Going to the bank" in sign_in(world.peter).get("/review").text


def test_a_decision_of_another_post_is_not_undone_under_this_one(app, wren, topic, reply):
    decide(wren, reply, "hide")
    other = review(topic, "decisions", decision_of(app, reply, "hide"), "delete")
    assert wren.post(other).status_code == 404


def test_the_trail_says_who_decided_and_neither_about_whom_nor_any_word(app, wren, ben, reply, world):
    decide(wren, reply, "hide")
    decision = decision_of(app, reply, "hide")
    ben.post(f"{own(decision)}/appeal", data={"words": "Please"})
    with app.app_context(), tenancy.everywhere():
        told = db.session.scalars(select(TrailEntry).where(TrailEntry.kind != "trail-read")).all()
    assert [(one.kind, one.actor_id, one.person_id) for one in told] == [("decided", world.wren.id, None)]
    assert set(json.loads(told[0].details)) == {"action", "decision_id"}
    assert "Wren Alvarado decided about a post: hid it." in wren.get("/agencies/commonwealth/trail").text


def test_whoever_looks_on_sees_it_go_at_once(sign_in, connect, wren, topic, reply, world):
    socket = connect(sign_in(world.ivy))
    socket.emit("subscribe", {"channel": f"topic:{ids.word(topic)}"}, callback=True)
    decide(wren, reply, "hide")
    ((event, data),) = [(one["name"], one["args"][0]) for one in socket.get_received()]
    assert event == "changed"
    assert "Hidden by those who look after this space." in data["html"]["en"]
    assert "juniper" not in data["html"]["en"]


def test_what_an_agency_erases_takes_what_was_decided_about_it_along(sign_in, app, acting, world):
    with acting(world.ben) as viewer:
        inside = open_topic(viewer, world.team, replies=1)
    flag(sign_in(world.ana), inside)
    decide(sign_in(world.joan), inside, "mute")
    decide(sign_in(world.joan), inside, "hide")
    sign_in(world.ben).post(f"{own(decision_of(app, inside, 'hide'))}/appeal", data={"words": "Please"})
    with app.app_context(), tenancy.within(tenancy.agencies(world.harborlight.id)):
        assert keeping.erase(world.harborlight.id, clock.now() + timedelta(days=1), 10) == 1
        db.session.commit()
        assert [db.session.scalars(select(kind)).all() for kind in (Flag, ReviewDecision, Muted)] == [[], [], []]
    assert appeals(app) == []


def test_a_download_of_ones_own_holds_no_one_who_decided(sign_in, app, wren, ben, topic, reply, world):
    decide(wren, reply, "hide")
    decide(sign_in(world.marta), topic, "close")
    for person, table in ((world.ben, "post_removal"), (world.ana, "topic_closure")):
        with app.test_request_context(), tenancy.everywhere():
            archive = io.BytesIO()
            takeout.write(archive, partial(takeout.of_person, person_id=person.id), "en", only=takeout.for_person())
        with zipfile.ZipFile(archive) as held:
            said = b"".join(held.read(name) for name in held.namelist()).decode()
            assert f"data/{table}.json" in held.namelist()
        for someone in (world.wren, world.marta):
            assert str(someone.id) not in said


def test_a_steward_keeps_nobody_from_an_agencys_other_spaces(sign_in, app, acting, wren, world):
    with acting(world.ana) as viewer:
        among_peers = open_topic(viewer, peers_at(app, world.harborlight))
    flag(sign_in(world.ben), among_peers)
    assert decide(wren, among_peers, "pause").status_code == 422
    assert decide(wren, among_peers, "mute").status_code == 302
    assert answer_in(sign_in(world.ana), among_peers).status_code == 403
