"""How an agency runs itself: who may invite, whose mail addresses may ask to join, and how people sign in."""

from sqlalchemy import JSON, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.facts import AccentChosen, AccentRemoved
from cop.core.db import Entity, db
from cop.core.facts import record
from cop.core.tenancy import Owned

ADMINISTRATORS, SUPERVISORS, EVERYONE = INVITERS = ("administrators", "supervisors", "everyone")


class AgencySettings(Owned, Entity):
    """One row for an agency that changed anything; an agency without one runs by the defaults."""

    __tablename__ = "agency_settings"
    __table_args__ = (UniqueConstraint("agency_id"),)

    inviters: Mapped[str] = mapped_column(default=ADMINISTRATORS)
    mail_domains: Mapped[list[str]] = mapped_column(JSON, default=list)  # in small letters, without the @
    second_step: Mapped[bool] = mapped_column(default=False)  # everyone there signs in with one
    accent: Mapped[str | None]  # a color that can be read on light paper, as # and six digits

    def choose_accent(self, color: str) -> None:
        """Safe to repeat. The settings are kept with it if they were not yet."""
        if self.accent != color:
            db.session.add(self)
            self.accent = color
            record(AccentChosen(self.agency_id, None, color))

    def remove_accent(self) -> None:
        if self.accent is not None:
            record(AccentRemoved(self.agency_id, None, self.accent))
            self.accent = None

    @classmethod
    def of(cls, agency_id: int) -> "AgencySettings":
        """The row, or one with the defaults that is not kept until it is added. One statement."""
        kept = db.session.scalars(select(cls).where(cls.agency_id == agency_id)).first()
        return kept or cls(agency_id=agency_id, inviters=ADMINISTRATORS, mail_domains=[], second_step=False)
