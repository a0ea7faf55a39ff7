"""What follows each fact of trust. One that is answered for becomes an entry in its agency's trail, in the same
transaction."""

import re
from dataclasses import asdict

from flask import g, has_request_context, request

from cop.core import kept, mail, presence, storage, tenancy
from cop.core.facts import Audited, commit, in_commit, on_commit, on_worker
from cop.trust.facts import DecisionMade, OwnWordsTakenOut, ReviewWanted, WordsGone, WordsTakenOut
from cop.trust.models.trail import TrailEntry
from cop.trust.review import keepers, subjects


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
    """Who did it is whoever wrote the post, which the trail must not tell."""
    with tenancy.within(tenancy.agencies(fact.agency_id)):
        details = {"redaction_id": fact.redaction_id}
        TrailEntry.append(fact.agency_id, kind_of(WordsTakenOut), None, None, "", details)


@on_worker(ReviewWanted)
def tell_who_looks_after_it(fact: ReviewWanted) -> None:
    """Not a word of what was written, and not who asked."""
    for person in keepers.of(fact.agency_id, fact.audience):
        mail.post("to_review", person.email, person.language, what=fact.what)
    commit()


@on_worker(DecisionMade)
def tell_whoever_wrote_it(fact: DecisionMade) -> None:
    subject = subjects.find(fact.subject_id)
    person = subject and subjects.kinds[subject.kind].whom_to_write(subject)
    if person:
        mail.post("post_decided", person.email, person.language, decision=fact.decision_id)
        commit()
    elif subject and (unseen := subjects.kinds[subject.kind].whom_to_write_unseen(subject)):
        mail.at_once("post_decided", unseen.email, unseen.language, decision=fact.decision_id)


@on_commit(WordsGone)
def forget_what_holds_them(fact: WordsGone) -> None:
    """In the memory of each process, and on disk."""
    kept.forget()
    presence.tell_others("forget_rendered")
    for key in fact.files:
        storage.forget(key)


presence.acts["forget_rendered"] = kept.forget
