"""Looking after what is written: flags, asking for a check, decisions, appeals, mutes, words taken out; topics that are
closed, and first posts that wait."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0062"
down_revision = "0061"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
TABLES = ("review_decision", "flag", "check_on", "appeal", "muted", "redaction", "topic_closure", "first_look",
          "waiting_post")  # fmt: skip
Parts = list[sa.schema.SchemaItem]


def _owned(table: str, *parts: Any) -> None:
    op.create_table(
        table,
        *parts,
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{table}_agency_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _column(name: str, kind: Any, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=nullable)


def _placed() -> Parts:
    return [_column("subject_id", Id), _column("place_id", Id), _column("audience", sa.String())]


def _person(table: str, name: str, goes: str | None = "SET NULL") -> Parts:
    """A column that names someone, and what becomes of it when they go."""
    key = sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_{table}_{name}", ondelete=goes)
    return [_column(name, Id, nullable=goes == "SET NULL"), key]


def _to(table: str, other: str, name: str, called: str, nullable: bool = False) -> Parts:
    """A key that carries the agency."""
    columns, theirs = ["agency_id", name], [f"{other}.agency_id", f"{other}.id"]
    return [_column(name, Id, nullable), sa.ForeignKeyConstraint(columns, theirs, name=f"fk_{table}_{called}")]


def _review() -> None:
    _owned("review_decision", *_placed(), _column("action", sa.String()), _column("message", sa.String()),
           *_person("review_decision", "by_id", None), _column("at", Moment()), _column("until", Moment(), True),
           _column("undone_at", Moment(), True), *_person("review_decision", "undone_by_id"),
           sa.UniqueConstraint("agency_id", "id", name="uq_review_decision_agency_id_id"))  # fmt: skip
    _owned("flag", *_placed(), _column("reason", sa.String()), _column("note", sa.String()), *_person("flag", "by_id"),
           _column("at", Moment()), *_to("flag", "review_decision", "decision_id", "decision", True),
           sa.UniqueConstraint("subject_id", "by_id", name="uq_flag_subject_id_by_id"))  # fmt: skip
    _owned("check_on", *_placed(), _column("note", sa.String()), *_person("check_on", "by_id"),
           _column("at", Moment()), _column("seen_at", Moment(), True), *_person("check_on", "seen_by_id"),
           sa.UniqueConstraint("subject_id", "by_id", name="uq_check_on_subject_id_by_id"))  # fmt: skip
    _owned("appeal", *_to("appeal", "review_decision", "decision_id", "decision"), _column("words", sa.String()),
           _column("at", Moment()), _column("outcome", sa.String(), True), _column("answer", sa.String()),
           _column("answered_at", Moment(), True), *_person("appeal", "answered_by_id"),
           sa.UniqueConstraint("decision_id", name="uq_appeal_decision_id"))  # fmt: skip
    author = sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_muted_author_id", ondelete="CASCADE")
    _owned("muted", _column("author_id", Id, True), author, _column("hand", sa.Integer(), True),
           _column("within_id", Id, True), _column("until", Moment()),
           *_to("muted", "review_decision", "decision_id", "decision"))  # fmt: skip
    _owned("redaction", *_placed(), *_person("redaction", "by_id"), _column("at", Moment()),
           _column("places", sa.Integer()))  # fmt: skip
    for table in ("review_decision", "flag", "check_on", "redaction"):
        op.create_index(f"ix_{table}_subject_id", table, ["subject_id"])
    for table, name in (("flag", "by_id"), ("check_on", "by_id"), ("muted", "author_id")):
        op.create_index(f"ix_{table}_{name}", table, [name])


def _forums() -> None:
    _owned("topic_closure", *_to("topic_closure", "topic", "topic_id", "topic"), *_person("topic_closure", "by_id"),
           _column("at", Moment()), sa.UniqueConstraint("topic_id", name="uq_topic_closure_topic_id"))  # fmt: skip
    _owned("first_look", *_to("first_look", "space", "space_id", "space"), *_person("first_look", "by_id"),
           _column("at", Moment()), sa.UniqueConstraint("space_id", name="uq_first_look_space_id"))  # fmt: skip
    _owned("waiting_post", *_to("waiting_post", "space", "space_id", "space"),
           *_to("waiting_post", "topic", "topic_id", "topic", True), _column("to_id", Id, True),
           _column("title", sa.String()), _column("body_source", sa.String()), _column("challenge", sa.Boolean()),
           *_person("waiting_post", "author_id", "CASCADE"), _column("once", Id, True), _column("at", Moment()),
           _column("declined_at", Moment(), True), _column("answer", sa.String()),
           sa.UniqueConstraint("author_id", "once", name="uq_waiting_post_author_id_once"))  # fmt: skip
    for name in ("space_id", "topic_id", "author_id"):
        op.create_index(f"ix_waiting_post_{name}", "waiting_post", [name])
    with op.batch_alter_table("post_removal") as batch:
        batch.add_column(_column("decision_id", Id, True))
    with op.batch_alter_table("post_removal") as batch:
        batch.create_foreign_key(
            "fk_post_removal_decision", "review_decision", ["agency_id", "decision_id"], ["agency_id", "id"]
        )


def upgrade() -> None:
    _review()
    _forums()
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    with op.batch_alter_table("post_removal") as batch:
        batch.drop_constraint("fk_post_removal_decision", type_="foreignkey")
        batch.drop_column("decision_id")
    for table in reversed(TABLES):
        op.drop_table(table)
