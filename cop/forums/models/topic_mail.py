"""A mail that said there is something new in a topic, to someone who follows it."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Entity, Id
from cop.core.tenancy import Owned
from cop.people.models.person import Person


class TopicMail(Owned, Entity):
    """The last one for a person and a topic. Until they have read up to `up_to_id`, there is no other. Its id, signed,
    is the link that makes the topic quiet.
    """

    __tablename__ = "topic_mail"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_topic_mail_topic", ondelete="CASCADE"
        ),
        UniqueConstraint("person_id", "topic_id", name="uq_topic_mail_person_id_topic_id"),
    )

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"))
    topic_id: Mapped[int] = mapped_column(Id, index=True)
    up_to_id: Mapped[int] = mapped_column(Id)
