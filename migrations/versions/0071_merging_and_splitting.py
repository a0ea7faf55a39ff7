"""Topics that went on in another, replies that went on as a topic, and what was carried."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0071"
down_revision = "0070"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
GONE = {f"{dialect}_where": sa.text("into_id IS NOT NULL") for dialect in ("sqlite", "postgresql")}


def _owned(name: str, *more: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        *more,
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{name}_agency_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def _between_topics(name: str, *more: sa.Column) -> None:
    both = ("topic_id", "other_id")
    _owned(
        name,
        *(sa.Column(one, Id, nullable=False) for one in both),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", Id, nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.Column("undone_by_id", Id, nullable=True),
        *more,
        *(
            sa.ForeignKeyConstraint(["agency_id", one], ["topic.agency_id", "topic.id"], name=f"fk_{name}_{one[:-3]}")
            for one in both
        ),
        *(
            sa.ForeignKeyConstraint([one], ["person.id"], name=f"fk_{name}_{one}", ondelete="SET NULL")
            for one in ("by_id", "undone_by_id")
        ),
    )
    for one in both:
        op.create_index(f"ix_{name}_{one}", name, [one])


def upgrade() -> None:
    with op.batch_alter_table("topic") as batch:
        batch.add_column(sa.Column("into_id", Id, nullable=True))
        batch.add_column(sa.Column("via_id", Id, nullable=True))
        batch.add_column(sa.Column("joined", sa.Integer(), nullable=False, server_default="0"))
        batch.create_foreign_key("fk_topic_into", "topic", ["agency_id", "into_id"], ["agency_id", "id"])
        batch.create_index("ix_topic_into", ["into_id"], **GONE)
    with op.batch_alter_table("reply") as batch:
        batch.add_column(sa.Column("into_id", Id, nullable=True))
        batch.add_column(sa.Column("title", sa.String(), nullable=False, server_default=""))
        batch.create_foreign_key("fk_reply_into", "topic", ["agency_id", "into_id"], ["agency_id", "id"])
        batch.create_index("ix_reply_into", ["into_id"], **GONE)
    _between_topics(
        "topic_merge",
        sa.Column("moved_at", Moment(), nullable=False),
        sa.Column("tags", sa.String(), nullable=False),
        sa.Column("core_values", sa.String(), nullable=False),
        sa.Column("challenged", sa.Boolean(), nullable=False),
    )
    _between_topics("topic_split", sa.Column("many", sa.Integer(), nullable=False))
    _owned(
        "carried_reply",
        sa.Column("act_id", Id, nullable=False),
        sa.Column("reply_id", Id, nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "reply_id"], ["reply.agency_id", "reply.id"], name="fk_carried_reply_reply",
            ondelete="CASCADE",
        ),
    )  # fmt: skip
    op.create_index("ix_carried_reply_act", "carried_reply", ["act_id", "reply_id"])
    op.create_index("ix_carried_reply_reply_id", "carried_reply", ["reply_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("topic_merge", "topic_split", "carried_reply"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    """What went on elsewhere stays there."""
    for table in ("carried_reply", "topic_split", "topic_merge"):
        op.drop_table(table)
    for table, more in (("reply", ("title",)), ("topic", ("via_id", "joined"))):
        with op.batch_alter_table(table) as batch:
            batch.drop_index(f"ix_{table}_into")
            batch.drop_constraint(f"fk_{table}_into", type_="foreignkey")
            for name in ("into_id", *more):
                batch.drop_column(name)
