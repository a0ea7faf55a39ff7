"""Announcements inside an agency."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0013"
down_revision = "0012"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("body_source", sa.String(), nullable=False),
        sa.Column("body_html", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("once", Id, nullable=True),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("voice_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_announcement_agency_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_announcement_author_id")),
        sa.ForeignKeyConstraint(["voice_id"], ["agency.id"], name=op.f("fk_announcement_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sa.UniqueConstraint("author_id", "once", name=op.f("uq_announcement_author_id_once")),
    )
    op.create_index(op.f("ix_announcement_author_id"), "announcement", ["author_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE announcement ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE announcement FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY agency ON announcement USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    op.drop_table("announcement")
