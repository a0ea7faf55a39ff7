"""A list of people to invite, row by row: what each row would do, or why it can't."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cop.agencies.forms import MOST_ROWS, rows_of
from cop.agencies.models.agency import Agency
from cop.agencies.models.membership import DISCIPLINES, PEER_SUPPORTER, Membership
from cop.agencies.words import DISCIPLINE_NAMES, ROLE_NAMES
from cop.core.db import db
from cop.people import addresses
from cop.people.models.person import Person

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
    if cells and "@" not in cells[0][0]:
        cells = cells[1:]
    first = 1 + len(rows_of(said)) - len(cells)
    rows: list[Row] = []
    members = _members(agency, [addresses.tidy(row[0]) for row in cells])
    for number, row in enumerate(cells, first):
        seen = {one.email for one in rows if one.why is None}
        rows.append(_row(number, row, roles, seen, members))
    return rows


def _row(number: int, cells: list[str], roles: Collection[str], seen: set[str], members: set[str]) -> Row:
    email, said, kind = [*(cell for cell in cells), "", "", ""][:3]
    email, role, discipline = addresses.tidy(email), _key(said, ROLE_NAMES) or PEER_SUPPORTER, None
    if role == PEER_SUPPORTER and kind:
        discipline = _key(kind, DISCIPLINE_NAMES)
    problems = (
        (number > MOST_ROWS + 1, _l("There are too many rows. Please send at most 500 at once.")),
        (len(cells) > 3, _l("There are too many columns.")),
        (any(cell[:1] and cell[0] in FORMULA for cell in cells), _l("A cell begins like a formula.")),
        (not addresses.is_plain(email), _l("This is not an e-mail address we can use.")),
        (bool(said) and _key(said, ROLE_NAMES) is None, _l("We do not know this role.")),
        (role not in roles, _l("You can't give this role.")),
        (bool(kind) and discipline not in DISCIPLINES, _l("We do not know this discipline.")),
        (email in seen, _l("This address is in the list twice.")),
        (email in members, _l("This person works here already.")),
    )
    return Row(number, email, role, discipline, next((why for wrong, why in problems if wrong), None))


def _key(said: str, names: dict[str, Any]) -> str | None:
    """A role or discipline by its short name or by its words, in either language of the page."""
    wanted = said.strip().lower()
    return next(
        (key for key, words in names.items() if wanted in {key, key.replace("_", " "), str(words).lower()}), None
    )


def _members(agency: Agency, emails: list[str]) -> set[str]:
    found = select(Person.email).join(Membership, Membership.person_id == Person.id)
    return set(db.session.scalars(found.where(Membership.agency_id == agency.id, Person.email.in_(emails[:MOST_ROWS]))))
