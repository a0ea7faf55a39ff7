"""How many people had a mail that leads to a post: for those who take words out of it, to know what had gone out."""

from sqlalchemy import func, or_, select, union

from cop.core.db import db
from cop.forums.models.mention import Mention
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.shared_challenge import SharedChallenge
from cop.forums.models.solution import Solution
from cop.forums.models.topic_mail import TopicMail


def mailed(topic_id: int, post_id: int) -> int:
    """Those who were mentioned in it, who follow its topic and were told of it or of what came after, who have the
    challenge too and were told that it is a solution; and hands that heard of it. Never who. Two statements."""
    solved = select(Solution.topic_id).where(Solution.reply_id == post_id)
    people = union(
        select(Mention.person_id).where(or_(Mention.topic_id == post_id, Mention.reply_id == post_id)),
        select(TopicMail.person_id).where(TopicMail.topic_id == topic_id, TopicMail.up_to_id >= post_id),
        select(SharedChallenge.person_id).where(SharedChallenge.topic_id.in_(solved)),
    ).subquery()
    hands = select(func.count(Pseudonym.id)).where(Pseudonym.topic_id == topic_id, Pseudonym.told_id >= post_id)
    return (db.session.scalar(select(func.count()).select_from(people)) or 0) + (db.session.scalar(hands) or 0)
