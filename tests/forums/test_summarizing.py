"""When a weekly summary comes, and that there is one."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select, update

from cop.agencies.entering import viewer_of
from cop.core import jobs, tenancy
from cop.core.db import db
from cop.core.search import SearchEntry
from cop.forums import summarizing
from cop.forums.models.space import Space
from cop.forums.models.subscription import Subscription
from cop.forums.models.summary_mail import SummaryMail
from cop.forums.models.topic import Topic
from cop.people.models.person import Person
from tests.forums.test_following import reply
from tests.forums.test_summaries import follow_space, follow_topic, told_of
from tests.forums.test_topics import open_topic
from tests.forums.test_without_a_name import ask

EASTERN, PACIFIC = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")


@pytest.fixture
def topic(sign_in, mails, world):
    """Ivy's, followed by Ana by summary."""
    asked = ask(sign_in(world.ivy)).location
    mails()
    follow_topic(sign_in(world.ana), asked)
    return asked


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        (datetime(2026, 11, 30, 12, 59, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=EASTERN)),
        (datetime(2026, 11, 30, 13, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=EASTERN)),
        (datetime(2026, 12, 6, 23, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=EASTERN)),
        (datetime(2026, 3, 9, 12, tzinfo=UTC), datetime(2026, 3, 9, 8, tzinfo=EASTERN)),  # clocks were changed
    ],
)
def test_monday_begins_at_eight_where_one_is(moment, monday):
    assert summarizing.last_monday(moment, EASTERN) == monday


def test_it_comes_at_eight_in_the_readers_own_zone(sign_in, app, topic, on_monday, world):
    with app.app_context():
        db.session.execute(update(Person).where(Person.id == world.ana.id).values(time_zone=str(PACIFIC)))
        db.session.commit()
    assert on_monday() == {}
    assert on_monday(hours=2, minutes=59) == {}
    assert on_monday(hours=3).keys() == {world.ana.email}


def test_whoever_moves_to_another_zone_on_a_monday_gets_no_second_one(sign_in, app, topic, on_monday, world):
    assert on_monday().keys() == {world.ana.email}
    reply(sign_in(world.ivy), topic)
    with app.app_context():
        db.session.execute(update(Person).where(Person.id == world.ana.id).values(time_zone=str(PACIFIC)))
        db.session.commit()
    assert on_monday(hours=3) == {}


def test_after_a_server_was_away_it_comes_late_and_once(topic, on_monday, world):
    assert on_monday(days=2).keys() == {world.ana.email}
    assert on_monday(days=3) == {}


def test_after_two_weeks_away_nothing_of_the_first_is_lost(sign_in, topic, on_monday, turn_to, next_monday, world):
    assert on_monday().keys() == {world.ana.email}
    turn_to(next_monday + timedelta(days=1))
    with_hour = {"body": "Still here.", "without_name": "y"}  # its time is the clock's, as it was turned
    sign_in(world.ivy).post(f"{topic}/replies", data=with_hour)
    assert told_of(on_monday(weeks=2)[world.ana.email]) == {topic: "1 new reply"}


def test_whoever_begins_to_follow_waits_for_the_next_monday(sign_in, app, world, mails):
    """Not for what was said before the last one."""
    follow_space(sign_in(world.ana))
    ask(sign_in(world.ivy))
    with app.app_context():
        summarizing.remember()
        mails()
        assert db.session.scalars(select(SummaryMail)).all() == []


def test_the_next_look_is_within_a_quarter_of_an_hour(app, mails, on_monday, next_monday):
    on_monday(minutes=3)
    with app.app_context():
        due = db.session.scalars(select(jobs.Job.due_at).where(jobs.Job.name == summarizing.LOOK)).all()
    assert due == [next_monday + timedelta(minutes=15)]


def test_the_same_job_twice_is_one_mail(app, topic, mails, on_monday, next_monday, world):
    assert on_monday().keys() == {world.ana.email}
    with app.app_context():
        jobs.add(summarizing.SEND, 0, payload(world, next_monday))
        db.session.commit()
    assert mails() == []


def payload(world, monday):
    return {"person_id": world.ana.id, "week": f"{monday:%F}", "up_to": monday.isoformat()}


