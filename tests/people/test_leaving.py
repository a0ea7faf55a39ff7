"""Taking everything along, and going: what a person gets, what goes with them, and what stays without their name."""

import io
import json
import re
import zipfile

import pytest
from sqlalchemy import func, select

from cop.core import ids, jobs, storage, takeout, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.library.models.resource import Edition
from cop.people import erasure
from cop.people.models.person import GONE, Person
from cop.people.models.sign_in import SignIn
from cop.people.models.takeout import Takeout
from cop.rooms.models.room import Room
from tests.agencies.doors import invite
from tests.agencies.test_members import at
from tests.forums.test_topics import open_topic
from tests.world import PASSWORD


@pytest.fixture
def busy(sign_in, acting, world):
    """Ana, who wrote in three places and put a file into the library; and Ben, who answered her."""
    ana = sign_in(world.ana)
    with acting(world.ana) as viewer:
        topics = [
            open_topic(viewer, place, body="My **own** words") for place in (world.money, world.peers, world.team)
        ]
    with acting(world.ben) as viewer:
        Reply.write_in(db.session.get_one(Topic, topics[0]), viewer, "Ben's answer", None)
        db.session.commit()
    data = {"title": "My paper", "summary": "Mine", "file": (io.BytesIO(b"All about quillwort"), "mine.txt")}
    ana.post("/library/new", data=data)
    ana.topics = [f"/topics/{ids.word(topic)}" for topic in topics]
    return ana


def delete(browser, **more):
    return browser.post("/account/deletion", data={"password": PASSWORD} | more)


def opened(browser, page):
    """The ZIP that a page of takeouts leads to."""
    link = page.partition('class="button" href="')[2].partition('"')[0]
    return zipfile.ZipFile(io.BytesIO(browser.get(link).data))


def test_ana_downloads_everything_of_hers_and_nothing_of_anyone_elses(busy, mails, world):
    assert busy.post("/account/takeouts").status_code == 302
    assert "0 %" in busy.get("/account/takeouts").text
    (mail,) = mails()
    assert mail["Subject"] == "Everything of yours is ready to download"
    archive = opened(busy, busy.get("/account/takeouts").text)
    topics = json.loads(archive.read("data/topic.json"))
    assert [topic["body_source"] for topic in topics] == ["My **own** words"] * 3
    (person,) = json.loads(archive.read("data/person.json"))
    assert person["email"] == world.ana.email
    assert "password_hash" not in person
    (paper,) = [name for name in archive.namelist() if name.startswith("files/")]
    assert archive.read(paper) == b"All about quillwort"
    page = archive.read("read-me-first.html").decode()
    assert "<strong>own</strong>" in page
    everything = b"".join(archive.read(name) for name in archive.namelist())
    for other in (world.ben, world.ivy, world.joan):
        assert other.email.encode() not in everything
    assert b"Ben's answer" not in everything


def test_a_takeout_is_its_own_persons_only_and_for_a_week(busy, sign_in, mails, world, app):
    busy.post("/account/takeouts")
    mails()
    link = busy.get("/account/takeouts").text.partition('class="button" href="')[2].partition('"')[0]
    assert busy.get(link).status_code == 200
    assert "You downloaded everything of yours." in busy.get("/account/trail").text
    for someone in (world.ben, world.joan, world.wren):
        assert sign_in(someone).get(link).status_code == 404
    assert app.test_client().get(link).status_code == 302
    assert busy.get(link[:-9] + "x/file").status_code == 404
    with app.app_context():
        one = db.session.scalars(select(Takeout)).one()
        one.expires_at = one.asked_at
        db.session.commit()
    assert busy.get(link).status_code == 404


def test_asked_for_twice_it_is_made_once(busy, mails):
    for _ in "12":
        busy.post("/account/takeouts")
    assert len(mails()) == 1


