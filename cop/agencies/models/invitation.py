"""An invitation: a link into an agency, as one thing, for a while."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.agencies.facts import InvitationRevoked, PersonInvited
from cop.agencies.models.membership import PEER_SUPPORTER
from cop.core import clock, signing
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.people.models.person import Person

MOST_A_DAY = 3  # invitations to one address: a mail that keeps coming is no invitation
DAYS = 14  # an invitation that nobody looked at for two weeks is asked for again
PURPOSE = "invitation"
EXPIRED, REVOKED, USED_UP = "expired", "revoked", "used-up"


class Invitation(Owned, Entity):
    """For one address (`email`), or for up to `most` people who name theirs (`email` is None).

    Whoever names an address under a group's link gets an invitation of their own by mail (`parent_id`), so that every
    address is known to be theirs. `by_id` is None when an address was let in for its domain.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("agency_id", "id"),
        ForeignKeyConstraint(["agency_id", "parent_id"], ["invitation.agency_id", "invitation.id"],
                             name="fk_invitation_parent"),
        UniqueConstraint("by_id", "once"),
    )  # fmt: skip

    parent_id: Mapped[int | None] = mapped_column(Id)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    email: Mapped[str | None]
    role: Mapped[str]
    discipline: Mapped[str | None]
    most: Mapped[int] = mapped_column(default=1)
    once: Mapped[int | None] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment, default=lambda: clock.now() + timedelta(days=DAYS))
    revocation: Mapped["InvitationRevocation | None"] = relationship(lazy="raise", uselist=False)

    @property
    def token(self) -> str:
        return signing.sign(PURPOSE, self.id)

    @property
    def for_group(self) -> bool:
        return self.email is None

    @classmethod
    def write(cls, agency_id: int, by_id: int | None, role: str, discipline: str | None = None,
              email: str | None = None, most: int = 1, parent: "Invitation | None" = None,
              once: int | None = None) -> "Invitation":  # fmt: skip
        made = cls(agency_id=agency_id, by_id=by_id, role=role, discipline=discipline, email=email, most=most,
                   parent_id=parent.id if parent else None, once=once)  # fmt: skip
        db.session.add(made)
        db.session.flush()
        record(PersonInvited(agency_id, None, made.id, role, most))
        return made

    def revoke(self, by_id: int) -> None:
        already = select(InvitationRevocation.id).where(InvitationRevocation.invitation_id == self.id)
        if db.session.scalar(already) is None:
            db.session.add(InvitationRevocation(agency_id=self.agency_id, invitation_id=self.id, by_id=by_id))
            record(InvitationRevoked(self.agency_id, None, self.id))

    @classmethod
    def end_those_of(cls, agency_id: int, person_id: int, all_roles: bool) -> None:
        """Takes back what a person sent, and with `all_roles` also what was sent to them."""
        email = select(Person.email).where(Person.id == person_id).scalar_subquery()
        theirs = (cls.by_id == person_id) | (cls.email == email) if all_roles else cls.by_id == person_id
        found = select(cls).where(cls.agency_id == agency_id, theirs)
        if not all_roles:
            found = found.where(cls.role != PEER_SUPPORTER)
        for one in db.session.scalars(found).all():
            one.revoke(person_id)
        db.session.flush()

    @classmethod
    def lately(cls, agency_id: int, emails: Collection[str]) -> Counter[str]:
        """How many invitations each address was sent in the last day. One statement."""
        since = clock.now() - timedelta(days=1)
        mine = select(cls.email).where(cls.agency_id == agency_id, cls.created_at > since)
        return Counter(one for one in db.session.scalars(mine.where(cls.email.in_(list(emails)[:500]))) if one)

    @classmethod
    def open_to(cls, agency_id: int, emails: Collection[str]) -> set[str]:
        """Which of some addresses have an invitation that still works. One statement."""
        over = (
            select(InvitationRevocation.id).where(InvitationRevocation.invitation_id == cls.id).exists(),
            select(Acceptance.id).where(Acceptance.invitation_id == cls.id).exists(),
        )
        mine = select(cls.email).where(
            cls.agency_id == agency_id, cls.expires_at > clock.now(), *(~one for one in over)
        )
        return {one for one in db.session.scalars(mine.where(cls.email.in_(list(emails)[:500]))) if one}

    def accepted(self) -> int:
        """How many joined with it, or with one that was made from it. One statement."""
        made = select(Invitation.id).where(or_(Invitation.id == self.id, Invitation.parent_id == self.id))
        count = select(func.count(Acceptance.id)).where(Acceptance.invitation_id.in_(made))
        return db.session.scalar(count) or 0

    def stopped(self) -> str | None:
        """Why it no longer works, or None. Its row must be locked where it is about to be used."""
        gone = select(InvitationRevocation.id).where(InvitationRevocation.invitation_id.in_([self.id, self.parent_id]))
        if db.session.scalar(gone.limit(1)) is not None:
            return REVOKED
        if self.accepted() >= self.most:
            return USED_UP
        return EXPIRED if self.expires_at <= clock.now() else None


class InvitationRevocation(Owned, Entity):
    """An invitation was taken back: by whom and when."""

    __tablename__ = "invitation_revocation"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "invitation_id"], ["invitation.agency_id", "invitation.id"],
                             name="fk_invitation_revocation_invitation"),
        UniqueConstraint("invitation_id"),
    )  # fmt: skip

    invitation_id: Mapped[int] = mapped_column(Id)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Acceptance(Owned, Entity):
    """Someone joined with an invitation."""

    __tablename__ = "invitation_acceptance"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "invitation_id"], ["invitation.agency_id", "invitation.id"],
                             name="fk_invitation_acceptance_invitation"),
        UniqueConstraint("invitation_id", "person_id"),
    )  # fmt: skip

    invitation_id: Mapped[int] = mapped_column(Id)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