def test_the_job_of_someone_who_is_gone_does_nothing(app, mails, world, next_monday):
    with app.app_context():
        jobs.add(summarizing.SEND, 0, payload(world, next_monday) | {"person_id": 12345})
        db.session.commit()
    assert mails() == []
    with app.app_context():
        assert db.session.scalars(select(jobs.Job)).all() == []


def test_old_weeks_are_forgotten(app, topic, on_monday, world):
    for weeks in range(9):
        on_monday(weeks=weeks)
    with app.app_context():
        assert len(db.session.scalars(select(SummaryMail)).all()) == 6


def test_each_link_makes_one_topic_quiet(app, client, topic, on_monday, sign_in, world):
    (link,) = re.findall(r"https://lantern.example(/quiet/\w+/\w+/\S+)", on_monday()[world.ana.email].get_content())
    assert client.post(link).status_code == 200
    reply(sign_in(world.ivy), topic)
    assert on_monday(weeks=1) == {}


def test_a_mail_program_ends_them_all_in_one_tap(client, topic, on_monday, sign_in, world):
    """It posts what RFC 8058 says, signed in as nobody, and no page of ours came before."""
    mail = on_monday()[world.ana.email]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.fullmatch(r"<https://lantern.example(/quiet/summaries/\S+)>", mail["List-Unsubscribe"])[1]
    assert link in mail.get_content()
    assert "Send me no more" in client.get(link).text
    answer = client.open(link, method="POST", data={"List-Unsubscribe": "One-Click"})
    assert "You get no more weekly summaries" in answer.text
    assert "Mail about new posts: none" in sign_in(world.ana).get(topic).text


def test_a_changed_link_ends_nothing(client, topic, on_monday, world):
    mail = on_monday()[world.ana.email]
    link = mail["List-Unsubscribe"].strip("<>").removeprefix("https://lantern.example")
    changed = link[:-9] + ("a" if link[-9] != "a" else "b") + link[-8:]
    assert client.get(changed).status_code == client.post(changed).status_code == 404


def test_what_is_told_right_away_is_ended_in_one_tap_too(client, sign_in, mails, world):
    topic = ask(sign_in(world.ivy)).location
    mails()
    sign_in(world.ivy).post(f"{topic}/subscription", data={"level": "every"})
    reply(sign_in(world.ana), topic)
    (mail,) = mails()
    link = mail["List-Unsubscribe"].strip("<>").removeprefix("https://lantern.example")
    assert client.open(link, method="POST", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "Mail about new posts: none" in sign_in(world.ivy).get(topic).text


@pytest.fixture
def followed(built, next_monday):
    """Something new that is really committed, for what needs two connections; removed afterwards."""
    app, world = built
    with app.test_request_context(), tenancy.everywhere():
        db.session.add(Subscription(person_id=world.ana.id, agency_id=0, level="summary", space_id=world.money.id))
        topic_id = open_topic(viewer_of(world.ivy.id), world.money)
        db.session.execute(delete(jobs.Job))
        for _ in "12":
            jobs.add(summarizing.SEND, 0, payload(world, next_monday))
        db.session.commit()
        asked = db.session.scalars(select(jobs.Job.id)).all()
        db.session.remove()
    yield app, world, asked
    with app.app_context(), tenancy.everywhere():
        for kind in (Subscription, SummaryMail, jobs.Job):
            db.session.execute(delete(kind))
        db.session.execute(delete(SearchEntry).where(SearchEntry.topic_id == topic_id))
        db.session.execute(delete(Topic).where(Topic.id == topic_id))
        db.session.execute(update(Space).values(topics=0))
        db.session.commit()
        db.session.remove()


def test_two_workers_at_once_send_one(followed):
    app, world, asked = followed
    both = Barrier(2)

    def work(job_id):
        with app.app_context():
            both.wait()
            jobs.run(job_id)
            db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, asked))
    with app.app_context():
        left = [json.loads(one) for one in db.session.scalars(select(jobs.Job.payload))]
        assert [one["to"] for one in left] == [world.ana.email]
        assert len(db.session.scalars(select(SummaryMail)).all()) == 1
        db.session.remove()
