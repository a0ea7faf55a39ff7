"""Everything of a person's or an agency's, to be downloaded."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "takeout",
        sa.Column("by_id", Id, nullable=False),
        sa.Column("of_agency_id", Id, nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("file_key", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_takeout_by_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["of_agency_id"], ["agency.id"], name=op.f("fk_takeout_of_agency_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeout")),
    )
    op.create_index(op.f("ix_takeout_by_id"), "takeout", ["by_id"])
    op.create_index(op.f("ix_takeout_of_agency_id"), "takeout", ["of_agency_id"])


def downgrade() -> None:
    op.drop_table("takeout")
