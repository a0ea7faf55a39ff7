"""A file that was stored before a commit that failed goes when it is old; any that a row leads to stays."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from cop.agencies.models.logo import Logo
from cop.core import clock, jobs, storage, strays, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.along import PICTURE, Piece
from cop.forums.models.attachment import Attachment
from cop.forums.models.topic import Topic
from cop.people.models.photo import Photo
from tests.core.letting_go import take_files_away
from tests.core.test_forgetting import is_there
from tests.core.test_pictures import drawn
from tests.forums.test_topics import open_topic
from tests.matrix.things import resource


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.team)


def one_of_each(viewer, world, topic):
    """A logo, a resource, a picture of a post and a photo; gives their keys."""
    house = world.harborlight.id
    Logo.put(house, b"a picture of a harbor", viewer.id)
    resource(viewer, house)
    Attachment.put(db.session.get_one(Topic, topic), [Piece(PICTURE, b"a van, painted blue", says="A van")])
    Photo.put(viewer.id, drawn(301, 299).read())
    db.session.flush()
    with tenancy.everywhere():
        connection = tenancy.tell_database(db.session(), tenancy.current_scope())
        holding = [table.c.file_key for table in db.metadata.sorted_tables if "file_key" in table.c]
        return [key for one in holding for key in connection.scalars(select(one)) if key]


@pytest.fixture
def a_week_on(monkeypatch):
    """Turns the clock on. A file says when it was stored, or the hour in which."""

    def turn():
        later = clock.now() + strays.OLD + timedelta(hours=1)
        monkeypatch.setattr(clock, "now", lambda: later)

    return turn


def look(app):
    with app.app_context():
        strays.look({})
    take_files_away(app)


def test_what_a_failed_commit_left_behind_goes_whatever_it_was(app, acting, topic, world, a_week_on):
    with acting(world.ana) as viewer:
        left = one_of_each(viewer, world, topic)
        db.session.rollback()
    assert len(left) == 4
    assert all(is_there(app, key) for key in left)
    a_week_on()
    look(app)
    assert not any(is_there(app, key) for key in left)


def test_what_a_row_leads_to_stays(app, acting, topic, world, a_week_on):
    with acting(world.ana) as viewer:
        kept = one_of_each(viewer, world, topic)
        commit()
    a_week_on()
    look(app)
    assert all(is_there(app, key) for key in kept)


def test_what_is_being_stored_now_stays(app, world):
    with app.app_context():
        key, apart = storage.keep(world.harborlight.id, io.BytesIO(b"On its way")).key, storage.keep_apart(0, b"Too")
    look(app)
    assert is_there(app, key)
    assert is_there(app, apart)


def test_one_that_comes_again_between_the_look_and_the_taking_stays(app, acting, topic, world, a_week_on):
    with acting(world.ana) as viewer:
        left = one_of_each(viewer, world, topic)
        db.session.rollback()
    a_week_on()
    with app.app_context():
        strays.look({})
    with acting(world.ana) as viewer:
        Logo.put(world.harborlight.id, b"a picture of a harbor", viewer.id)
        commit()
        again = Logo.of(world.harborlight.id).file_key
    assert again in left
    take_files_away(app)
    assert [key for key in left if is_there(app, key)] == [again]


def test_it_is_looked_for_each_day_and_by_one_job(app):
    with app.app_context():
        for _ in "12":
            strays.remember()
        (first,) = db.session.scalars(select(jobs.Job.id).where(jobs.Job.name == strays.LOOK)).all()
        assert jobs.run(first)
        (next_one,) = db.session.scalars(select(jobs.Job).where(jobs.Job.name == strays.LOOK)).all()
        assert next_one.due_at > clock.now()


def test_what_is_no_file_of_ours_is_left_alone(app, a_week_on):
    with app.app_context():
        assert storage.answers()
        a_week_on()
        assert "check" not in {key for keys in storage.kept_before(clock.now()) for key in keys}
