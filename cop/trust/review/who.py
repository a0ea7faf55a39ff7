"""Who looks after a place by their role, in words: those who read what is flagged there (see policy.looks_after)."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cop.agencies.audience import PEERS, is_closed

STEWARDS, FREE, AGENCY, COMMONS = "stewards", "free", "agency", "commons"
LOOKED_AFTER = {
    FREE: _l("Looked after by those of the steering committee and the stewards who supervise nobody."),
    AGENCY: _l("Looked after by the Director of Peer Support and the administrators of %(agency)s."),
    COMMONS: _l("Looked after by the steering committee and the stewards."),
}
READ_BY = {
    STEWARDS: _l("What is flagged here is read by stewards of the commons who supervise nobody."),
    FREE: _l("What is flagged here is read by those of the steering committee and the stewards who supervise nobody."),
    AGENCY: _l("What is flagged here is read by the Director of Peer Support and the administrators of %(agency)s."),
    COMMONS: _l("What is flagged here is read by the steering committee and the stewards."),
}


def _kind(place: Any) -> str:
    if is_closed(place.audience):
        return FREE if place.audience == PEERS and not place.agency_id else STEWARDS
    return AGENCY if place.agency_id else COMMONS


def looked_after(place: Any, agency: str) -> str:
    """Nothing for a place whose words nobody looks after by their role."""
    return str(LOOKED_AFTER.get(_kind(place), "")) % {"agency": agency}


def flags_read(place: Any, agency: str) -> str:
    return str(READ_BY[_kind(place)]) % {"agency": agency}
