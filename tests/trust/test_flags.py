"""Flagging a post, and asking that someone is checked on: who learns of it, and who never does."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from cop.agencies.models.membership import Membership
from cop.core import ids, takeout, tenancy
from cop.core.db import db
from cop.core.jobs import Job
from cop.people import erasure
from cop.people.models.person import Person
from cop.trust import policy
from cop.trust.models.check_on import CheckOn
from cop.trust.models.flag import Flag
from cop.trust.models.trail import TrailEntry
from cop.trust.review import keepers
from tests.forums.test_topics import open_topic
from tests.trust.looking import WORDS, about, decide, flag, peers_at, post_at, reply_of, review


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.money)


@pytest.fixture
def reply(acting, topic, world):
    """Ben's."""
    return reply_of(acting, world.ben, topic)


def test_a_flag_comes_to_those_who_look_after_the_space_and_never_says_who_sent_it(sign_in, reply, world, mails):
    ivy, wren = sign_in(world.ivy), sign_in(world.wren)
    sent = flag(ivy, reply, note="A street near me")
    assert sent.status_code == 302
    assert "nobody is told that it was you" in ivy.get(sent.location).text
    for browser in (wren, sign_in(world.marta)):
        queue, page = browser.get("/review").text, browser.get(review(reply)).text
        assert "It tells who someone is" in queue
        assert WORDS in page
        assert "A street near me" in page
        assert "Ivy" not in queue + page
        assert "Stonefield" not in queue + page
    found = mails()
    assert {one["To"] for one in found} == {world.marta.email, world.wren.email}
    for one in found:
        assert "juniper" not in one.get_content() + one["Subject"]
        assert "Ivy" not in one.get_content()


def test_whoever_wrote_it_hears_nothing_of_a_flag_that_led_to_nothing(sign_in, topic, reply, world, mails):
    flag(sign_in(world.ivy), reply)
    mails()
    assert decide(sign_in(world.wren), reply, "keep", message="").status_code == 302
    assert mails() == []
    ben = sign_in(world.ben)
    assert "flag" not in ben.get("/account/decisions").text.lower()
    assert "Flag this post" not in ben.get(post_at(topic, reply)).text
    assert "looked at" in sign_in(world.ivy).get("/account/decisions").text
    assert "It tells who someone is" not in sign_in(world.wren).get("/review").text


def test_a_title_that_was_hidden_is_not_told_to_whoever_flagged_it(sign_in, topic, world):
    ivy = sign_in(world.ivy)
    flag(ivy, topic)
    assert "Going to the bank" in ivy.get("/account/decisions").text
    decide(sign_in(world.wren), topic, "hide")
    page = ivy.get("/account/decisions").text
    assert "Going to the bank" not in page
    assert "A post that is gone" in page
    assert "Going to the bank" in sign_in(world.ana).get("/account/decisions").text


def test_no_trail_and_no_job_tells_who_flagged(sign_in, app, reply, world):
    flag(sign_in(world.ivy), reply, note="zebrawood")
    sign_in(world.ivy).post(about(reply, "check"), data={"note": "quillwort"})
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(TrailEntry).where(TrailEntry.actor_id == world.ivy.id)).all() == []
        waiting = " ".join(db.session.scalars(select(Job.payload)))
    assert str(world.ivy.id) not in waiting
    assert "zebrawood" not in waiting
    assert "quillwort" not in waiting


def test_three_who_flag_are_one_line_and_one_who_flags_twice_is_one_flag(sign_in, app, reply, world, mails):
    for someone in (world.ivy, world.ana, world.ivy):
        flag(sign_in(someone), reply, reason="unkind")
    assert len(mails()) == 2  # to Marta and Wren, for the first one alone
    page = sign_in(world.wren).get("/review").text
    assert page.count('class="row"') == 1
    assert "(2 times)" in page
    with app.app_context(), tenancy.everywhere():
        assert len(db.session.scalars(select(Flag)).all()) == 2


