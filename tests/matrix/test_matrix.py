"""Who may do what, everywhere: as it is, beside what was reviewed (cop/commands/matrix.csv).

A new address, channel or table without a row there fails, and so does a cell that changed. After a change that is
meant, `COP_WRITE_MATRIX=1 make test ARGS=tests/matrix` writes the file anew, to be read before it is kept.
"""

import csv
import os
from functools import partial

import pytest

from cop.commands.matrix import PATH, read
from cop.core import tenancy
from cop.core.db import db
from cop.core.live import _gates
from tests.matrix import things, walk

HEADINGS = ["what", "whose", *walk.COLUMNS]
WRITING = bool(os.environ.get("COP_WRITE_MATRIX"))


@pytest.fixture
def everything(acting, world):
    with acting(world.ana) as viewer:
        return things.build(viewer, world)


@pytest.fixture
def people(world):
    return [key and getattr(world, key) for key in walk.COLUMNS.values()]


def found_pages(app, everything, people, sign_in):
    """Each of them signs in once, and tries every door in a browser that holds no more than they were given then."""
    name = app.config["SESSION_COOKIE_NAME"]
    cookies = [one and sign_in(one).get_cookie(name).value for one in people]

    def browser_with(cookie):
        browser = app.test_client()
        if cookie:
            browser.set_cookie(name, cookie)
        return browser

    return list(walk.pages(app, everything, [partial(browser_with, cookie) for cookie in cookies]))


def found_channels(everything, people, sign_in, connect):
    return list(walk.channels(everything, [one and connect(sign_in(one)) for one in people]))


def found_events(app, people, sign_in, connect):
    return list(walk.events([sign_in(one) if one else app.test_client() for one in people], connect))


def scopes_of(people, acting):
    scopes = []
    for one in people:
        if one is None:
            scopes.append(tenancy.NOBODY)
        else:
            with acting(one) as viewer:
                scopes.append(viewer.scope)
    return scopes


def owners(world):
    return {things.STATEWIDE: 0, things.HARBORLIGHT: world.harborlight.id}


def found_tables(app, world, people, acting):
    return sorted(walk.tables(app, owners(world), scopes_of(people, acting)))


def compare(found, kind):
    """Every row that was found beside the reviewed one, and none that is only on paper."""
    reviewed = {key: cells for key, cells in read().items() if key[0].startswith(kind)}
    assert {(what, name): cells for what, name, cells in found} == reviewed


def is_postgresql(app):
    with app.app_context():
        return db.engine.dialect.name == "postgresql"


def test_every_address_answers_each_of_us_as_reviewed(app, everything, people, sign_in, connect, acting, world):
    pages = found_pages(app, everything, people, sign_in)
    if WRITING and is_postgresql(app):
        sockets = found_channels(everything, people, sign_in, connect) + found_events(app, people, sign_in, connect)
        rows = [*pages, *sockets]
        write(sorted(rows) + found_tables(app, world, people, acting))
    compare(pages, ("GET ", "POST "))


def test_every_channel_lets_in_each_of_us_as_reviewed(everything, people, sign_in, connect):
    compare(found_channels(everything, people, sign_in, connect), "subscribe ")


def test_every_event_of_a_socket_answers_each_of_us_as_reviewed(app, people, sign_in, connect):
    compare(found_events(app, people, sign_in, connect), "event ")


def test_every_channel_there_is_was_tried():
    """A kind of channel that no thing of `things` stands for would be left out without a word."""
    assert {what.removeprefix("subscribe ") for what, _ in read() if what.startswith("subscribe ")} == set(_gates)


def test_every_address_there_is_was_tried(app):
    """So would an address whose arguments none of them has."""
    here = {what for what, *_ in walk.addresses(app)}
    assert {what for what, _ in read() if " /" in what} == here


def test_the_first_wall_shows_each_of_us_the_rows_that_were_reviewed(app, everything, people, acting, world):
    compare(list(walk.entities(app, owners(world), scopes_of(people, acting))), "table ")


def test_postgresql_shows_each_of_us_the_rows_that_were_reviewed(app, everything, people, acting, world):
    if not is_postgresql(app):
        pytest.skip("SQLite has no row-level security")
    compare(found_tables(app, world, people, acting), "table ")


def test_every_owned_table_is_in_it(app):
    named = {what.removeprefix("table ") for what, _ in read() if what.startswith("table ")}
    assert named == {table.name for table in db.metadata.sorted_tables if tenancy.is_owned(table)}


def test_nothing_of_harborlights_is_for_anyone_from_outside():
    """A rule over the reviewed data itself: it can't be reviewed away."""
    at = [list(walk.COLUMNS).index(who) for who in ("stranger", "outsider", "area director", "steering", "steward")]
    for (what, whose), cells in read().items():
        if whose == things.HARBORLIGHT:
            allowed = {"404", "302", "401"} if " /" in what else {walk.NOT, walk.NONE}
            assert {cells[0]} <= allowed, what
            assert {cells[one] for one in at[1:]} <= {"404", walk.NOT, walk.NONE}, what


def test_nothing_that_is_said_aside_or_among_the_invited_is_for_anyone_else():
    """But to look at a link, and to come in by it."""
    outside = [list(walk.COLUMNS).index(who) for who in ("outsider", "area director", "steering", "steward")]
    managers = [list(walk.COLUMNS).index(who) for who in ("supervisor", "administrator", "director")]
    looked_at = set()
    for (what, whose), cells in read().items():
        if (whose == things.ASIDE and "topic" not in what) or (whose == things.ASIDE and "aside_id" in what):
            assert {cells[one] for one in outside} <= {"404", walk.NOT}, what
            looked_at.add(whose)
        if whose == things.INVITED and "circle_token" not in what:
            flagged = "subject_id" in what or "waiting_id" in what  # which a steward reads, and nothing else
            closed_to = outside[:-1] if flagged else outside
            assert {cells[one] for one in closed_to + managers} <= {"404", walk.NOT}, what
            looked_at.add(whose)
    assert looked_at == {things.ASIDE, things.INVITED}


def test_nothing_for_peers_only_is_for_anyone_who_supervises():
    at = [list(walk.COLUMNS).index(who) for who in ("supervisor", "administrator", "director", "area director")]
    for (what, whose), cells in read().items():
        if whose == things.PEERS:
            assert {cells[one] for one in at} <= {"404", walk.NOT}, what


def write(rows):
    with PATH.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [HEADINGS, *([what, name, *cells] for what, name, cells in rows)]
        )
