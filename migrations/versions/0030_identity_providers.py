"""Sign-in through an agency's own identity provider."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0030"
down_revision = "0023"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"


def upgrade() -> None:
    op.create_table(
        "identity_provider",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("by_id", Id, nullable=True),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_identity_provider_agency_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_identity_provider_by_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_identity_provider"),
        sa.UniqueConstraint("agency_id", name="uq_identity_provider_agency_id"),
    )
    op.create_table(
        "identity",
        sa.Column("person_id", Id, nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_identity_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_identity"),
        sa.UniqueConstraint("issuer", "subject", name="uq_identity_issuer_subject"),
    )
    op.create_index("ix_identity_person_id", "identity", ["person_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE identity_provider ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE identity_provider FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY agency ON identity_provider USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    op.drop_table("identity")
    op.drop_table("identity_provider")
