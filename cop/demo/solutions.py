"""Replies that were proposed as solutions, and what agencies found when they tried them."""

from typing import Any

from sqlalchemy import func, select

from cop.core.db import db
from cop.demo import words
from cop.demo.people import Cast
from cop.demo.words import Pen
from cop.forums.facts import SolutionProposed
from cop.forums.models.evidence import NOT, VERDICTS, Evidence
from cop.forums.models.reply import Reply
from cop.forums.models.shared_challenge import SharedChallenge
from cop.forums.models.solution import Solution
from cop.forums.models.topic import Topic
from cop.forums.reactions import index_solution


def load(cast: Cast, pen: Pen) -> None:
    for one in words.read("solutions")["solution"]:
        add(cast, pen, one)
    db.session.commit()


def add(cast: Cast, pen: Pen, one: dict[str, Any]) -> None:
    topic = db.session.scalars(select(Topic).where(Topic.title == one["topic"])).one()
    begins = func.ltrim(Reply.body_source).startswith(one["begins"], autoescape=True)
    reply = db.session.scalars(select(Reply).where(Reply.topic_id == topic.id, begins)).one()
    shared = {"agency_id": topic.agency_id}
    at = max(pen.ago(one["evidence"][0]["days_ago"] + 1), reply.created_at)
    solution = Solution(id=pen.id_at(at), topic_id=topic.id, reply_id=reply.id, by_id=cast.people[one["by"]], at=at,
                        **shared)  # fmt: skip
    solution.worked, solution.changed, solution.failed = (
        sum(told["verdict"] == verdict for told in one["evidence"]) for verdict in VERDICTS
    )
    worked = [told["days_ago"] for told in one["evidence"] if told["verdict"] != NOT]
    solution.found_at = max(pen.ago(min(worked)), at) if worked else None
    db.session.add(solution)
    db.session.flush()
    db.session.add_all(
        Evidence(solution_id=solution.id, voice_id=cast.voice(told["by"]), by_id=cast.people[told["by"]],
                 verdict=told["verdict"], what=told["what"], setting=told["setting"],
                 at=max(pen.ago(told["days_ago"]), at), **shared)
        for told in one["evidence"]
    )  # fmt: skip
    db.session.add_all(SharedChallenge(topic_id=topic.id, person_id=cast.people[who], **shared) for who in one["too"])
    topic.solutions, topic.shared = topic.solutions + 1, topic.shared + len(one["too"])
    db.session.flush()
    index_solution(SolutionProposed(topic.agency_id, topic.id, solution.id))
