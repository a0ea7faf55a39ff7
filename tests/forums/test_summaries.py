"""What a weekly summary tells, and what it does not."""

import re

import pytest
from sqlalchemy import delete, select, update

from cop.agencies.entering import viewer_of
from cop.agencies.models.ending import Archive
from cop.agencies.models.membership import Membership
from cop.core import ids, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.reply import Reply
from cop.forums.models.subscription import SUMMARY, follow
from cop.forums.models.summary_mail import SummaryMail
from cop.forums.models.topic import Topic
from cop.forums.summaries import Week, news
from cop.people.models.person import Person
from tests.forums.annexes import say_aside
from tests.forums.test_following import read, reply
from tests.forums.test_topics import open_topic
from tests.forums.test_without_a_name import NAMELESS, ask

WEEKLY = {"level": "summary"}


@pytest.fixture
def ana(sign_in, world):
    return sign_in(world.ana)


@pytest.fixture
def topic(sign_in, ana, mails, world):
    """Ivy's, which Ana has read and nobody follows."""
    asked = sign_in(world.ivy).post("/forums/handling-money/new", data={"title": "The bank", "body": "Who holds it?"})
    mails()
    read(ana, asked.location)
    return asked.location


def follow_space(browser, slug="handling-money", **more):
    assert browser.post(f"/forums/{slug}/subscription", data=WEEKLY | more).status_code == 302


def follow_topic(browser, topic):
    assert browser.post(f"{topic}/subscription", data=WEEKLY).status_code == 302


def told_of(mail):
    """The topics of a summary, with what it says of each."""
    rows = re.findall(
        r"^\d+\. (.+)\n +https://lantern.example(/topics/\w+)\?after=new", mail.get_content().replace("\r", ""), re.M
    )
    return {where: said for said, where in rows}


def without_links(mail):
    return re.sub(r"/quiet/\S+", "/quiet", mail.get_content())


def test_one_mail_says_how_much_is_new_and_where(ana, sign_in, topic, on_monday, world):
    follow_topic(ana, topic)
    for body in ("We wait by the **zebrawood** door", "And we sing"):
        reply(sign_in(world.ivy), topic, body)
    mail = on_monday()[world.ana.email]
    assert told_of(mail) == {topic: "2 new replies"}
    for secret in ("zebrawood", "The bank", world.ivy.name, "Stonefield", "Handling money"):
        assert secret not in mail.as_string()


def test_nothing_comes_before_monday_and_the_next_only_with_something_new(ana, sign_in, topic, mails, on_monday, world):
    follow_topic(ana, topic)
    reply(sign_in(world.ivy), topic)
    assert [one for one in mails() if one["To"] == world.ana.email] == []
    assert on_monday(minutes=-1) == {}
    assert told_of(on_monday()[world.ana.email]) == {topic: "1 new reply"}
    assert on_monday(weeks=1) == {}


def test_without_anything_new_there_is_no_mail(ana, topic, on_monday, world):
    follow_topic(ana, topic)
    assert on_monday() == {}


def test_what_one_wrote_by_name_or_has_read_is_no_news(ana, sign_in, topic, on_monday, world):
    follow_space(ana)
    reply(sign_in(world.ivy), topic)
    read(ana, topic)
    follow_topic(ana, topic)
    reply(ana, topic)
    assert on_monday() == {}


def test_a_topic_that_was_taken_back_is_no_news(ana, acting, on_monday, world):
    follow_space(ana)
    with acting(world.ivy) as viewer:
        db.session.get_one(Topic, open_topic(viewer, world.money)).remove()
        commit()
    assert on_monday() == {}


def test_a_space_is_told_topic_by_topic_but_for_those_of_which_one_said_something_else(
    ana, sign_in, topic, on_monday, world
):
    follow_space(ana)
    ivy = sign_in(world.ivy)
    for level in ("quiet", "every"):
        other = ask(ivy).location
        ana.post(f"{other}/subscription", data={"level": level})
        reply(ivy, other)
    asked, answered = (ask(ivy).location for _ in "12")
    reply(ivy, answered)
    reply(ivy, topic)
    said = {topic: "1 new reply", asked: "A new topic", answered: "A new topic, with 1 reply"}
    assert told_of(on_monday()[world.ana.email]) == said


def test_a_tag_is_told_wherever_it_stands(ana, sign_in, on_monday, world):
    follow_space(ana, tag="bank")
    tagged = ask(sign_in(world.ivy), slug="peers", tags="bank").location
    ask(sign_in(world.ivy), slug="peers", tags="money")
    assert told_of(on_monday()[world.ana.email]) == {tagged: "A new topic"}


def test_what_is_told_right_away_through_a_tag_is_not_told_again_on_monday(ana, sign_in, on_monday, world):
    follow_space(ana)
    ana.post("/forums/handling-money/subscription", data={"level": "every", "tag": "bank"})
    ask(sign_in(world.ivy), tags="bank")
    assert on_monday() == {}


def test_the_mail_is_in_the_readers_language(ana, app, sign_in, topic, on_monday, world):
    follow_topic(ana, topic)
    with app.app_context():
        db.session.execute(update(Person).where(Person.id == world.ana.id).values(language="es"))
        db.session.commit()
    reply(sign_in(world.ivy), topic)
    mail = on_monday()[world.ana.email]
    assert told_of(mail) == {topic: "1 respuesta nueva"}
    assert "Hello" not in mail.get_content()


