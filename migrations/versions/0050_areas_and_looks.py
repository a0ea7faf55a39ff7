"""What agencies share with areas; and an agency's logo and color."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0050"
down_revision = "0043"

SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"
OWNED = ("area_news", "area_news_withdrawal", "logo")


def upgrade() -> None:
    op.add_column("agency_settings", sa.Column("accent", sa.String(), nullable=True))
    op.create_table(
        "area_news",
        sa.Column("area_slug", sa.String(), nullable=False),
        sa.Column("body_source", sa.String(), nullable=False),
        sa.Column("body_html", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("once", Id, nullable=True),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("voice_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_area_news_agency_id"),
        sa.ForeignKeyConstraint(["area_slug"], ["area.slug"], name="fk_area_news_area_slug"),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_area_news_author_id"),
        sa.ForeignKeyConstraint(["voice_id"], ["agency.id"], name="fk_area_news_voice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_area_news"),
        sa.UniqueConstraint("author_id", "once", name="uq_area_news_author_id_once"),
        sa.UniqueConstraint("agency_id", "voice_id", "id", name="uq_area_news_agency_id_voice_id_id"),
    )
    op.create_index("ix_area_news_author_id", "area_news", ["author_id"])
    op.create_index("ix_area_news_area", "area_news", ["area_slug", "id"])
    op.create_table(
        "area_news_withdrawal",
        sa.Column("voice_id", Id, nullable=False),
        sa.Column("news_id", Id, nullable=False),
        sa.Column("by_id", Id, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_area_news_withdrawal_agency_id"),
        sa.ForeignKeyConstraint(["voice_id"], ["agency.id"], name="fk_area_news_withdrawal_voice_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_area_news_withdrawal_by_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["agency_id", "voice_id", "news_id"],
            ["area_news.agency_id", "area_news.voice_id", "area_news.id"],
            name="fk_area_news_withdrawal_news",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_area_news_withdrawal"),
        sa.UniqueConstraint("news_id", name="uq_area_news_withdrawal_news_id"),
    )
    op.create_table(
        "logo",
        sa.Column("file_key", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("size", Id, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("by_id", Id, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_logo_agency_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_logo_by_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_logo"),
        sa.UniqueConstraint("agency_id", name="uq_logo_agency_id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in OWNED:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    for table in reversed(OWNED):
        op.drop_table(table)
    op.drop_column("agency_settings", "accent")
