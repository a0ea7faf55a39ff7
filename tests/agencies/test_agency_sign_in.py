"""Signing in through Harborlight's own provider: Ana is known there, Noor was invited, and Sam is nobody here."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from cop.agencies.facts import IdentityProviderKept, IdentityProviderRemoved
from cop.agencies.models.identity_provider import IdentityProvider
from cop.agencies.models.invitation import Invitation
from cop.agencies.models.membership import Membership
from cop.core import clock, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.people.models.identity import Identity
from cop.people.models.person import Person
from cop.people.models.two_step import TwoStep
from tests.agencies.forger import SUBJECT
from tests.world import PASSWORD

PAGE = "/sign-in/agency/harborlight"
CALLBACK = f"{PAGE}/callback"
NOOR = "noor@lantern.example"


def leave(browser):
    """Where the provider's page would be."""
    out = browser.get(f"{PAGE}/provider")
    assert out.status_code == 302
    return out.location


def come_back(browser, forger, **changed):
    return browser.get(CALLBACK, query_string=forger.code_for(leave(browser)) | changed)


def is_in(browser):
    return browser.get("/account").status_code == 200


def invite(acting, world, email=NOOR, **more):
    with acting(world.joan) as viewer:
        made = Invitation.write(world.harborlight.id, viewer.id, "peer_supporter", "cps", email=email, **more)
        commit()
        return made


def people(app, email):
    with app.app_context():
        return db.session.scalars(select(Person).where(Person.email == email)).all()


def test_the_way_there_asks_for_a_code_with_all_that_guards_it(client, provider):
    assert client.get("/sign-in/agency").status_code == 200
    assert client.post("/sign-in/agency", data={"slug": "Harborlight"}).location == PAGE
    assert f"{PAGE}/provider" in client.get(PAGE).text
    out = leave(client)
    (asked,) = [provider.codes[code] for code in [provider.code_for(out)["code"]]]
    assert out.startswith(f"{provider.issuer}/authorize?")
    assert (asked["response_type"], asked["client_id"], asked["scope"]) == ("code", "lantern", "openid email profile")
    assert asked["redirect_uri"] == f"http://localhost{CALLBACK}"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43


def test_an_agency_without_one_and_none_at_all_are_the_same(client, provider):
    for slug in ("stonefield", "nowhere", "commonwealth"):
        answer = client.post("/sign-in/agency", data={"slug": slug})
        assert (answer.status_code, "We know of no agency" in answer.text) == (422, True)
        assert client.get(f"/sign-in/agency/{slug}").status_code == 404
        assert client.get(f"/sign-in/agency/{slug}/provider").status_code == 404
        assert client.get(f"/sign-in/agency/{slug}/callback").status_code == 404


def test_ana_is_known_and_comes_in(client, provider, link, audited, world):
    link(world.ana, provider)
    assert come_back(client, provider).location == "/"
    assert is_in(client)
    assert audited() == [("SignedIn", world.ana.id, "agency")]


def test_her_second_step_is_asked_still(app, client, provider, link, world):
    link(world.ana, provider)
    with app.app_context():
        db.session.add(TwoStep(person_id=world.ana.id, secret="sealed"))
        db.session.commit()
    assert come_back(client, provider).location == "/sign-in/two-step"
    assert not is_in(client)


def test_whoever_left_the_agency_does_not_come_in_by_it(app, client, provider, link, audited, world):
    link(world.ana, provider)
    with app.app_context(), tenancy.everywhere():
        db.session.execute(delete(Membership).where(Membership.person_id == world.ana.id))
        db.session.commit()
    answer = come_back(client, provider)
    assert (answer.status_code, "your place in it here has ended" in answer.text) == (403, True)
    assert audited() == [("SignInRefused", world.ana.id, "agency, ended")]
    assert not is_in(client)


def test_someone_of_another_agency_does_not_come_in_by_it(client, provider, link, world):
    link(world.ivy, provider)
    assert come_back(client, provider).status_code == 403


