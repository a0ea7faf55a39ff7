"""Links that lead nowhere: used, too old, changed or handed on. Each is said in plain words, and is on record."""

from datetime import timedelta

import pytest

from cop.core import clock, signing
from cop.core.db import db
from cop.people.models.letter import EMAIL_CHANGE, EMAIL_RETURN, PASSWORD_RESET, SIGN_IN_LINK, Letter
from cop.people.models.person import Person
from cop.people.models.takeout import PURPOSE
from tests.people.test_leaving import busy  # noqa: F401 - a fixture

PAGES = {
    PASSWORD_RESET: "/password-reset/",
    SIGN_IN_LINK: "/sign-in/link/",
    EMAIL_CHANGE: "/email-change/",
    EMAIL_RETURN: "/email-return/",
}
WORDS = "This link no longer works"


def written(app, someone, purpose, **changed):
    """A letter of someone's, as its link."""
    with app.app_context():
        letter = Letter.write(db.session.get_one(Person, someone.id), purpose, someone.email)
        for name, value in changed.items():
            setattr(letter, name, value)
        db.session.commit()
        return signing.sign(purpose, letter.id)


def tries(client, purpose, token):
    """Looking at a link, and pressing its button."""
    return [client.get(PAGES[purpose] + token), client.post(PAGES[purpose] + token, data={"new_password": "x" * 20})]


@pytest.mark.parametrize("purpose", PAGES)
def test_one_that_was_used_or_is_too_old_says_so_and_is_on_record_as_its_persons(app, client, audited, world, purpose):
    used = written(app, world.ana, purpose, used_at=clock.now())
    late = written(app, world.ana, purpose, expires_at=clock.now() - timedelta(seconds=1))
    for token, why in ((used, "used"), (late, "expired")):
        answers = tries(client, purpose, token)
        assert [(one.status_code, WORDS in one.text) for one in answers] == [(410, True)] * 2
        assert audited() == [("LinkRefused", world.ana.id, purpose, why)] * 2


@pytest.mark.parametrize("purpose", PAGES)
def test_one_that_was_changed_or_is_for_something_else_is_nobodys(app, client, audited, world, purpose):
    good = written(app, world.ana, purpose)
    other = written(app, world.ana, SIGN_IN_LINK if purpose != SIGN_IN_LINK else PASSWORD_RESET)
    for token in (good[:-1], "x", other):
        answers = tries(client, purpose, token)
        assert [(one.status_code, WORDS in one.text) for one in answers] == [(410, True)] * 2
        assert audited() == [("LinkRefused", None, purpose, "changed")] * 2


def test_one_that_works_is_not_counted_and_those_that_do_not_are_slowed(app, client, world):
    good = written(app, world.ana, PASSWORD_RESET)
    assert [client.get(PAGES[PASSWORD_RESET] + good).status_code for _ in range(25)] == [200] * 25
    answers = [client.get(PAGES[PASSWORD_RESET] + "x").status_code for _ in range(21)]
    assert answers == [410] * 20 + [429]


def test_an_address_that_is_somebody_elses_by_now_is_on_record(app, client, audited, world):
    taken = written(app, world.ana, EMAIL_CHANGE, address=world.ben.email)
    assert client.post(PAGES[EMAIL_CHANGE] + taken).status_code == 410
    assert audited() == [("LinkRefused", world.ana.id, EMAIL_CHANGE, "taken")]


def test_a_download_that_was_handed_on_or_changed_is_on_record(busy, sign_in, mails, audited, world):  # noqa: F811
    busy.post("/account/takeouts")
    mails()
    link = busy.get("/account/takeouts").text.partition('class="button" href="')[2].partition('"')[0]
    audited()
    ben = sign_in(world.ben)
    assert [ben.get(one).status_code for one in (link, link.replace("/file", "x/file"))] == [404, 404]
    assert audited() == [("LinkRefused", world.ben.id, PURPOSE, why) for why in ("not-theirs", "changed")]


def test_it_can_be_read_by_its_person_and_by_a_steward(app, client, sign_in, world):
    late = written(app, world.ana, SIGN_IN_LINK, expires_at=clock.now())
    client.get(PAGES[SIGN_IN_LINK] + late)
    assert "A link of yours was tried that does not work any more." in sign_in(world.ana).get("/account/trail").text
    page = sign_in(world.wren).get("/agencies/commonwealth/trail").text
    assert "A link that no longer works, or was changed, was tried (signing in, expired)." in page
