"""What was begun and not sent: there again on another device, for one person only, and sealed."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from cop.core import clock, ids, jobs
from cop.core.db import db
from cop.people.models.draft import LASTS, MOST, STEP, Draft

PLACE = "reply:0123456789abc"


def save(browser, words, place=PLACE):
    return browser.post("/drafts", data={"place": place, "words": words})


def kept(browser, *places):
    found = browser.get("/drafts", query_string=[("place", place) for place in places or (PLACE,)]).json["drafts"]
    return {one["place"]: one["words"] for one in found}


def test_it_comes_back_on_another_device(sign_in, world):
    at = save(sign_in(world.ana), "Half a thought").json["at"]
    phone = sign_in(world.ana)
    assert kept(phone) == {PLACE: "Half a thought"}
    assert phone.get(f"/drafts?place={PLACE}").json["drafts"][0]["at"] == at
    assert phone.get(f"/drafts?place={PLACE}").headers["Cache-Control"] == "no-store"


def test_the_newest_words_stand_and_none_forget_it(sign_in, world):
    ana = sign_in(world.ana)
    for words in ("Half", "Half a thought"):
        save(ana, words)
    assert kept(ana) == {PLACE: "Half a thought"}
    save(ana, "")
    assert kept(ana) == {}


def test_nobody_else_gets_it(sign_in, world):
    save(sign_in(world.ana), "Mine alone")
    for someone in (world.ben, world.joan, world.wren):
        assert kept(sign_in(someone)) == {}


def test_the_database_tells_neither_words_nor_place_nor_time(sign_in, app, world):
    ana = sign_in(world.ana)
    save(ana, "Zebrawood")
    save(ana, "Zebrawood " * 20, place="new-body:peers")
    with app.app_context():
        rows = db.session.scalars(select(Draft)).all()
        told = " ".join(f"{row.mark} {row.sealed} {row.day}" for row in rows)
        assert {len(row.sealed) for row in rows} == {len(rows[0].sealed)}  # its length says little, too
        assert {type(row.day) for row in rows} == {type(clock.today())}
    for secret in ("Zebrawood", "new-body", "peers", PLACE):
        assert secret not in told
    assert STEP > 200


def test_a_row_put_under_another_person_opens_to_nobody(sign_in, app, world):
    save(sign_in(world.ana), "Mine alone")
    save(sign_in(world.ben), "Ben's")
    with app.app_context():
        sealed = db.session.scalar(select(Draft.sealed).where(Draft.person_id == world.ana.id))
        db.session.execute(update(Draft).where(Draft.person_id == world.ben.id).values(sealed=sealed))
        db.session.commit()
    assert kept(sign_in(world.ben)) == {}


@pytest.mark.parametrize(
    ("place", "words"), [("", "words"), ("x" * 121, "words"), (PLACE, "x" * 20_001), (PLACE, "one\x00two")]
)
def test_what_is_too_long_or_has_no_place_is_refused(sign_in, world, place, words):
    ana = sign_in(world.ana)
    assert save(ana, words, place).status_code == 422
    assert kept(ana, place or "none") == {}


def test_of_many_the_oldest_give_way(sign_in, app, world):
    ana = sign_in(world.ana)
    save(ana, "the oldest")
    with app.app_context():
        db.session.execute(update(Draft).values(day=clock.today() - timedelta(days=3)))
        db.session.commit()
    for number in range(MOST):
        assert save(ana, "words", place=f"reply:{number}").status_code == 200
    assert kept(ana) == {}
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Draft)) == MOST


def test_after_thirty_days_it_is_forgotten_also_of_who_never_came_back(sign_in, app, world):
    ana = sign_in(world.ana)
    save(ana, "long ago")
    with app.app_context():
        job = db.session.scalars(select(jobs.Job).where(jobs.Job.name == "forget-drafts")).one()
        assert job.due_at.date() == clock.today() + LASTS
        db.session.execute(update(Draft).values(day=clock.today() - LASTS))
        job.due_at = clock.now()
        db.session.commit()
    assert kept(ana) == {}
    save(ana, "today", place="another")
    with app.app_context():
        jobs.run_due()
        assert [row.day for row in db.session.scalars(select(Draft))] == [clock.today()]
        assert db.session.scalars(select(jobs.Job.due_at)).one().date() == clock.today() + LASTS


def test_what_is_sent_is_no_draft_any_more(sign_in, world):
    ana = sign_in(world.ana)
    places = ["new-title:handling-money", "new-body:handling-money"]
    for place in places:
        save(ana, "The bank", place)
    topic = ana.post("/forums/handling-money/new", data={"title": "The bank", "body": "Who holds it?"}).location
    assert kept(ana, *places) == {}
    word = topic[-13:]
    replied = f"reply:{word}"
    save(ana, "We wait outside", replied)
    ana.post(f"{topic}/replies", data={"body": " "})
    assert kept(ana, replied) == {replied: "We wait outside"}  # it was refused
    ana.post(f"{topic}/replies", data={"body": "We wait outside"})
    edited = f"edit:{word}:1"
    save(ana, "Who holds the card?", edited)
    ana.post(f"{topic}/posts/{word}/edit", data={"title": "The bank", "body": "Who holds the card?", "version": "1"})
    assert kept(ana, replied, edited) == {}


def test_a_draft_goes_with_the_account(sign_in, app, world):
    ben = sign_in(world.ben)
    save(ben, "Half a thought")
    ben.post("/account/deletion", data={"password": "a calm lantern by the door"})
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_asking_for_drafts_takes_one_statement_more_than_signing_in(sign_in, world, count_sql):
    ana, counts = sign_in(world.ana), []
    for number in range(3):
        save(ana, "words", place=f"reply:{number}")
        with count_sql() as counted:
            kept(ana, *(f"reply:{one}" for one in range(number + 1)))
        counts.append(counted.count)
    assert len(set(counts)) == 1
    assert ids.word(world.ana.id) not in ana.get("/drafts").text
