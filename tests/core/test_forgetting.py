"""Files that nothing leads to any more go once that is safe: no rollback loses one, and no crash leaves one behind."""

import io

import pytest
from sqlalchemy import select

from cop.core import jobs, storage, tenancy
from cop.core.db import db
from cop.core.forgetting import FORGET, forget, forget_later
from cop.people.models.photo import Photo
from tests.core.letting_go import take_files_away
from tests.core.test_pictures import drawn
from tests.matrix.things import resource


def is_there(app, key):
    with app.app_context():
        try:
            storage.stream(key)
        except FileNotFoundError:
            return False
        return True


@pytest.fixture
def photo(app, world):
    """The key of Ana's photo."""
    with app.app_context():
        Photo.put(world.ana.id, drawn(300, 300).read())
        db.session.commit()
        return db.session.scalars(Photo.of(world.ana.id).with_only_columns(Photo.file_key)).one()


def test_a_rollback_loses_no_file(app, world, photo):
    with app.app_context():
        Photo.take_away(world.ana.id)
        db.session.rollback()
    assert take_files_away(app) == 0
    assert is_there(app, photo)


def test_after_a_crash_it_is_still_to_be_done_and_it_may_be_done_twice(app, world, photo, monkeypatch):
    with app.app_context():
        Photo.take_away(world.ana.id)
        db.session.commit()
    assert is_there(app, photo)
    with app.app_context():
        (waiting,) = db.session.scalars(select(jobs.Job).where(jobs.Job.name == FORGET)).all()
        forget({"keys": [photo]})  # and then the machine stops, before the job is noted as done
        db.session.rollback()
        assert jobs.run(waiting.id)
    assert not is_there(app, photo)


def test_one_that_came_again_meanwhile_stays(app, world, photo):
    with app.app_context():
        Photo.take_away(world.ana.id)
        db.session.commit()
        Photo.put(world.ben.id, drawn(300, 300).read())
        db.session.commit()
    assert take_files_away(app) == 1
    assert is_there(app, photo)


def test_whatever_kind_of_row_leads_to_it(app, acting, world):
    """Found by its column, so that a new kind of file is not forgotten."""
    with acting(world.ana) as viewer:
        resource(viewer, world.harborlight.id)
        db.session.commit()
        key = storage.keep(world.harborlight.id, io.BytesIO(b"Ours")).key
    with app.app_context(), tenancy.within(tenancy.agencies(world.stonefield.id)):
        forget_later(world.stonefield.id, [key, None])
        db.session.commit()
    assert take_files_away(app) == 1
    assert is_there(app, key)


def test_nothing_to_forget_is_no_job(app):
    with app.app_context():
        forget_later(0, [None])
        assert db.session.scalars(select(jobs.Job).where(jobs.Job.name == FORGET)).all() == []
