"""Two who keep a space in order at the same moment, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import g
from sqlalchemy import delete, select

from cop.agencies.entering import viewer_of
from cop.core import hanging, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.core.search import SearchEntry
from cop.forums import arranging
from cop.forums.models.move import TopicMove, move
from cop.forums.models.pin import MOST, TopicPin, pin
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from tests.forums.test_topics import open_topic


@pytest.fixture
def real(built):
    """Two spaces of Harborlight's, the first with four topics: really committed, and removed afterwards."""
    app, world = built
    here = world.harborlight.id
    with app.test_request_context(), tenancy.within(tenancy.agencies(here)):
        spaces = [Space(agency_id=here, slug=name, name=name, purpose="P", audience="everyone") for name in ("a", "b")]
        db.session.add_all(spaces)
        db.session.flush()
        space_ids = [one.id for one in spaces]
        topics = [open_topic(viewer_of(world.ana.id), spaces[0]) for _ in range(MOST + 1)]
        db.session.remove()
    yield app, world, space_ids, topics
    with app.app_context(), tenancy.everywhere():
        hanging.erase(Topic, here, Topic.space_id.in_(space_ids))
        db.session.execute(delete(SearchEntry).where(SearchEntry.id.in_(topics)))
        db.session.execute(delete(Space).where(Space.id.in_(space_ids)))
        db.session.commit()
        db.session.remove()


def both(app, act, *asked):
    """Each does it for themselves; gives what came of it."""

    def one(someone, topic_id):
        with app.test_request_context():
            g.viewer = viewer_of(someone.id)
            with tenancy.within(g.viewer.scope):
                done = act(arranging.find_locked(g.viewer, topic_id))
                commit()
            db.session.remove()
            return done

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, *zip(*asked, strict=True)))


def test_no_fourth_is_pinned(real):
    app, world, (here, _), topics = real

    def act(topic):
        arranging.lock_spaces(topic.space_id)
        return pin(topic, g.viewer.id)

    for first in topics[:2]:
        both(app, act, (world.joan, first))
    assert sorted(both(app, act, (world.joan, topics[2]), (world.peter, topics[3]))) == [False, True]
    with app.app_context(), tenancy.everywhere():
        assert len(TopicPin.in_space(here)) == MOST
        db.session.remove()


def test_a_topic_is_moved_once(real):
    app, world, (here, there), (topic_id, *_) = real

    def act(topic):
        arranging.lock_spaces(here, there)
        if topic.space_id != there:
            move(topic, db.session.get_one(Space, there), g.viewer.id)

    both(app, act, (world.joan, topic_id), (world.peter, topic_id))
    with app.app_context(), tenancy.everywhere():
        assert len(db.session.scalars(select(TopicMove.id).where(TopicMove.topic_id == topic_id)).all()) == 1
        assert [db.session.get_one(Space, one).topics for one in (here, there)] == [MOST, 1]
        db.session.remove()
