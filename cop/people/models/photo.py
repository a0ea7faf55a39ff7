"""A person's photo: made anew, small and square, beside their name where they let it be seen."""

from datetime import datetime
from io import BytesIO

from sqlalchemy import ForeignKey, Select, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock, storage
from cop.core.db import Entity, Id, Moment, db
from cop.core.forgetting import forget_later
from cop.core.tenancy import COMMONWEALTH
from cop.people.models.person import Person

SIDE = 256  # pixels
LARGEST = 5_000_000  # bytes that are sent
FOLDER = -1  # beside the agencies' (0 and up): what is here is nobody's but its person's
FILE_NAME = "photo.webp"


class Photo(Entity):
    """The file. Its `sha256` is its address, and stands on the person too, so that no page looks here for it."""

    __tablename__ = "photo"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), unique=True)
    sha256: Mapped[str] = mapped_column(index=True)
    file_key: Mapped[str]
    file_name: Mapped[str] = mapped_column(default=FILE_NAME)
    size: Mapped[int] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def of(cls, person_id: int) -> Select["Photo"]:
        return select(cls).where(cls.person_id == person_id)

    @classmethod
    def put(cls, person_id: int, made: bytes) -> None:
        """What was made by pictures.remade, in the place of the one before."""
        person = Person.lock(person_id)
        cls.take_away(person_id)
        kept = storage.keep(FOLDER, BytesIO(made))
        db.session.add(cls(person_id=person_id, sha256=kept.sha256, file_key=kept.key, size=kept.size))
        person.photo = kept.sha256

    @classmethod
    def take_away(cls, person_id: int) -> None:
        """The file goes once this is safe, unless somebody else has the very same. Safe to repeat."""
        Person.lock(person_id).photo = ""
        keys = set(db.session.scalars(cls.of(person_id).with_only_columns(cls.file_key)))
        db.session.execute(delete(cls).where(cls.person_id == person_id))
        forget_later(COMMONWEALTH, keys)
