"""From a fact to what follows it.

A model's verb records a fact (a frozen dataclass in the past tense). `commit()` first runs what belongs in the same
transaction, writes a job row for what the worker will do, commits, and then publishes. A rollback forgets the facts.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

from cop.core import jobs
from cop.core.db import db, let_go

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fact:
    """Something that happened, in one agency or the Commonwealth (`agency_id`)."""

    agency_id: int


@dataclass(frozen=True)
class Audited(Fact):
    """A fact that is answered for: the audit trail keeps it (see cop.trust). Its fields are ids and short words only.

    `person_id` is whom it was done to, if anyone.
    """

    person_id: int | None


F = TypeVar("F", bound=Fact)
R = TypeVar("R")
Reaction = Callable[[Any], None]
_in_commit: defaultdict[type[Fact], list[Reaction]] = defaultdict(list)
_on_commit: defaultdict[type[Fact], list[Reaction]] = defaultdict(list)
_on_worker: defaultdict[type[Fact], list[str]] = defaultdict(list)


def record(fact: Fact) -> None:
    db.session.info.setdefault("facts", []).append(fact)


def in_commit(kind: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """What must be true together with the fact: runs in its transaction, and fails with it."""

    def keep(reaction: Callable[[F], None]) -> Callable[[F], None]:
        _in_commit[kind].append(reaction)
        return reaction

    return keep


def on_commit(kind: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """What may be seen once the fact is safe: best effort, never fails the request."""

    def keep(reaction: Callable[[F], None]) -> Callable[[F], None]:
        _on_commit[kind].append(reaction)
        return reaction

    return keep


def on_worker(kind: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """What the worker does later, at least once: must be idempotent. The job is a row of the fact's transaction."""

    def keep(reaction: Callable[[F], None]) -> Callable[[F], None]:
        name = f"{reaction.__module__}.{reaction.__name__}"
        jobs.register(name, lambda payload: reaction(kind(**payload)))
        _on_worker[kind].append(name)
        return reaction

    return keep


def commit() -> None:
    """Makes the work of this request durable, then tells whoever is looking."""
    session = db.session()
    session.flush()  # in the scope it was done in: a reaction may write to another, such as the Commonwealth's trail
    facts: list[Fact] = session.info.setdefault("facts", [])
    for fact in facts:  # grows while it is gone through: a reaction may record another
        for reaction in _all(_in_commit, fact):
            reaction(fact)
    for fact in facts:
        for name in _all(_on_worker, fact):
            jobs.add(name, fact.agency_id, asdict(fact))
    session.commit()
    session.info["facts"] = []
    jobs.wake()
    for fact in facts:
        _publish(fact)


def note(fact: Fact) -> None:
    """On a page that only reads: what it is about to hand out is on record first, in a transaction of its own."""
    let_go()
    record(fact)
    commit()


def _all(reactions: dict[type[Fact], list[R]], fact: Fact) -> list[R]:
    """What follows a fact of this kind, and what follows every fact of a wider kind."""
    return [one for kind in type(fact).__mro__ for one in reactions.get(kind, ())]


def _publish(fact: Fact) -> None:
    for reaction in _all(_on_commit, fact):
        try:
            reaction(fact)
        except Exception:  # what was written stays written, whoever could not be told
            log.exception("a reaction to %s failed", type(fact).__name__)


def init_app() -> None:
    session = db.session.session_factory
    if not event.contains(session, "after_rollback", _forget):
        event.listen(session, "after_rollback", _forget)


def _forget(session: Session) -> None:
    session.info["facts"] = []
