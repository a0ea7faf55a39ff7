"""Harborlight keeps what was written inside for a time. What is older goes, with notice, and nothing else does."""

import io
import re
import secrets
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from cop.agencies import keeping
from cop.agencies.models.settings import AgencySettings
from cop.core import clock, ids, jobs, search, tenancy
from cop.core.db import db
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.library.models.resource import Edition, Resource
from tests.agencies.rules import SETTINGS, keep
from tests.agencies.test_endings import files_of, rows_of
from tests.core.letting_go import take_files_away
from tests.forums.test_topics import open_topic
from tests.trust.test_trail import entries

HOME = "/agencies/harborlight"
DAY = timedelta(days=1)
TODAY = datetime.now(UTC)
NOW = TODAY.replace(day=min(TODAY.day, 28), microsecond=0)  # near to what sign-ins are stamped with


@pytest.fixture
def now(monkeypatch):
    """A clock that stands, and that tests set."""
    at = [NOW]
    monkeypatch.setattr(clock, "now", lambda: at[0])
    return lambda moment: at.__setitem__(0, moment)


@pytest.fixture
def joan(now, sign_in, world):
    return sign_in(world.joan)


@pytest.fixture
def write(acting, app, world):
    """A topic at Harborlight with two replies, silent since a moment."""

    def written(silent_since, place=None, by=None):
        with acting(by or world.ana) as viewer:
            topic_id = open_topic(viewer, place or world.team, title="A wombat", replies=2)
        with app.app_context(), tenancy.everywhere():
            db.session.execute(update(Topic).where(Topic.id == topic_id).values(moved_at=silent_since))
            db.session.commit()
        return topic_id

    return written


@pytest.fixture
def put(sign_in, app, world):
    """A resource in Harborlight's library, or in everybody's, whose file came at a moment."""

    def added(at, place="harborlight", words=None):
        file = (io.BytesIO(words or secrets.token_hex(9).encode()), "a.txt")
        data = {"title": "A numbat", "summary": "S", "place": place, "file": file}
        made = ids.number(sign_in(world.ana).post("/library/new", data=data).location.rpartition("/")[2])
        with app.app_context(), tenancy.everywhere():
            db.session.execute(update(Edition).where(Edition.resource_id == made).values(created_at=at))
            db.session.commit()
        return made

    return added


def run(app, agency):
    with app.app_context():
        keeping.erase({"agency_id": agency.id})


def there(app, kind, *numbers):
    with app.app_context(), tenancy.everywhere():
        return set(db.session.scalars(select(kind.id).where(kind.id.in_(numbers))))


def years_before(moment, years, **more):
    return moment.replace(year=moment.year - years) + timedelta(**more)


def days_pass(app, days):
    """As if Harborlight had changed the time so many days earlier."""
    with app.app_context(), tenancy.everywhere():
        kept = db.session.scalars(select(AgencySettings)).one()
        kept.keep_less_since -= days * DAY
        db.session.commit()


def after_notice(joan, app, years=1):
    """Harborlight said so, and the days of notice are over."""
    assert keep(joan, years).location == SETTINGS
    days_pass(app, 30)


# What goes.


@pytest.mark.parametrize("years", [1, 3, 7])
def test_what_is_over_its_time_goes_to_the_second(joan, now, app, write, put, world, years):
    after_notice(joan, app, years)
    old, young = years_before(NOW, years, seconds=-1), years_before(NOW, years)
    topics, files = [write(old), write(young)], [put(old), put(young)]
    run(app, world.harborlight)
    assert there(app, Topic, *topics) == {topics[1]}
    assert there(app, Resource, *files) == {files[1]}


def test_the_last_word_counts_and_not_the_first(joan, now, app, write, sign_in, world):
    topic = write(years_before(NOW, 5))
    sign_in(world.ben).post(f"/topics/{ids.word(topic)}/replies", data={"body": "Still with us"})
    after_notice(joan, app)
    run(app, world.harborlight)
    assert there(app, Topic, topic) == {topic}


