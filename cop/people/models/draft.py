"""What someone has begun to write and not sent: sealed, so that the database alone tells neither it nor its place."""

import json
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Select, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock, sealing
from cop.core.db import Base, Id, db
from cop.people.models.person import Person

MOST = 50  # of one person's: the oldest gives way
LASTS = timedelta(days=30)
STEP = 2048  # characters: a draft is as long as the next of these, so that its length tells little of what it says


class Draft(Base):
    """`mark` stands for whose it is and where it will be sent. `day` is all that is told of when it was written."""

    __tablename__ = "draft"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[str]
    day: Mapped[date] = mapped_column(default=clock.today, index=True)

    @classmethod
    def of(cls, person_id: int, places: list[str]) -> Select["Draft"]:
        return select(cls).where(cls.person_id == person_id, cls.mark.in_(_mark(person_id, one) for one in places))


def keep(person_id: int, place: str, words: str) -> str:
    """Keeps the newest words for a place, or forgets them when there are none. Gives the moment it was done."""
    at = clock.now().isoformat()
    forget(person_id, [place])
    if words:
        _make_room(person_id)
        said = json.dumps({"place": place, "words": words, "at": at}, ensure_ascii=False)
        padded = said.ljust(-(-len(said) // STEP) * STEP)
        sealed = sealing.seal(_purpose(person_id), padded)
        db.session.add(Draft(person_id=person_id, mark=_mark(person_id, place), sealed=sealed))
    return at


def recall(person_id: int, places: list[str]) -> list[dict[str, Any]]:
    """`place`, `words` and `at` of those that are kept. One that this server can't unseal is as good as none."""
    found = db.session.scalars(Draft.of(person_id, places).where(Draft.day > clock.today() - LASTS)).all()
    opened = [sealing.unseal(_purpose(person_id), one.sealed) for one in found]
    return [json.loads(one) for one in opened if one is not None]


def forget(person_id: int, places: list[str]) -> None:
    marks = [_mark(person_id, one) for one in places]
    db.session.execute(delete(Draft).where(Draft.person_id == person_id, Draft.mark.in_(marks)))


def forget_old() -> None:
    """Of everyone."""
    db.session.execute(delete(Draft).where(Draft.day <= clock.today() - LASTS))


def _make_room(person_id: int) -> None:
    mine = select(Draft.mark).where(Draft.person_id == person_id).order_by(Draft.day.desc(), Draft.mark)
    over = db.session.scalars(mine.offset(MOST - 1)).all()
    if over:
        db.session.execute(delete(Draft).where(Draft.person_id == person_id, Draft.mark.in_(over)))


def _purpose(person_id: int) -> str:
    return f"draft:{person_id}"


def _mark(person_id: int, place: str) -> str:
    return sealing.mark(_purpose(person_id), place)
