"""Topics kept in order: pins and moves, and a closure knows the decision it came of."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0070"
down_revision = "0066"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
# A decision that is in force names the opening post, or a reply in the topic.
DECIDED = """
UPDATE topic_closure SET decision_id = (
  SELECT max(review_decision.id) FROM review_decision
  WHERE review_decision.action = 'close' AND review_decision.undone_at IS NULL
  AND (review_decision.subject_id = topic_closure.topic_id OR review_decision.subject_id IN
    (SELECT reply.id FROM reply WHERE reply.topic_id = topic_closure.topic_id)))
"""
# What was flagged and decided in a space that was made for fewer people afterwards.
PLACED = """
UPDATE {table} SET audience = (SELECT space.audience FROM space WHERE space.id = {table}.place_id)
WHERE place_id IN (SELECT space.id FROM space)
"""


def upgrade() -> None:
    for table, column in (("topic_closure", "decision_id"), ("annex", "narrowed_by_id")):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(column, Id, nullable=True))
    _reach("(SELECT string_agg(id::text, ',') FROM agency)")  # the owner is held to row-level security, too
    op.execute(DECIDED)
    for table in ("flag", "check_on", "review_decision", "redaction"):
        op.execute(PLACED.format(table=table))
    _reach("''")
    _owned("topic_pin", ["space_id"], ["by_id"], sa.UniqueConstraint("space_id", "topic_id",
           name="uq_topic_pin_space_id_topic_id"))  # fmt: skip
    _owned("topic_move", ["from_space_id", "to_space_id"], ["by_id", "undone_by_id"],
           sa.Column("from_audience", sa.String(), nullable=False), sa.Column("said", sa.Integer(), nullable=False),
           sa.Column("undone_at", Moment(), nullable=True))  # fmt: skip


def _owned(table: str, spaces: list[str], people: list[str], *more: sa.schema.SchemaItem) -> None:
    """About a topic, in one space or between two."""
    op.create_table(
        table,
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        *(sa.Column(name, Id, nullable=False) for name in ("topic_id", *spaces)),
        *(sa.Column(name, Id, nullable=True) for name in people),
        sa.Column("at", Moment(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{table}_agency_id"),
        *(_to(table, name) for name in ("topic_id", *spaces)),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_{table}_{name}", ondelete="SET NULL")
            for name in people
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_topic_id", table, ["topic_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def _to(table: str, column: str) -> sa.ForeignKeyConstraint:
    kind = "topic" if column == "topic_id" else "space"
    name = f"fk_{table}_{column.removesuffix('_id')}"
    return sa.ForeignKeyConstraint(["agency_id", column], [f"{kind}.agency_id", f"{kind}.id"], name=name)


def _reach(agencies: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"SELECT set_config('cop.agencies', {agencies}, true)")


def downgrade() -> None:
    op.drop_table("topic_move")
    op.drop_table("topic_pin")
    for table, column in (("annex", "narrowed_by_id"), ("topic_closure", "decision_id")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
