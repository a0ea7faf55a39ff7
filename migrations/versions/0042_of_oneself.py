"""What people say of themselves: what helps them take part, lived experience as a supervisor, and a photo."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0042"
down_revision = "0041"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"


def _theirs(table: str, *more: sa.schema.SchemaItem) -> None:
    """A table with one row for a person, which goes with them."""
    op.create_table(
        table,
        sa.Column("person_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{table}_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("person_id", name=f"uq_{table}_person_id"),
        *more,
    )


def upgrade() -> None:
    _theirs(
        "needs",
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_table(
        "shared_needs",
        sa.Column("meeting_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_shared_needs_agency_id"),
        sa.ForeignKeyConstraint(
            ["agency_id", "meeting_id"], ["meeting.agency_id", "meeting.id"], name="fk_shared_needs_meeting"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_shared_needs_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_shared_needs"),
        sa.UniqueConstraint("meeting_id", "person_id", name="uq_shared_needs_meeting_id_person_id"),
    )
    op.create_index("ix_shared_needs_person_id", "shared_needs", ["person_id"])
    _theirs(
        "lived_experience",
        sa.Column("shown_to", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    _theirs(
        "photo",
        sa.Column("sha256", sa.String(), nullable=False, index=True),
        sa.Column("file_key", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("size", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.add_column("person", sa.Column("photo", sa.String(), nullable=False, server_default=""))
    op.add_column("person", sa.Column("photo_open", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_trail_entry_person_id_id", "trail_entry", ["person_id", "id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE shared_needs ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE shared_needs FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY agency ON shared_needs USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    op.drop_index("ix_trail_entry_person_id_id", "trail_entry")
    op.drop_column("person", "photo_open")
    op.drop_column("person", "photo")
    for table in ("photo", "lived_experience", "shared_needs", "needs"):
        op.drop_table(table)
