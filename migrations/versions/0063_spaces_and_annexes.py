"""Spaces that people make and look after, spaces for those who were invited, and an agency's own side conversations."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0063"
down_revision = "0062"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
OWNED = ("circle", "circle_member", "circle_invitation", "space_caretaker", "annex", "annex_post")
# Spaces that every installation began with so far, by the names they were given.
STARTERS = {
    "role-clarity": "Role clarity",
    "supervision": "Supervision and co-reflection",
    "map-certification": "MAP certification",
    "handling-money": "Handling money",
    "documentation": "Documentation",
    "clinical-meetings": "Clinical team meetings",
    "grief-and-loss": "Grief and loss",
    "training": "Training",
    "career-ladder": "Career ladder",
    "recovery-coaching": "Recovery coaching",
    "family-partners": "Family partners",
    "peers": "Peers only",
    "supervisors": "Supervisors",
    "directors": "Directors",
    "area-western": "Western area",
    "area-central": "Central area",
    "area-northeast": "Northeast area",
    "area-southeast": "Southeast area",
    "area-metro-boston": "Metro Boston area",
}


def _owned(name: str, *more: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        *more,
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{name}_agency_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def _spaces() -> None:
    with op.batch_alter_table("space") as batch:
        batch.add_column(sa.Column("starter", sa.String(), nullable=True))
        batch.add_column(sa.Column("opened_by", sa.String(), nullable=False, server_default="everyone"))
        batch.add_column(sa.Column("by_id", Id, nullable=True))
        batch.add_column(sa.Column("once", Id, nullable=True))
        batch.create_foreign_key("fk_space_by_id", "person", ["by_id"], ["id"], ondelete="SET NULL")
        batch.create_unique_constraint("uq_space_by_id_once", ["by_id", "once"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT set_config('cop.agencies', '0', true)")  # the owner is held to row-level security, too
    space = sa.table("space", sa.column("agency_id"), sa.column("slug"), sa.column("name"), sa.column("starter"))
    for slug, name in STARTERS.items():
        same = (space.c.agency_id == 0, space.c.slug == slug, space.c.name == name)
        op.execute(space.update().where(*same).values(starter=slug))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT set_config('cop.agencies', '', true)")
    _owned(
        "space_caretaker",
        sa.Column("space_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "space_id"], ["space.agency_id", "space.id"], name="fk_space_caretaker_space"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_space_caretaker_person_id", ondelete="CASCADE"),
        sa.UniqueConstraint("space_id", "person_id", name="uq_space_caretaker_space_id_person_id"),
    )
    op.create_index("ix_space_caretaker_person_id", "space_caretaker", ["person_id"])


def _circles() -> None:
    _owned(
        "circle",
        sa.Column("at", Moment(), nullable=False),
        sa.UniqueConstraint("agency_id", "id", name="uq_circle_agency_id_id"),
    )
    _owned(
        "circle_member",
        sa.Column("circle_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "circle_id"], ["circle.agency_id", "circle.id"], name="fk_circle_member_circle"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_circle_member_person_id", ondelete="CASCADE"),
        sa.UniqueConstraint("circle_id", "person_id", name="uq_circle_member_circle_id_person_id"),
    )
    op.create_index("ix_circle_member_person_id", "circle_member", ["person_id"])
    _owned(
        "circle_invitation",
        sa.Column("circle_id", Id, nullable=False),
        sa.Column("by_id", Id, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "circle_id"], ["circle.agency_id", "circle.id"], name="fk_circle_invitation_circle"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_circle_invitation_by_id", ondelete="SET NULL"),
    )
    op.create_index("ix_circle_invitation_circle_id", "circle_invitation", ["circle_id"])


def _annexes() -> None:
    _owned(
        "annex",
        sa.Column("commons_id", Id, nullable=False),
        sa.Column("topic_id", Id, nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("moved_at", Moment(), nullable=False),
        sa.CheckConstraint("commons_id = 0", name="ck_annex_commons"),
        sa.ForeignKeyConstraint(
            ["commons_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_annex_topic", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("topic_id", "agency_id", name="uq_annex_topic_id_agency_id"),
        sa.UniqueConstraint("agency_id", "id", name="uq_annex_agency_id_id"),
    )
    _owned(
        "annex_post",
        sa.Column("annex_id", Id, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edited_at", Moment(), nullable=True),
        sa.Column("body_source", sa.String(), nullable=False),
        sa.Column("body_html", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("once", Id, nullable=True),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("voice_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "annex_id"], ["annex.agency_id", "annex.id"], name="fk_annex_post_annex", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_annex_post_author_id"),
        sa.ForeignKeyConstraint(["voice_id"], ["agency.id"], name="fk_annex_post_voice_id"),
        sa.UniqueConstraint("agency_id", "id", name="uq_annex_post_agency_id_id"),
        sa.UniqueConstraint("author_id", "once", name="uq_annex_post_author_id_once"),
    )
    op.create_index("ix_annex_post_author_id", "annex_post", ["author_id"])
    op.create_index("ix_annex_post_annex_id", "annex_post", ["annex_id", "id"])
    for table, also in (("post_version", ["number"]), ("post_removal", [])):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("annex_post_id", Id, nullable=True))
            batch.create_foreign_key(
                f"fk_{table}_annex_post",
                "annex_post",
                ["agency_id", "annex_post_id"],
                ["agency_id", "id"],
                ondelete="CASCADE",
            )
            batch.create_unique_constraint(f"uq_{table}_annex_post_id", ["annex_post_id", *also])


def upgrade() -> None:
    _spaces()
    _circles()
    _annexes()
    if op.get_bind().dialect.name == "postgresql":
        for table in OWNED:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    for table in ("post_version", "post_removal"):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"uq_{table}_annex_post_id", type_="unique")
            batch.drop_constraint(f"fk_{table}_annex_post", type_="foreignkey")
            batch.drop_column("annex_post_id")
    for table in ("annex_post", "annex", "space_caretaker", "circle_invitation", "circle_member", "circle"):
        op.drop_table(table)
    with op.batch_alter_table("space") as batch:
        batch.drop_constraint("uq_space_by_id_once", type_="unique")
        batch.drop_constraint("fk_space_by_id", type_="foreignkey")
        for name in ("once", "by_id", "opened_by"):
            batch.drop_column(name)
        batch.drop_column("starter")
