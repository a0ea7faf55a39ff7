"""The trail: written with what it tells of, kept as it was, read by those who look after an agency."""

import json

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from cop.agencies.facts import RolesChanged
from cop.core import tenancy
from cop.core.db import db
from cop.core.facts import Audited
from cop.trust.models.trail import TrailEntry, broken
from cop.trust.reactions import kind_of
from cop.trust.words import PHRASES
from tests.agencies.doors import invite, join, link_in
from tests.agencies.test_members import at
from tests.world import PASSWORD


def entries(app, agency):
    with app.app_context(), tenancy.within(tenancy.agencies(agency.id)):
        found = select(TrailEntry).where(TrailEntry.agency_id == agency.id).order_by(TrailEntry.number)
        return db.session.scalars(found).all()


@pytest.fixture
def busy(sign_in, app, world, mails):
    """Joan invites Noor, who joins; Joan gives a role and takes it back. Ivy tries the used link."""
    joan = sign_in(world.joan)
    invite(joan)
    link = link_in(mails()[0])
    join(app.test_client(), link)
    sign_in(world.ivy).post(link)
    joan.post(at(world.ana, "roles"), data={"role": "supervisor"})
    joan.post(at(world.ana, "roles", "supervisor", "delete"))
    return joan


def test_who_did_what_to_whom_is_written_in_order(busy, app, world):
    told = [(one.number, one.kind, one.actor_id) for one in entries(app, world.harborlight)]
    joan = world.joan.id
    assert told == [
        (1, "person-invited", joan),
        (2, "member-joined", None),
        (3, "invitation-refused", world.ivy.id),
        (4, "role-given", joan),
        (5, "role-taken", joan),
    ]
    assert entries(app, world.stonefield) == []


def test_it_reads_as_sentences_to_those_who_look_after_the_agency(busy, world, sign_in):
    page = busy.get("/agencies/harborlight/trail").text
    assert "Joan Kessler gave Ana Ribeiro a role: Peer support supervisor." in page
    assert "Noor Haddad joined as: Peer supporter." in page
    for someone, code in ((world.ana, 403), (world.luz, 403), (world.ivy, 404), (world.wren, 404), (world.simone, 404)):
        assert sign_in(someone).get("/agencies/harborlight/trail").status_code == code
    assert sign_in(world.wren).get("/agencies/commonwealth/trail").status_code == 200
    assert sign_in(world.joan).get("/agencies/commonwealth/trail").status_code == 403


def test_it_holds_ids_and_short_words_and_no_address_of_mail(busy, app, world):
    for one in entries(app, world.harborlight):
        assert "@" not in one.details
        assert all(isinstance(value, int) or len(value) < 40 for value in json.loads(one.details).values())


def test_every_entry_hangs_on_the_one_before(busy, app, world):
    with app.app_context(), tenancy.everywhere():
        wrong, count, last = broken(world.harborlight.id)
    chain = entries(app, world.harborlight)
    assert (wrong, count, last) == (None, 5, chain[-1].hash)
    assert [one.previous for one in chain[1:]] == [one.hash for one in chain[:-1]]


@pytest.mark.parametrize("field", ["kind", "actor_id", "person_id", "details", "address", "at", "previous"])
def test_a_change_of_anything_would_show(busy, app, world, field):
    one = entries(app, world.harborlight)[1]
    before = one.worked_out()
    other = {"at": one.at.replace(year=2001), "actor_id": 1, "person_id": 1}.get(field, "other")
    setattr(one, field, other)
    assert one.worked_out() != before


@pytest.mark.parametrize("act", ["UPDATE trail_entry SET kind = 'x'", "DELETE FROM trail_entry"])
def test_the_database_itself_refuses_to_change_it(busy, app, world, act):
    with app.app_context():
        connection = db.session.connection()
        tenancy.tell_connection(connection, tenancy.EVERYWHERE)
        with pytest.raises(DBAPIError, match="kept as it was written"), connection.begin_nested():
            connection.execute(text(act))


def test_what_is_rolled_back_leaves_no_entry(app, world, acting):
    from cop.agencies.models import roles

    with acting(world.joan):
        roles.give(world.harborlight.id, world.ana.id, "supervisor")
        db.session.flush()
        db.session.rollback()
    assert entries(app, world.harborlight) == []


def test_everything_that_is_answered_for_has_a_sentence():
    """Also what a later feature adds: a fact without one would be read as its bare name."""
    assert {kind_of(fact) for fact in facts_of(Audited)} <= PHRASES.keys()


def facts_of(kind):
    below = kind.__subclasses__()
    leaves = [one for one in below if one is not RolesChanged]
    return {*leaves, *(deeper for one in below for deeper in facts_of(one))}


def test_signing_in_is_written_for_the_stewards_and_for_nobody_else(client, sign_in, world):
    client.post("/sign-in", data={"email": world.ana.email, "password": "wrong"})
    client.post("/sign-in", data={"email": world.ana.email, "password": PASSWORD})
    page = sign_in(world.wren).get("/agencies/commonwealth/trail").text
    assert "A sign-in as Ana Ribeiro was refused (password)." in page
    assert "Ana Ribeiro signed in (password)." in page
    assert "signed in" not in sign_in(world.joan).get("/agencies/harborlight/trail").text


def test_a_steward_who_reads_it_is_on_record(sign_in, world):
    wren = sign_in(world.wren)
    for times in (1, 2):
        assert wren.get("/agencies/commonwealth/trail").text.count("Wren Alvarado read this trail.") == times


@pytest.mark.parametrize("before", ["99999999999999999999", "99999999999", "-5", "x"])
def test_any_place_in_the_trail_can_be_asked_for(sign_in, world, before):
    assert sign_in(world.joan).get(f"/agencies/harborlight/trail?before={before}").status_code == 200