def test_all_that_hangs_on_it_goes_too(joan, now, app, write, put, acting, sign_in, world):
    files = files_of(app, world.harborlight)
    topic, kept, resource = write(years_before(NOW, 2)), write(NOW), put(years_before(NOW, 2))
    with app.app_context():
        jobs.run_due()
    after_notice(joan, app)
    run(app, world.harborlight)
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalar(select(func.count(Reply.id)).where(Reply.topic_id == topic)) == 0
        assert db.session.scalar(select(func.count(Reply.id)).where(Reply.topic_id == kept)) == 2
        assert db.session.scalar(select(func.count(Edition.id)).where(Edition.resource_id == resource)) == 0
        assert db.session.scalar(select(Space.topics).where(Space.id == world.team.id)) == 1
    with acting(world.ana) as viewer:
        assert {hit.topic_id for hit in search.find("wombat", viewer.audiences)} == {kept}
        assert search.find("numbat", viewer.audiences) == []
    take_files_away(app)
    assert files_of(app, world.harborlight) == files
    ana = sign_in(world.ana)
    assert ana.get(f"/topics/{ids.word(topic)}").status_code == 404
    assert ana.get(f"/library/{ids.word(resource)}").status_code == 404


def test_a_file_that_another_resource_shows_stays(joan, now, app, put, sign_in, world):
    old, young = put(years_before(NOW, 2), words=b"The same"), put(NOW, words=b"The same")
    after_notice(joan, app)
    run(app, world.harborlight)
    assert there(app, Resource, old, young) == {young}
    assert sign_in(world.ana).get(f"/library/{ids.word(young)}/file").data == b"The same"


def test_what_is_for_peers_only_inside_goes_as_well(joan, now, app, write, world):
    with app.app_context(), tenancy.everywhere():
        space = Space(agency_id=world.harborlight.id, slug="h-peers", name="P", purpose="P", audience="peers")
        db.session.add(space)
        db.session.commit()
        number = space.id
    topic = write(years_before(NOW, 2), place=type(world.team)(number, "h-peers", "P"))
    after_notice(joan, app)
    run(app, world.harborlight)
    assert there(app, Topic, topic) == set()


# What does not.


def test_what_all_share_and_what_is_anothers_is_never_touched(joan, now, app, write, put, sign_in, world):
    long_ago = years_before(NOW, 9)
    shared, papers = write(long_ago, place=world.money), put(long_ago, place="statewide")
    with app.app_context(), tenancy.everywhere():
        space = Space(agency_id=world.stonefield.id, slug="s-team", name="S", purpose="P", audience="everyone")
        db.session.add(space)
        db.session.commit()
        place = type(world.team)(space.id, "s-team", "S")
    theirs = write(long_ago, place=place, by=world.ivy)
    before = rows_of(app, world.stonefield)
    after_notice(joan, app)
    for agency in (world.harborlight, world.stonefield, type(world.team)(0, "commonwealth", "C")):
        run(app, agency)
    assert there(app, Topic, shared, theirs) == {shared, theirs}
    assert there(app, Resource, papers) == {papers}
    assert rows_of(app, world.stonefield) == before


def test_not_even_where_the_commonwealth_had_such_a_setting(now, app, write, world):
    with app.app_context(), tenancy.everywhere():
        row = AgencySettings(agency_id=0, mail_domains=[], keep_years=1, keep_less_since=years_before(NOW, 1))
        db.session.add(row)
        db.session.commit()
    topic = write(years_before(NOW, 9), place=world.money)
    run(app, type(world.team)(0, "commonwealth", "C"))
    assert there(app, Topic, topic) == {topic}


def test_an_agency_that_said_nothing_keeps_everything(now, app, write, world):
    topic = write(years_before(NOW, 50))
    run(app, world.harborlight)
    assert there(app, Topic, topic) == {topic}


# When.


def test_nothing_goes_sooner_than_thirty_days_after_the_time_was_made_shorter(joan, now, app, write, world):
    topic = write(years_before(NOW, 2))
    keep(joan, 1)
    run(app, world.harborlight)
    days_pass(app, 30)
    now(NOW - timedelta(seconds=1))
    run(app, world.harborlight)
    assert there(app, Topic, topic) == {topic}
    now(NOW)
    run(app, world.harborlight)
    assert there(app, Topic, topic) == set()


