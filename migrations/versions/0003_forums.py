"""Spaces, topics and replies."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "space",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topics", sa.Integer(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_space_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space")),
        sa.UniqueConstraint("agency_id", "id", name=op.f("uq_space_agency_id_id")),
        sa.UniqueConstraint("agency_id", "slug", name=op.f("uq_space_agency_id_slug")),
    )

    op.create_table(
        "topic",
        sa.Column("space_id", Id, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("challenge", sa.Boolean(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("moved_at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("body_source", sa.String(), nullable=False),
        sa.Column("body_html", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("once", Id, nullable=True),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("voice_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id", "space_id"], ["space.agency_id", "space.id"], name="fk_topic_space"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_topic_agency_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_topic_author_id")),
        sa.ForeignKeyConstraint(["voice_id"], ["agency.id"], name=op.f("fk_topic_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("agency_id", "id", name=op.f("uq_topic_agency_id_id")),
        sa.UniqueConstraint("author_id", "once", name=op.f("uq_topic_author_id_once")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_topic_space_moved", ["space_id", "moved_at", "id"], unique=False)

    op.create_table(
        "reply",
        sa.Column("topic_id", Id, nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("body_source", sa.String(), nullable=False),
        sa.Column("body_html", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("once", Id, nullable=True),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("voice_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_reply_topic"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_reply_agency_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_reply_author_id")),
        sa.ForeignKeyConstraint(["voice_id"], ["agency.id"], name=op.f("fk_reply_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint("author_id", "once", name=op.f("uq_reply_author_id_once")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_reply_topic", ["topic_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("reply")
    op.drop_table("topic")
    op.drop_table("space")
