"""The rotation, two years of meetings with their recaps, and the next four."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from cop.agencies.audience import AREAS, EVERYONE
from cop.core.db import db
from cop.core.facts import commit
from cop.core.tenancy import COMMONWEALTH
from cop.demo import words
from cop.demo.people import Cast
from cop.demo.words import Pen
from cop.meetings import rotation
from cop.meetings.calendar import Period
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.proposal import AGREED, Agreement, OrderVersion, TurnProposal
from cop.meetings.models.rotation import OrderPlace, Turn, TurnChange, TurnHost
from cop.meetings.models.rsvp import Rsvp

EASTERN = ZoneInfo("America/New_York")
PLANNED_AHEAD = 9  # turns, of which four have a meeting
WHY = "Our room floods in spring. The carpenters come that month."
LINK = "https://meet.example/community-of-practice"


def load(cast: Cast, pen: Pen) -> None:
    written = words.read("meetings")["meeting"]
    base = first_planned(pen.now)
    periods = [later(base, written[0]["quarters"] + at) for at in range(-written[0]["quarters"] + PLANNED_AHEAD)]
    for place, area in enumerate(AREAS):
        db.session.add(
            OrderPlace(agency_id=COMMONWEALTH, version=1, position=place, since=str(periods[0]), area_slug=area)
        )
    begun = at_ten(periods[0].first_day)
    decided = {"by_id": cast.people["steward"], "at": begun, "id": pen.id_at(begun)}
    db.session.add(OrderVersion(agency_id=COMMONWEALTH, version=1, **decided))
    planned = rotation.plan([rotation.Order(periods[0], AREAS)], periods, {})
    turns = {
        period: Turn(agency_id=COMMONWEALTH, period=str(period), planned_area=area) for period, area in planned.items()
    }
    db.session.add_all(turns.values())
    db.session.flush()
    leads = planned | swap(cast, turns, later(base, -5), later(base, -4), pen)
    hosted: Counter[str] = Counter()
    for period, turn in turns.items():
        host(cast, turn, leads[period], accepted(period, pen), hosted)
    for one in written:
        period = later(base, one["quarters"])
        answer(cast, hold(cast, one, period, turns[period]), pen)
    commit()


def later(period: Period, quarters: int) -> Period:
    """So many quarters on; back when negative."""
    years, quarter = divmod(period.year * 4 + period.quarter - 1 + quarters, 4)
    return Period(years, quarter + 1)


def first_planned(now: datetime) -> Period:
    """This quarter while its meeting is still to come, else the next."""
    this = Period.of(now.astimezone(EASTERN).date())
    return this if starts(this) > now else later(this, 1)


def starts(period: Period) -> datetime:
    """The second Wednesday of the quarter's last month, at ten."""
    first = period.last_day.replace(day=1)
    wednesday = first + timedelta(days=(2 - first.weekday()) % 7 + 7)
    return at_ten(wednesday)


def at_ten(day: date) -> datetime:
    return datetime.combine(day, time(10), EASTERN)


def swap(cast: Cast, turns: dict[Period, Turn], one: Period, other: Period, pen: Pen) -> dict[Period, str]:
    """Two areas changed places once: one proposed it, the other agreed, and each turn has its change."""
    led = {one: turns[other].planned_area, other: turns[one].planned_area}
    at = at_ten(one.first_day) - timedelta(days=20)
    common = {"agency_id": COMMONWEALTH, "at": at}
    asks, agrees = (turns[period].planned_area for period in (one, other))
    proposal = TurnProposal(
        id=pen.id_at(at), turn_id=turns[one].id, other_id=turns[other].id, kind=rotation.SWAP, from_area=asks,
        area_slug=agrees, why=WHY, by_id=cast.people[f"director_{asks}"], outcome=AGREED, settled_at=at, **common
    )  # fmt: skip
    db.session.add(proposal)
    db.session.flush()
    for area in (asks, agrees):
        said = {"area_slug": area, "yes": True, "on_behalf": False, "by_id": cast.people[f"director_{area}"]}
        db.session.add(Agreement(id=pen.id_at(at), proposal_id=proposal.id, **said, **common))
    for period, area in led.items():
        changed = {"kind": rotation.SWAP, "area_slug": area, "by_id": cast.people[f"director_{area}"]}
        row = {"turn_id": turns[period].id, "proposal_id": proposal.id}
        db.session.add(TurnChange(id=pen.id_at(at), **row, **changed, **common))
    return led


def accepted(period: Period, pen: Pen) -> datetime:
    """About four months before its meeting, and never in the future."""
    return min(starts(period) - timedelta(days=120), pen.ago(30))


def host(cast: Cast, turn: Turn, area: str, at: datetime, hosted: "Counter[str]") -> None:
    """The Area Director, and the Director of Peer Support of whichever agency in the area has hosted least."""
    serving = [one["slug"] for one in words.read("people")["agency"] if area in one["areas"]]
    partner = min(serving, key=lambda slug: hosted[slug])
    hosted[partner] += 1
    for key in (f"director_{area}", f"{partner}_director"):
        db.session.add(
            TurnHost(
                agency_id=COMMONWEALTH,
                turn_id=turn.id,
                person_id=cast.people[key],
                voice_id=cast.voice(key),
                area_slug=area,
                accepted_at=at,
            )
        )


def hold(cast: Cast, one: dict[str, Any], period: Period, turn: Turn) -> Meeting:
    agenda = [
        {
            "title": item["title"],
            "minutes": item["minutes"],
            "about": item.get("about", ""),
            "presenter_id": cast.people.get(item.get("presenter", "")),
        }
        for item in one["item"]
    ]
    begins = starts(period)
    meeting = Meeting.plan(
        one["title"],
        begins,
        begins + timedelta(hours=2),
        turn,
        one["welcome"],
        agenda,
        mode=one["mode"],
        join_url="" if one["mode"] == "in_person" else LINK,
        place="" if one["mode"] == "virtual" else "Worcester, community room, step-free",
    )
    meeting.audience = EVERYONE
    if "recap" in one:
        meeting.publish_recap(one["recap"]).published_at = meeting.ends_at + timedelta(days=2)
    return meeting


def answer(cast: Cast, meeting: Meeting, pen: Pen) -> None:
    """Many said whether they come; the demo's tour leaves Ana's next answer to whoever takes it."""
    asked = meeting.starts_at - timedelta(days=21)
    share = 0.7 if asked < pen.now else 0.1  # few answer long before
    keys = [key for key in cast.people if key != "harborlight_peer" and pen.random.random() < share]
    rows = [
        {
            "agency_id": COMMONWEALTH,
            "meeting_id": meeting.id,
            "person_id": cast.people[key],
            "going": pen.random.choices(("yes", "maybe", "no"), (7, 2, 1))[0],
            "at": min(asked + timedelta(hours=pen.random.randrange(20 * 24)), pen.ago(1)),
        }
        for key in keys
    ]
    db.session.execute(insert(Rsvp), rows)
