"""The spaces that there are from the beginning: the Commonwealth's, and each agency's.

They keep the key of what they began as, and are named in the language of whoever reads, until somebody renames them.
"""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cop.agencies.audience import AREAS, EVERYONE, PEERS
from cop.agencies.models.agency import Agency
from cop.core import tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.core.tenancy import COMMONWEALTH
from cop.forums.models.space import Space

# Name and purpose by key, which is also the address. The trouble spots are those that the listening sessions named.
STATEWIDE: dict[str, tuple[Any, Any]] = {
    "role-clarity": (_l("Role clarity"), _l("What our job is, what it is not, and how to say so with care.")),
    "supervision": (_l("Supervision and co-reflection"), _l("How we are supported, and how we support each other.")),
    "map-certification": (
        _l("MAP certification"),
        _l("Medication administration and the peer role: what teams have worked out."),
    ),
    "handling-money": (_l("Handling money"), _l("Being near people's money without standing over it.")),
    "documentation": (_l("Documentation"), _l("Notes written with people, in words they would own.")),
    "clinical-meetings": (_l("Clinical team meetings"), _l("In the room, but not of the system.")),
    "grief-and-loss": (_l("Grief and loss"), _l("For the days after. Come as you are.")),
    "training": (_l("Training"), _l("What is worth the day, and what we wish there were.")),
    "career-ladder": (_l("Career ladder"), _l("Pay, titles, next steps, and supervisors who have done this work.")),
    "recovery-coaching": (_l("Recovery coaching"), _l("For recovery coaches, and anyone who works beside one.")),
    "family-partners": (_l("Family partners"), _l("Walking with families, as family.")),
    # In Spanish for every reader: that is what it is for.
    "en-espanol": ("En español", "Un lugar para conversar en español sobre nuestro trabajo."),
    "peers": (_l("Peers only"), _l("For peer supporters at every agency. No supervisors, no administrators.")),
    "supervisors": (
        _l("Supervisors"),
        _l("For those who supervise peer supporters, with lived experience or without."),
    ),
    "directors": (_l("Directors"), _l("For Directors of Peer Support and Area Directors of Recovery.")),
    "area-western": (_l("Western area"), _l("News and questions from the Western area.")),
    "area-central": (_l("Central area"), _l("News and questions from the Central area.")),
    "area-northeast": (_l("Northeast area"), _l("News and questions from the Northeast area.")),
    "area-southeast": (_l("Southeast area"), _l("News and questions from the Southeast area.")),
    "area-metro-boston": (_l("Metro Boston area"), _l("News and questions from the Metro Boston area.")),
}
FOR = {"peers": PEERS, "supervisors": "supervisors", "directors": "directors"} | {
    f"area-{area.replace('_', '-')}": area for area in AREAS
}
# An agency's own: the row's name is what the agency is called, put into these.
WITHIN: dict[str, tuple[Any, Any]] = {
    "team": (_l("%(agency)s team"), _l("For everyone who works here.")),
    "peers-here": (_l("%(agency)s peers"), _l("For peer supporters here. No supervisors, no administrators.")),
}


def statewide() -> list[dict[str, Any]]:
    """What to make them with. The words in the row are for whoever reads the table itself."""
    return [
        {"slug": key, "starter": key, "audience": FOR.get(key, EVERYONE), "position": at, "agency_id": COMMONWEALTH,
         "nameless": True,
         "name": str(name), "purpose": str(purpose)}
        for at, (key, (name, purpose)) in enumerate(STATEWIDE.items())
    ]  # fmt: skip


def of_agency(slug: str, called: str) -> list[dict[str, Any]]:
    return [
        {"slug": f"{slug}-{ending}", "starter": key, "name": called, "purpose": str(WITHIN[key][1]),
         "audience": audience, "position": at}
        for at, (key, ending, audience) in enumerate((("team", "team", EVERYONE), ("peers-here", "peers", PEERS)))
    ]  # fmt: skip


def name_in_words(name: str, starter: str | None) -> str:
    """What a space is called, for whoever reads this page."""
    if starter in WITHIN:
        return str(WITHIN[starter][0]) % {"agency": name}
    return str(STATEWIDE[starter][0]) if starter in STATEWIDE else name


def purpose_in_words(purpose: str, starter: str | None) -> str:
    known = STATEWIDE | WITHIN
    return str(known[starter][1]) if starter in known else purpose


def remember() -> None:
    """When a server starts: a new installation has the Commonwealth's spaces. One whose stewards made others keeps
    those. The Commonwealth's row is locked: of two servers that start at once, one makes them."""
    with tenancy.within(tenancy.agencies()):
        db.session.execute(select(Agency.id).where(Agency.id == COMMONWEALTH).with_for_update())
        if db.session.scalar(select(Space.id).where(Space.agency_id == COMMONWEALTH).limit(1)) is None:
            db.session.add_all(Space(**one) for one in statewide())
        commit()
