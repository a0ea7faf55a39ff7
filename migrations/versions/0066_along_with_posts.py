"""What comes along with a post: who is mentioned in it, and its pictures and files."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id

revision = "0066"
down_revision = "0063"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
POSTS = ("topic", "reply")


def upgrade() -> None:
    for table in POSTS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("attached", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "attachment",
        sa.Column("topic_id", Id, nullable=True),
        sa.Column("reply_id", Id, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_key", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("size", Id, nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        *_of_a_post("attachment", "position"),
    )
    op.create_table(
        "mention",
        sa.Column("topic_id", Id, nullable=True),
        sa.Column("reply_id", Id, nullable=True),
        sa.Column("person_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mention_person_id", ondelete="CASCADE"),
        *_of_a_post("mention", "person_id"),
    )
    op.create_index("ix_mention_person_id", "mention", ["person_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("attachment", "mention"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def _of_a_post(table: str, also: str) -> list[sa.schema.SchemaItem]:
    """Exactly one is named: the topic whose opening post it is, or the reply."""
    return [
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{table}_agency_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *(
            sa.ForeignKeyConstraint(
                ["agency_id", f"{kind}_id"], [f"{kind}.agency_id", f"{kind}.id"], name=f"fk_{table}_{kind}"
            )
            for kind in POSTS
        ),
        *(sa.UniqueConstraint(f"{kind}_id", also, name=f"uq_{table}_{kind}_id") for kind in POSTS),
    ]


def downgrade() -> None:
    """Files stay where they are: nothing leads to them any more."""
    op.drop_table("mention")
    op.drop_table("attachment")
    for table in POSTS:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("attached")
