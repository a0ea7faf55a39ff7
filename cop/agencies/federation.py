"""The way to an agency's own identity provider and back: past the walls on purpose: nobody on it is inside."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from flask import current_app, g, session, url_for
from sqlalchemy import select

from cop.agencies.models.agency import Agency
from cop.agencies.models.identity_provider import IdentityProvider
from cop.agencies.models.logo import Logo
from cop.agencies.models.membership import Membership
from cop.core import clock, sealing, tenancy
from cop.core.db import db
from cop.people.openid import Asked, Relying

KEPT, CONNECTING = "agency_sign_in", "connecting"
LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Way:
    """Into one agency, through its provider."""

    agency: Agency
    relying: Relying


@dataclass(frozen=True)
class Kept:
    """What the browser's cookie holds on the way there and back. `link_id`: to whose account it shall be connected."""

    slug: str
    at: datetime
    link_id: int | None
    asked: Asked


def way(slug: str) -> Way | None:
    """None where there is no such agency, or it has no provider: a stranger learns no more."""
    agency = db.session.scalars(Agency.providers().where(Agency.slug == slug)).first()
    if agency is None:
        return None
    with tenancy.within(tenancy.agencies(agency.id)):
        provider = IdentityProvider.of(agency.id)
        if provider is None:
            return None
        return Way(agency, Relying(provider.issuer, provider.client_id, provider.unsealed, callback(slug)))


def logo(way: Way) -> Logo | None:
    """What may be shown of an agency to whoever signs in through it."""
    with tenancy.within(tenancy.agencies(way.agency.id)):
        return Logo.of(way.agency.id)


def callback(slug: str) -> str:
    """Where the provider sends people back to: its operator registers exactly this."""
    return str(current_app.extensions["settings"].base_url + url_for("agency_answers.show", slug=slug))


def belongs(agency: Agency, person_id: int) -> bool:
    with tenancy.within(tenancy.agencies(agency.id)):
        held = select(Membership.id).where(Membership.agency_id == agency.id, Membership.person_id == person_id)
        return db.session.scalar(held.limit(1)) is not None


def keep(slug: str, asked: Asked) -> None:
    """Sealed, as a cookie is only signed."""
    words = {"slug": slug, "at": clock.now().timestamp(), "link_id": _connecting(), **asdict(asked)}
    session[KEPT] = sealing.seal(KEPT, json.dumps(words))


def take() -> Kept | None:
    """What was kept for this, not too long ago. The cookie forgets it, whatever comes of it."""
    unsealed = sealing.unseal(KEPT, session.pop(KEPT, ""))
    if unsealed is None:
        return None
    said = json.loads(unsealed)
    at = datetime.fromtimestamp(said["at"], UTC)
    asked = Asked(said["state"], said["nonce"], said["verifier"])
    return Kept(said["slug"], at, said["link_id"], asked) if clock.now() - at < LASTS else None


def connect(person_id: int) -> None:
    """Whoever has just shown their password may connect what they sign in to next."""
    session[CONNECTING] = [person_id, clock.now().timestamp()]


def _connecting() -> int | None:
    person_id, at = session.pop(CONNECTING, (None, 0.0))
    fresh = clock.now().timestamp() - at < LASTS.total_seconds()
    return person_id if fresh and person_id == g.viewer.id else None
