"""Whoever wrote without their name hears of answers too, and nothing that is kept says who that is."""

import dataclasses
import re

import pytest
from sqlalchemy import select

from cop.core import ids, jobs
from cop.core.db import db
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.reading import Reading
from cop.forums.models.subscription import Subscription
from cop.forums.models.topic_mail import TopicMail
from tests.bench.server import free_port
from tests.forums.test_following import ABOUT, read, reply, told
from tests.forums.test_without_a_name import NAMELESS, ask


@pytest.fixture
def topic(sign_in, mails, world):
    asked = ask(sign_in(world.ana), **NAMELESS).location
    mails()
    return asked


def rows_about(acting, someone, *kinds):
    with acting(someone):
        return [row for kind in kinds for row in db.session.scalars(select(kind).where(kind.person_id == someone.id))]


def test_ana_hears_of_an_answer_once_until_she_has_read_it(sign_in, topic, mails, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    reply(ivy, topic)
    (mail,) = mails()
    assert (mail["To"], mail["Subject"]) == (world.ana.email, ABOUT)
    assert f"https://lantern.example{topic}?after=new" in mail.get_content()
    assert re.search(r"https://lantern.example/quiet/\S+", mail.get_content())
    reply(ivy, topic)
    assert told(mails) == []
    read(ana, topic)
    reply(ivy, topic)
    assert told(mails) == [world.ana.email]


def test_the_mail_is_the_same_as_for_those_who_follow_it(sign_in, acting, mails, world):
    """But for the link of each: whoever sees a mail on its way learns nothing from it."""
    topic = ask(sign_in(world.ivy)).location
    mails()
    sign_in(world.ana).post(f"{topic}/replies", data={"body": "So do I."} | NAMELESS)
    reply(sign_in(world.ben), topic)
    found = {one["To"]: re.sub(r"/quiet/\S+", "/quiet", one.get_content()) for one in mails()}
    assert found.keys() == {world.ana.email, world.ivy.email}
    assert found[world.ana.email] == found[world.ivy.email]


def test_the_link_makes_it_quiet_for_her_too(sign_in, client, topic, mails, world):
    reply(sign_in(world.ivy), topic)
    (mail,) = mails()
    link = re.search(r"https://lantern.example(/quiet/\S+)", mail.get_content())[1]
    assert client.post(link).status_code == 200
    read(sign_in(world.ana), topic)
    reply(sign_in(world.ivy), topic)
    assert told(mails) == []


def test_no_row_says_that_it_is_her_who_heard(sign_in, acting, topic, mails, world):
    reply(sign_in(world.ivy), topic)
    assert told(mails) == [world.ana.email]
    assert rows_about(acting, world.ana, TopicMail, Subscription, Reading) == []
    with acting(world.ivy):
        assert db.session.scalars(select(Pseudonym.told_id)).one() is not None


def test_she_can_make_it_quiet(sign_in, topic, mails, world):
    sign_in(world.ana).post(f"{topic}/subscription", data={"level": "quiet"})
    reply(sign_in(world.ivy), topic)
    assert told(mails) == []


def test_she_does_not_hear_of_her_own(sign_in, topic, mails, world, later):
    ana = sign_in(world.ana)
    ana.post(f"{topic}/replies", data={"body": "One thing more."} | NAMELESS)
    later(hours=1)
    assert told(mails) == []
    reply(ana, topic, "And now by name.")
    assert told(mails) == []


def test_of_what_was_written_without_a_name_others_hear_when_the_hour_is_over(sign_in, mails, world, later):
    ivy = sign_in(world.ivy)
    topic = ask(ivy).location
    sign_in(world.ana).post(f"{topic}/replies", data={"body": "I can. Nobody knows."} | NAMELESS)
    assert told(mails) == []
    later(hours=1)
    assert told(mails) == [world.ivy.email]


def test_what_waits_for_the_hour_tells_the_hour(sign_in, acting, mails, world):
    topic = ask(sign_in(world.ivy)).location
    mails()
    began = ids.new_id()
    sign_in(world.ana).post(f"{topic}/replies", data={"body": "I can."} | NAMELESS)
    mails()
    with acting(world.ivy):
        (job,) = db.session.scalars(select(jobs.Job)).all()
    assert job.id < began
    assert (job.due_at.minute, job.due_at.second) == (0, 0)


def test_whoever_opened_it_without_a_name_is_not_told_as_its_first_reader(sign_in, acting, topic, world):
    read(sign_in(world.ana), topic)
    assert rows_about(acting, world.ana, Reading) == []


def test_a_mail_that_can_not_be_sent_is_tried_again_and_its_address_is_in_no_log(
    sign_in, topic, mails, world, monkeypatch, caplog, app
):
    nobody_there = dataclasses.replace(app.extensions["settings"], mail_url=f"smtp://127.0.0.1:{free_port()}")
    monkeypatch.setitem(app.extensions, "settings", nobody_there)
    reply(sign_in(world.ivy), topic)
    mails()
    assert "NotSent" in caplog.text
    assert world.ana.email not in caplog.text


def test_mentioned_by_name_in_the_answer_she_has_that_one_mail_and_her_hand_is_noted_as_any_other(
    sign_in, acting, topic, mails, world
):
    reply(sign_in(world.ben), topic, "Perhaps @Ana Ribeiro knows.")
    assert [(one["To"], one["Subject"] == ABOUT) for one in mails()] == [(world.ana.email, False)]
    with acting(world.ivy):
        assert db.session.scalars(select(Pseudonym.told_id)).one() is not None
    reply(sign_in(world.ivy), topic)
    assert told(mails) == [world.ben.email]  # who follows it since he wrote