def test_whoever_is_known_there_and_not_here_is_told_so(app, client, provider, audited):
    provider.claims = {"email": "sam@lantern.example", "email_verified": True}
    answer = come_back(client, provider)
    assert (answer.status_code, "ask your agency for an invitation" in answer.text) == (403, True)
    assert audited() == [("SignInRefused", None, "agency, place")]
    assert people(app, "sam@lantern.example") == []


@pytest.mark.parametrize("where", ["token", "userinfo"])
def test_noor_was_invited_and_joins(app, client, provider, acting, audited, world, where):
    invitation = invite(acting, world)
    audited()
    said = {"email": "Noor@Lantern.example", "email_verified": True, "name": "Noor Haddad"}
    if where == "token":
        provider.claims = said
    else:
        provider.userinfo = said | {"sub": SUBJECT}
    assert come_back(client, provider).location == "/agencies/harborlight"
    (noor,) = people(app, NOOR)
    assert (noor.name, noor.password_hash) == ("Noor Haddad", "")
    assert audited() == [("IdentityLinked", noor.id), ("MemberJoined", noor.id, "peer_supporter", invitation.id),
                         ("SignedIn", noor.id, "agency, invitation")]  # fmt: skip
    assert "Welcome to Harborlight" in client.get("/agencies/harborlight").text
    assert come_back(app.test_client(), provider).location == "/"
    assert app.test_client().post("/sign-in", data={"email": NOOR, "password": ""}).status_code == 422


NOT_HERS = [{"email_verified": one} for one in (False, None, "true", 1)] + [
    {"email": "nur@x.example"},
    {"email": [NOOR]},
]


@pytest.mark.parametrize("changed", NOT_HERS)
def test_an_address_that_is_not_verified_opens_no_invitation(app, client, provider, acting, world, changed):
    invite(acting, world)
    provider.claims = {"email": NOOR, "email_verified": True} | changed
    assert come_back(client, provider).status_code == 403
    assert people(app, NOOR) == []


def test_what_a_provider_tells_of_someone_else_counts_for_nobody(app, client, provider, acting, world):
    invite(acting, world)
    provider.userinfo = {"email": NOOR, "email_verified": True, "sub": "another"}
    assert come_back(client, provider).status_code == 403


def test_an_invitation_that_is_over_or_anothers_opens_nothing(app, client, provider, acting, world):
    invite(acting, world, email="luz.new@lantern.example")
    old = invite(acting, world)
    with acting(world.joan) as viewer:
        db.session.get_one(Invitation, old.id).revoke(viewer.id)
        commit()
    with acting(world.bettina) as viewer:
        Invitation.write(world.stonefield.id, viewer.id, "peer_supporter", email=NOOR)
        commit()
    provider.claims = {"email": NOOR, "email_verified": True}
    assert come_back(client, provider).status_code == 403


def test_an_account_is_never_opened_by_its_address(app, client, provider, acting, audited, world):
    """Ivy has an account and an invitation: Harborlight's provider could say that her address is theirs."""
    provider.claims = {"email": world.ivy.email, "email_verified": True}
    assert "ask your agency for an invitation" in come_back(client, provider).text
    invite(acting, world, email=world.ivy.email)
    audited()
    answer = come_back(client, provider)
    assert (answer.status_code, "sign in as you usually do" in answer.text) == (403, True)
    assert audited() == [("SignInRefused", None, "agency, known")]
    with app.app_context():
        assert db.session.query(Identity).count() == 0


def test_ana_connects_it_after_her_password(app, provider, sign_in, audited, mails, monkeypatch, world):
    ana = sign_in(world.ana)
    here = app.extensions["settings"]
    assert "Harborlight" in ana.get("/account/agency-sign-in").text
    wrong = ana.post("/account/agency-sign-in", data={"agency": "harborlight", "password": "a guess"})
    assert wrong.status_code == 422
    audited()
    answer = ana.post("/account/agency-sign-in", data={"agency": "harborlight", "password": PASSWORD})
    assert answer.location == PAGE
    monkeypatch.setitem(app.extensions, "settings", here.__class__(**vars(here) | {"base_url": "http://localhost"}))
    assert come_back(ana, provider).location == "/account/agency-sign-in"
    assert audited() == [("IdentityLinked", world.ana.id)]
    assert provider.issuer in ana.get("/account/agency-sign-in").text
    assert "connected to your account" in mails()[0].get_content()
    assert come_back(app.test_client(), provider).location == "/"


