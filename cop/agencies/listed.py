"""A list of people to invite, row by row: what each row would do, or why it can't."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cop.agencies.list_forms import MOST_ROWS, rows_of
from cop.agencies.models.agency import Agency
from cop.agencies.models.invitation import MOST_A_DAY, Invitation
from cop.agencies.models.membership import DISCIPLINES, PEER_SUPPORTER, Membership
from cop.agencies.words import DISCIPLINE_NAMES, ROLE_NAMES
from cop.core.db import db
from cop.people import addresses
from cop.people.models.person import Person

TOO_MANY = _l("There are too many rows. Please send at most 500 at once.")
HEADING = _l("Read as a heading, because there is no @ in it.")
FORMULA = "=+-@\t\r"  # what a spreadsheet would run instead of showing (OWASP, CSV injection)


@dataclass(frozen=True)
class Row:
    """`why` says in words why a row can't be sent; None for a good one. Headings are shown, and are no row to send."""

    line: int
    email: str
    role: str
    discipline: str | None
    why: Any | None = None
    heading: bool = False


@dataclass(frozen=True)
class Looked:
    """All rows of a list, in order."""

    rows: list[Row]

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if row.why is None]

    @property
    def bad(self) -> list[Row]:
        return [row for row in self.rows if row.why is not None and not row.heading]


def look_at(said: str, agency: Agency, roles: Collection[str]) -> Looked:
    """Every row with its outcome. Three statements, however many rows."""
    lines = rows_of(said)
    head = [_heading(*lines.pop(0))] if lines and _is_heading(lines[0][1]) else []
    if len(lines) > MOST_ROWS:
        return Looked([Row(lines[MOST_ROWS][0], "", PEER_SUPPORTER, None, TOO_MANY)])
    emails = [addresses.tidy(cells[0]) for _, cells in lines]
    open_ones = Invitation.open_to(agency.id, emails)
    known = Known(set(), _members(agency, emails), open_ones, Invitation.lately(agency.id, emails))
    return Looked(head + [_row(number, cells, roles, known) for number, cells in lines])


def _is_heading(cells: list[str]) -> bool:
    return not any("@" in cell or cell[:1] in FORMULA for cell in cells if cell)


def _heading(number: int, cells: list[str]) -> Row:
    """Shown, so that nobody who forgot an @ in the first line looks for it in vain."""
    return Row(number, cells[0], PEER_SUPPORTER, None, HEADING, heading=True)


@dataclass
class Known:
    """What is known about the addresses of a list: those of good rows so far, members, whose invitation is still open,
    and who was written to today."""

    seen: set[str]
    members: set[str]
    invited: set[str]
    lately: Counter[str]


def _row(number: int, cells: list[str], roles: Collection[str], known: Known) -> Row:
    email, said, kind = [*(cell for cell in cells), "", "", ""][:3]
    email, role, discipline = addresses.tidy(email), _key(said, ROLE_NAMES) or PEER_SUPPORTER, None
    if role == PEER_SUPPORTER and kind:
        discipline = _key(kind, DISCIPLINE_NAMES)
    problems = (
        (len(cells) > 3, _l("There are too many columns.")),
        (any(cell[:1] and cell[0] in FORMULA for cell in cells), _l("A cell begins like a formula.")),
        (
            not addresses.is_plain(email) and any("@" in cell for cell in cells[1:]),
            _l("The e-mail is not in the first column."),
        ),
        (not addresses.is_plain(email), _l("This is not an e-mail address we can use.")),
        (bool(said) and _key(said, ROLE_NAMES) is None, _l("We do not know this role.")),
        (role not in roles, _l("You can't give this role.")),
        (bool(kind) and discipline not in DISCIPLINES, _l("We do not know this discipline.")),
        (email in known.seen, _l("This address is in the list twice.")),
        (email in known.members, _l("This person works here already.")),
        (known.lately[email] >= MOST_A_DAY, _l("This address has had three invitations today.")),
        (email in known.invited, _l("An invitation to this address is open already.")),
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
