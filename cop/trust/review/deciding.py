"""Flagging, deciding, undoing, appealing: what each means, whatever kind of thing was written."""

from datetime import timedelta

from flask import abort
from sqlalchemy import select, update

from cop.agencies.audience import is_closed
from cop.agencies.viewer import Viewer
from cop.core import clock, tenancy
from cop.core.db import db
from cop.core.facts import record
from cop.core.tenancy import COMMONWEALTH
from cop.trust import policy, pseudonyms
from cop.trust.facts import AppealAnswered, Decided, DecisionMade, DecisionUndone, ReviewWanted
from cop.trust.models.appeal import UNDONE, Appeal
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import CLOSE, FOR_A_TIME, HIDE, MUTE, PAUSE, REDACT, RETURN, ReviewDecision
from cop.trust.models.flag import IDENTIFIES, Flag
from cop.trust.models.muted import Muted
from cop.trust.review import keepers, subjects
from cop.trust.review.subjects import Subject


def placed(subject: Subject) -> dict[str, object]:
    """How rows of ours name what they are about."""
    return {"agency_id": subject.agency_id, "audience": subject.audience, "subject_id": subject.id,
            "place_id": subject.place_id}  # fmt: skip


def trail_of(agency_id: int, audience: str) -> int:
    """Whose trail tells of it. What happens in an agency's peers-only space is not for its managers to read."""
    return COMMONWEALTH if is_closed(audience) else agency_id


def flag(subject: Subject, by_id: int, reason: str, note: str) -> None:
    """One person's flag is one flag; said again, it is open again."""
    found = Flag.of(subject.id, by_id) or Flag(by_id=by_id, **placed(subject))
    found.reason, found.note, found.decision_id, found.at = reason, note, None, clock.now()
    waits = db.session.scalar(select(Flag.id).where(Flag.subject_id == subject.id, Flag.decision_id.is_(None)).limit(1))
    db.session.add(found)
    if waits is None:  # a mail for the first one, and not for each
        record(ReviewWanted(subject.agency_id, subject.audience, "flag"))


def ask_to_check(subject: Subject, by_id: int, note: str) -> None:
    found = CheckOn.of(subject.id, by_id) or CheckOn(by_id=by_id, **placed(subject))
    found.note, found.at, found.seen_at, found.seen_by_id = note, clock.now(), None, None
    db.session.add(found)
    record(ReviewWanted(subject.agency_id, subject.audience, "check"))


def find(viewer: Viewer, subject_id: int) -> Subject:
    """What a viewer looks after; 404 for anything else. For the rest of this request the scope is that of its agency.

    One who looks after a place without belonging to it sees what was flagged there, and nothing else of it.
    """
    subject = subjects.find(subject_id)
    if subject is None and policy.may_reach_peers(viewer) and (agency_id := _flagged_among_peers(subject_id)):
        tenancy.enter(tenancy.agencies(agency_id))
        subject = subjects.find(subject_id)
    if subject is None or not policy.looks_after(viewer, subject) or subjects.wrote(viewer, subject):
        abort(404)
    if not viewer.belongs_to(subject) and not _was_raised(subject_id):
        abort(404)
    return subject


def _flagged_among_peers(subject_id: int) -> int | None:
    with tenancy.everywhere():
        asked = (select(kind.agency_id).where(kind.subject_id == subject_id, keepers.is_closed(kind.audience))
                 for kind in (Flag, CheckOn))  # fmt: skip
        return next((found for one in asked if (found := db.session.scalar(one.limit(1)))), None)


def _was_raised(subject_id: int) -> bool:
    asked = (select(kind.id).where(kind.subject_id == subject_id).limit(1) for kind in (Flag, CheckOn, ReviewDecision))
    return any(db.session.scalar(one) is not None for one in asked)


