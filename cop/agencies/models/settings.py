"""How an agency runs itself: who may invite, whose mail addresses may ask to join, and how people sign in."""

from datetime import datetime, timedelta

from sqlalchemy import JSON, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.facts import AccentChosen, AccentRemoved
from cop.agencies.models.agency import Agency
from cop.core import clock
from cop.core.db import Entity, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.people.models.sign_in import IDLE, LONGEST
from cop.people.ways import OWN_WAYS

ADMINISTRATORS, SUPERVISORS, EVERYONE = INVITERS = ("administrators", "supervisors", "everyone")
HOUR = timedelta(hours=1)
LONGEST_HOURS = (LONGEST // HOUR, 30 * 24, 7 * 24, 24, 12)
IDLE_HOURS = (IDLE // HOUR, 7 * 24, 24, 1)
ALWAYS = 0
KEEP_YEARS = (ALWAYS, 7, 3, 1)
NOTICE = timedelta(days=30)  # before anything is erased


class AgencySettings(Owned, Entity):
    """One row for an agency that changed anything; an agency without one runs by the defaults."""

    __tablename__ = "agency_settings"
    __table_args__ = (UniqueConstraint("agency_id"),)

    inviters: Mapped[str] = mapped_column(default=ADMINISTRATORS)
    mail_domains: Mapped[list[str]] = mapped_column(JSON, default=list)  # in small letters, without the @
    second_step: Mapped[bool] = mapped_column(default=False)  # everyone there signs in with one
    refused_ways: Mapped[list[str]] = mapped_column(JSON, default=list)  # of cop.people.ways; a new way is open
    longest_hours: Mapped[int] = mapped_column(default=LONGEST_HOURS[0])
    idle_hours: Mapped[int] = mapped_column(default=IDLE_HOURS[0])
    keep_years: Mapped[int] = mapped_column(default=ALWAYS)  # what was written inside, after its last word
    keep_less_since: Mapped[datetime | None] = mapped_column(Moment)  # when it was last made shorter
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
        return kept or cls(agency_id=agency_id, inviters=ADMINISTRATORS, mail_domains=[], second_step=False,
                           refused_ways=[], longest_hours=LONGEST_HOURS[0], idle_hours=IDLE_HOURS[0],
                           keep_years=ALWAYS)  # fmt: skip

    @classmethod
    def locked(cls, agency_id: int) -> "AgencySettings":
        """As `of`, for one that is about to be changed, or relied on: two at once are one after the other."""
        db.session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update(key_share=True))
        return cls.of(agency_id)

    @property
    def only_the_agencys(self) -> bool:
        """Whether nothing opens the agency but its own sign-in."""
        return set(OWN_WAYS) <= set(self.refused_ways)

    def keep_for(self, years: int) -> None:
        """Shorter than before: nothing goes sooner than NOTICE from now."""
        if (years or 1000) < (self.keep_years or 1000):
            self.keep_less_since = clock.now()
        self.keep_years = years