def test_one_flags_neither_ones_own_post_nor_what_one_may_not_read(sign_in, acting, reply, world):
    assert flag(sign_in(world.ben), reply).status_code == 403
    with acting(world.ana) as viewer:
        inside, among_peers = open_topic(viewer, world.team), open_topic(viewer, world.peers)
    assert flag(sign_in(world.ivy), inside).status_code == 404
    assert flag(sign_in(world.luz), among_peers).status_code == 404
    assert flag(sign_in(world.ivy), ids.new_id()).status_code == 404


def test_a_flag_says_why(sign_in, reply, world):
    answer = flag(sign_in(world.ivy), reply, reason="", note="Something is off")
    assert answer.status_code == 422
    assert "Please choose one." in answer.text
    assert "Something is off" in answer.text


@pytest.mark.parametrize("who", ["peter", "joan"])
def test_an_agencys_own_space_is_looked_after_by_its_director_and_administrators(sign_in, acting, world, who):
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.team, body=WORDS)
    flag(sign_in(world.ben), topic)
    assert WORDS in sign_in(getattr(world, who)).get(review(topic)).text
    for outsider in (world.luz, world.ben, world.ivy, world.bettina, world.simone, world.marta, world.wren):
        assert sign_in(outsider).get(review(topic)).status_code == 404, outsider.name


def test_a_statewide_post_is_nothing_for_any_agencys_managers(sign_in, reply, world):
    flag(sign_in(world.ivy), reply)
    for someone in (world.joan, world.peter, world.luz, world.bettina, world.simone):
        browser = sign_in(someone)
        assert browser.get(review(reply)).status_code == 404, someone.name
    assert "juniper" not in sign_in(world.joan).get("/review").text
    assert "Nothing waits." in sign_in(world.joan).get("/review").text
    assert sign_in(world.luz).get("/review").status_code == 403


def test_a_check_is_a_kindness_with_no_consequence_for_the_post(sign_in, app, topic, reply, world, mails):
    ivy, wren, ben = sign_in(world.ivy), sign_in(world.wren), sign_in(world.ben)
    page = ivy.get(about(reply, "check")).text
    assert "call or text 988" in page
    assert "It is no complaint." in page
    sent = ivy.post(about(reply, "check"), data={"note": "They sound so tired"})
    assert sent.status_code == 302
    subjects = {one["Subject"] for one in mails()}
    assert subjects == {"Someone asks you to check on a person"}
    assert "Someone worries about whoever wrote this." in wren.get("/review").text
    assert "They sound so tired" in wren.get(review(reply)).text
    assert WORDS in ivy.get(f"/topics/{ids.word(topic)}").text
    assert "Nothing was decided about your posts." in ben.get("/account/decisions").text
    assert wren.post(review(reply, "seen")).status_code == 302
    assert "Someone worries" not in wren.get("/review").text
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(CheckOn)).one().seen_by_id == world.wren.id
    assert mails() == []


def test_in_an_agencys_peers_only_space_no_boss_learns_of_a_flag(sign_in, app, acting, world, mails):
    """It goes to stewards who supervise nobody; they read that one post, and nothing else of the space."""
    space = peers_at(app, world.harborlight)
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, space, title="About the van", body="Not flagged, zebrawood")
    reply = reply_of(acting, world.ben, topic)
    flagging = sign_in(world.ana).get(about(reply, "flag")).text
    assert "nobody who supervises or manages at your agency is asked" in flagging
    flag(sign_in(world.ana), reply)
    assert [one["To"] for one in mails()] == [world.wren.email]
    for boss in (world.luz, world.peter, world.joan, world.bettina, world.simone, world.marta):
        browser = sign_in(boss)
        assert browser.get(review(reply)).status_code == 404, boss.name
        assert browser.get(about(reply, "flag")).status_code == 404, boss.name
        assert "About the van" not in browser.get("/review").text
        assert "About the van" not in browser.get("/review/log").text
    wren = sign_in(world.wren)
    assert "About the van" in wren.get("/review").text
    assert WORDS in wren.get(review(reply)).text
    assert wren.get(review(topic)).status_code == 404
    assert wren.get(f"/topics/{ids.word(topic)}").status_code == 404
    assert decide(wren, reply, "hide").status_code == 302
    assert "Hidden by those who look after this space." in sign_in(world.ben).get(f"/topics/{ids.word(topic)}").text
    trail = sign_in(world.joan).get("/agencies/harborlight/trail").text
    assert "about a post" not in trail
    assert "Wren" not in trail