def test_shorter_again_begins_the_thirty_days_anew(joan, now, app, write, world):
    topic = write(years_before(NOW, 8))
    for years, days, left in ((3, 29, {topic}), (7, 0, {topic}), (1, 29, {topic}), (0, 400, {topic}), (7, 29, {topic}),
                              (7, 1, set())):  # fmt: skip
        keep(joan, years)
        days_pass(app, days)
        run(app, world.harborlight)
        assert there(app, Topic, topic) == left


def test_longer_does_not_put_it_off(joan, now, app, write, world):
    topic = write(years_before(NOW, 8))
    keep(joan, 3)
    days_pass(app, 29)
    keep(joan, 7)
    days_pass(app, 1)
    run(app, world.harborlight)
    assert there(app, Topic, topic) == set()


@pytest.mark.parametrize(
    ("silent", "today", "goes"),
    [
        (datetime(2024, 2, 29, 12, tzinfo=UTC), datetime(2027, 2, 28, 23, tzinfo=UTC), False),
        (datetime(2024, 2, 29, 12, tzinfo=UTC), datetime(2027, 3, 1, 13, tzinfo=UTC), True),
        (datetime(2025, 2, 28, 11, tzinfo=UTC), datetime(2028, 2, 29, 12, tzinfo=UTC), True),
        (datetime(2025, 3, 1, 0, tzinfo=UTC), datetime(2028, 2, 29, 12, tzinfo=UTC), False),
    ],
)
def test_on_a_day_that_comes_every_four_years(now, app, write, world, silent, today, goes):
    topic = write(silent)
    with app.app_context(), tenancy.everywhere():
        db.session.add(
            AgencySettings(agency_id=world.harborlight.id, mail_domains=[], keep_years=3, keep_less_since=silent)
        )
        db.session.commit()
    now(today)
    run(app, world.harborlight)
    assert there(app, Topic, topic) == (set() if goes else {topic})


# In pieces, each day, again and again.


def test_it_goes_in_pieces_until_nothing_is_left(joan, now, app, write, world, monkeypatch):
    monkeypatch.setattr(keeping, "PIECE", 2)
    topics = [write(years_before(NOW, 2, days=day)) for day in range(5)]
    after_notice(joan, app)
    run(app, world.harborlight)
    assert there(app, Topic, *topics) == set(topics[2:])  # those that were silent longest are the first
    with app.app_context():
        jobs.run_due()
    assert there(app, Topic, *topics) == set()
    counts = [one.details for one in entries(app, world.harborlight) if one.kind == "words-erased"]
    assert counts == ['{"counts": "topic 2"}', '{"counts": "topic 2"}', '{"counts": "topic 1"}']


def test_run_twice_it_ends_the_same_and_is_written_down_once(joan, now, app, write, put, world):
    write(years_before(NOW, 2)), write(years_before(NOW, 2)), put(years_before(NOW, 2))
    after_notice(joan, app)
    for _ in "12":
        run(app, world.harborlight)
    said = [(one.actor_id, one.details) for one in entries(app, world.harborlight) if one.kind == "words-erased"]
    assert said == [(None, '{"counts": "topic 2, resource 1"}')]
    assert "What was over its time was erased: 2 topics, 1 resource." in joan.get(f"{HOME}/trail").text


def test_each_day_it_is_looked_for_and_tomorrow_again(joan, now, app, write, world):
    topic = write(years_before(NOW, 2))
    keep(joan, 1)
    with app.app_context():
        for _ in "12":
            keeping.remember()
    looks = select(jobs.Job.due_at).where(jobs.Job.name == keeping.LOOK)
    for day in range(32):
        now(NOW + day * DAY)
        with app.app_context():
            assert db.session.scalars(looks).all() == [NOW + day * DAY]
            jobs.run_due()
        assert there(app, Topic, topic) == ({topic} if day < 30 else set())


