"""Harborlight says by which ways one signs in to open it. Ana works at Stonefield, too, where this is her case."""

import re

import pytest
from sqlalchemy import select

from cop.agencies.models.identity_provider import IdentityProvider
from cop.agencies.models.membership import Membership, StatewideRole
from cop.agencies.models.settings import AgencySettings
from cop.core import asking_again, ids, tenancy
from cop.core.db import db
from cop.core.live import channel
from cop.forums.models.space import Space
from cop.people.models.identity import Identity
from cop.people.models.sign_in import SignIn
from cop.people.ways import WAYS, Shown
from tests.agencies.doors import invite, join, link_in
from tests.agencies.forger import CLIENT
from tests.agencies.rules import SETTINGS, keep, rule
from tests.agencies.test_agency_sign_in import come_back
from tests.agencies.test_second_step import ASKED
from tests.forums.test_topics import open_topic
from tests.people.test_two_step import moment, phone  # noqa: F401 - fixtures
from tests.trust.test_trail import entries
from tests.world import PASSWORD, Place

HOME, ELSEWHERE = "/agencies/harborlight", "/agencies/stonefield"
PROVIDER = f"{HOME}/identity-provider"
ASKS = "Harborlight Community Services asks you to sign in with a passkey."
BY = {way: Shown(way) for way in WAYS}


@pytest.fixture
def joan(sign_in, world):
    """By passkey, so that she may ask for that."""
    return sign_in(world.joan, BY["passkey"])


@pytest.fixture
def team(acting, world):
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.team, title="Only among us")


@pytest.fixture
def federated(acting, world):
    """Harborlight has a provider; a sign-in of its people through it is `through`."""
    with acting(world.joan):
        kept = IdentityProvider(agency_id=world.harborlight.id, issuer="https://127.0.0.1:1", client_id="a", secret="b")
        db.session.add(kept)
        db.session.commit()


def through(agency, step=False):
    return Shown("agency", step, agency.id)


def at_both(app, someone, world):
    with app.app_context(), tenancy.everywhere():
        db.session.add(Membership(agency_id=world.stonefield.id, person_id=someone.id, role="peer_supporter"))
        db.session.commit()


def directors_space():
    with tenancy.within(tenancy.agencies()):
        space = Space(agency_id=0, slug="directors", name="D", purpose="P", audience="directors")
        db.session.add(space)
        db.session.flush()
        return space.id


def codes(browser, *paths):
    return [browser.get(path).status_code for path in paths]


def only_passkeys(joan):
    assert rule(joan, ways=["passkey"]).location == SETTINGS


# What is shut, and what is not.


def test_a_sign_in_by_another_way_opens_all_but_the_agency(joan, app, sign_in, world, team):
    at_both(app, world.ana, world)
    only_passkeys(joan)
    ana = sign_in(world.ana, BY["password"])
    inside = (f"/topics/{ids.word(team)}", "/forums/harborlight-team")
    assert codes(ana, *inside) == [404, 404]
    assert codes(ana, HOME, f"{HOME}/members", f"{HOME}/settings", f"{HOME}/trail") == [403] * 4
    assert codes(ana, "/", ELSEWHERE, "/forums/handling-money", "/forums/peers", "/account") == [200] * 5
    assert "Only among us" not in ana.get("/").text + ana.get("/search?q=Only").text + ana.get("/forums").text


@pytest.mark.parametrize("way", ["password", "link", "passkey", ""])
def test_each_way_opens_what_takes_it(joan, sign_in, world, way):
    only_passkeys(joan)
    assert codes(sign_in(world.ana, Shown(way)), HOME) == [200 if way == "passkey" else 403]


def test_she_is_told_what_to_do_where_she_looks_for_it(joan, sign_in, world):
    only_passkeys(joan)
    ana = sign_in(world.ana, BY["password"])
    for page in (ana.get("/").text, ana.get(HOME).text):
        assert ASKS in page
    assert 'href="/account/passkeys"' in ana.get(HOME).text
    assert f'href="{HOME}"' in ana.get("/forums").text  # it is still among her places
    assert codes(ana, "/account/passkeys", "/account/two-step") == [200, 200]
    assert ASKS not in sign_in(world.ana, BY["passkey"]).get("/").text
    assert ASKS not in sign_in(world.ivy, BY["password"]).get("/").text


def test_what_is_shut_is_said_in_spanish_too(joan, sign_in, world):
    rule(joan, ways=["passkey", "link"])
    ana = sign_in(world.ana, BY["password"])
    ana.post("/preferences", data={"language": "es"})
    assert "le pide que inicie sesión con un enlace por correo o una llave de acceso" in ana.get(HOME).text


