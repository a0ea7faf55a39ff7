"""How long sign-ins last, by which ways they are made, and how long words are kept: an agency's to say.

A sign-in remembers how it was made. Those that are there do not know it: they are their person's own, unless somebody
else could have made them by an agency's provider. Those end, and are begun again.
"""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0043"
down_revision = "0042"

HERE = ("refused_ways", "longest_hours", "idle_hours", "keep_years", "keep_less_since")


def upgrade() -> None:
    op.execute("DELETE FROM sign_in WHERE person_id IN (SELECT person_id FROM identity)")
    with op.batch_alter_table("sign_in") as batch:
        batch.add_column(sa.Column("way", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("step", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("provider_id", Id, nullable=True))
        batch.create_foreign_key("fk_sign_in_provider_id", "agency", ["provider_id"], ["id"], ondelete="SET NULL")
    with op.batch_alter_table("agency_settings") as batch:
        batch.add_column(sa.Column("refused_ways", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("longest_hours", sa.Integer(), nullable=False, server_default="2160"))
        batch.add_column(sa.Column("idle_hours", sa.Integer(), nullable=False, server_default="720"))
        batch.add_column(sa.Column("keep_years", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("keep_less_since", Moment(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("agency_settings") as batch:
        for name in reversed(HERE):
            batch.drop_column(name)
    with op.batch_alter_table("sign_in") as batch:
        batch.drop_constraint("fk_sign_in_provider_id", type_="foreignkey")
        for name in ("provider_id", "step", "way"):
            batch.drop_column(name)