@pytest.mark.parametrize("where", ["harborlight", "statewide"])
def test_a_steward_who_supervises_somewhere_sees_nothing_for_peers_only(sign_in, app, acting, world, mails, where):
    space = peers_at(app, world.harborlight) if where == "harborlight" else world.peers
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, space, body=WORDS)
    with app.app_context(), tenancy.everywhere():
        for someone in (world.wren, world.marta):
            db.session.add(Membership(agency_id=world.stonefield.id, person_id=someone.id, role="supervisor"))
        db.session.commit()
    ben = sign_in(world.ben)
    assert "Right now nobody is there who may look at it." in ben.get(about(topic, "flag")).text
    flag(ben, topic)
    assert mails() == []
    for someone in (world.wren, world.marta):
        browser = sign_in(someone)
        assert browser.get(review(topic)).status_code == 404
        assert "Going to the bank" not in browser.get("/review").text


def test_the_queue_is_read_in_the_same_statements_for_one_flag_and_for_three(sign_in, acting, world, count_sql):
    wren, counts = sign_in(world.wren), []
    for _ in range(3):
        with acting(world.ana) as viewer:
            topic = open_topic(viewer, world.money, title="T")
        flag(sign_in(world.ivy), topic)
        with count_sql() as counted:
            assert wren.get("/review").status_code == 200
        counts.append(counted.count)
    assert len(set(counts)) == 1


def test_the_queue_can_be_read_one_space_at_a_time(sign_in, acting, topic, world):
    with acting(world.ana) as viewer:
        among_peers = open_topic(viewer, world.peers, title="Among us")
    flag(sign_in(world.ivy), topic)
    flag(sign_in(world.ivy), among_peers)
    wren = sign_in(world.wren)
    one = wren.get(f"/review?space={ids.word(world.peers.id)}").text
    assert "Among us" in one
    assert "Going to the bank" not in one
    assert "Among us" in wren.get("/review").text


def test_what_is_flagged_goes_with_the_name_of_who_flagged_when_they_go(sign_in, app, reply, world):
    flag(sign_in(world.ivy), reply, note="A street near me")
    with app.app_context():
        erasure.erase(db.session.get_one(Person, world.ivy.id), words=True)
        db.session.commit()
        with tenancy.everywhere():
            left = db.session.scalars(select(Flag)).one()
    assert (left.by_id, left.note) == (None, "")
    assert "It tells who someone is" in sign_in(world.wren).get("/review").text


def test_a_person_takes_their_own_flags_along_and_an_agency_nobodys(app):
    with app.app_context():
        tables = {table.name: table for table in takeout.tables()}
        assert takeout.of_person(tables["flag"], 1) is not None
        hidden = ("flag", "check_on", "review_decision", "appeal", "muted", "redaction", "waiting_post")
        assert {takeout.of_agency(tables[name], 1) for name in hidden} == {None}


def test_a_flag_among_people_who_were_invited_leads_to_no_manager(acting, world):
    """Not in an agency, and not statewide: to stewards who supervise nobody, who read that post alone."""
    for agency_id in (0, world.harborlight.id):
        place = SimpleNamespace(agency_id=agency_id, audience="circle:7")
        assert [person.id for person in keepers_of(acting, world, place)] == [world.wren.id]
        looks = {}
        for name in ("wren", "marta", "joan", "peter", "luz", "simone", "ana"):
            with acting(getattr(world, name)) as viewer:
                looks[name] = policy.looks_after(viewer, place)
        assert looks == {"wren": True} | dict.fromkeys(("marta", "joan", "peter", "luz", "simone", "ana"), False)


def keepers_of(acting, world, place):
    with acting(world.wren):
        return keepers.of(place.agency_id, place.audience)