def test_an_agencys_takeout_holds_its_inside_and_its_peoples_names(sign_in, busy, mails, world):
    joan = sign_in(world.joan)
    joan.post("/agencies/harborlight/takeouts")
    mails()
    page = joan.get("/agencies/harborlight/takeouts").text
    archive = opened(joan, page)
    people = json.loads(archive.read("data/person.json"))
    assert {"id": world.ana.id, "name": "Ana Ribeiro"} in people
    assert world.ivy.id not in [one["id"] for one in people]
    assert {row["agency_id"] for row in json.loads(archive.read("data/topic.json"))} == {world.harborlight.id}
    assert b"@lantern.example" not in archive.read("data/person.json")
    link = page.partition('class="button" href="')[2].partition('"')[0]
    for someone, code in ((world.peter, 200), (world.ana, 403), (world.ivy, 404), (world.wren, 404)):
        assert sign_in(someone).get(link).status_code == code
    assert sign_in(world.peter).get(link.replace("harborlight", "stonefield")).status_code == 404


def test_an_account_is_deleted_and_what_was_written_stays_without_a_name(busy, app, sign_in, world):
    answer = delete(busy)
    assert answer.location == "/sign-in"
    assert busy.get("/account").status_code == 302
    page = sign_in(world.ben).get(busy.topics[0]).text
    assert "<strong>own</strong>" in page
    assert "Someone who has left" in page
    assert "Ana Ribeiro" not in page
    with app.app_context(), tenancy.everywhere():
        assert db.session.get(Person, world.ana.id) is None
        assert db.session.scalar(select(func.count(SignIn.id)).where(SignIn.person_id == world.ana.id)) == 0
    spanish = sign_in(world.ben)
    spanish.post("/preferences", data={"language": "es"})
    assert "Alguien que ya no está" in spanish.get(busy.topics[0]).text


def test_words_and_files_go_along_when_asked_for(busy, app, sign_in, world):
    delete(busy, words="y")
    ben = sign_in(world.ben)
    page = ben.get(busy.topics[0]).text
    assert "Taken back by whoever wrote it." in page
    assert "Ben's answer" in page
    assert "Nothing found" in ben.get("/search?q=quillwort").text
    assert "My paper" not in ben.get("/library").text
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalar(select(func.count(Edition.id))) == 0


def test_a_wrong_password_or_none_deletes_nothing(busy):
    assert busy.post("/account/deletion", data={"password": "guess"}).status_code == 422
    assert busy.post("/account/deletion").status_code == 422
    assert busy.get("/account").status_code == 200


def test_who_alone_looks_after_an_agency_hands_it_on_first(sign_in, world):
    bettina = sign_in(world.bettina)
    assert "Nobody else looks after Stonefield" in bettina.get("/account/deletion").text
    assert delete(bettina).status_code == 409
    wren = sign_in(world.wren)
    assert "There is no other steward" in wren.get("/account/deletion").text
    assert delete(wren).status_code == 409
    assert delete(sign_in(world.marta)).status_code == 302


def test_leaving_an_agency_one_may_take_ones_name_off_what_is_inside(busy, sign_in, world):
    busy.post("/agencies/harborlight/departure", data={"nameless": "y"})
    ben = sign_in(world.ben)
    assert "Ana Ribeiro" not in ben.get(busy.topics[2]).text
    assert "Ana Ribeiro" in ben.get(busy.topics[0]).text


def test_and_off_what_one_shared_for_it_with_an_area(sign_in, world):
    joan = sign_in(world.joan)
    joan.post("/agencies/harborlight/announcements", data={"body": "For our area", "place": "metro_boston"})
    joan.post("/agencies/harborlight/departure", data={"nameless": "y"})
    page = sign_in(world.ana).get("/areas/metro_boston").text
    assert "For our area" in page
    assert "Someone who has left" in page
    assert "Joan Kessler" not in page


def test_an_accounts_words_taken_back_are_gone_from_an_area_too(sign_in, world):
    joan, peter = sign_in(world.joan), sign_in(world.peter)
    joan.post("/agencies/harborlight/announcements", data={"body": "For our area", "place": "metro_boston"})
    peter.post("/agencies/harborlight/announcements", data={"body": "From Peter", "place": "metro_boston"})
    joan.post(re.search(r'action="(/areas/[^"]*)"', joan.get("/areas/metro_boston").text)[1])
    delete(joan, words="y")
    page = peter.get("/areas/metro_boston").text
    assert "For our area" not in page
    assert "Taken back by Someone who has left" in page