def test_home_takes_one_statement_more_only_while_something_is_shut(joan, sign_in, count_sql, world):
    counts = []
    only_passkeys(joan)
    for way in ("passkey", "password"):
        ana = sign_in(world.ana, BY[way])
        with count_sql() as counted:
            ana.get("/")
        counts.append(counted.count)
    assert counts[1] <= counts[0] + 3  # on PostgreSQL the wall is told of another scope, and back


def test_a_role_there_counts_nowhere_until_the_agency_is_open(joan, sign_in, acting, world):
    """Joan directs peer support at Harborlight, and that opens what is for directors anywhere."""
    with acting(world.bettina) as viewer:
        topic = open_topic(viewer, Place(directors_space(), "directors", "Directors"))
    only_passkeys(joan)
    page = sign_in(world.joan, BY["password"])
    assert [codes(one, f"/topics/{ids.word(topic)}") for one in (page, joan)] == [[404], [200]]
    assert codes(page, HOME, f"{HOME}/members", f"{HOME}/invitations") == [403] * 3
    assert rule(page, ways=["password"]).status_code == 403
    assert keep(page, 1).status_code == 403


def test_whoever_supervises_at_a_shut_agency_is_not_among_peers_only_for_that(joan, app, sign_in, acting, world):
    """Luz supervises at Harborlight, and is a peer supporter at Stonefield."""
    at_both(app, world.luz, world)
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.peers)
    only_passkeys(joan)
    for way in ("password", "passkey"):
        assert codes(sign_in(world.luz, BY[way]), "/forums/peers", f"/topics/{ids.word(topic)}") == [404, 404]


def test_what_she_writes_for_all_is_still_said_from_her_agency(joan, sign_in, world):
    only_passkeys(joan)
    ana = sign_in(world.ana, BY["password"])
    said = ana.post("/forums/handling-money/new", data={"title": "T", "body": "B"})
    assert "Harborlight Community Services" in sign_in(world.ivy).get(said.location).text


def test_a_peer_supporter_of_nowhere_else_keeps_what_is_for_everyone(joan, sign_in, world):
    only_passkeys(joan)
    assert codes(sign_in(world.ana, BY["link"]), "/", "/forums/handling-money", "/forums/peers") == [200, 200, 404]


def test_nothing_is_taken_along_from_behind_what_is_shut(joan, sign_in, world):
    only_passkeys(joan)
    ana = sign_in(world.ana, BY["password"])
    assert codes(ana, "/account/takeouts") == [403]
    assert ana.post("/account/takeouts").status_code == 403
    assert codes(sign_in(world.ana, BY["passkey"]), "/account/takeouts") == [200]


# Open sockets.


def test_open_sockets_that_no_longer_qualify_hear_no_more_at_once(joan, sign_in, connect, world, team):
    name = channel("topic", team)
    ana, also_ana = (sign_in(world.ana, BY[way]) for way in ("password", "passkey"))
    sockets = [connect(one) for one in (ana, also_ana)]
    for socket in sockets:
        assert socket.emit("subscribe", {"channel": name}, callback=True)["ok"]
    only_passkeys(joan)
    sign_in(world.ben, BY["passkey"]).post(f"/topics/{ids.word(team)}/replies", data={"body": "Among us"})
    assert [len(socket.get_received()) for socket in sockets] == [0, 1]
    assert not sockets[0].emit("subscribe", {"channel": name}, callback=True)["ok"]


def test_and_where_the_word_did_not_arrive_at_the_next_sweep(app, sign_in, connect, world, team):
    """As after `cop agency open-ways`, or while Redis was away."""
    socket = connect(sign_in(world.ana, BY["password"]))
    socket.emit("subscribe", {"channel": channel("topic", team)}, callback=True)
    asking_again.sweep(app)
    with app.app_context(), tenancy.everywhere():
        db.session.add(AgencySettings(agency_id=world.harborlight.id, mail_domains=[], refused_ways=["password"]))
        db.session.commit()
    asking_again.sweep(app)
    sign_in(world.ben, BY["passkey"]).post(f"/topics/{ids.word(team)}/replies", data={"body": "Among us"})
    assert socket.get_received() == []


