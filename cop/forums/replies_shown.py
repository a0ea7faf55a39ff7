"""The replies of a topic as its page shows them: each with who speaks, what it answers, and where it went on.

Like the topic above them they are read by statements that are made once: making them took longer than running them.
"""

from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.orm import aliased

from cop.core.reads import Read
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal
from cop.forums.voices import with_voice
from cop.people.models.person import Person

REPLIES_PER_PAGE = 20
Answered, AnsweredBy, Other = aliased(Reply), aliased(Person), aliased(Topic)
AnsweredRemoval = aliased(Removal)
# What it answers may stand in another topic by now, which may be for fewer people: its words are not shown here then.
TO_HERE = case((Answered.topic_id == Reply.topic_id, Answered.body_html))
REPLY_COLUMNS = (Reply.id, Reply.topic_id, Reply.body_html, Reply.created_at, Reply.version, Reply.attached,
                 Reply.thanks, Reply.too, Reply.holding, Reply.title, Reply.into_id, Other.title.label("into_title"),
                 Person.photo_beside(Reply.agency_id), Solution.id.label("solution_id"), Reply.to_id,
                 func.coalesce(Answered.into_id, Answered.topic_id).label("to_topic_id"),
                 TO_HERE.label("to_html"), Answered.hand.label("to_hand"),
                 AnsweredRemoval.decision_id.is_not(None).label("to_hidden"),
                 Removal.decision_id.is_not(None).label("hidden"),
                 AnsweredBy.name.label("to_name"))  # fmt: skip
# Where a reply opens a topic of its own by now, its title is only said while that is in the same space.
_same_space = Other.space_id == select(Topic.space_id).where(Topic.id == bindparam("topic_id")).scalar_subquery()
_replies = (
    with_voice(select(*REPLY_COLUMNS), Reply)
    .outerjoin(Solution, Solution.reply_id == Reply.id)
    .outerjoin(Removal, Removal.reply_id == Reply.id)
    .outerjoin(Answered, Answered.id == Reply.to_id)
    .outerjoin(AnsweredBy, AnsweredBy.id == Answered.author_id)
    .outerjoin(AnsweredRemoval, AnsweredRemoval.reply_id == Answered.id)
    .outerjoin(Other, and_(Other.id == Reply.into_id, _same_space))
    .where(Reply.topic_id == bindparam("topic_id"))
    .limit(REPLIES_PER_PAGE + 1)
)
_between = (Reply.id > bindparam("after"), Reply.id <= bindparam("upto"))
REPLIES_SHOWN = Read(_replies.where(*_between).order_by(Reply.id))
REPLIES_BEFORE = Read(_replies.where(Reply.id < bindparam("before")).order_by(Reply.id.desc()))
