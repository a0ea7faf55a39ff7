"""What helps Ana take part: hers to write, and nobody else's to see."""

import json

import pytest
from sqlalchemy import func, select

from cop.core.db import db
from cop.people.models.needs import Needs
from tests.people.test_leaving import delete, opened

SECRET = "A chair by the door, zebrawood if you have one"


def save(browser, words=SECRET, **more):
    return browser.post("/account/needs", data={"words": words} | more)


def kept(app, someone):
    with app.app_context():
        return db.session.scalars(Needs.of(someone.id)).first()


def test_ana_writes_what_helps_her_and_finds_it_again(app, sign_in, world):
    ana = sign_in(world.ana)
    assert save(ana, kinds=["captions", "asl"]).location == "/account"
    assert (kept(app, world.ana).kinds, kept(app, world.ana).words) == (["asl", "captions"], SECRET)
    page = ana.get("/account/needs").text
    assert SECRET in page
    assert 'checked id="kinds-0" name="kinds" type="checkbox" value="asl"' in page


def test_nobody_else_ever_meets_it(app, sign_in, mails, world):
    ana = sign_in(world.ana)
    save(ana, kinds=["step_free"])
    mails()
    for someone in (world.joan, world.peter, world.wren, world.simone, world.ben):
        browser = sign_in(someone)
        for path in ("/", "/agencies/harborlight", "/agencies/harborlight/members", "/search?q=zebrawood",
                     "/account/needs", "/agencies/harborlight/trail", "/agencies/commonwealth/trail"):  # fmt: skip
            page = browser.get(path).text
            assert "A chair by the door" not in page
            assert "A step-free place" not in page or path == "/account/needs"  # there as a choice of their own
    joan = sign_in(world.joan)
    joan.post("/agencies/harborlight/takeouts")
    mails()
    archive = opened(joan, joan.get("/agencies/harborlight/takeouts").text)
    assert not [name for name in archive.namelist() if "needs" in name]
    assert b"zebrawood" not in b"".join(archive.read(name) for name in archive.namelist())


def test_the_trail_says_nothing_of_it(sign_in, audited, world):
    ana = sign_in(world.ana)
    save(ana)
    save(ana, words="")
    assert audited() == []


def test_clearing_it_takes_it_away(app, sign_in, world):
    ana = sign_in(world.ana)
    save(ana)
    assert save(ana, words="  \n ").status_code == 302
    assert kept(app, world.ana) is None
    assert save(ana, words="").status_code == 302


def test_what_is_too_long_is_said_and_kept_in_the_form(app, sign_in, world):
    answer = save(sign_in(world.ana), words="y" * 501)
    assert answer.status_code == 422
    assert "Please keep it to 500 characters." in answer.text
    assert "y" * 501 in answer.text
    assert kept(app, world.ana) is None
    assert save(sign_in(world.ana), words="y" * 500).status_code == 302


@pytest.mark.parametrize("more", [{"kinds": ["a throne"]}, {"words": "a\x00b"}])
def test_what_can_not_be_chosen_or_shown_is_refused(app, sign_in, world, more):
    assert save(sign_in(world.ana), **more).status_code == 422
    assert kept(app, world.ana) is None


def test_a_field_that_names_somebody_else_changes_nothing_of_theirs(app, sign_in, world):
    ana = sign_in(world.ana)
    assert save(ana, person_id=str(world.ben.id)).status_code == 400
    save(ana, id=str(world.ben.id))
    assert kept(app, world.ben) is None
    assert kept(app, world.ana).words == SECRET


def test_twice_saved_it_is_one(app, sign_in, world):
    for words in ("One", "Two", "Two"):
        save(sign_in(world.ana), words=words)
    with app.app_context():
        assert db.session.scalar(select(func.count(Needs.id))) == 1
    assert kept(app, world.ana).words == "Two"


def test_it_is_in_anas_own_takeout_and_goes_with_her_account(app, sign_in, mails, world):
    ana = sign_in(world.ana)
    save(ana, kinds=["quiet"])
    ana.post("/account/takeouts")
    mails()
    archive = opened(ana, ana.get("/account/takeouts").text)
    (needs,) = json.loads(archive.read("data/needs.json"))
    assert (needs["kinds"], needs["words"]) == (["quiet"], SECRET)
    delete(ana)
    assert kept(app, world.ana) is None
