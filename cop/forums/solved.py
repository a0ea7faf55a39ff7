"""Those who have a challenge hear by mail that a solution to it was proposed: whoever asked, and who has it too.

The mail is the same for all, and says no word of what was written. Whoever asked without their name hears of it when
the hour is over: a mail that goes out in the minute of the proposal would tell whose challenge it is.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from cop.agencies.entering import viewer_of
from cop.core import jobs, mail
from cop.core.db import db
from cop.core.facts import commit, on_worker
from cop.forums import unnamed
from cop.forums.facts import SolutionProposed
from cop.forums.models.reply import Reply
from cop.forums.models.shared_challenge import SharedChallenge
from cop.forums.models.solution import Solution
from cop.forums.models.subscription import QUIET, wished
from cop.forums.models.topic import Topic, said_of
from cop.people.models.person import Person

TELL = "tell-who-asked-unnamed"


@on_worker(SolutionProposed)
def tell_who_has_it(fact: SolutionProposed) -> None:
    found = _found(fact.solution_id)
    if found is None:
        return
    solution, topic, reply = found
    for person in _by_name(topic):
        if _may_hear(person.id, *found):
            mail.post("solution_proposed", person.email, person.language, topic.agency_id, solution=solution.id)
    if topic.hand is not None and topic.hand != reply.hand:
        which = {"solution_id": solution.id}
        jobs.add(TELL, topic.agency_id, which, due_at=topic.hour_over(), id=topic.next_id())
    commit()


def tell_unnamed(which: dict[str, Any]) -> None:
    """Here and now, as cop.forums.hearing does: no row says who it is. Not again who heard of it by name."""
    found = _found(which["solution_id"])
    person_id = found and unnamed.author_of(found[1])
    if not found or not person_id or not _may_hear(person_id, *found):
        return
    if person_id not in {one.id for one in _by_name(found[1])}:
        person = db.session.get_one(Person, person_id)
        mail.at_once("solution_proposed", person.email, person.language, solution=found[0].id)


def _found(solution_id: int) -> tuple[Solution, Topic, Reply] | None:
    """None for one that was withdrawn, or whose words were taken back."""
    solution = db.session.get(Solution, solution_id)
    if solution is None:
        return None
    reply = db.session.get_one(Reply, solution.reply_id)
    topic = select(Topic).options(joinedload(Topic.space)).where(Topic.id == solution.topic_id)
    return (solution, db.session.scalars(topic).one(), reply) if reply.body_source else None


def _by_name(topic: Topic) -> Sequence[Person]:
    """Each once: whoever asked with their name, there or in a topic that went on there, and those who have it too."""
    asked = select(Topic.author_id).where(said_of(Topic.id, topic.id))
    too = select(SharedChallenge.person_id).where(said_of(SharedChallenge.topic_id, topic.id))
    return db.session.scalars(
        select(Person).where(or_(Person.id.in_(asked), Person.id.in_(too))).order_by(Person.id)
    ).all()


def _may_hear(person_id: int, solution: Solution, topic: Topic, reply: Reply) -> bool:
    """Still may read it, and neither proposed it nor wrote it. Whoever asked can make their topic quiet."""
    viewer = viewer_of(person_id)
    if viewer is None or not viewer.belongs_to(topic) or person_id in {solution.by_id, reply.author_id}:
        return False
    wish = wished(person_id, topic.agency_id, topic_id=topic.id) if topic.is_by(person_id) else None
    return wish is None or wish.level != QUIET


jobs.register(TELL, tell_unnamed)
