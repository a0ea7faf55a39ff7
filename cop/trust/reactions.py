"""What follows each fact of trust. One that is answered for becomes an entry in its agency's trail, in the same
transaction."""

import re
from dataclasses import asdict
from typing import Any

from flask import g, has_request_context, request

from cop.core import clock, jobs, kept, mail, presence, storage, tenancy
from cop.core.facts import Audited, commit, in_commit, on_commit, on_worker
from cop.trust import pseudonyms
from cop.trust.facts import DecisionMade, OwnWordsTakenOut, ReviewWanted, WordsGone, WordsTakenOut
from cop.trust.models.trail import TrailEntry
from cop.trust.review import keepers, subjects

TELL = "tell-of-decision"


@in_commit(Audited)
def write_down(fact: Audited) -> None:
    details = asdict(fact)
    agency_id, person_id = details.pop("agency_id"), details.pop("person_id")
    with tenancy.within(tenancy.agencies(agency_id)):
        TrailEntry.append(agency_id, kind_of(type(fact)), _actor(), person_id, _address(), details)


def kind_of(fact: type[Audited]) -> str:
    """`RoleGiven` is kept as `role-given`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", fact.__name__).lower()


def _actor() -> int | None:
    """Whoever is signed in; nobody for a job, a command, or one who is on their way in."""
    viewer = g.get("viewer") if has_request_context() else None
    return viewer.id if viewer is not None else None


def _address() -> str:
    return (request.remote_addr or "") if has_request_context() else ""


@in_commit(OwnWordsTakenOut)
def write_down_without_a_name(fact: OwnWordsTakenOut) -> None:
    """Who did it is whoever wrote the post, which the trail must not tell; and when, is the hour."""
    with tenancy.within(tenancy.agencies(fact.agency_id)):
        details = {"redaction_id": fact.redaction_id}
        when = pseudonyms.by_whoever_wrote_it()
        TrailEntry.append(fact.agency_id, kind_of(WordsTakenOut), None, None, "", details, **when)


@on_worker(ReviewWanted)
def tell_who_looks_after_it(fact: ReviewWanted) -> None:
    """Not a word of what was written, and not who asked."""
    for person in keepers.of(fact.agency_id, fact.audience):
        mail.post("to_review", person.email, person.language, what=fact.what)
    commit()


@on_worker(DecisionMade)
def tell_whoever_wrote_it(fact: DecisionMade) -> None:
    """At once; without a name when the hour is over, or the mail's minute would lead to the decision in the log."""
    subject = subjects.find(fact.subject_id)
    if subject is None:
        return
    writing, later = subjects.kinds[subject.kind], {"subject_id": subject.id}
    if person := writing.whom_to_write(subject):
        mail.post("post_decided", person.email, person.language)
    elif writing.behind(subject).hand is not None and not jobs.waits(TELL, later):
        now = clock.now()
        jobs.add(TELL, fact.agency_id, later, due_at=pseudonyms.hour_over(now), id=pseudonyms.new_id(now))
    commit()


def tell_unseen(payload: dict[str, Any]) -> None:
    """A job. Who it is, is found for the mail, and kept nowhere."""
    subject = subjects.find(payload["subject_id"])
    unseen = subject and subjects.kinds[subject.kind].whom_to_write_unseen(subject)
    if unseen:
        mail.at_once("post_decided", unseen.email, unseen.language)


jobs.register(TELL, tell_unseen)


@on_commit(WordsGone)
def forget_what_holds_them(fact: WordsGone) -> None:
    """In the memory of each process, and on disk."""
    kept.forget()
    presence.tell_others("forget_rendered")
    for key in fact.files:
        storage.forget(key)


presence.acts["forget_rendered"] = kept.forget
