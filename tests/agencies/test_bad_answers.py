"""Answers that are forged, broken, late or not there: each ends on a page in plain words, and is on record."""

import base64
import hmac
import json
import time

import pytest

from cop.agencies.models.identity_provider import IdentityProvider
from cop.core import outside
from cop.core.db import db
from tests.agencies.forger import KEY, OTHER, SUBJECT
from tests.agencies.test_agency_sign_in import CALLBACK, come_back, is_in, leave

NOW = int(time.time())
BAD_CLAIMS = {
    "another issuer": ({"iss": "https://login.example.org"}, "iss"),
    "no issuer": ({"iss": None}, "iss"),
    "another audience": ({"aud": "another"}, "aud"),
    "others beside us": ({"aud": ["lantern", "another"]}, "azp"),
    "made for another": ({"aud": ["lantern", "another"], "azp": "another"}, "azp"),
    "another nonce": ({"nonce": "another"}, "nonce"),
    "no nonce": ({"nonce": None}, "nonce"),
    "expired": ({"exp": NOW - 120}, "clock"),
    "never expires": ({"exp": None}, "clock"),
    "from the future": ({"iat": NOW + 3600}, "clock"),
    "not yet good": ({"nbf": NOW + 3600}, "clock"),
    "a time that is none": ({"exp": "tomorrow"}, "clock"),
    "nobody": ({"sub": None}, "sub"),
    "an empty subject": ({"sub": ""}, "sub"),
    "a number": ({"sub": 17}, "sub"),
    "a subject without end": ({"sub": "s" * 256}, "sub"),
    "another access token": ({"at_hash": "bm90IHRoaXM"}, "at_hash"),
}
TOKEN, DISCOVERY, KEYS = "/token", "/.well-known/openid-configuration", "/keys"
LARGE = json.dumps({"a": "b" * outside.LARGEST})
BAD_ANSWERS = {
    "the code is refused": ({TOKEN: (400, '{"error": "invalid_grant"}')}, "code"),
    "no token": ({TOKEN: (200, "{}")}, "signature"),
    "no object": ({TOKEN: (200, "[]")}, "code"),
    "no JSON": ({TOKEN: (200, "<p>Hello</p>")}, "code"),
    "no letters": ({TOKEN: (200, b"\xff\xfe")}, "code"),
    "nested without end": ({TOKEN: (200, "[" * 100_000)}, "code"),
    "a token that is none": ({TOKEN: (200, '{"id_token": "a.b"}')}, "signature"),
    "a token of another kind": ({TOKEN: (200, '{"id_token": 17}')}, "signature"),
    "too much of a token": ({TOKEN: (200, LARGE)}, "code"),
    "the token is elsewhere": ({TOKEN: (302, "")}, "code"),
    "too many keys": ({KEYS: (200, LARGE)}, "away"),
    "keys that are none": ({KEYS: (200, '{"keys": [17]}')}, "signature"),
    "no keys": ({KEYS: (200, "{}")}, "signature"),
    "keys elsewhere": ({KEYS: (307, "")}, "away"),
    "a provider that fails": ({DISCOVERY: (500, "{}")}, "away"),
    "a provider that moved": ({DISCOVERY: (301, "")}, "away"),
    "too much of a provider": ({DISCOVERY: (200, LARGE)}, "away"),
    "a provider that says nothing": ({DISCOVERY: (200, "[]")}, "away"),
}


@pytest.fixture(autouse=True)
def known(provider, link, world):
    """Ana would come in, were the answer right."""
    link(world.ana, provider)


@pytest.fixture
def refused(client, audited):
    def check(answer, why, status=400):
        assert (answer.status_code, "You are not signed in" in answer.text) == (status, True)
        assert [one[0::2] for one in audited()] == [("SignInRefused", f"agency, {why}")]
        assert not is_in(client)

    return check


@pytest.mark.parametrize(("claims", "why"), BAD_CLAIMS.values(), ids=BAD_CLAIMS)
def test_a_token_that_claims_what_it_must_not(client, provider, refused, claims, why):
    provider.claims = claims
    refused(come_back(client, provider), why)


def test_clocks_may_differ_a_little(client, provider):
    provider.claims = {"iat": NOW + 30, "nbf": NOW + 30, "exp": int(time.time()) - 20}
    assert come_back(client, provider).status_code == 302


def test_a_token_signed_by_another(client, provider, refused):
    provider.key = OTHER
    refused(come_back(client, provider), "signature")


@pytest.mark.parametrize("alg", ["none", "HS256"])
def test_a_token_that_says_itself_how_it_is_checked(client, provider, refused, alg):
    """Signed by nobody, or with the public key as a shared secret: old mistakes of those who believe a header."""
    back = provider.code_for(leave(client))
    claims = {"iss": provider.issuer, "aud": "lantern", "sub": SUBJECT, "iat": NOW, "exp": NOW + 300,
              "nonce": provider.codes[back["code"]]["nonce"]}  # fmt: skip
    said = b".".join(encoded(json.dumps(one).encode()) for one in ({"alg": alg, "kid": "a"}, claims))
    signed = hmac.digest(KEY.as_pem(private=False), said, "sha256") if alg == "HS256" else b""
    provider.tokens = {"id_token": b".".join([said, encoded(signed)]).decode()}
    refused(client.get(CALLBACK, query_string=back), "signature")


