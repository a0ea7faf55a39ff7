"""The trail of what was done: entries are added, and neither changed nor taken away, whoever asks."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0010"
down_revision = "0009"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
ON_POSTGRESQL = (
    "ALTER TABLE trail_entry ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE trail_entry FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY agency ON trail_entry USING ({SEEN}) WITH CHECK ({SEEN})",
    "CREATE FUNCTION trail_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the trail is kept as it was written'; END $$",
    "CREATE TRIGGER trail_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION trail_is_kept()",
)
ON_SQLITE = tuple(
    f"CREATE TRIGGER trail_is_kept_{act.lower()} BEFORE {act} ON trail_entry "
    "BEGIN SELECT RAISE(ABORT, 'the trail is kept as it was written'); END"
    for act in ("UPDATE", "DELETE")
)


def upgrade() -> None:
    op.create_table(
        "trail_entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("actor_id", Id, nullable=True),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_trail_entry_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_entry")),
        sa.UniqueConstraint("agency_id", "number", name=op.f("uq_trail_entry_agency_id_number")),
    )
    for statement in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("trail_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION trail_is_kept()")
