"""Changing a turn by consent: someone proposes it, each area that it touches agrees, and then it holds.

What holds is rows of its own, keyed to the turn (TurnChange) and never taken away: an undo is one more.
"""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import db
from cop.core.facts import record
from cop.core.once import already_sent
from cop.core.tenancy import COMMONWEALTH
from cop.meetings import policy, rotation
from cop.meetings.facts import ChangeProposed, ProposalSettled
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.proposal import AGREED, DECLINED, OVERTAKEN, WITHDRAWN, Agreement, TurnProposal
from cop.meetings.models.rotation import Turn, TurnChange
from cop.meetings.rotation import CANCEL, COVER, SWAP, UNDO


class CannotChange(ValueError):
    """`why` is over, cancelled, same, waiting or undone: what stands in the way of a change to a turn."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def find_turn(turn_id: int | None) -> Turn | None:
    """With its changes, as they are now. Two statements."""
    return db.session.scalars(_turns().where(Turn.id == turn_id)).first() if turn_id else None


def _turns() -> Select[Turn]:
    fresh = select(Turn).where(Turn.agency_id == COMMONWEALTH).options(selectinload(Turn.changes))
    return fresh.execution_options(populate_existing=True)


def propose(turn: Turn, kind: str, by: Viewer, why: str, once: int | None, other: Turn | None = None,
            area: str | None = None) -> TurnProposal:  # fmt: skip
    """A swap with `other`, a cover by `area`, or a cancellation. Who proposes agrees for their own area.

    Raises CannotChange. The same one again when this form was already sent.
    """
    if (already := already_sent(TurnProposal, TurnProposal.by_id == by.id, once)) is not None:
        return already
    leads = turn.lead.area
    taking = other.lead.area if other is not None else area
    for one in filter(None, (turn, other)):
        _require_open(one)
    if kind in {SWAP, COVER} and (not taking or taking == leads):
        raise CannotChange("same")
    said = {"kind": kind, "from_area": leads, "area_slug": None if kind == CANCEL else taking}
    return _put(turn, by, why, once, other_id=other.id if other is not None else None, **said)


def propose_undo(proposal: TurnProposal, by: Viewer, why: str, once: int | None) -> TurnProposal:
    """That what was agreed to holds no more, as if it had never been; an undo can be undone, too. The same areas agree.

    Raises CannotChange.
    """
    if (already := already_sent(TurnProposal, TurnProposal.by_id == by.id, once)) is not None:
        return already
    for turn in _of(proposal):
        _require_open(turn, though_cancelled=True)
    if not stands(proposal.id):
        raise CannotChange("undone")
    same = {"other_id": proposal.other_id, "from_area": proposal.from_area, "area_slug": proposal.area_slug}
    return _put(db.session.get_one(Turn, proposal.turn_id), by, why, once, kind=UNDO, undoes_id=proposal.id, **same)


def _put(turn: Turn, by: Viewer, why: str, once: int | None, **said: object) -> TurnProposal:
    proposal = TurnProposal(agency_id=COMMONWEALTH, turn_id=turn.id, by_id=by.id, why=why, once=once, **said)
    proposal.agreements = []
    db.session.add(proposal)
    db.session.flush()
    record(ChangeProposed(COMMONWEALTH, proposal.id))
    if by.area in proposal.areas:
        say(proposal, by.area, by, yes=True)
    return proposal


def _require_open(turn: Turn, though_cancelled: bool = False) -> None:
    """Raises CannotChange for a turn that is over or off, or about which a proposal waits."""
    if turn.lead.cancelled and not though_cancelled:
        raise CannotChange("cancelled")
    if is_over(turn):
        raise CannotChange("over")
    asked = select(TurnProposal.id).where(or_(TurnProposal.turn_id == turn.id, TurnProposal.other_id == turn.id))
    if db.session.scalar(asked.where(TurnProposal.outcome.is_(None)).limit(1)) is not None:
        raise CannotChange("waiting")


def is_over(turn: Turn) -> bool:
    """Whether its meeting or its quarter is. One statement."""
    return rotation.status(turn.quarter, False, _meeting_ends(turn), _here()) == rotation.HELD


def _meeting_ends(turn: Turn) -> datetime | None:
    first = select(Meeting.ends_at).where(Meeting.turn_id == turn.id).order_by(Meeting.starts_at, Meeting.id)
    return db.session.scalars(first).first()


def _here() -> datetime:
    """Quarters end at midnight where the house is."""
    return clock.now().astimezone(current_app.extensions["settings"].time_zone)


def find(proposal_id: int) -> TurnProposal | None:
    """With what was said to it, and nobody else says anything meanwhile. Two statements."""
    known = select(TurnProposal).where(TurnProposal.id == proposal_id).with_for_update()
    fresh = known.options(selectinload(TurnProposal.agreements)).execution_options(populate_existing=True)
    return db.session.scalars(fresh).first()


def say(proposal: TurnProposal, area: str, by: Viewer, yes: bool) -> None:
    """One area's answer. When all have agreed it holds; one no ends it. Safe to repeat: what was said stays said."""
    if not proposal.open or area not in proposal.missing:
        return
    behalf = not policy.directs(by, area)
    said = {"area_slug": area, "by_id": by.id, "yes": yes, "on_behalf": behalf}
    proposal.agreements.append(Agreement(agency_id=COMMONWEALTH, proposal_id=proposal.id, **said))
    if not yes:
        _settle(proposal, DECLINED)
    elif not proposal.missing:
        _settle(proposal, AGREED if _carry_out(proposal, by) else OVERTAKEN)


