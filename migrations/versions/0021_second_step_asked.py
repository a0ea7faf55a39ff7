"""An agency may ask that everyone there signs in with a second step."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    with op.batch_alter_table("agency_settings") as batch:
        batch.add_column(sa.Column("second_step", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("agency_settings") as batch:
        batch.drop_column("second_step")