def test_a_second_step_that_is_asked_from_now_on_closes_open_sockets_too(sign_in, connect, world, team):
    socket = connect(sign_in(world.ana))
    socket.emit("subscribe", {"channel": channel("topic", team)}, callback=True)
    ben = sign_in(world.ben)
    said = ben.post(f"/topics/{ids.word(team)}/replies", data={"body": "First"})
    assert said.status_code == 302
    assert len(socket.get_received()) == 1
    sign_in(world.joan).post(SETTINGS, data=ASKED)
    assert socket.emit("subscribe", {"channel": channel("topic", team)}, callback=True) == {
        "ok": False, "why": "signed-out"
    }  # fmt: skip


# Setting it.


def test_nobody_shuts_themselves_out(sign_in, world):
    joan = sign_in(world.joan, BY["password"])
    answer = rule(joan, ways=["passkey"])
    assert answer.status_code == 422
    assert "You are signed in with a password. Keep that open, or sign in another way first." in answer.text
    assert codes(joan, HOME) == [200]
    of_before = sign_in(world.joan, Shown(""))
    assert "sign out and sign in anew first" in rule(of_before, ways=["password"]).text
    assert rule(of_before).status_code == 302  # nothing is shut


def test_one_way_at_least_stays_open(joan, app, world):
    answer = rule(joan, ways=[])
    assert (answer.status_code, "At least one way has to stay open" in answer.text) == (422, True)
    assert entries(app, world.harborlight) == []


@pytest.mark.parametrize("forged", ["agency", "demo", "", "PASSKEY", "passkey,link", "2"])
def test_a_way_that_is_not_offered_is_refused(joan, app, world, forged):
    """Its own sign-in is not offered to an agency that has none."""
    assert rule(joan, ways=["passkey", forged]).status_code == 422
    assert rule(joan, ways=[forged]).status_code == 422
    assert entries(app, world.harborlight) == []


def test_only_those_who_look_after_the_agency_set_it(sign_in, world):
    for someone, code in ((world.ana, 403), (world.luz, 403), (world.bettina, 404), (world.wren, 404)):
        assert rule(sign_in(someone, BY["passkey"]), ways=["passkey"]).status_code == code


def test_it_is_written_down_in_words(joan, app, world):
    for _ in "12":
        rule(joan, ways=["passkey", "link"])
    assert [one.kind for one in entries(app, world.harborlight)] == ["sign-in-ways-set"]
    said = "Joan Kessler set how people sign in to open the agency: a link by mail or a passkey."
    assert said in joan.get(f"{HOME}/trail").text


def test_the_page_shows_what_was_kept_and_what_was_typed(joan):
    only_passkeys(joan)
    ticked = re.findall(r'<input checked[^>]*name="ways"[^>]*value="(\w+)"', joan.get(SETTINGS).text)
    assert ticked == ["passkey"]
    typed = rule(joan, ways=["password", "link"], longest_hours=24).text
    assert re.findall(r'<input checked[^>]*name="ways"[^>]*value="(\w+)"', typed) == ["password", "link"]
    assert '<option selected value="24">' in typed


# The agency's own sign-in.


def test_it_can_be_the_only_one_while_there_is_one(federated, sign_in, world):
    joan = sign_in(world.joan, through(world.harborlight))
    assert rule(joan, ways=["agency"]).status_code == 302
    assert codes(joan, HOME) == [200]
    page = sign_in(world.ana, BY["passkey"]).get(HOME).text
    assert "asks you to sign in with your agency&#39;s own sign-in." in page
    assert 'href="/account/agency-sign-in"' in page


def test_and_is_then_not_removed_nor_led_elsewhere(federated, sign_in, app, world):
    joan = sign_in(world.joan, through(world.harborlight))
    rule(joan, ways=["agency"])
    answer = joan.post(f"{PROVIDER}/delete")
    assert (answer.status_code, "can only sign in with it" in answer.text) == (409, True)
    assert codes(joan, HOME) == [200]
    rule(joan, ways=["agency", "password"])
    assert joan.post(f"{PROVIDER}/delete").status_code == 302
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(IdentityProvider)).all() == []


def test_nor_given_another_issuer(provider, sign_in, world):
    joan = sign_in(world.joan, through(world.harborlight))
    rule(joan, ways=["agency"])
    other = {"issuer": f"{provider.issuer}/other", "client_id": CLIENT, "client_secret": "new"}
    provider.told = {"issuer": other["issuer"]}
    answer = joan.post(PROVIDER, data=other)
    assert (answer.status_code, "can only sign in with it" in answer.text) == (422, True)
    provider.told = {}
    same = {"issuer": provider.issuer, "client_id": CLIENT, "client_secret": ""}
    assert joan.post(PROVIDER, data=same).status_code == 302


