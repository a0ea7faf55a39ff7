"""Invitations into agencies, and how an agency runs itself."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0009"
down_revision = "0008"

OWNED = ("invitation", "invitation_revocation", "invitation_acceptance", "agency_settings")


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("parent_id", Id, nullable=True),
        sa.Column("by_id", Id, nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("discipline", sa.String(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_invitation_agency_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_invitation_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["agency_id", "parent_id"], ["invitation.agency_id", "invitation.id"], name="fk_invitation_parent"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("agency_id", "id", name=op.f("uq_invitation_agency_id_id")),
    )
    op.create_table(
        "invitation_revocation",
        sa.Column("invitation_id", Id, nullable=False),
        sa.Column("by_id", Id, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_invitation_revocation_agency_id")),
        sa.ForeignKeyConstraint(
            ["agency_id", "invitation_id"],
            ["invitation.agency_id", "invitation.id"],
            name="fk_invitation_revocation_invitation",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_invitation_revocation_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_revocation")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_invitation_revocation_invitation_id")),
    )
    op.create_table(
        "invitation_acceptance",
        sa.Column("invitation_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_invitation_acceptance_agency_id")),
        sa.ForeignKeyConstraint(
            ["agency_id", "invitation_id"],
            ["invitation.agency_id", "invitation.id"],
            name="fk_invitation_acceptance_invitation",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invitation_acceptance_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_acceptance")),
        sa.UniqueConstraint(
            "invitation_id", "person_id", name=op.f("uq_invitation_acceptance_invitation_id_person_id")
        ),
    )
    op.create_index(op.f("ix_invitation_acceptance_person_id"), "invitation_acceptance", ["person_id"])
    op.create_table(
        "agency_settings",
        sa.Column("inviters", sa.String(), nullable=False),
        sa.Column("mail_domains", sa.JSON(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agency_settings_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_settings")),
        sa.UniqueConstraint("agency_id", name=op.f("uq_agency_settings_agency_id")),
    )
    guard(*OWNED)


def downgrade() -> None:
    for table in reversed(OWNED):
        op.drop_table(table)


SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"


def guard(*tables: str) -> None:
    """Row-level security, as in 0007."""
    if op.get_bind().dialect.name == "postgresql":
        for table in tables:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")
