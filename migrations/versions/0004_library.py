"""Resources and their editions."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "resource",
        sa.Column("author_id", Id, nullable=False),
        sa.Column("voice_id", Id, nullable=False),
        sa.Column("once", Id, nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("core_values", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_resource_agency_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_resource_author_id")),
        sa.ForeignKeyConstraint(["voice_id"], ["agency.id"], name=op.f("fk_resource_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sa.UniqueConstraint("agency_id", "id", name=op.f("uq_resource_agency_id_id")),
        sa.UniqueConstraint("author_id", "once", name=op.f("uq_resource_author_id_once")),
    )
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_resource_created", ["agency_id", "audience", "id"], unique=False)

    op.create_table(
        "edition",
        sa.Column("resource_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_key", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("size", Id, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "resource_id"], ["resource.agency_id", "resource.id"], name="fk_edition_resource"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_edition_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("resource_id", "number", name=op.f("uq_edition_resource_id_number")),
    )


def downgrade() -> None:
    op.drop_table("edition")
    op.drop_table("resource")
