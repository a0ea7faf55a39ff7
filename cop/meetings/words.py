"""How quarters, states, answers and numbers of the ledger are said."""

from datetime import datetime
from fractions import Fraction

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
    names = {"going": GOING_NAMES, "meeting_mode": MODE_NAMES, "turn_status": STATUS_NAMES}
    app.jinja_env.filters.update({name: words.__getitem__ for name, words in names.items()})
    app.jinja_env.filters.update(
        full_day=in_zone(dates.format_date, "full"), opening=opening, period=period, zone=zone, tenths=tenths
    )
