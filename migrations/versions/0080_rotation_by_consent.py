"""The rotation by consent: proposals and what areas say to them, orders with who and why, hosts who are asked."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0080"
down_revision = "0075"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
HOSTING = """
    UPDATE turn_host SET area_slug = (
        SELECT coalesce((SELECT area_slug FROM turn_change WHERE turn_change.turn_id = turn.id AND area_slug IS NOT NULL
                         ORDER BY turn_change.id DESC LIMIT 1), planned_area)
        FROM turn WHERE turn.id = turn_host.turn_id)
"""
TABLES = ("turn_proposal", "turn_agreement", "order_version", "turn_ask")


def upgrade() -> None:
    op.create_table(
        "turn_proposal",
        sa.Column("turn_id", Id, nullable=False),
        sa.Column("other_id", Id, nullable=True),
        sa.Column("undoes_id", Id, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("from_area", sa.String(), nullable=False),
        sa.Column("area_slug", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("once", Id, nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        *_said("turn_proposal"),
        *(
            sa.ForeignKeyConstraint(
                ["agency_id", f"{name}_id"], ["turn.agency_id", "turn.id"], name=f"fk_turn_proposal_{name}"
            )
            for name in ("turn", "other")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "undoes_id"], ["turn_proposal.agency_id", "turn_proposal.id"], name="fk_turn_proposal_undoes"
        ),
        *(
            sa.ForeignKeyConstraint([name], ["area.slug"], name=f"fk_turn_proposal_{name}")
            for name in ("from_area", "area_slug")
        ),
        sa.UniqueConstraint("agency_id", "id", name="uq_turn_proposal_agency_id_id"),
        sa.UniqueConstraint("by_id", "once", name="uq_turn_proposal_by_id_once"),
    )
    for name in ("turn_id", "other_id"):
        op.create_index(f"ix_turn_proposal_{name}", "turn_proposal", [name])
    op.create_table(
        "turn_agreement",
        sa.Column("proposal_id", Id, nullable=False),
        sa.Column("area_slug", sa.String(), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        *_said("turn_agreement"),
        sa.ForeignKeyConstraint(
            ["agency_id", "proposal_id"],
            ["turn_proposal.agency_id", "turn_proposal.id"],
            name="fk_turn_agreement_proposal",
        ),
        sa.ForeignKeyConstraint(["area_slug"], ["area.slug"], name="fk_turn_agreement_area_slug"),
        sa.UniqueConstraint("proposal_id", "area_slug", name="uq_turn_agreement_proposal_id_area_slug"),
    )
    op.create_table(
        "order_version",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("once", Id, nullable=True),
        *_said("order_version"),
        sa.UniqueConstraint("by_id", "once", name="uq_order_version_by_id_once"),
        sa.UniqueConstraint("agency_id", "version", name="uq_order_version_agency_id_version"),
    )
    op.create_table(
        "turn_ask",
        sa.Column("turn_id", Id, nullable=False),
        sa.Column("voice_id", Id, nullable=False),
        sa.Column("area_slug", sa.String(), nullable=False),
        sa.Column("declined_at", Moment(), nullable=True),
        *_said("turn_ask"),
        sa.ForeignKeyConstraint(["agency_id", "turn_id"], ["turn.agency_id", "turn.id"], name="fk_turn_ask_turn"),
        sa.ForeignKeyConstraint(["voice_id"], ["agency.id"], name="fk_turn_ask_voice_id"),
        sa.ForeignKeyConstraint(["area_slug"], ["area.slug"], name="fk_turn_ask_area_slug"),
        sa.UniqueConstraint("turn_id", "voice_id", name="uq_turn_ask_turn_id_voice_id"),
    )
    _add_columns()
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def _add_columns() -> None:
    if op.get_bind().dialect.name == "postgresql":  # the owner obeys its own policies
        op.execute("SELECT set_config('cop.agencies', '0', true)")
    with op.batch_alter_table("order_place") as batch:
        batch.add_column(sa.Column("since", sa.String(), nullable=False, server_default="FY0002-Q1"))
    op.execute("UPDATE order_place SET since = coalesce((SELECT min(period) FROM turn), since)")
    with op.batch_alter_table("order_place") as batch:
        batch.alter_column("since", server_default=None)
    with op.batch_alter_table("turn_change") as batch:
        batch.add_column(sa.Column("proposal_id", Id, nullable=True))
        batch.create_foreign_key(
            "fk_turn_change_proposal", "turn_proposal", ["agency_id", "proposal_id"], ["agency_id", "id"]
        )
    op.create_index("ix_turn_change_proposal_id", "turn_change", ["proposal_id"])
    with op.batch_alter_table("turn_host") as batch:
        batch.add_column(sa.Column("said_by_id", Id, nullable=True))
        batch.create_foreign_key("fk_turn_host_said_by_id", "person", ["said_by_id"], ["id"], ondelete="SET NULL")
        batch.add_column(sa.Column("area_slug", sa.String(), nullable=True))
        batch.create_foreign_key("fk_turn_host_area_slug", "area", ["area_slug"], ["slug"])
    op.execute(HOSTING)
    with op.batch_alter_table("turn_host") as batch:
        batch.alter_column("area_slug", existing_type=sa.String(), nullable=False)
    with op.batch_alter_table("meeting") as batch:
        batch.add_column(sa.Column("led_by", sa.String(), nullable=True))
        batch.create_foreign_key("fk_meeting_led_by", "area", ["led_by"], ["slug"])


def _said(table: str) -> list[sa.schema.SchemaItem]:
    """By whom and when, in which agency."""
    return [
        sa.Column("by_id", Id, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{table}_agency_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=f"fk_{table}_by_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def downgrade() -> None:
    with op.batch_alter_table("meeting") as batch:
        batch.drop_constraint("fk_meeting_led_by", type_="foreignkey")
        batch.drop_column("led_by")
    with op.batch_alter_table("turn_host") as batch:
        batch.drop_constraint("fk_turn_host_said_by_id", type_="foreignkey")
        batch.drop_column("said_by_id")
        batch.drop_constraint("fk_turn_host_area_slug", type_="foreignkey")
        batch.drop_column("area_slug")
    op.drop_index("ix_turn_change_proposal_id", "turn_change")
    with op.batch_alter_table("turn_change") as batch:
        batch.drop_constraint("fk_turn_change_proposal", type_="foreignkey")
        batch.drop_column("proposal_id")
    with op.batch_alter_table("order_place") as batch:
        batch.drop_column("since")
    for table in ("turn_ask", "turn_agreement", "turn_proposal", "order_version"):
        op.drop_table(table)
