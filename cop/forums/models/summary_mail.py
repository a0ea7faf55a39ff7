"""Someone's week that was looked at, so that they get one summary of it, or none."""

from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Base, Id, Moment, db
from cop.people.models.person import Person

LONGEST = timedelta(weeks=4)  # what one summary tells of at the most, after a server that was away
FIRST = timedelta(days=8)  # and the first one: a week, and a day because clocks are changed


class SummaryMail(Base):
    """One person's week, by its Monday, told up to that Monday's morning where they are.

    There is one whether or not there was anything to tell: it says nothing of what somebody wrote or read.
    """

    __tablename__ = "summary_mail"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)
    up_to: Mapped[datetime] = mapped_column(Moment)

    @classmethod
    def claim(cls, person_id: int, week: date, up_to: datetime) -> "SummaryMail | None":
        """None for one that is there already: of two workers that claim it, the second waits here for the first."""
        made = cls(person_id=person_id, week=week, up_to=up_to)
        try:
            with db.session.begin_nested():
                db.session.add(made)
        except IntegrityError:  # or the person is gone
            return None
        db.session.execute(delete(cls).where(cls.person_id == person_id, cls.week < week - LONGEST - FIRST))
        return made

    def since(self) -> datetime:
        """Where the one before ended. One statement."""
        theirs = select(SummaryMail.up_to).where(SummaryMail.person_id == self.person_id)
        earlier = theirs.where(SummaryMail.week < self.week).order_by(SummaryMail.week.desc())
        last = db.session.scalar(earlier.limit(1))
        return self.up_to - FIRST if last is None else max(last, self.up_to - LONGEST)
