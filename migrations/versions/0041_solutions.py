"""Solutions to challenges, what agencies found when they tried them, and who has a challenge too."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0041"
down_revision = "0040"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"


def upgrade() -> None:
    with op.batch_alter_table("topic") as batch:
        for name in ("solutions", "shared"):
            batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "solution",
        sa.Column("topic_id", Id, nullable=False),
        sa.Column("reply_id", Id, nullable=False),
        sa.Column("by_id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("worked", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_solution_agency_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_solution_by_id"),
        sa.ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_solution_topic"),
        sa.ForeignKeyConstraint(["agency_id", "reply_id"], ["reply.agency_id", "reply.id"], name="fk_solution_reply"),
        sa.PrimaryKeyConstraint("id", name="pk_solution"),
        sa.UniqueConstraint("reply_id", name="uq_solution_reply_id"),
        sa.UniqueConstraint("agency_id", "id", name="uq_solution_agency_id_id"),
    )
    op.create_index("ix_solution_topic_id", "solution", ["topic_id"])
    op.create_table(
        "evidence",
        sa.Column("solution_id", Id, nullable=False),
        sa.Column("voice_id", Id, nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("setting", sa.String(), nullable=False),
        sa.Column("tried_on", sa.Date(), nullable=True),
        sa.Column("by_id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_evidence_agency_id"),
        sa.ForeignKeyConstraint(["voice_id"], ["agency.id"], name="fk_evidence_voice_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_evidence_by_id"),
        sa.ForeignKeyConstraint(
            ["agency_id", "solution_id"], ["solution.agency_id", "solution.id"], name="fk_evidence_solution"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("solution_id", "voice_id", name="uq_evidence_solution_id_voice_id"),
    )
    op.create_table(
        "shared_challenge",
        sa.Column("topic_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_shared_challenge_agency_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_shared_challenge_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_shared_challenge_topic"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_shared_challenge"),
        sa.UniqueConstraint("topic_id", "person_id", name="uq_shared_challenge_topic_id_person_id"),
    )
    op.create_index("ix_shared_challenge_person_id", "shared_challenge", ["person_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("solution", "evidence", "shared_challenge"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    for table in ("shared_challenge", "evidence", "solution"):
        op.drop_table(table)
    with op.batch_alter_table("topic") as batch:
        batch.drop_column("shared")
        batch.drop_column("solutions")
