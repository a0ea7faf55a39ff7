"""Whoever goes on and on is asked to wait. Nobody else is, and nothing that was typed is lost."""

import time

from cop.core import ids
from tests.forums.test_topics import open_topic


def test_someone_who_searches_without_end_is_asked_to_wait(sign_in, monkeypatch, world):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)  # a slow machine must not make a minute of it
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    answers = [ana.get("/search?q=money") for _ in range(121)]
    assert [one.status_code for one in answers] == [200] * 120 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 61
    assert ben.get("/search?q=money").status_code == 200


def test_a_reply_too_many_is_not_lost(sign_in, acting, world):
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.money)
    ana, address = sign_in(world.ana), f"/topics/{ids.word(topic)}/replies"
    answers = [ana.post(address, data={"body": f"Reply {number}"}) for number in range(61)]
    assert [one.status_code for one in answers] == [302] * 60 + [429]
    assert "Reply 60" in answers[-1].text


def test_what_is_refused_counts_too(sign_in, world):
    ana = sign_in(world.ana)
    answers = [ana.post("/library/new", data={"title": ""}).status_code for _ in range(101)]
    assert answers == [422] * 100 + [429]


def test_one_person_holds_half_of_the_lines_at_most(app, connect, sign_in, world):
    """Each holds a thread: whoever opened all of them would keep everyone else out."""
    ana, half = sign_in(world.ana), app.extensions["settings"].threads // 2
    lines = [connect(ana) for _ in range(half + 1)]
    assert [one.is_connected() for one in lines] == [True] * half + [False]
    assert connect(sign_in(world.ben)).is_connected()
    lines[0].disconnect()
    assert connect(ana).is_connected()


def test_all_who_share_one_address_hold_three_quarters_of_the_lines_at_most(app, connect, sign_in, world):
    most = app.extensions["settings"].threads * 3 // 4
    browsers = [sign_in(one) for one in (world.ana, world.ben, world.luz, world.peter)]
    lines = [connect(browsers[at % 4]) for at in range(most + 1)]
    assert [one.is_connected() for one in lines] == [True] * most + [False]


def test_lines_that_are_opened_faster_than_pages_are_refused(connect, sign_in, world):
    ana = sign_in(world.ana)
    opened = []
    for _ in range(121):
        line = connect(ana)
        opened.append(line.is_connected())
        if line.is_connected():
            line.disconnect()
    assert opened == [True] * 120 + [False]
    assert connect(sign_in(world.ben)).is_connected()
