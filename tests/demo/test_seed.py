"""The same seed and moment give the same community, and a scale gives more of it."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from cop import create_app
from cop.commands.database import db as schema
from cop.core import tenancy
from cop.core.db import db
from cop.demo import people, talk
from cop.demo.words import Pen
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from tests import databases
from tests.conftest import settings

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


@pytest.fixture
def told(tmp_path):
    """Loads people and talk with a seed and a scale, into a database of its own, and gives the application."""

    def tell(name, seed, scale=1):
        folder = tmp_path / name
        folder.mkdir()
        app = create_app(settings(folder, databases.make("sqlite", folder)))
        assert CliRunner().invoke(schema, ["upgrade"], obj=app).exit_code == 0
        with app.app_context(), tenancy.everywhere():
            pen = Pen(NOW, seed)
            talk.load(people.load(pen), pen, scale, lambda _: None)
            db.session.remove()
        return app

    return tell


def posts(app):
    """What was said, in the order of ids: title, moment and author."""
    with app.app_context(), tenancy.everywhere():
        topics = db.session.execute(select(Topic.id, Topic.title, Topic.created_at, Topic.author_id).order_by(Topic.id))
        replies = db.session.execute(select(Reply.id, Reply.created_at, Reply.author_id).order_by(Reply.id))
        return [*map(tuple, topics), *map(tuple, replies)]


def test_the_same_seed_gives_the_same_community(told):
    assert posts(told("one", seed=7)) == posts(told("two", seed=7))


def test_another_seed_gives_other_moments(told):
    assert posts(told("one", seed=7)) != posts(told("two", seed=8))


def test_a_scale_of_three_gives_three_times_the_topics_and_keeps_the_counts(told):
    app = told("three", seed=7, scale=3)
    given = select(func.count(Reply.id)).where(Reply.topic_id == Topic.id).scalar_subquery()
    opened = select(func.count(Topic.id)).where(Topic.space_id == Space.id).scalar_subquery()
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalar(select(func.count(Topic.id))) == 3 * 205
        assert db.session.scalar(select(func.count(Reply.id))) > 3 * 753
        assert db.session.execute(select(Topic.id).where(Topic.replies != given)).all() == []
        assert db.session.execute(select(Space.id).where(Space.topics != opened)).all() == []
        outside = select(Reply.id).join(Topic, Topic.id == Reply.topic_id).where(Reply.agency_id != Topic.agency_id)
        assert db.session.execute(outside).all() == []


def test_replies_stand_in_the_order_in_which_they_were_written(told):
    """Also in topics of today, whose later replies would still be to come."""
    app = told("order", seed=7)
    with app.app_context(), tenancy.everywhere():
        for topic in talk.topics():
            here = select(Reply.body_source, Reply.created_at).join(Topic, Topic.id == Reply.topic_id)
            rows = db.session.execute(here.where(Topic.title == topic["title"]).order_by(Reply.id)).all()
            assert [row.body_source for row in rows] == [one["body"].strip() for one in topic.get("reply", [])]
            assert len({row.created_at for row in rows}) == len(rows), topic["title"]


def test_copies_of_a_topic_leave_no_crowd_in_one_moment(told):
    """Ids of one moment are told apart by 22 bits: thousands in the same one collide, and the load fails."""
    app = told("crowd", seed=7, scale=5)
    with app.app_context(), tenancy.everywhere():
        crowd = (
            select(func.count(Reply.id).label("size")).group_by(Reply.created_at).order_by(func.count(Reply.id).desc())
        )
        assert db.session.scalar(crowd.limit(1)) <= 3
