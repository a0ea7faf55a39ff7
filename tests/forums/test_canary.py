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
from cop.forums.models.solution import Solution
from cop.trust import pseudonyms
from tests.forums.along import picture
from tests.forums.test_without_a_name import NAMELESS, ask, hand_on
from tests.trust.looking import decide, decision_of

TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00:00")
TOLD_APART = {"sign_in"}  # when someone was here last, to the hour, whatever they did


class Written(NamedTuple):
    topic: str
    named: str
    new: dict[str, set[str]]
    heard: str
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
def written(app, sign_in, connect, world, caplog):
    """What is new in the database, what was heard live, and what was logged at the most talkative, after Ana has done
    all that one can without a name. What waits for the worker is read, and what is left when it is done."""
    caplog.set_level(logging.DEBUG)
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    named = ask(ivy, body="Who can tell me more?").location
    answer = ivy.post(f"{named}/replies", data={"body": "This helped."}).location.rsplit("reply-", 1)[1]
    for browser in (ana, ivy):  # whoever reads has read
        browser.get(named)
    with app.app_context():
        before = rows()
    began, at = ids.new_id(), clock.now()
    topic = ask(ana, **picture(), **NAMELESS, tags="hope").location
    number = topic.rsplit("/", 1)[1]
    ears = [connect(sign_in(someone)) for someone in (world.ivy, world.joan, world.wren)]
    for place in (topic, named):
        for one in ears:
            assert one.emit("subscribe", {"channel": f"topic:{place.rsplit('/', 1)[1]}"}, callback=True) == {"ok": True}
    for kept in ("edit", "title-edit"):
        assert ana.post("/drafts", data={"place": f"{kept}:{number}:1", "words": "Said"}).status_code == 422
    anew = {"title": "Hope", "body": "Said anew.", "version": "1", "tags": "hope"}
    ana.post(f"{topic}/posts/{number}/edit", data=anew | picture())
    ana.post(f"{topic}/challenge/delete")
    ana.post(f"{topic}/challenge")
    ana.post(f"{named}/replies", data={"body": "I can, @Ivy Donnelly. Nobody knows."} | picture() | NAMELESS)
    reply = ana.post(f"{named}/replies", data={"body": "To be taken back."} | NAMELESS).location.rsplit("reply-", 1)[1]
    ana.post(f"{named}/posts/{reply}/removal")
    ana.post(f"{named}/posts/{answer}/solution")
    with app.app_context():
        waiting = rows()
        jobs.run_due()
        after = {name: found | waiting[name] for name, found in rows().items()}
    heard = json.dumps([one.get_received() for one in ears])
    new = {name: after[name] - before[name] for name in after if name not in TOLD_APART}
    new = {name: found for name, found in new.items() if found}
    return Written(topic, named, new, heard, caplog.text, began, at)


def test_no_row_leads_to_who_wrote(written, world):
    new = written.new
    assert new.keys() >= {"topic", "reply", "pseudonym", "post_version", "post_removal", "search_entry", "job",
                          "attachment", "mention", "facet", "solution"}  # fmt: skip
    assert "draft" not in new
    everything = "\n".join(row for found in new.values() for row in found)
    for canary in (str(world.ana.id), ids.word(world.ana.id), world.ana.name, "Ana", world.ana.email):
        assert canary not in everything
    assert str(world.harborlight.id) not in everything


def test_no_row_tells_when_more_closely_than_the_hour(written):
    """No id and no time falls into the seconds in which it was done; what is due later is due on the hour."""
    assert closer_than_the_hour(written.new, written.began, written.at) == []


def closer_than_the_hour(new, began, at):
    """Columns and times of new rows that tell when something was done, by table."""
    every = [(table, json.loads(row)) for table, found in new.items() for row in found]
    told = [(table, datetime.fromisoformat(time)) for table, row in every for time in TIME.findall(json.dumps(row))]
    numbers = [
        (table, name) for table, row in every for name, one in row.items() if isinstance(one, int) and one >= began
    ]
    return numbers + [(table, time) for table, time in told if time >= at and time != pseudonyms.rounded(time)]


def test_nor_does_what_she_does_about_it_later(sign_in, app, world):
    """Words that she takes out of it, and an appeal, lead nowhere, and tell the hour."""
    ana, wren = sign_in(world.ana), sign_in(world.wren)
    named, hidden = (ask(ana, body="With Quill to the bank.", **NAMELESS).location.rsplit("/", 1)[1] for _ in "12")
    decide(wren, ids.number(hidden), "hide")
    decided = decision_of(app, ids.number(hidden), "hide")
    with app.app_context():
        before = rows()
    began, at = ids.new_id(), clock.now()
    assert ana.post(f"/posts/{named}/redaction", data={"words": "Quill", "sure": "1"}).status_code == 302
    assert ana.post(f"/account/decisions/{decided}/appeal", data={"words": "It is a town."}).status_code == 302
    with app.app_context():
        after = rows()
    new = {name: after[name] - before[name] for name in after if name not in TOLD_APART}
    assert {"redaction", "appeal", "trail_entry"} <= {name for name, found in new.items() if found}
    assert closer_than_the_hour(new, began, at) == []
    assert str(world.ana.id) not in json.dumps({name: list(found) for name, found in new.items()})


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


def test_nothing_heard_live_and_nothing_measured_names_her(written, client, world):
    measured = client.get("/metrics").text
    assert '"reply"' in written.heard
    assert "cop_jobs_waiting" in measured
    for told in (written.heard, measured):
        for canary in (str(world.ana.id), ids.word(world.ana.id), "Ribeiro", "Harborlight", world.ana.email):
            assert canary not in told


def test_evidence_she_tells_is_her_agencys_and_no_row_of_it_holds_her_hand(written, app, acting, sign_in, world):
    """Whoever told it is kept there, as of anyone; that it is the one who asked is not."""
    ana = sign_in(world.ana)
    with acting(world.ivy):
        solution = ids.word(db.session.scalars(select(Solution.id)).one())
    about = {"agency": "harborlight", "verdict": "worked"}
    assert ana.post(f"/solutions/{solution}/evidence", data=about).status_code == 302
    with app.app_context():
        told = "\n".join(row for table in ("evidence", "trail_entry") for row in rows()[table])
    hand = hand_on(ana.get(written.named).text)
    assert hand is not None
    assert '"hand"' not in told
    shown = sign_in(world.ivy).get(f"/solutions/{solution}").text
    assert "Harborlight" in shown
    assert "Ribeiro" not in shown
