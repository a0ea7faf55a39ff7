"""What serving processes know of each other, and that nothing fails while Redis is away."""

import socket

import pytest

from cop.core.elsewhere import Elsewhere
from tests import databases

needs_redis = pytest.mark.skipif(not databases.REDIS, reason="needs COP_TEST_REDIS_URL")
ANA, IVY = 7, 8


@needs_redis
def test_each_process_knows_who_listens_in_the_other():
    one, other = Elsewhere(databases.REDIS), Elsewhere(databases.REDIS)
    name = f"room:{one.me}"
    one.keep(name, {ANA})
    other.keep(name, {IVY})
    assert one.people_in(name) == other.people_in(name) == {ANA, IVY}
    one.keep(name, set(), gone={ANA})
    assert other.people_in(name) == {IVY}


@needs_redis
def test_a_process_that_says_nothing_more_is_forgotten(monkeypatch):
    one = Elsewhere(databases.REDIS)
    name = f"room:{one.me}"
    one.keep(name, {ANA})
    monkeypatch.setattr("cop.core.elsewhere.STALE", -1)
    assert one.people_in(name) == set()


def test_without_redis_nobody_is_elsewhere_and_nothing_fails():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    alone = Elsewhere(f"redis://127.0.0.1:{port}/0")
    alone.keep("room:any", {ANA}, gone={IVY})
    alone.tell("dismiss", name="room:any", person_id=ANA)
    assert alone.people_in("room:any") == set()
