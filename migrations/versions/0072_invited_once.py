"""An invitation is known by the form that made it: a double click sends one mail."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id

revision = "0072"
down_revision = "0071"


def upgrade() -> None:
    with op.batch_alter_table("invitation") as batch:
        batch.add_column(sa.Column("once", Id, nullable=True))
        batch.create_unique_constraint("uq_invitation_by_id_once", ["by_id", "once"])


def downgrade() -> None:
    with op.batch_alter_table("invitation") as batch:
        batch.drop_constraint("uq_invitation_by_id_once", type_="unique")
        batch.drop_column("once")
