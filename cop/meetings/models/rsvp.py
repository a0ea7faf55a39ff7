"""An RSVP: one person's answer to one meeting."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned

ANSWERS = YES, MAYBE, NO = ("yes", "maybe", "no")


class Rsvp(Owned, Entity):
    """Yes, maybe or no. The last one counts."""

    __tablename__ = "rsvp"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "meeting_id"], ["meeting.agency_id", "meeting.id"], name="fk_rsvp_meeting"),
        UniqueConstraint("meeting_id", "person_id"),
    )

    meeting_id: Mapped[int] = mapped_column(Id)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    going: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def put(cls, agency_id: int, meeting_id: int, person_id: int, going: str) -> bool:
        """Gives whether this is news: an answer that stands already is not given again."""
        found = select(cls).where(cls.meeting_id == meeting_id, cls.person_id == person_id)
        given = db.session.scalars(found).first()
        if given is None:
            new = cls(agency_id=agency_id, meeting_id=meeting_id, person_id=person_id, going=going)
            try:
                with db.session.begin_nested():
                    db.session.add(new)
                return True
            except IntegrityError:  # the same person, in another tab, at the same moment
                given = db.session.scalars(found).one()
        news = given.going != going
        if news:
            given.going, given.at = going, clock.now()
        return news
