"""OpenID Connect, as the one who relies on it: the authorization code flow with PKCE (OpenID Connect Core 1.0, 3.1).

Knows no agency and keeps nothing: it is told who is asked, and says what was answered, or why it can't be relied on.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any
from urllib.parse import quote_plus

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from cop.core import outside
from cop.people.models.person import Person

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")  # never a shared secret
LEEWAY = 60  # seconds that two clocks may differ
LONGEST = 255  # characters of a subject (Core, 2)
SCOPE = "openid email profile"
AWAY, DENIED, STATE, ISSUER, CODE, SIGNATURE, CLOCK, CLAIMS = (
    "away", "denied", "state", "issuer", "code", "signature", "clock", "claims"
)  # fmt: skip
TIMES, NAMED = {"exp", "iat", "nbf"}, {"iss", "aud", "azp", "nonce", "sub", "at_hash"}
MALFORMED = (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


class Refused(Exception):
    """What a provider said can't be relied on, or opens nothing here: `why` in one short word, and whom it names."""

    def __init__(self, why: str, person: Person | None = None) -> None:
        self.why, self.person = why, person


@dataclass(frozen=True)
class Relying:
    """What we are to one provider."""

    issuer: str
    client_id: str
    secret: str
    callback: str


@dataclass(frozen=True)
class Asked:
    """What was sent along, and must come back."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def fresh(cls) -> "Asked":
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))


@dataclass(frozen=True)
class Answer:
    """Who it is, as the provider says: issuer and subject. `address` only where it says that it was verified."""

    issuer: str
    subject: str
    address: str | None
    name: str


def discover(issuer: str) -> dict[str, Any]:
    """What a provider says of itself (OpenID Connect Discovery 1.0, 4). Raises Refused."""
    try:
        told = outside.ask(get_well_known_url(issuer, external=True))
    except (outside.NotAsked, outside.NoAnswer) as error:
        raise Refused(AWAY) from error
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if not isinstance(told, dict) or not all(_is_address(told.get(name)) for name in needed):
        raise Refused(AWAY)
    if told.get("issuer") != issuer:
        raise Refused(ISSUER)
    return told


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and outside.may_ask(value)


def way_out(to: Relying, asked: Asked) -> str:
    """Where to send the browser. Raises Refused when the provider can't be read."""
    return str(prepare_grant_uri(
        discover(to.issuer)["authorization_endpoint"], to.client_id, "code", to.callback, SCOPE, asked.state,
        nonce=asked.nonce, code_challenge=create_s256_code_challenge(asked.verifier), code_challenge_method="S256",
    ))  # fmt: skip


def answer(to: Relying, asked: Asked, given: Mapping[str, str]) -> Answer:
    """What a provider answered, from what the browser brought back. Raises Refused."""
    if not compare_digest(given.get("state", "").encode(), asked.state.encode()):
        raise Refused(STATE)
    if given.get("iss", to.issuer) != to.issuer:  # RFC 9207: another provider's answer, mixed up with this one's
        raise Refused(ISSUER)
    if "error" in given:
        raise Refused(DENIED if given["error"] == "access_denied" else CODE)
    told = discover(to.issuer)
    if told.get("authorization_response_iss_parameter_supported") is True and "iss" not in given:
        raise Refused(ISSUER)
    tokens = _tokens(to, told, asked, given.get("code", ""))
    claims = _checked(to, told, asked, tokens)
    return Answer(to.issuer, claims["sub"], *_profile(told, claims, tokens))


def _tokens(to: Relying, told: dict[str, Any], asked: Asked, code: str) -> dict[str, Any]:
    url = told["token_endpoint"]
    offered = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if "client_secret_basic" in offered:  # RFC 6749, 2.3.1: each encoded like a form's field
        auth = ClientAuth(quote_plus(to.client_id), quote_plus(to.secret), "client_secret_basic")
    else:
        auth = ClientAuth(to.client_id, to.secret, "client_secret_post")
    try:
        body = prepare_token_request("authorization_code", "", to.callback, code=code, code_verifier=asked.verifier)
        _, headers, body = auth.prepare("POST", url, headers, body)
        tokens = outside.ask(url, body, headers)
    except (outside.NotAsked, outside.NoAnswer, ValueError, TypeError) as error:
        raise Refused(CODE) from error
    if not isinstance(tokens, dict):
        raise Refused(CODE)
    return tokens


def _checked(to: Relying, told: dict[str, Any], asked: Asked, tokens: dict[str, Any]) -> CodeIDToken:
    """What the ID token claims, once its signature and all else is as it must be (Core, 3.1.3.7)."""
    token = _verified(told, tokens)
    options = {"iss": {"essential": True, "value": to.issuer}, "aud": {"essential": True, "value": to.client_id}}
    params = {"nonce": asked.nonce, "client_id": to.client_id, "access_token": tokens.get("access_token")}
    claims = CodeIDToken(token.claims, token.header, options, params)
    try:
        claims.validate(leeway=LEEWAY)
    except MALFORMED as error:
        claim = str(getattr(error, "claim", ""))
        raise Refused(CLOCK if claim in TIMES else claim if claim in NAMED else CLAIMS) from error
    subject = claims["sub"]
    if not (0 < len(subject) <= LONGEST and subject.isascii() and subject.isprintable()):
        raise Refused("sub")
    return claims


def _verified(told: dict[str, Any], tokens: dict[str, Any]) -> jwt.Token:
    try:
        keys = outside.ask(told["jwks_uri"])
    except (outside.NotAsked, outside.NoAnswer) as error:
        raise Refused(AWAY) from error
    try:
        return jwt.decode(tokens["id_token"], KeySet.import_key_set(keys), ALGORITHMS)
    except MALFORMED as error:
        raise Refused(SIGNATURE) from error


def _profile(told: dict[str, Any], claims: Mapping[str, Any], tokens: Mapping[str, Any]) -> tuple[str | None, str]:
    """An address that was verified, and a name: from the token, else from where the provider tells more (Core, 5.3)."""
    said = claims
    if "email" not in claims and _is_address(told.get("userinfo_endpoint")):
        said = _more(told["userinfo_endpoint"], claims["sub"], tokens.get("access_token"))
    email, name = said.get("email"), said.get("name")
    verified = said.get("email_verified") is True and isinstance(email, str)
    return email if verified else None, name if isinstance(name, str) else ""


def _more(url: str, subject: str, token: Any) -> Mapping[str, Any]:
    """Nothing where it is away: whoever is known already does not need it."""
    try:
        said = outside.ask(url, headers={"Authorization": f"Bearer {token}"})
    except (outside.NotAsked, outside.NoAnswer):
        return {}
    return said if isinstance(said, dict) and said.get("sub") == subject else {}
