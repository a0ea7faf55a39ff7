"""An agenda item: some minutes of a meeting, and who presents them."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Entity, Id
from cop.core.tenancy import Owned


class AgendaItem(Owned, Entity):
    __tablename__ = "agenda_item"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "meeting_id"], ["meeting.agency_id", "meeting.id"], name="fk_agenda_item_meeting"
        ),
        UniqueConstraint("meeting_id", "position"),
    )

    meeting_id: Mapped[int] = mapped_column(Id)
    position: Mapped[int]
    minutes: Mapped[int]
    title: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    presenter_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id"))
