"""How long an agency keeps what was written inside: what is older goes, in small pieces, and never without notice.

Features above say what of theirs an agency owns and how it goes (`kept`); here is when. What all agencies share is
nobody's to erase. A run is one transaction with its entry in the trail, so whatever ends it, it can be begun again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from cop.agencies.facts import WordsErased
from cop.agencies.models.settings import ALWAYS, KEEP_YEARS, NOTICE, AgencySettings
from cop.core import clock, jobs, tenancy
from cop.core.db import db
from cop.core.facts import commit, record
from cop.core.tenancy import COMMONWEALTH

ERASE, LOOK = "erase-words", "look-what-is-over"
PIECE = 100  # of each kind, in one transaction
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Kind:
    """One kind of thing, in the scope of the agency that is given first.

    `waiting`: how many had their last word before a moment, and when the first of them had. `erase`: at most so many of
    those, with all that hangs on them; gives how many. `words`: a number of them, as one says it.
    """

    waiting: Callable[[int, datetime], tuple[int, datetime | None]]
    erase: Callable[[int, datetime, int], int]
    words: Callable[[int], str]


kept: dict[str, Kind] = {}


@dataclass(frozen=True)
class Going:
    """What goes within NOTICE, in words, and when the first of it does."""

    what: list[str]
    first: datetime


def going(settings: AgencySettings) -> Going | None:
    """A statement for each kind; none for an agency that keeps everything."""
    if settings.keep_years == ALWAYS:
        return None
    until = clock.now() + NOTICE
    waiting = {name: one.waiting(settings.agency_id, before(settings, until)) for name, one in kept.items()}
    oldest = [last for _, last in waiting.values() if last is not None]
    if not oldest:
        return None
    first = max(in_years(min(oldest), settings.keep_years), begins(settings), clock.now())
    return Going([kept[name].words(many) for name, (many, _) in waiting.items() if many], first)


def would_go(settings: AgencySettings) -> dict[int, Going]:
    """What would go within NOTICE if the agency chose to keep what is inside for so many years: said before it does."""
    found = {}
    for years in KEEP_YEARS:
        tried = AgencySettings(agency_id=settings.agency_id, keep_years=settings.keep_years,
                               keep_less_since=settings.keep_less_since)  # fmt: skip
        tried.keep_for(years)
        if (what := going(tried)) is not None:
            found[years] = what
    return found


def in_years(moment: datetime, years: int) -> datetime:
    """The same day in another year; for 29 February the day after the 28th."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28) + DAY


def before(settings: AgencySettings, now: datetime) -> datetime:
    """What had its last word before this is over its time then. On 29 February, what is over it on the 28th."""
    try:
        return now.replace(year=now.year - settings.keep_years)
    except ValueError:
        return now.replace(year=now.year - settings.keep_years, day=28)


def begins(settings: AgencySettings) -> datetime:
    """Nothing is erased sooner."""
    return (settings.keep_less_since or clock.now()) + NOTICE


def erase(payload: dict[str, Any]) -> None:
    """A job: one piece of what is over its time in an agency, and another job while there is more."""
    agency_id = int(payload["agency_id"])
    with tenancy.within(tenancy.agencies(agency_id)):
        settings = AgencySettings.locked(agency_id)
        if agency_id == COMMONWEALTH or settings.keep_years == ALWAYS or begins(settings) > clock.now():
            return
        over = before(settings, clock.now())
        done = {name: one.erase(agency_id, over, PIECE) for name, one in kept.items()}
        if any(done.values()):
            record(WordsErased(agency_id, None, ", ".join(f"{name} {many}" for name, many in done.items() if many)))
        if PIECE in done.values():
            jobs.add(ERASE, agency_id, payload)
        commit()


def look(_payload: dict[str, Any]) -> None:
    """A job, each day: has it erased in every agency that asks for it. Tomorrow's is there before anything can fail."""
    tomorrow = clock.now() + DAY
    _look_on(tomorrow)
    db.session.commit()
    with tenancy.everywhere():
        asking = select(AgencySettings.agency_id).where(AgencySettings.keep_years != ALWAYS)
        for agency_id in db.session.scalars(asking).all():
            if not jobs.waits(ERASE, {"agency_id": agency_id}):
                jobs.add(ERASE, agency_id, {"agency_id": agency_id})


def _look_on(moment: datetime) -> None:
    if not jobs.waits(LOOK, {"day": f"{moment:%F}"}):
        jobs.add(LOOK, COMMONWEALTH, {"day": f"{moment:%F}"}, due_at=moment)


def remember() -> None:
    """When a server starts: the daily look is there (a restore brings no jobs)."""
    if not jobs.waits(LOOK):
        _look_on(clock.now())
        commit()


jobs.register(ERASE, erase)
jobs.register(LOOK, look)
