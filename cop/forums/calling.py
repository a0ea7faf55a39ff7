"""Telling those who were mentioned, by mail and without a word of what was written or who wrote it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.agencies.entering import viewer_of
from cop.core import jobs, mail, text
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.mention import TELL, Mention
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.people.models.person import Person


def tell(payload: dict[str, Any]) -> None:
    """A job. Not whoever may not read it any more, and not of what was taken back or says their name no longer."""
    mention = db.session.get(Mention, payload["mention_id"])
    if mention is None:
        return
    kind: Any = Reply if mention.reply_id else Topic
    post = db.session.get_one(kind, mention.post_id)
    person, viewer = db.session.get(Person, mention.person_id), viewer_of(mention.person_id)
    topic = db.session.scalars(select(Topic).options(joinedload(Topic.space)).where(Topic.id == post.in_topic)).one()
    if person is None or viewer is None or not viewer.belongs_to(topic):
        return
    if text.mentioned(post.body_source, [text.tidy(person.name)]):
        where = {"topic": topic.id, "post": post.id}
        mail.post("mentioned", person.email, person.language, topic.agency_id, **where)
        commit()


jobs.register(TELL, tell)
