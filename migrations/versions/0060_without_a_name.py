"""Posts without a name: a hand in place of an author, and marks that tell whose it is to none but the server's key."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0060"
down_revision = "0050"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
NOBODY = sa.text("author_id IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("space") as batch:
        batch.add_column(sa.Column("nameless", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE space SET nameless = true WHERE agency_id = 0")
    for table in ("topic", "reply"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("hand", sa.Integer(), nullable=True))
            batch.alter_column("author_id", existing_type=Id, nullable=True)
            batch.create_check_constraint(f"ck_{table}_author_or_hand", "(author_id IS NULL) <> (hand IS NULL)")
        name = f"ix_{table}_once_without_name"
        op.create_index(name, table, ["once"], unique=True, sqlite_where=NOBODY, postgresql_where=NOBODY)
    op.create_table(
        "pseudonym",
        sa.Column("topic_id", Id, nullable=False),
        sa.Column("hand", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_pseudonym_agency_id"),
        sa.ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_pseudonym_topic"),
        sa.PrimaryKeyConstraint("id", name="pk_pseudonym"),
        sa.UniqueConstraint("topic_id", "hand", name="uq_pseudonym_topic_id_hand"),
        sa.UniqueConstraint("topic_id", "mark", name="uq_pseudonym_topic_id_mark"),
    )
    op.create_table(
        "nameless_hold",
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("by_id", Id, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_nameless_hold_agency_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_nameless_hold_by_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_nameless_hold"),
    )
    op.create_index("ix_nameless_hold_until", "nameless_hold", ["until"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("pseudonym", "nameless_hold"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    """What was written without a name is then somebody's who has left: there is nobody else to give it to."""
    op.drop_table("nameless_hold")
    op.drop_table("pseudonym")
    for table in ("reply", "topic"):
        op.drop_index(f"ix_{table}_once_without_name", table)
        rows = sa.table(table, sa.column("author_id"), sa.column("hand"), sa.column("once"))
        op.execute(rows.update().where(rows.c.author_id.is_(None)).values(author_id=0, hand=None, once=None))
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"ck_{table}_author_or_hand", type_="check")
            batch.alter_column("author_id", existing_type=Id, nullable=False)
            batch.drop_column("hand")
    with op.batch_alter_table("space") as batch:
        batch.drop_column("nameless")