def withdraw(proposal: TurnProposal) -> None:
    """By who proposed it, while it is open. Safe to repeat."""
    if proposal.open:
        _settle(proposal, WITHDRAWN)


def _settle(proposal: TurnProposal, outcome: str) -> None:
    proposal.settle(outcome)
    record(ProposalSettled(proposal.agency_id, proposal.id, outcome))


def _carry_out(proposal: TurnProposal, by: Viewer) -> bool:
    """Gives whether it could be: not when a turn has ended, or someone else leads it than when this was proposed."""
    turns = _of(proposal)
    if any(is_over(turn) for turn in turns):
        return False
    if proposal.kind == UNDO:
        return _undo(proposal, by)
    areas = [proposal.from_area, proposal.area_slug]
    if any(turn.lead.area != area or turn.lead.cancelled for turn, area in zip(turns, areas, strict=False)):
        return False
    for turn, area in zip(turns, reversed(areas), strict=False):
        _change(turn.id, proposal, by, kind=proposal.kind, area_slug=area)
    return True


def _undo(proposal: TurnProposal, by: Viewer) -> bool:
    undone = db.session.get_one(TurnProposal, proposal.undoes_id)
    if not stands(undone.id):
        return False
    for change in _changes(undone.id):
        _change(change.turn_id, proposal, by, kind=UNDO, undoes_id=change.id)
    return True


def _change(turn_id: int, proposal: TurnProposal, by: Viewer, **what: object) -> None:
    where = {"agency_id": COMMONWEALTH, "turn_id": turn_id, "proposal_id": proposal.id}
    db.session.add(TurnChange(by_id=by.id, **where, **what))
    db.session.flush()


def _of(proposal: TurnProposal) -> list[Turn]:
    """The turn it is about, and the one it swaps with. Two statements."""
    found = db.session.scalars(_turns().where(Turn.id.in_([proposal.turn_id, proposal.other_id]))).all()
    return sorted(found, key=lambda turn: turn.id != proposal.turn_id)


def _changes(proposal_id: int) -> Sequence[TurnChange]:
    return db.session.scalars(select(TurnChange).where(TurnChange.proposal_id == proposal_id)).all()


def stands(proposal_id: int) -> bool:
    """Whether it was agreed to, and all that it changed holds. An undo holds as long as what it took is gone."""
    changed = _changes(proposal_id)
    hold = {change.id for turn in changed_by(proposal_id) for change in rotation.holding(turn.changes)}
    return bool(changed) and {change.id for change in changed} <= hold


def changed_by(proposal_id: int) -> Sequence[Turn]:
    """The turns on which it has changes, which it has once it was agreed to. Two statements."""
    theirs = select(TurnChange.turn_id).where(TurnChange.proposal_id == proposal_id)
    return db.session.scalars(_turns().where(Turn.id.in_(theirs))).all()
