"""Who was in an agency and is no longer: they come back by an invitation made for them."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0023"
down_revision = "0022"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"


def upgrade() -> None:
    op.create_table(
        "former_member",
        sa.Column("person_id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_former_member_agency_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_former_member_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_former_member"),
        sa.UniqueConstraint("agency_id", "person_id", name="uq_former_member_agency_id_person_id"),
    )
    op.create_index("ix_former_member_person_id", "former_member", ["person_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE former_member ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE former_member FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY agency ON former_member USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    op.drop_table("former_member")
