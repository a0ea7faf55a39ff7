"""People, agencies and jobs."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0001"
down_revision = None

AREAS = {
    "western": "Western",
    "central": "Central",
    "northeast": "Northeast",
    "southeast": "Southeast",
    "metro_boston": "Metro Boston",
}


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_area")),
    )

    op.create_table(
        "agency",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("slug", name=op.f("uq_agency_slug")),
    )

    op.create_table(
        "person",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("demo_key", sa.String(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("demo_key", name=op.f("uq_person_demo_key")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )

    op.create_table(
        "agency_area",
        sa.Column("served_by_id", Id, nullable=False),
        sa.Column("area_slug", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["area_slug"], ["area.slug"], name=op.f("fk_agency_area_area_slug")),
        sa.ForeignKeyConstraint(
            ["served_by_id"], ["agency.id"], name=op.f("fk_agency_area_served_by_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("served_by_id", "area_slug", name=op.f("pk_agency_area")),
    )

    op.create_table(
        "membership",
        sa.Column("person_id", Id, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("discipline", sa.String(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_membership_agency_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("agency_id", "person_id", "role", name=op.f("uq_membership_agency_id_person_id_role")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_person_id"), ["person_id"], unique=False)

    op.create_table(
        "statewide_role",
        sa.Column("person_id", Id, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("area_slug", sa.String(), nullable=True),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["area_slug"], ["area.slug"], name=op.f("fk_statewide_role_area_slug")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_statewide_role_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statewide_role")),
        sa.UniqueConstraint("person_id", "role", name=op.f("uq_statewide_role_person_id_role")),
    )

    op.create_table(
        "sign_in",
        sa.Column("person_id", Id, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scope_agency_id", Id, nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("leased_until", Moment(), nullable=True),
        sa.Column("failed", sa.String(), nullable=True),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_due_at"), ["due_at"], unique=False)

    areas = sa.table("area", sa.column("slug"), sa.column("name"), sa.column("position"))
    op.bulk_insert(
        areas, [{"slug": slug, "name": name, "position": at} for at, (slug, name) in enumerate(AREAS.items())]
    )
    agencies = sa.table("agency", sa.column("id"), sa.column("slug"), sa.column("name"), sa.column("about"))
    op.bulk_insert(agencies, [{"id": 0, "slug": "commonwealth", "name": "The Commonwealth", "about": ""}])


def downgrade() -> None:
    op.drop_table("job")
    op.drop_table("sign_in")
    op.drop_table("statewide_role")
    op.drop_table("membership")
    op.drop_table("agency_area")
    op.drop_table("person")
    op.drop_table("agency")
    op.drop_table("area")