def test_twenty_topics_are_named_and_the_others_counted(ana, acting, on_monday, world):
    follow_space(ana)
    with acting(world.ivy) as viewer:
        topics = [open_topic(viewer, world.money) for _ in range(25)]
    mail = on_monday()[world.ana.email]
    assert list(told_of(mail)) == [f"/topics/{ids.word(topic)}" for topic in reversed(topics[5:])]
    assert "And 5 more topics." in mail.get_content()


@pytest.mark.parametrize("nameless_author", ["ana", "ben"])
def test_of_posts_without_a_name_the_author_reads_what_others_read(
    sign_in, app, topic, on_monday, world, nameless_author
):
    """Whoever wrote it and whoever reads everything: their mails and rows are alike."""
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    for one in (ana, ben):
        follow_space(one)
    writes = {"ana": ana, "ben": ben}[nameless_author]
    asked = ask(writes, **NAMELESS).location
    for where in (topic, asked):
        reply(sign_in(world.ivy), where, "By name")
        writes.post(f"{where}/replies", data={"body": "I can."} | NAMELESS)
        for one in (ana, ben):
            read(one, where)
    found = on_monday()
    assert told_of(found[world.ana.email]) == {topic: "1 new reply", asked: "A new topic, with 1 reply"}
    assert without_links(found[world.ana.email]) == without_links(found[world.ben.email])
    with app.app_context():
        rows = db.session.execute(select(SummaryMail.week, SummaryMail.up_to)).all()
    assert len(rows) == 2
    assert len(set(rows)) == 1


def test_a_post_without_a_name_is_told_with_the_week_in_which_its_hour_is_over(
    ana, sign_in, topic, on_monday, turn_to, next_monday, world
):
    follow_topic(ana, topic)
    before, after = (next_monday.replace(minute=at, hour=hour) for hour, at in ((7, 59), (8, 1)))
    for moment in (before, after):
        turn_to(moment)
        sign_in(world.ivy).post(f"{topic}/replies", data={"body": "I can."} | NAMELESS)
    assert told_of(on_monday(minutes=30)[world.ana.email]) == {topic: "1 new reply"}
    assert told_of(on_monday(weeks=1)[world.ana.email]) == {topic: "1 new reply"}
    assert on_monday(weeks=2) == {}


def test_whoever_may_no_longer_read_it_is_not_told(app, acting, sign_in, on_monday, world):
    ben = sign_in(world.ben)
    follow_space(ben, "harborlight-team")
    follow_space(ben)
    with acting(world.joan) as viewer:
        open_topic(viewer, world.team)
    with acting(world.ivy) as viewer:
        open_topic(viewer, world.money)
    with app.app_context(), tenancy.everywhere():
        db.session.execute(delete(Membership).where(Membership.person_id == world.ben.id))
        db.session.commit()
    assert on_monday() == {}


def test_a_supervisor_hears_nothing_of_what_peers_say_among_themselves(acting, on_monday, world):
    with acting(world.luz) as viewer:
        follow(viewer.id, 0, SUMMARY, space_id=world.peers.id)
        commit()
    with acting(world.ana) as viewer:
        open_topic(viewer, world.peers)
    assert on_monday() == {}


def test_an_archived_agency_is_told_of_no_more_and_its_people_hear_nothing(ana, acting, on_monday, world):
    follow_space(ana)
    with acting(world.ivy) as viewer:
        open_topic(viewer, world.money)
    with acting(world.joan):
        Archive.make(world.harborlight.id, world.joan.id)
        commit()
    assert on_monday() == {}


def test_whoever_is_also_elsewhere_hears_of_that_and_not_of_the_archived_agency(ana, app, acting, on_monday, world):
    follow_space(ana)
    follow_space(ana, "harborlight-team")
    with acting(world.joan) as viewer:
        open_topic(viewer, world.team)
    with acting(world.ivy) as viewer:
        asked = open_topic(viewer, world.money)
    with acting(world.joan):
        Archive.make(world.harborlight.id, world.joan.id)
        commit()
    with app.app_context(), tenancy.everywhere():
        there = {"agency_id": world.stonefield.id, "role": "peer_supporter", "discipline": "cps"}
        db.session.add(Membership(person_id=world.ana.id, **there))
        db.session.commit()
    assert list(told_of(on_monday()[world.ana.email])) == [f"/topics/{ids.word(asked)}"]


def test_what_an_agency_says_aside_is_in_no_summary(ana, acting, sign_in, topic, on_monday, world):
    follow_topic(ana, topic)
    with acting(world.ben) as viewer:
        say_aside(viewer, world.harborlight.id, ids.number(topic[-13:]), "Call the nurse line first")
    assert on_monday() == {}


def test_three_topics_take_as_many_statements_as_one(acting, turn_to, next_monday, count_sql, world):
    counts = []
    with acting(world.ana) as viewer:
        follow(viewer.id, 0, SUMMARY, space_id=world.money.id)
        commit()
    for number in (1, 2):
        with acting(world.ivy) as viewer:
            for _ in range(number):
                open_topic(viewer, world.money, replies=number)
        with acting(world.ana) as viewer, count_sql() as counted:
            week = Week(since=next_monday.replace(year=2000), up_to=next_monday)
            counts.append((len(news(viewer_of(viewer.id), week)), counted.count))
    assert [many for many, _ in counts] == [1, 3]
    assert len({count for _, count in counts}) == 1


def test_a_reply_that_was_taken_back_is_not_counted(ana, acting, sign_in, topic, on_monday, world):
    follow_topic(ana, topic)
    reply(sign_in(world.ivy), topic)
    with acting(world.ivy):
        db.session.scalars(select(Reply)).one().remove()
        commit()
    assert on_monday() == {}
