"""An agency's own identity provider, as it was told to us."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock, sealing
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned


class IdentityProvider(Owned, Entity):
    """One for an agency. `secret` is sealed, and stays here: no page and no takeout shows it."""

    __tablename__ = "identity_provider"
    __table_args__ = (UniqueConstraint("agency_id"),)

    issuer: Mapped[str]
    client_id: Mapped[str]
    secret: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))

    @classmethod
    def of(cls, agency_id: int) -> "IdentityProvider | None":
        return db.session.scalars(select(cls).where(cls.agency_id == agency_id)).first()

    def keep(self, issuer: str, client_id: str, secret: str) -> None:
        """An empty secret leaves the one that is kept."""
        self.issuer, self.client_id = issuer, client_id
        if secret:
            self.secret = sealing.seal(_purpose(self.agency_id), secret)

    @property
    def unsealed(self) -> str:
        """Empty when it was sealed under another secret key: the provider will refuse it."""
        return sealing.unseal(_purpose(self.agency_id), self.secret) or ""


def _purpose(agency_id: int) -> str:
    return f"identity provider:{agency_id}"
