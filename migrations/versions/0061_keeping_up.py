"""Keeping up: how far one has read, what one follows, tags and core values, kind words, and drafts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0061"
down_revision = "0060"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
OWNED = ("reading", "subscription", "topic_mail", "facet", "kindness")
KINDS = ("thanks", "too", "holding")
ONE = " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in ("topic_id", "space_id", "tag"))


def _person(table: str) -> tuple[Any, ...]:
    key = sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{table}_person_id", ondelete="CASCADE")
    return sa.Column("person_id", Id, nullable=False), key


def _owned(table: str, *kinds: str) -> tuple[Any, ...]:
    """The agency, and keys to things of the same agency, whose rows go with them."""
    keys = [
        sa.ForeignKeyConstraint(
            ["agency_id", f"{kind}_id"], [f"{kind}.agency_id", f"{kind}.id"], name=f"fk_{table}_{kind}",
            ondelete="CASCADE",
        )
        for kind in kinds
    ]  # fmt: skip
    agency = sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{table}_agency_id")
    return sa.Column("agency_id", Id, nullable=False), agency, *keys


def _id(table: str) -> tuple[Any, ...]:
    return sa.Column("id", Id, autoincrement=False, nullable=False), sa.PrimaryKeyConstraint("id", name=f"pk_{table}")


def _follow() -> None:
    op.create_table(
        "reading",
        *_person("reading"),
        sa.Column("topic_id", Id, nullable=False),
        sa.Column("last_id", Id, nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        *_owned("reading", "topic"),
        sa.PrimaryKeyConstraint("person_id", "topic_id", name="pk_reading"),
    )
    op.create_index("ix_reading_topic_id", "reading", ["topic_id"])
    op.create_table(
        "subscription",
        *_person("subscription"),
        sa.Column("topic_id", Id, nullable=True),
        sa.Column("space_id", Id, nullable=True),
        sa.Column("tag", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        *_owned("subscription", "topic", "space"),
        *_id("subscription"),
        sa.CheckConstraint(f"{ONE} = 1", name="ck_subscription_one"),
        sa.UniqueConstraint("person_id", "topic_id", name="uq_subscription_person_id_topic_id"),
        sa.UniqueConstraint("person_id", "space_id", name="uq_subscription_person_id_space_id"),
        sa.UniqueConstraint("person_id", "agency_id", "tag", name="uq_subscription_person_id_agency_id_tag"),
    )
    for name, columns in (("topic_id", ["topic_id"]), ("space_id", ["space_id"]), ("tag", ["agency_id", "tag"])):
        op.create_index(f"ix_subscription_{name}", "subscription", columns)
    op.create_table(
        "topic_mail",
        *_person("topic_mail"),
        sa.Column("topic_id", Id, nullable=False),
        sa.Column("up_to_id", Id, nullable=False),
        *_owned("topic_mail", "topic"),
        *_id("topic_mail"),
        sa.UniqueConstraint("person_id", "topic_id", name="uq_topic_mail_person_id_topic_id"),
    )
    op.create_index("ix_topic_mail_topic_id", "topic_mail", ["topic_id"])


def _say() -> None:
    op.create_table(
        "facet",
        sa.Column("topic_id", Id, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("space_id", Id, nullable=False),
        *_owned("facet", "topic", "space"),
        sa.PrimaryKeyConstraint("topic_id", "kind", "name", name="pk_facet"),
    )
    op.create_index("ix_facet_lately", "facet", ["space_id", "topic_id"])
    op.create_index("ix_facet_space", "facet", ["space_id", "kind", "name", "topic_id"])
    op.create_table(
        "kindness",
        *_person("kindness"),
        sa.Column("topic_id", Id, nullable=False),
        sa.Column("reply_id", Id, nullable=True),
        sa.Column("post_id", Id, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        *_owned("kindness", "topic", "reply"),
        *_id("kindness"),
        sa.UniqueConstraint("post_id", "person_id", "kind", name="uq_kindness_post_id_person_id_kind"),
    )
    op.create_index("ix_kindness_person", "kindness", ["person_id", "topic_id"])
    for kind in ("topic", "reply"):
        op.create_index(f"ix_kindness_{kind}_id", "kindness", [f"{kind}_id"])


def upgrade() -> None:
    for table in ("topic", "reply"):
        with op.batch_alter_table(table) as batch:
            for name in KINDS:
                batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("topic") as batch:
        for name in ("tags", "core_values"):
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    _follow()
    _say()
    op.create_table(
        "draft",
        *_person("draft"),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "mark", name="pk_draft"),
    )
    op.create_index("ix_draft_day", "draft", ["day"])
    if op.get_bind().dialect.name == "postgresql":
        for table in OWNED:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    for table in ("draft", *reversed(OWNED)):
        op.drop_table(table)
    with op.batch_alter_table("topic") as batch:
        for name in ("core_values", "tags"):
            batch.drop_column(name)
    for table in ("reply", "topic"):
        with op.batch_alter_table(table) as batch:
            for name in KINDS:
                batch.drop_column(name)