def test_one_that_is_refused_and_removed_is_taken_when_it_comes_again(federated, joan, app, world):
    rule(joan, ways=["password", "link", "passkey"])
    joan.post(f"{PROVIDER}/delete")
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(AgencySettings)).one().refused_ways == []


OWN_PAGES = ("/account/needs", "/account/trail", "/account/photo", "/account/lived-experience")


def test_what_is_only_for_oneself_is_not_for_whoever_runs_the_provider(sign_in, world):
    vouched, own = (sign_in(world.luz, shown) for shown in (through(world.harborlight), Shown("password", False)))
    assert codes(vouched, *OWN_PAGES) == [403] * 4
    assert vouched.post("/account/lived-experience", data={"shown_to": "everyone"}).status_code == 403
    assert vouched.post("/account/sign-ins/others/delete").status_code == 403
    assert "Only for you" in vouched.get("/account/needs").text
    assert codes(own, *OWN_PAGES) == [200] * 4
    assert codes(sign_in(world.luz, through(world.harborlight, step=True)), *OWN_PAGES) == [200] * 4


def test_no_statewide_role_comes_through_a_provider(sign_in, app, world):
    with app.app_context(), tenancy.everywhere():
        db.session.add(StatewideRole(person_id=world.peter.id, role="steward"))
        db.session.commit()
    steward = ("/statewide-roles", "/agencies/new", "/agencies/commonwealth/trail")
    assert codes(sign_in(world.peter, through(world.harborlight)), *steward) == [403] * 3
    assert codes(sign_in(world.peter, Shown("password", False)), *steward) == [200] * 3


def test_a_provider_that_is_removed_or_disconnected_keeps_nobody_signed_in(federated, app, sign_in, world):
    ana, ben, joan = (sign_in(one, through(world.harborlight)) for one in (world.ana, world.ben, world.joan))
    by_password = sign_in(world.ana, Shown("password", False))
    with app.app_context():
        identity = Identity(person_id=world.ana.id, issuer="https://127.0.0.1:1", subject="ana")
        db.session.add(identity)
        db.session.commit()
        path = f"/account/agency-sign-in/{ids.word(identity.id)}/delete"
    assert by_password.post(path, data={"password": PASSWORD}).status_code == 302
    assert codes(ana, HOME) == [302]
    assert codes(by_password, HOME) == [200]
    joan.post(f"{PROVIDER}/delete")
    assert codes(ben, HOME) == [302]


def test_only_its_own_provider_vouches_to_an_agency(federated, app, sign_in, world):
    """Whoever runs Harborlight's provider does not come into Stonefield as Ana."""
    at_both(app, world.ana, world)
    ana = sign_in(world.ana, through(world.harborlight))
    assert codes(ana, HOME, ELSEWHERE) == [200, 403]
    assert "Stonefield Human Services asks you to sign in with a password, a link by mail, or a passkey." in (
        ana.get("/").text
    )
    assert codes(sign_in(world.ana, through(world.harborlight, step=True)), ELSEWHERE) == [403]


def test_refused_it_signs_in_and_does_not_open_the_agency(federated, joan, sign_in, world):
    rule(joan, ways=["password", "link", "passkey"])
    assert codes(sign_in(world.ana, through(world.harborlight)), "/", HOME) == [200, 403]


# What a sign-in remembers.


def remembered(app, someone):
    with app.app_context():
        one = db.session.scalars(SignIn.of(someone.id).order_by(SignIn.id.desc())).first()
        return one.way, one.step, one.provider_id


def test_by_password_and_by_an_invitation(app, client, mails, joan, world):
    client.post("/sign-in", data={"email": world.ana.email, "password": PASSWORD})
    assert remembered(app, world.ana) == ("password", False, None)
    invite(joan)
    (noor,) = (mail for mail in mails() if mail["To"] == "noor@lantern.example")
    join(app.test_client(), link_in(noor))
    with app.app_context():
        newest = db.session.scalars(select(SignIn).order_by(SignIn.id.desc())).first()
        assert (newest.way, newest.step) == ("password", False)


def test_through_the_provider(app, client, provider, link, world):
    link(world.ana, provider)
    come_back(client, provider)
    assert remembered(app, world.ana) == ("agency", False, world.harborlight.id)


def test_through_the_provider_and_with_a_second_step(app, client, provider, link, phone, world):  # noqa: F811
    link(world.ana, provider)
    assert come_back(client, provider).location == "/sign-in/two-step"
    assert client.post("/sign-in/two-step", data={"code": phone.code()}).location == "/"
    assert remembered(app, world.ana) == ("agency", True, world.harborlight.id)