def encoded(words):
    return base64.urlsafe_b64encode(words).rstrip(b"=")


@pytest.mark.parametrize(("raw", "why"), BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_a_provider_that_answers_otherwise(client, provider, refused, raw, why):
    back = provider.code_for(leave(client))
    provider.raw = raw
    refused(client.get(CALLBACK, query_string=back), why)


def test_a_provider_that_is_away_on_the_way_there(client, provider, refused):
    provider.raw = {DISCOVERY: (503, "")}
    refused(client.get("/sign-in/agency/harborlight/provider"), "away")


def test_a_provider_that_is_away_on_the_way_back(client, provider, refused):
    back = provider.code_for(leave(client))
    provider.close()
    refused(client.get(CALLBACK, query_string=back), "away")


@pytest.mark.parametrize("told", [{"issuer": "https://login.example.org"}, {"issuer": None}])
def test_a_provider_that_calls_itself_something_else(client, provider, refused, told):
    provider.told = told
    refused(client.get("/sign-in/agency/harborlight/provider"), "issuer")


@pytest.mark.parametrize(
    "where", ["http://10.0.0.1/token", "https://user@login.example.org/", "file:///etc/passwd", 17]
)
def test_a_provider_that_leads_where_we_do_not_go(client, provider, refused, where):
    provider.told = {"token_endpoint": where}
    refused(client.get("/sign-in/agency/harborlight/provider"), "away")


@pytest.mark.parametrize("state", ["another", "", "é", None])
def test_another_state(client, provider, refused, state):
    back = provider.code_for(leave(client)) | {"state": state}
    refused(
        client.get(CALLBACK, query_string={name: value for name, value in back.items() if value is not None}), "state"
    )
    assert TOKEN not in [path for path, _ in provider.heard]


def test_nothing_was_begun_here(client, provider, refused):
    refused(client.get(CALLBACK, query_string={"code": "code", "state": "state"}), "state")


def test_what_was_begun_for_one_agency_counts_for_no_other(client, provider, refused, acting, world):
    with acting(world.bettina):
        kept = IdentityProvider(agency_id=world.stonefield.id)
        kept.keep(provider.issuer, "lantern", "secret")
        db.session.add(kept)
        db.session.commit()
    back = provider.code_for(leave(client))
    refused(client.get("/sign-in/agency/stonefield/callback", query_string=back), "state")


def test_another_providers_answer(client, provider, refused):
    refused(come_back(client, provider, iss="https://login.example.org"), "issuer")


def test_a_provider_that_promised_to_say_who_it_is(client, provider, refused):
    provider.told = {"authorization_response_iss_parameter_supported": True}
    refused(come_back(client, provider), "issuer")


def test_whoever_stops_there_is_told_that_nothing_happened(client, provider, refused):
    state = provider.code_for(leave(client))["state"]
    answer = client.get(CALLBACK, query_string={"error": "access_denied", "state": state})
    refused(answer, "denied", status=403)
    assert "Nothing happened here" in answer.text


@pytest.mark.parametrize("given", [{"error": "server_error"}, {}, {"code": ""}])
def test_an_error_or_nothing_at_all(client, provider, refused, given):
    state = provider.code_for(leave(client))["state"]
    refused(client.get(CALLBACK, query_string=given | {"state": state}), "code")


def test_an_answer_counts_once(app, client, provider, audited):
    """Not again in this browser, nor in one with a copy of its cookie, though the provider took its code twice."""
    back = provider.code_for(leave(client))
    with client.session_transaction() as session:
        copied = dict(session)
    assert client.get(CALLBACK, query_string=back).status_code == 302
    audited()
    assert client.get(CALLBACK, query_string=back).status_code == 400
    other = app.test_client()
    with other.session_transaction() as session:
        session.update(copied)
    assert other.get(CALLBACK, query_string=back).status_code == 400
    assert [one[2] for one in audited()] == ["agency, state", "agency, again"]


@pytest.mark.parametrize("told", [{"issuer": "https://login.example.org"}, {"jwks_uri": "gopher://x"}])
def test_a_provider_is_asked_before_it_is_kept(provider, sign_in, world, told):
    provider.told = told
    data = {"issuer": provider.issuer, "client_id": "lantern", "client_secret": "s"}
    answer = sign_in(world.joan).post("/agencies/harborlight/identity-provider", data=data)
    assert answer.status_code == 422


ISSUERS = (
    "http://login.example.org https://10.0.0.1 https://169.254.169.254/latest ftp://x https://login.example.org?a=b "
    "https:// https://[::1 http://127.0.0.1:1"
)


@pytest.mark.parametrize("issuer", ISSUERS.split())
def test_an_issuer_that_is_not_asked_or_not_there(provider, sign_in, world, issuer):
    data = {"issuer": issuer, "client_id": "lantern", "client_secret": "s"}
    answer = sign_in(world.joan).post("/agencies/harborlight/identity-provider", data=data)
    assert answer.status_code == 422
    assert provider.heard == []
