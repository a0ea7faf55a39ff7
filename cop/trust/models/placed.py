"""What every row about something that was written has: which thing, and who looks after the place it is in."""

from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Id


class Placed:
    """`subject_id` is the post's, `place_id` its space's. The agency and `audience` decide who may look after it."""

    subject_id: Mapped[int] = mapped_column(Id, index=True)
    place_id: Mapped[int] = mapped_column(Id)
    audience: Mapped[str]
