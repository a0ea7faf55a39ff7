"""That words were taken out of a post: when, and in how many places. Never which."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment
from cop.core.tenancy import Owned
from cop.people.models.person import Person
from cop.trust.models.placed import Placed


class Redaction(Owned, Placed, Entity):
    """`by_id` is nobody for whoever wrote the post."""

    __tablename__ = "redaction"

    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False})
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    places: Mapped[int]