def test_a_look_that_was_given_up_is_begun_again_with_the_server(now, app):
    with app.app_context():
        keeping.remember()
        db.session.scalars(select(jobs.Job)).one().failed = "OperationalError"
        db.session.commit()
        now(NOW + 3 * DAY)
        keeping.remember()
        keeping.remember()
        assert len(db.session.scalars(select(jobs.Job.id)).all()) == 2


# Notice.


def test_those_who_look_after_the_agency_are_told_what_goes_and_when(joan, now, sign_in, write, put, world):
    assert "does not keep words forever" not in joan.get(HOME).text
    write(years_before(NOW, 1, days=10)), write(years_before(NOW, 1, days=29)), write(years_before(NOW, 1, days=31))
    put(years_before(NOW, 1, days=20))
    keep(joan, 1)
    page = joan.get(HOME).text
    assert ": 2 topics, 1 resource." in page
    assert "does not keep words forever" in sign_in(world.peter).get(HOME).text
    for someone in (world.ana, world.luz):
        assert "does not keep words forever" not in sign_in(someone).get(HOME).text


def test_what_a_choice_would_erase_is_said_before_it_is_made(joan, now, app, write, put, world):
    assert "What would be erased first" not in joan.get(SETTINGS).text
    write(years_before(NOW, 1, days=10)), write(years_before(NOW, 1, days=29)), write(years_before(NOW, 1, days=31))
    put(years_before(NOW, 1, days=20))
    page = joan.get(SETTINGS).text
    said = re.findall(r'<p class="would-go"><b>([^<]*)</b>: ([^<]*), from', page)
    assert said == [("1 year", "2 topics, 1 resource")]
    assert entries(app, world.harborlight) == []
    keep(joan, 1)
    assert ": 2 topics, 1 resource." in joan.get(HOME).text


def test_the_day_is_that_of_the_first_to_go_and_never_within_the_thirty_days(joan, now, app, acting, write, world):
    def first():
        with acting(world.joan):
            return keeping.going(AgencySettings.of(world.harborlight.id)).first

    write(years_before(NOW, 1, days=7))
    write(years_before(NOW, 1, days=9))
    keep(joan, 1)
    assert first() == NOW + 30 * DAY
    days_pass(app, 27)
    assert first() == NOW + 7 * DAY
    days_pass(app, 30)
    write(years_before(NOW, 2))  # the job was away
    assert first() == NOW


# Who, and what is taken.


def test_only_those_who_look_after_the_agency_set_it(now, sign_in, app, world):
    for someone, code in ((world.ana, 403), (world.luz, 403), (world.bettina, 404), (world.wren, 404)):
        assert keep(sign_in(someone), 1).status_code == code
    assert [one.kind for one in entries(app, world.harborlight)] == ["act-refused"] * 2


@pytest.mark.parametrize("wrong", ["", "2", "-1", "1.0", "x", "99999999999999999999", "1 year"])
def test_only_what_is_offered_is_taken(joan, app, world, wrong):
    answer = keep(joan, wrong)
    assert (answer.status_code, "Nothing is lost" in answer.text) == (422, True)
    assert joan.post(f"{HOME}/retention").status_code == 422
    assert entries(app, world.harborlight) == []


def test_fields_that_are_not_of_the_form_are_not_read(joan, app, world):
    forged = {"years": 3, "keep_less_since": "2000-01-01", "refused_ways": "passkey"}
    joan.post(f"{HOME}/retention", data=forged)
    with app.app_context(), tenancy.everywhere():
        (kept,) = db.session.scalars(select(AgencySettings)).all()
        assert (kept.agency_id, kept.keep_years, kept.keep_less_since) == (world.harborlight.id, 3, NOW)
        assert kept.refused_ways == []


def test_it_is_written_down_in_words(joan, app, world):
    for years in (7, 7, 0):
        keep(joan, years)
    assert [one.kind for one in entries(app, world.harborlight)] == ["retention-set"] * 2
    page = joan.get(f"{HOME}/trail").text
    assert "Joan Kessler set how long words are kept: 7 years." in page
    assert "Joan Kessler set how long words are kept: Always." in page
