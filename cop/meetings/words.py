"""How quarters, states, answers and numbers of the ledger are said."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from babel import dates
from flask import Flask, g
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cop.core import text
from cop.core.speech import in_zone
from cop.meetings.calendar import Period

GOING_NAMES = {"yes": _l("Yes, I'm coming"), "maybe": _l("Maybe"), "no": _l("I can't come")}
MODE_NAMES = {"virtual": _l("Online"), "in_person": _l("In person"), "both": _l("Online and in person")}
STATUS_NAMES = {"planned": _l("Planned"), "held": _l("Held"), "cancelled": _l("Cancelled")}
CHANGE_NAMES = {
    "swap": _l("Swap it with another area's turn"),
    "cover": _l("Another area leads this once"),
    "cancel": _l("Cancel it"),
}
CHANGED_NAMES = {
    "swap": _l("Swap"),
    "cover": _l("Cover"),
    "cancel": _l("Cancellation"),
    "undo": _l("Undo"),
    "order": _l("New order"),
}
OUTCOME_NAMES = {
    "agreed": _l("Agreed"),
    "declined": _l("Not agreed"),
    "withdrawn": _l("Taken back"),
    "overtaken": _l("Something else came first, so nothing changed"),
}
SEASON_NAMES = {1: _l("July to September"), 2: _l("October to December"), 3: _l("January to March"),
                4: _l("April to June")}  # fmt: skip
# Why a change can't be proposed.
WHY_NOT = {
    "over": _l("That quarter's meeting is over. What was held stays as it was."),
    "cancelled": _l("That turn is cancelled. Undo the cancellation first."),
    "same": _l("That would change nothing: choose an area, or a turn, that is not this one's."),
    "waiting": _l("Something is proposed for that turn already. Answer it first, or take it back."),
    "undone": _l("That was undone already."),
}


def period(quarter: Period) -> str:
    """October to December 2026. A fiscal quarter never crosses a new year."""
    first, last = (format_date(day, "LLLL") for day in (quarter.first_day, quarter.last_day))
    return _("%(first)s to %(last)s %(year)d", first=first, last=last, year=quarter.first_day.year)


def zone(moment: datetime) -> str:
    """The zone in which the reader is shown this moment: Eastern Time."""
    return dates.get_timezone_name(moment.astimezone(g.zone).tzinfo, locale=get_locale())


def opening(html: str) -> str:
    """How a recap begins, for a list of many."""
    return text.excerpt(text.plain(html), 140)


def tenths(number: Fraction | int, signed: bool = False) -> str:
    """One decimal, with a sign where it tells more from less. Fifths come out exactly."""
    shown = f"{float(abs(number)):.1f}"
    if not signed or shown == "0.0":
        return shown
    return f"{'+' if number > 0 else '−'}{shown}"


def init_app(app: Flask) -> None:
    names: dict[str, Mapping[Any, Any]] = {
        "going": GOING_NAMES,
        "meeting_mode": MODE_NAMES,
        "turn_status": STATUS_NAMES,
        "changed": CHANGED_NAMES,
        "outcome": OUTCOME_NAMES,
        "season": SEASON_NAMES,
    }
    app.jinja_env.filters.update({name: words.__getitem__ for name, words in names.items()})
    app.jinja_env.filters.update(
        full_day=in_zone(dates.format_date, "full"), opening=opening, period=period, zone=zone, tenths=tenths
    )
