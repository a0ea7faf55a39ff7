"""What a reply asks of the database before whoever wrote it has an answer."""

import pytest

from cop.core import ids
from cop.core.db import db
from cop.forums.models.topic import Topic
from tests.core.test_live import heard
from tests.forums.test_following import read, reply
from tests.forums.test_topics import open_topic


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        return f"/topics/{ids.word(open_topic(viewer, world.money, replies=2))}"


def asked(count_sql, browser, topic):
    """Without what tells PostgreSQL the scope of each transaction: two more there."""
    with count_sql() as counted:
        assert reply(browser, topic).status_code == 302
    return len([one for one in counted.statements if not one.startswith("SELECT set_config")])


def test_it_takes_14_statements_and_one_more_for_who_has_read_all_before_it(sign_in, topic, world, count_sql):
    ivy, ben = sign_in(world.ivy), sign_in(world.ben)
    for browser in (ivy, ben):
        reply(browser, topic)
    assert [asked(count_sql, ivy, topic) for _ in "123"] == [14, 14, 14]
    read(ivy, topic)
    assert [asked(count_sql, ivy, topic) for _ in "12"] == [15, 15]
    assert "5 replies" not in ben.get(topic).text


def test_the_first_of_someone_takes_no_more_than_19(sign_in, topic, world, count_sql):
    assert asked(count_sql, sign_in(world.ivy), topic) <= 19


def test_whoever_had_read_all_has_read_their_own_too_and_nobody_else_has(sign_in, acting, topic, world):
    ivy, ben = sign_in(world.ivy), sign_in(world.ben)
    read(ivy, topic)
    reply(ben, topic)
    reply(ivy, topic)
    assert " new</span>" in ivy.get("/forums/handling-money").text
    read(ivy, topic)
    reply(ivy, topic)
    assert " new</span>" not in ivy.get("/forums/handling-money").text


def test_those_who_look_on_are_told_how_many_there_are_now(sign_in, acting, topic, world, connect):
    ben = sign_in(world.ben)
    socket = connect(ben)
    socket.emit("subscribe", {"channel": f"topic:{topic.rpartition('/')[2]}"}, callback=True)
    reply(sign_in(world.ivy), topic)
    (told,) = heard(socket)
    assert told["count"]["en"].strip() == "3 replies"
    with acting(world.ana):
        assert db.session.get_one(Topic, ids.number(topic.rpartition("/")[2])).replies == 3
