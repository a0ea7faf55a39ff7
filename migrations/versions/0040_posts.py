"""Posts can be changed, removed and given back; a reply can answer another."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0040"
down_revision = "0030"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"


def _words(name: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body_source", sa.String(), nullable=False),
        sa.Column("body_html", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("topic_id", Id, nullable=True),
        sa.Column("reply_id", Id, nullable=True),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{name}_agency_id"),
        sa.ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name=f"fk_{name}_topic"),
        sa.ForeignKeyConstraint(["agency_id", "reply_id"], ["reply.agency_id", "reply.id"], name=f"fk_{name}_reply"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("topic_id", *(["number"] if name == "post_version" else []), name=f"uq_{name}_topic_id"),
        sa.UniqueConstraint("reply_id", *(["number"] if name == "post_version" else []), name=f"uq_{name}_reply_id"),
    ]


def upgrade() -> None:
    for table in ("topic", "reply"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
            batch.add_column(sa.Column("edited_at", Moment(), nullable=True))
    with op.batch_alter_table("reply") as batch:
        batch.add_column(sa.Column("to_id", Id, nullable=True))
        batch.create_unique_constraint("uq_reply_agency_id_id", ["agency_id", "id"])
    with op.batch_alter_table("reply") as batch:
        batch.create_foreign_key("fk_reply_to", "reply", ["agency_id", "to_id"], ["agency_id", "id"])
    op.create_table("post_version", sa.Column("number", sa.Integer(), nullable=False), *_words("post_version"))
    op.create_table(
        "post_removal",
        sa.Column("by_id", Id, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_post_removal_by_id", ondelete="SET NULL"),
        *_words("post_removal"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("post_version", "post_removal"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    op.drop_table("post_removal")
    op.drop_table("post_version")
    with op.batch_alter_table("reply") as batch:
        batch.drop_constraint("fk_reply_to", type_="foreignkey")
        batch.drop_constraint("uq_reply_agency_id_id", type_="unique")
        batch.drop_column("to_id")
    for table in ("topic", "reply"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("edited_at")
            batch.drop_column("version")