def decide(subject: Subject, by_id: int, action: str, message: str, days: int) -> ReviewDecision:
    """Does it, settles the flags, and tells whoever wrote it unless nothing was decided about it."""
    until = clock.now() + timedelta(days=days) if action in FOR_A_TIME else None
    decision = ReviewDecision(action=action, message=message, by_id=by_id, until=until, **placed(subject))
    db.session.add(decision)
    db.session.flush()
    writing = subjects.kinds[subject.kind]
    if action == HIDE:
        writing.hide(subject, decision.id, by_id)
    elif action == CLOSE:
        writing.close(subject, decision.id, by_id)
    elif until is not None:
        _stop(subject, decision)
    waiting = (Flag.subject_id == subject.id, Flag.decision_id.is_(None))
    db.session.execute(update(Flag).where(*waiting).values(decision_id=decision.id))
    record(Decided(trail_of(subject.agency_id, subject.audience), None, decision.id, action))
    if message:
        record(DecisionMade(subject.agency_id, subject.id, decision.id))
    return decision


def redact(subject: Subject, by_id: int, message: str) -> ReviewDecision:
    """Words were taken out of it. Flags that asked for just that are settled; whoever wrote it is told, and why."""
    decision = ReviewDecision(action=REDACT, message=message, by_id=by_id, **placed(subject))
    db.session.add(decision)
    db.session.flush()
    open_ones = (Flag.subject_id == subject.id, Flag.reason == IDENTIFIES, Flag.decision_id.is_(None))
    db.session.execute(update(Flag).where(*open_ones).values(decision_id=decision.id))
    return decision


def _stop(subject: Subject, decision: ReviewDecision) -> None:
    """For a time. A hand is muted in its topic; a pause is for who is behind it, and found out by nobody."""
    writing, until = subjects.kinds[subject.kind], decision.until
    behind = writing.behind(subject)
    if until is None:
        return
    if behind.hand is not None and decision.action == PAUSE:
        writing.hold(subject, until, decision.by_id, decision.id)
        return
    within = subject.within_id if decision.action == MUTE else None
    db.session.add(Muted(agency_id=subject.agency_id, author_id=behind.author_id, hand=behind.hand,
                         within_id=within, until=until, decision_id=decision.id))  # fmt: skip


def undo(subject: Subject, decision: ReviewDecision, by_id: int) -> None:
    """Safe to repeat."""
    if decision.holds:
        _set_aside(subject, decision, by_id)
        record(DecisionMade(subject.agency_id, subject.id, decision.id))


def _set_aside(subject: Subject, decision: ReviewDecision, by_id: int) -> None:
    """Also of words that were said: they stay said, and it stands beside them that they were not right."""
    writing = subjects.kinds[subject.kind]
    if decision.action in {HIDE, RETURN}:
        writing.give_back(subject, decision.id)
    elif decision.action == CLOSE:
        writing.reopen(subject, decision.id)
    elif decision.action in {MUTE, PAUSE}:
        Muted.end(decision.id)
        writing.release(decision.id)
    decision.undone_at, decision.undone_by_id = clock.now(), by_id
    record(DecisionUndone(trail_of(subject.agency_id, subject.audience), None, decision.id, decision.action))


def appeal(decision: ReviewDecision, words: str) -> None:
    """Safe to repeat: there is one for each decision."""
    if Appeal.of(decision.id) is None:
        db.session.add(Appeal(agency_id=decision.agency_id, decision_id=decision.id, words=words,
                              **pseudonyms.by_whoever_wrote_it()))  # fmt: skip
        record(ReviewWanted(decision.agency_id, decision.audience, "appeal"))


def answer(subject: Subject, decision: ReviewDecision, asked: Appeal, by_id: int, outcome: str, words: str) -> None:
    asked.outcome, asked.answer, asked.answered_at, asked.answered_by_id = outcome, words, clock.now(), by_id
    record(AppealAnswered(trail_of(subject.agency_id, subject.audience), None, decision.id, outcome))
    if outcome == UNDONE and decision.undone_at is None and not decision.is_over:
        _set_aside(subject, decision, by_id)
    record(DecisionMade(subject.agency_id, subject.id, decision.id))
