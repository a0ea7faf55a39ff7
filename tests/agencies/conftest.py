"""Sign-in through an agency's own provider: Harborlight has one, and this house is at a loopback address."""

import pytest

from cop.agencies.models.identity_provider import IdentityProvider
from cop.core.db import db
from cop.people.models.identity import Identity
from tests.agencies.forger import CLIENT, SECRET, SUBJECT, Forger
from tests.people.conftest import audited  # noqa: F401 - a fixture


@pytest.fixture
def forger():
    made = Forger()
    yield made
    made.close()


@pytest.fixture
def provider(forger, acting, world):
    """The forger is Harborlight's provider."""
    with acting(world.joan):
        kept = IdentityProvider(agency_id=world.harborlight.id)
        kept.keep(forger.issuer, CLIENT, SECRET)
        db.session.add(kept)
        db.session.commit()
    return forger


@pytest.fixture
def link(app):
    def linked(someone, forger, subject=SUBJECT):
        with app.app_context():
            db.session.add(Identity(person_id=someone.id, issuer=forger.issuer, subject=subject))
            db.session.commit()

    return linked
