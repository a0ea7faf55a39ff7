"""An agency is archived, opened again, closed, kept, and in the end erased."""

import io
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cop.agencies import erasing
from cop.agencies.models.ending import Closing
from cop.core import clock, ids, jobs, tenancy
from cop.core.db import db
from cop.core.tenancy import is_owned
from tests.agencies.doors import invite, join, link_in
from tests.core.letting_go import take_files_away
from tests.forums.test_topics import open_topic
from tests.rooms.circles import open_room, path
from tests.trust.test_trail import entries

HOME = "/agencies/harborlight"


@pytest.fixture
def joan(sign_in, world):
    return sign_in(world.joan)


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        return f"/topics/{ids.word(open_topic(viewer, world.team))}"


def close(browser, slug="harborlight"):
    return browser.post(f"{HOME}/closing", data={"slug": slug})


def paper():
    """A new one each time."""
    words = io.BytesIO(secrets.token_hex(9).encode())
    return {"title": "T", "summary": "S", "place": "harborlight", "file": (words, "a.txt")}


def files_of(app, agency):
    folder = app.extensions["settings"].data / "files" / str(agency.id)
    return {one for one in folder.rglob("*") if one.is_file()}


def when_the_grace_is_over(app, world):
    with app.app_context(), tenancy.everywhere():
        Closing.of(world.harborlight.id).erase_at = clock.now() - timedelta(seconds=1)
        db.session.commit()
    with app.app_context():
        erasing.erase({"agency_id": world.harborlight.id})


def rows_of(app, agency):
    """How many rows an agency owns, by table."""
    with app.app_context(), tenancy.everywhere() as scope:
        connection = tenancy.tell_database(db.session(), scope)
        tables = filter(is_owned, db.metadata.sorted_tables)
        counts = {t.name: select(func.count()).select_from(t).where(t.c.agency_id == agency.id) for t in tables}
        return {name: many for name, count in counts.items() if (many := connection.execute(count).scalar())}


def test_an_archived_agency_is_read_and_not_written_to(joan, sign_in, acting, world, topic):
    with acting(world.ana) as viewer:
        room = open_room(viewer, world.harborlight.id)
    ana = sign_in(world.ana)
    ana.post(path(room, "seat"))
    assert joan.post(f"{HOME}/archive").status_code == 302
    assert "Archived: everything can be read" in ana.get(HOME).text
    assert ana.get(topic).status_code == 200
    refused = (f"{topic}/replies", "/forums/harborlight-team/new", path(room, "words"))
    assert [ana.post(one, data={"title": "T", "body": "B"}).status_code for one in refused] == [403] * 3
    assert ana.post("/library/new", data=paper()).status_code == 422
    assert [invite(joan).status_code, joan.post(f"{HOME}/announcements", data={"body": "B"}).status_code] == [403, 403]
    assert joan.post(f"{HOME}/settings", data={"areas": "western", "inviters": "everyone"}).status_code == 403
    assert ana.post("/forums/handling-money/new", data={"title": "T", "body": "B"}).status_code == 302
    assert ana.post(path(room, "seat", "delete")).status_code == 302


def test_an_invitation_waits_while_the_agency_is_archived(joan, app, mails, world):
    invite(joan)
    link = link_in(mails()[0])
    joan.post(f"{HOME}/archive")
    assert "takes nobody new at the moment" in join(app.test_client(), link).text
    joan.post(f"{HOME}/archive/delete")
    assert join(app.test_client(), link).status_code == 302


def test_opened_again_it_is_as_it_was(joan, sign_in, world, topic):
    joan.post(f"{HOME}/archive")
    joan.post(f"{HOME}/archive/delete")
    assert sign_in(world.ana).post(f"{topic}/replies", data={"body": "Again"}).status_code == 302


def test_closing_asks_for_the_name_tells_those_who_look_after_it_and_exports(joan, mails, world):
    assert close(joan, "harbourlight").status_code == 422
    assert close(joan).status_code == 302
    told = mails()
    assert {mail["To"] for mail in told if "closed" in mail["Subject"]} == {world.joan.email, world.peter.email}
    assert [mail["Subject"] for mail in told if "download" in mail["Subject"]] != []
    assert "Everything inside is erased on" in joan.get(f"{HOME}/closing").text
    assert joan.post(f"{HOME}/archive/delete").status_code == 403


def test_a_closing_that_is_taken_back_erases_nothing(joan, app, world, topic):
    close(joan)
    joan.post(f"{HOME}/closing/delete")
    with app.app_context():
        erasing.erase({"agency_id": world.harborlight.id})
    assert joan.get(topic).status_code == 200
    assert joan.post(f"{HOME}/archive/delete").status_code == 302


def test_nothing_is_erased_before_its_time(joan, app, world, topic):
    close(joan)
    with app.app_context():
        erasing.erase({"agency_id": world.harborlight.id})
    assert joan.get(topic).status_code == 200


def test_in_the_end_all_that_it_owned_is_gone_but_the_trail(joan, app, sign_in, acting, mails, world, topic):
    with acting(world.ana) as viewer:
        shared = open_topic(viewer, world.money, title="Said to everyone")
    there = files_of(app, world.harborlight)
    sign_in(world.ana).post("/library/new", data=paper())
    close(joan)
    mails()
    assert len(files_of(app, world.harborlight)) == len(there) + 2
    before = rows_of(app, world.stonefield)
    when_the_grace_is_over(app, world)
    assert set(rows_of(app, world.harborlight)) == {"trail_entry", "agency_closing", "agency_archive"}
    assert rows_of(app, world.stonefield) == before
    assert [one.kind for one in entries(app, world.harborlight)][-1] == "agency-erased"
    ana = sign_in(world.ana)
    assert [ana.get(one).status_code for one in (HOME, topic)] == [404, 404]
    assert "Said to everyone" in sign_in(world.ivy).get(f"/topics/{ids.word(shared)}").text
    take_files_away(app)
    assert files_of(app, world.harborlight) == there


def test_a_restored_community_remembers_what_is_to_be_erased(joan, app, world):
    close(joan)
    with app.app_context():
        for job in db.session.scalars(select(jobs.Job).where(jobs.Job.name == "erase-agency")).all():
            db.session.delete(job)
        db.session.commit()
        for _ in "12":
            erasing.remember()
        assert len(db.session.scalars(select(jobs.Job.id).where(jobs.Job.name == "erase-agency")).all()) == 1


def test_only_those_who_look_after_it_end_it(sign_in, world):
    for someone, code in ((world.ana, 403), (world.luz, 403), (world.ivy, 404), (world.wren, 404)):
        browser = sign_in(someone)
        assert [close(browser).status_code, browser.post(f"{HOME}/archive").status_code] == [code, code]
