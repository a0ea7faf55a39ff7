"""The canary: someone writes without their name, and every way out is searched for them.

Whatever changed in the database by that is read whole, as raw rows: nothing there may lead to them, by id, name or
address, and nothing may tell the time more closely than the hour. So for pages, mails, takeouts, live events and logs.
"""

import json
import logging
import re
from datetime import datetime
from typing import NamedTuple

import pytest
from sqlalchemy import select

from cop.core import clock, ids, jobs, takeout, tenancy
from cop.core.db import db
from cop.trust import pseudonyms
from tests.forums.along import picture
from tests.forums.test_without_a_name import NAMELESS, ask

TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00:00")
TOLD_APART = {"sign_in"}  # when someone was here last, to the hour, whatever they did


class Written(NamedTuple):
    topic: str
    named: str
    new: dict[str, set[str]]
    logged: str
    began: int
    at: datetime


def rows():
    """Every row of every table, as text, by table: what somebody has who reads the database."""
    with tenancy.everywhere() as scope:
        connection = tenancy.tell_database(db.session(), scope)
        found = {
            table.name: {json.dumps(dict(row), default=str) for row in connection.execute(select(table)).mappings()}
            for table in db.metadata.sorted_tables
        }
    db.session.rollback()
    return found


@pytest.fixture
def written(app, sign_in, world, caplog):
    """What is new in the database, and whatever was logged, after Ana has done all that one can without a name."""
    caplog.set_level(logging.INFO)
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    named = ask(ivy, body="Who can tell me more?").location
    for browser in (ana, ivy):  # whoever reads has read
        browser.get(named)
    with app.app_context():
        before = rows()
    began, at = ids.new_id(), clock.now()
    topic = ask(ana, **picture(), **NAMELESS).location
    number = topic.rsplit("/", 1)[1]
    ana.post(f"{topic}/posts/{number}/edit", data={"title": "Hope", "body": "Said anew.", "version": "1"} | picture())
    ana.post(f"{topic}/challenge/delete")
    ana.post(f"{topic}/challenge")
    ana.post(f"{named}/replies", data={"body": "I can, @Ivy Donnelly. Nobody knows."} | picture() | NAMELESS)
    reply = ana.post(f"{named}/replies", data={"body": "To be taken back."} | NAMELESS).location.rsplit("reply-", 1)[1]
    ana.post(f"{named}/posts/{reply}/removal")
    with app.app_context():
        jobs.run_due()
        after = rows()
    new = {name: after[name] - before[name] for name in after if name not in TOLD_APART}
    return Written(topic, named, {name: found for name, found in new.items() if found}, caplog.text, began, at)


def test_no_row_leads_to_who_wrote(written, world):
    new = written.new
    assert new.keys() >= {"topic", "reply", "pseudonym", "post_version", "post_removal", "search_entry", "job",
                          "attachment", "mention"}  # fmt: skip
    everything = "\n".join(row for found in new.values() for row in found)
    for canary in (str(world.ana.id), ids.word(world.ana.id), world.ana.name, "Ana", world.ana.email):
        assert canary not in everything
    assert str(world.harborlight.id) not in everything


def test_no_row_tells_when_more_closely_than_the_hour(written):
    """No id and no time falls into the seconds in which it was done; what is due later is due on the hour."""
    began = written.began
    for table, found in written.new.items():
        for row in map(json.loads, found):
            for column, value in row.items():
                assert not isinstance(value, int) or value < began, (table, column)
            for told in TIME.findall(json.dumps(row)):
                moment = datetime.fromisoformat(told)
                assert moment < written.at or moment == pseudonyms.rounded(moment), (table, told)


def test_no_page_tells_who_wrote(written, sign_in, world):
    topic, named = written.topic, written.named
    for someone in (world.ivy, world.joan, world.peter, world.luz, world.simone, world.marta, world.wren):
        browser = sign_in(someone)
        for page in (topic, named, f"{topic}/posts/{topic.rsplit('/', 1)[1]}/versions", "/forums/handling-money", "/",
                     "/search?q=nobody", "/search?q=anew", "/forums"):  # fmt: skip
            shown = browser.get(page).text
            assert "Ribeiro" not in shown
            assert ids.word(world.ana.id) not in shown


def test_no_takeout_has_it(written, app, world, tmp_path):
    """Neither her own, which may lie on a shared computer, nor her agency's."""
    new = written.new
    hers = {"of_person": world.ana.id, "of_agency": world.harborlight.id}
    with app.app_context(), tenancy.everywhere() as scope:
        connection = tenancy.tell_database(db.session(), scope)
        for pick, number in hers.items():
            for table in takeout.tables():
                where = getattr(takeout, pick)(table, number)
                found = connection.execute(select(table).where(where)).mappings() if where is not None else ()
                assert {json.dumps(dict(row), default=str) for row in found}.isdisjoint(new.get(table.name, ())), table
        db.session.rollback()


def test_no_log_and_no_mail_names_her(written, world, mails):
    logged = written.logged
    assert world.ana.name not in logged
    assert world.ana.email not in logged
    assert str(world.ana.id) not in logged
    assert mails() == []
