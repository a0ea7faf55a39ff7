"""What someone told the hosts of one meeting about what helps them take part: a copy of the very words, for a while."""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock, jobs
from cop.core.db import AnySelect, Entity, Id, db
from cop.core.tenancy import Owned
from cop.meetings.models.meeting import Meeting
from cop.people.models.needs import Said
from cop.people.models.person import Person

FORGET = "forget-needs"


class SharedNeeds(Owned, Said, Entity):
    """For the hosts, and the person themself. No fact tells of it: neither the trail nor search knows of it."""

    __tablename__ = "shared_needs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "meeting_id"], ["meeting.agency_id", "meeting.id"], name="fk_shared_needs_meeting"
        ),
        UniqueConstraint("meeting_id", "person_id"),
    )

    meeting_id: Mapped[int] = mapped_column(Id)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)

    @classmethod
    def told(cls, meeting_id: int) -> AnySelect:
        """What the hosts read: names, choices and words, in the order in which they were told."""
        found: AnySelect = select(Person.name, cls.kinds, cls.words).join(Person, Person.id == cls.person_id)
        return found.where(cls.meeting_id == meeting_id).order_by(cls.at, cls.id)

    @classmethod
    def by(cls, person_id: int, meeting_id: int) -> "SharedNeeds | None":
        return db.session.scalars(select(cls).where(cls.meeting_id == meeting_id, cls.person_id == person_id)).first()

    @classmethod
    def tell(cls, meeting: Meeting, person_id: int, kinds: Sequence[str], words: str) -> None:
        """In the place of what was told before."""
        Person.lock(person_id)
        told = cls.by(person_id, meeting.id)
        told = told or cls(agency_id=meeting.agency_id, meeting_id=meeting.id, person_id=person_id)
        told.kinds, told.words, told.at = list(kinds), words, clock.now()
        db.session.add(told)
        forget_later(meeting)

    @classmethod
    def withdraw(cls, person_id: int, meeting_id: int | None = None) -> None:
        """From one meeting's hosts, or from all. Safe to repeat."""
        whose = [cls.person_id == person_id, *([cls.meeting_id == meeting_id] if meeting_id is not None else ())]
        db.session.execute(delete(cls).where(*whose))


def forget_later(meeting: Meeting) -> None:
    asked = {"meeting_id": meeting.id}
    if not jobs.waits(FORGET, asked):
        jobs.add(FORGET, meeting.agency_id, asked, due_at=meeting.needs_until)
