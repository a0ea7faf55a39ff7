"""Someone may not write without their name for a while: decided about a hand, and kept without learning whose it is."""

import secrets
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.forums.models.pseudonym import Pseudonym
from cop.people.models.person import Person
from cop.trust import pseudonyms


class Hold(Owned, Entity):
    """In the spaces of one agency, or of the Commonwealth, until a moment.

    Each has a salt of its own in its mark: of two holds nobody can tell whether they are about the same person, not
    even who reads the database. So a person's are found by trying each that is in force, and those are few.
    """

    __tablename__ = "nameless_hold"

    salt: Mapped[str]
    mark: Mapped[str]
    until: Mapped[datetime] = mapped_column(Moment, index=True)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False})
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    decision_id: Mapped[int | None] = mapped_column(Id)  # what was decided (see cop.trust.review)

    @classmethod
    def put(cls, agency_id: int, topic_id: int, hand: int, until: datetime, by_id: int,
            decision_id: int | None = None) -> "Hold | None":  # fmt: skip
        """Who it is, is found, forgotten again, and told to nobody. None where it can't be found any more."""
        person_id = Pseudonym.whose(topic_id, hand)
        if person_id is None:
            return None
        salt = secrets.token_hex(16)
        hold = cls(agency_id=agency_id, salt=salt, until=until, by_id=by_id, decision_id=decision_id,
                   mark=pseudonyms.marks(_place(salt), person_id)[0])  # fmt: skip
        db.session.add(hold)
        return hold

    @classmethod
    def over(cls, agency_id: int, person_id: int) -> datetime | None:
        """Until when someone may not write there without their name; None if they may. One statement."""
        mine = [
            hold.until
            for hold in db.session.scalars(select(cls).where(cls.agency_id == agency_id, cls.until > clock.now()))
            if hold.mark in pseudonyms.marks(_place(hold.salt), person_id)
        ]
        return max(mine, default=None)


def _place(salt: str) -> str:
    return f"hold {salt}"
