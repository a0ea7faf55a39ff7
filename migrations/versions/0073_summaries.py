"""The weekly summary: whose week was looked at, and who follows by summary is found at once."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0073"
down_revision = "0072"

BY_SUMMARY = {f"{dialect}_where": sa.text("level = 'summary'") for dialect in ("sqlite", "postgresql")}


def upgrade() -> None:
    op.create_table(
        "summary_mail",
        sa.Column("person_id", Id, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("up_to", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_summary_mail_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "week", name="pk_summary_mail"),
    )
    op.create_index("ix_subscription_summary", "subscription", ["person_id"], **BY_SUMMARY)


def downgrade() -> None:
    op.drop_index("ix_subscription_summary", "subscription")
    op.drop_table("summary_mail")
