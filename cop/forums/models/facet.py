"""By what topics can be found: tags in people's own words, and the core values of peer support."""

import re
import unicodedata

from sqlalchemy import ForeignKeyConstraint, Index, delete
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Base, Id, db
from cop.core.tenancy import Owned
from cop.core.values import CORE_VALUES
from cop.forums.models.topic import Topic

TAG, VALUE = KINDS = ("tag", "value")
MOST_TAGS, MOST_VALUES, LONGEST_TAG = 5, 3, 30


class Facet(Owned, Base):
    """One tag or core value of a topic. The topic says them, too (`tags`, `core_values`): lists read them there."""

    __tablename__ = "facet"
    __table_args__ = (
        *(
            ForeignKeyConstraint(
                ["agency_id", f"{kind}_id"],
                [f"{kind}.agency_id", f"{kind}.id"],
                name=f"fk_facet_{kind}",
                ondelete="CASCADE",
            )
            for kind in ("topic", "space")
        ),
        Index("ix_facet_lately", "space_id", "topic_id"),
        Index("ix_facet_space", "space_id", "kind", "name", "topic_id"),
    )

    topic_id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(Id)


def plain_tag(typed: str) -> str:
    """As tags are kept: small letters and digits of any language, words joined by a hyphen; "" when none is left."""
    known = unicodedata.normalize("NFC", typed).casefold()
    return "-".join(re.findall(r"[^\W_]+", known))


def tags_of(typed: str) -> list[str]:
    """What someone typed, with commas between: each tag once, in their order."""
    return list(dict.fromkeys(filter(None, map(plain_tag, re.split(r"[,;\n#]", typed)))))


def mark_topic(topic: Topic, tags: list[str], values: list[str]) -> None:
    """Puts these in place of what the topic was found by before. Safe to repeat."""
    if topic.say_of(tags, values):
        have_found(topic)


def have_found(topic: Topic) -> None:
    """By what the topic says of itself; by nothing once it went on in another."""
    db.session.flush()
    db.session.execute(delete(Facet).where(Facet.topic_id == topic.id))
    if topic.into_id is not None:
        return
    tags, values = topic.tags.split(), topic.core_values.split()
    here = {"agency_id": topic.agency_id, "space_id": topic.space_id, "topic_id": topic.id}
    named = [(TAG, name) for name in tags] + [(VALUE, name) for name in values if name in CORE_VALUES]
    db.session.add_all(Facet(kind=kind, name=name, **here) for kind, name in named)
