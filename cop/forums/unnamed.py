"""Which posts without a name are someone's, and whose one is: worked out with the key, and kept nowhere.

For what the server itself has to do: to show somebody what was decided about their posts, and to write to them.
"""

from typing import Any

from sqlalchemy import and_, or_, select

from cop.core import ids
from cop.core.db import db
from cop.forums.models.pseudonym import Pseudonym, place
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.people.drafts import ties
from cop.trust import pseudonyms
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.flag import Flag

RAISED = (Flag, CheckOn, ReviewDecision)
EDIT, TITLE = "edit", "title"  # how the place of a draft of an edit begins (see posts/edit.html), and of its title


def by(person_id: int) -> list[Any]:
    """Selects of the ids of someone's posts without a name, among those that review has to do with: they are few."""
    return [select(kind.id).where(kind.id.in_(_of(kind, person_id))) for kind in (Topic, Reply)]


def _of(kind: Any, person_id: int) -> list[int]:
    """One statement."""
    topic_id = Topic.id if kind is Topic else Reply.topic_id
    raised = or_(*(kind.id.in_(select(one.subject_id)) for one in RAISED))
    theirs = and_(Pseudonym.topic_id == topic_id, Pseudonym.hand == kind.hand)
    rows = db.session.execute(select(kind.id, Pseudonym.topic_id, Pseudonym.mark).join(Pseudonym, theirs).where(raised))
    return [row.id for row in rows if row.mark in pseudonyms.marks(place(row.topic_id), person_id)]


def is_edit(place: str) -> bool:
    """Whether a draft for a place would be of an edit of a post without a name: then it is kept nowhere."""
    kind, _, rest = place.removeprefix(f"{TITLE}-").partition(":")
    post_id = ids.from_query(rest.partition(":")[0]) if kind == EDIT else None
    nameless = (select(one.id).where(one.id == post_id, one.hand.is_not(None)) for one in (Topic, Reply))
    return post_id is not None and any(db.session.scalar(one) is not None for one in nameless)


def author_of(post: Topic | Reply) -> int | None:
    """None for a post with a name, and for a hand that no key of ours knows."""
    return None if post.hand is None else Pseudonym.whose(post.in_topic, post.hand)


ties.append(is_edit)