def test_being_signed_in_is_not_enough_to_connect_it(app, provider, sign_in, world):
    answer = come_back(sign_in(world.ana), provider)
    assert (answer.status_code, "with your password" in answer.text) == (403, True)
    with app.app_context():
        assert db.session.query(Identity).count() == 0


def test_what_is_anothers_is_not_connected(app, provider, sign_in, link, world):
    link(world.ben, provider)
    ana = sign_in(world.ana)
    ana.post("/account/agency-sign-in", data={"agency": "harborlight", "password": PASSWORD})
    answer = come_back(ana, provider)
    assert (answer.status_code, "belongs to another account" in answer.text) == (403, True)


def test_connecting_ends_with_the_sign_in_it_was_asked_in(app, provider, sign_in, world):
    ana = sign_in(world.ana)
    ana.post("/account/agency-sign-in", data={"agency": "harborlight", "password": PASSWORD})
    back = provider.code_for(leave(ana))
    with ana.session_transaction() as session:
        session.pop("_user_id")
    assert ana.get(CALLBACK, query_string=back).status_code == 400
    with app.app_context():
        assert db.session.query(Identity).count() == 0


def test_only_ones_own_agencies_are_offered_and_what_is_removed_opens_nothing(
    app, client, provider, sign_in, link, world
):
    assert "None of your agencies" in sign_in(world.ivy).get("/account/agency-sign-in").text
    answer = sign_in(world.ivy).post("/account/agency-sign-in", data={"agency": "harborlight", "password": PASSWORD})
    assert answer.status_code == 422
    link(world.ana, provider)
    with app.app_context():
        number = db.session.scalars(select(Identity.id)).one()
        path = f"/account/agency-sign-in/{app.url_map.converters['id'](app.url_map).to_url(number)}/delete"
    password = {"password": PASSWORD}
    assert sign_in(world.ben).post(path, data=password).status_code == 404
    ana = sign_in(world.ana)
    assert "You can no longer sign in with it." in ana.get(path.removesuffix("/delete")).text
    assert ana.post(path).status_code == 422
    assert ana.post(path, data=password).status_code == 302
    assert come_back(client, provider).status_code == 403


def test_joan_sets_it_up_and_its_secret_is_never_shown(app, forger, sign_in, audited, acting, world):
    page, joan = "/agencies/harborlight/identity-provider", sign_in(world.joan)
    data = {"issuer": forger.issuer, "client_id": "lantern", "client_secret": "a secret of ours"}
    assert f"http://localhost{CALLBACK}" in joan.get(page).text
    assert joan.post(page, data=data | {"client_secret": ""}).status_code == 422
    assert joan.post(page, data=data).status_code == 302
    assert audited() == [(IdentityProviderKept.__name__, None)]
    assert "a secret of ours" not in joan.get(page).text
    with acting(world.joan):
        kept = IdentityProvider.of(world.harborlight.id)
        assert "a secret of ours" not in kept.secret
        assert kept.unsealed == "a secret of ours"
    assert joan.post(page, data=data | {"client_secret": "", "client_id": "other"}).status_code == 302
    assert joan.post(f"{page}/delete").status_code == 302
    assert audited()[-1] == (IdentityProviderRemoved.__name__, None)
    assert [sign_in(one).get(page).status_code for one in (world.ana, world.luz, world.bettina)] == [403, 403, 404]


def test_a_kept_secret_is_not_told_to_another_issuer(provider, sign_in, world):
    data = {"issuer": provider.issuer.replace("127.0.0.1", "localhost"), "client_id": "lantern", "client_secret": ""}
    answer = sign_in(world.joan).post("/agencies/harborlight/identity-provider", data=data)
    assert answer.status_code == 422
    assert provider.heard == []


def test_it_ends_after_ten_minutes(client, provider, link, monkeypatch, world):
    link(world.ana, provider)
    back = provider.code_for(leave(client))
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=10, seconds=1))
    answer = client.get(CALLBACK, query_string=back)
    assert (answer.status_code, "longer than ten minutes" in answer.text) == (400, True)
