"""What agencies told of solutions before, and what they removed; what a first post that waits is about."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0075"
down_revision = "0076"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
TABLES = ("evidence_version", "evidence_removal")


def _told(table: str, *more: Any) -> None:
    """The words of evidence at one time. A key to the evidence carries its agency."""
    op.create_table(
        table,
        sa.Column("evidence_id", Id, nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("setting", sa.String(), nullable=False),
        sa.Column("tried_on", sa.Date(), nullable=True),
        sa.Column("told_by_id", Id, nullable=False),
        sa.Column("told_at", Moment(), nullable=False),
        *more,
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{table}_agency_id"),
        sa.ForeignKeyConstraint(["told_by_id"], ["person.id"], name=f"fk_{table}_told_by_id"),
        sa.ForeignKeyConstraint(
            ["agency_id", "evidence_id"], ["evidence.agency_id", "evidence.id"], name=f"fk_{table}_evidence"
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def upgrade() -> None:
    with op.batch_alter_table("waiting_post") as batch:
        for name in ("tags", "core_values"):
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("evidence") as batch:
        batch.create_unique_constraint("uq_evidence_agency_id_id", ["agency_id", "id"])
    _told("evidence_version")
    op.create_index("ix_evidence_version_evidence_id", "evidence_version", ["evidence_id"])
    _told(
        "evidence_removal",
        sa.Column("by_id", Id, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("decision_id", Id, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_evidence_removal_by_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["agency_id", "decision_id"],
            ["review_decision.agency_id", "review_decision.id"],
            name="fk_evidence_removal_decision",
        ),
        sa.UniqueConstraint("evidence_id", name="uq_evidence_removal_evidence_id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("evidence") as batch:
        batch.drop_constraint("uq_evidence_agency_id_id", type_="unique")
    with op.batch_alter_table("waiting_post") as batch:
        for name in ("tags", "core_values"):
            batch.drop_column(name)
