"""Agencies that are archived, and agencies that are being closed."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0022"
down_revision = "0021"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
MOMENTS = {"agency_archive": {"at": False}, "agency_closing": {"at": False, "erase_at": False, "erased_at": True}}


def upgrade() -> None:
    for table, moments in MOMENTS.items():
        op.create_table(
            table,
            sa.Column("by_id", Id, nullable=True),
            *(sa.Column(name, Moment(), nullable=nullable) for name, nullable in moments.items()),
            sa.Column("agency_id", Id, nullable=False),
            sa.Column("id", Id, autoincrement=False, nullable=False),
            sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{table}_agency_id"),
            sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=f"fk_{table}_by_id", ondelete="SET NULL"),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
            sa.UniqueConstraint("agency_id", name=f"uq_{table}_agency_id"),
        )
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    for table in reversed(MOMENTS):
        op.drop_table(table)
