"""The one person who stands for everyone who has left and took their name along."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0012"
down_revision = "0011"

PERSON = sa.table(
    "person",
    sa.column("id", Id),
    sa.column("email", sa.String()),
    sa.column("name", sa.String()),
    sa.column("password_hash", sa.String()),
    sa.column("language", sa.String()),
    sa.column("created_at", Moment()),
)


def upgrade() -> None:
    # No password hash is the hash of any password, and no mail goes to this address (RFC 2606).
    gone = {"id": 0, "email": "nobody@lantern.invalid", "name": "Someone who has left", "password_hash": ""}
    op.execute(PERSON.insert().values(**gone, language="en", created_at=sa.func.now()))


def downgrade() -> None:
    op.execute(PERSON.delete().where(PERSON.c.id == 0))
