"""A list of people to invite, row by row: what each row would do, or why it can't."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cop.agencies.forms import MOST_ROWS, rows_of
from cop.agencies.models.agency import Agency
from cop.agencies.models.invitation import MOST_A_DAY, Invitation
from cop.agencies.models.membership import DISCIPLINES, PEER_SUPPORTER, Membership
from cop.agencies.words import DISCIPLINE_NAMES, ROLE_NAMES
from cop.core.db import db
from cop.people import addresses
from cop.people.models.person import Person

TOO_MANY = _l("There are too many rows. Please send at most 500 at once.")
FORMULA = "=+-@\t\r"  # what a spreadsheet would run instead of showing (OWASP, CSV injection)


@dataclass(frozen=True)
class Row:
    """`why` says in words why a row can't be sent; None for a good one."""

    line: int
    email: str
    role: str
    discipline: str | None
    why: Any | None = None


def look_at(said: str, agency: Agency, roles: Collection[str]) -> list[Row]:
    """Every row with its outcome, the first line left out where it holds headings. One statement."""
    cells = rows_of(said)
    first = 2 if cells and "@" not in cells[0][0] else 1
    cells = cells[first - 1 :]
    if len(cells) > MOST_ROWS:
        return [Row(MOST_ROWS + first, "", PEER_SUPPORTER, None, TOO_MANY)]
    emails = [addresses.tidy(row[0]) for row in cells]
    known = Known(set(), _members(agency, emails), Invitation.lately(agency.id, emails))
    return [_row(number, row, roles, known) for number, row in enumerate(cells, first)]


@dataclass
class Known:
    """What is known about the addresses of a list: those of good rows so far, members, and who was written to today."""

    seen: set[str]
    members: set[str]
    lately: Counter[str]


def _row(number: int, cells: list[str], roles: Collection[str], known: Known) -> Row:
    email, said, kind = [*(cell for cell in cells), "", "", ""][:3]
    email, role, discipline = addresses.tidy(email), _key(said, ROLE_NAMES) or PEER_SUPPORTER, None
    if role == PEER_SUPPORTER and kind:
        discipline = _key(kind, DISCIPLINE_NAMES)
    problems = (
        (len(cells) > 3, _l("There are too many columns.")),
        (any(cell[:1] and cell[0] in FORMULA for cell in cells), _l("A cell begins like a formula.")),
        (not addresses.is_plain(email), _l("This is not an e-mail address we can use.")),
        (bool(said) and _key(said, ROLE_NAMES) is None, _l("We do not know this role.")),
        (role not in roles, _l("You can't give this role.")),
        (bool(kind) and discipline not in DISCIPLINES, _l("We do not know this discipline.")),
        (email in known.seen, _l("This address is in the list twice.")),
        (email in known.members, _l("This person works here already.")),
        (known.lately[email] >= MOST_A_DAY, _l("This address has had three invitations today.")),
    )
    why = next((why for wrong, why in problems if wrong), None)
    known.seen |= set() if why else {email}
    return Row(number, email, role, discipline, why)


def _key(said: str, names: dict[str, Any]) -> str | None:
    """A role or discipline by its short name or by its words, in either language of the page."""
    wanted = said.strip().lower()
    return next(
        (key for key, words in names.items() if wanted in {key, key.replace("_", " "), str(words).lower()}), None
    )


def _members(agency: Agency, emails: list[str]) -> set[str]:
    found = select(Person.email).join(Membership, Membership.person_id == Person.id)
    return set(db.session.scalars(found.where(Membership.agency_id == agency.id, Person.email.in_(emails[:MOST_ROWS]))))
