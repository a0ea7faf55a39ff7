"""Links sent by mail: good once, for a while, for one purpose."""

from datetime import timedelta

import pytest

from cop.core import clock, signing
from cop.core.db import db
from cop.people.models.letter import PASSWORD_RESET, Letter
from cop.people.models.person import Person


@pytest.fixture
def letter(app, world):
    with app.app_context():
        ana = db.session.get_one(Person, world.ana.id)
        yield Letter.write(ana, PASSWORD_RESET, ana.email)


def token(letter):
    return signing.sign(letter.purpose, letter.id)


def test_opening_a_letter_does_not_use_it_up(letter):
    for _ in range(2):
        assert Letter.opened(PASSWORD_RESET, token(letter)) is letter


def test_a_letter_is_used_once(letter):
    assert letter.use()
    assert not letter.use()
    assert Letter.opened(PASSWORD_RESET, token(letter)) is None


def test_a_letter_opens_nothing_but_what_it_is_for(letter):
    assert Letter.opened("another", signing.sign("another", letter.id)) is None
    assert Letter.opened(PASSWORD_RESET, signing.sign("another", letter.id)) is None
    assert Letter.opened(PASSWORD_RESET, token(letter)[:-4] + "aaaa") is None
    assert Letter.opened(PASSWORD_RESET, "") is None


def test_a_letter_ends_with_its_hour(letter):
    letter.expires_at = clock.now() - timedelta(seconds=1)
    db.session.flush()
    assert Letter.opened(PASSWORD_RESET, token(letter)) is None


def test_all_of_a_persons_letters_end_together_and_nobody_elses(letter, world):
    ben = db.session.get_one(Person, world.ben.id)
    bens = Letter.write(ben, PASSWORD_RESET, ben.email)
    Letter.end_all(world.ana.id)
    assert Letter.opened(PASSWORD_RESET, token(letter)) is None
    assert Letter.opened(PASSWORD_RESET, token(bens)) is bens