def test_nobody_signs_in_as_the_one_who_stands_for_those_who_left(client, world):
    for password in ("nobody has this password", "", PASSWORD):
        answer = client.post("/sign-in", data={"email": "nobody@lantern.invalid", "password": password})
        assert answer.status_code == 422


def test_every_way_to_point_at_a_person_is_thought_of(app):
    """A new column that points at people is either taken away with them, or handed over."""
    with app.app_context():
        handed = {f"{column.table.name}.{column.name}" for column in erasure.pointing()}
        assert db.session.get(Person, GONE) is not None
    assert handed == {
        "topic.author_id", "reply.author_id", "announcement.author_id", "area_news.author_id", "resource.author_id",
        "room.opener_id", "room.holder_id", "annex_post.author_id", "turn_change.by_id", "turn_host.person_id",
        "agenda_item.presenter_id", "solution.by_id", "evidence.by_id", "review_decision.by_id",
        "evidence_removal.told_by_id", "evidence_version.told_by_id"}  # fmt: skip


def test_no_column_that_only_works_as_a_key_is_ever_handed_out(app):
    """A new one whose name says what it is must be thought of."""
    keys = ("password", "token", "secret", "mark", "public_key", "credential")
    columns = {column.name for table in takeout.tables() for column in table.columns}
    assert {name for name in columns if any(word in name for word in keys)} - takeout.SECRET <= {"credential_id"}


def test_an_agencys_takeout_keeps_what_is_for_peers_only_from_those_who_ask(sign_in, acting, mails, world):
    joan = sign_in(world.joan)
    with acting(world.ana) as viewer:
        space = Space(agency_id=world.harborlight.id, slug="ours", name="Ours", purpose="P", audience="peers")
        db.session.add(space)
        db.session.flush()
        open_topic(viewer, space, title="About the director", body="Between peers", replies=1)
        open_topic(viewer, world.team, body="Between all of us")
        for audience in ("peers", "everyone"):
            room = Room(agency_id=world.harborlight.id, audience=audience, opener_id=viewer.id, title=f"R {audience}",
                        kind="debrief", purpose="P")  # fmt: skip
            room.agree_on("- Kind")
            db.session.add(room)
            db.session.flush()
            room.sit(viewer)
        commit()
    invite(joan)
    joan.post("/agencies/harborlight/takeouts")
    mails()
    archive = opened(joan, joan.get("/agencies/harborlight/takeouts").text)
    everything = b"".join(archive.read(name) for name in archive.namelist())
    for hidden in (b"About the director", b"Between peers", b"R peers", b"Reply 0", b"noor@lantern.example"):
        assert hidden not in everything
    assert b"Between all of us" in everything
    assert b"R everyone" in everything
    assert "data/seat.json" not in archive.namelist()


def test_ones_own_takeout_does_not_tell_from_where_others_acted(sign_in, mails, world):
    far = {"REMOTE_ADDR": "127.77.77.77"}
    sign_in(world.joan).post(at(world.ana, "roles"), data={"role": "supervisor"}, environ_base=far)
    ana = sign_in(world.ana)
    ana.post("/account/takeouts")
    mails()
    trail = opened(ana, ana.get("/account/takeouts").text).read("data/trail_entry.json")
    assert b"role-given" in trail
    assert b"127.77.77.77" not in trail


def test_a_takeout_of_an_account_that_is_deleted_meanwhile_is_nowhere(busy, app, world, monkeypatch):
    busy.post("/account/takeouts")
    kept = []

    def deleted_meanwhile(agency_id, file):
        kept.append(storage_keep(agency_id, file))
        delete(busy)
        return kept[-1]

    storage_keep = storage.keep
    monkeypatch.setattr("cop.people.takeouts.storage.keep", deleted_meanwhile)
    with app.app_context():
        jobs.run_due()
        assert kept != []
        with pytest.raises(FileNotFoundError):
            storage.stream(kept[0].key)


def test_a_wrong_password_is_slowed_however_one_asks(busy):
    answers = [busy.post("/account/deletion", data={"password": "guess"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
