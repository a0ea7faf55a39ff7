"""By what topics can be found: tags in people's own words, and the core values of peer support."""

import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import ForeignKeyConstraint, Index, delete
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Base, Id, db
from cop.core.tenancy import Owned
from cop.core.values import CORE_VALUES

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

    @classmethod
    def put(cls, agency_id: int, space_id: int, topic_id: int, tags: Collection[str], values: Collection[str]) -> None:
        """Puts these in place of what the topic was found by before. Safe to repeat."""
        db.session.flush()
        db.session.execute(delete(cls).where(cls.topic_id == topic_id))
        here = {"agency_id": agency_id, "space_id": space_id, "topic_id": topic_id}
        named = [(TAG, name) for name in tags] + [(VALUE, name) for name in values if name in CORE_VALUES]
        db.session.add_all(cls(kind=kind, name=name, **here) for kind, name in named)


def plain_tag(typed: str) -> str:
    """As tags are kept: small letters and digits of any language, words joined by a hyphen; "" when none is left."""
    known = unicodedata.normalize("NFC", typed).casefold()
    return "-".join(re.findall(r"[^\W_]+", known))


def tags_of(typed: str) -> list[str]:
    """What someone typed, with commas between: each tag once, in their order."""
    return list(dict.fromkeys(filter(None, map(plain_tag, re.split(r"[,;\n#]", typed)))))
