"""Home shows what moved last in all the spaces one may read: found in order, not sorted anew for each who looks."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index("ix_topic_moved", "topic", ["moved_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_topic_moved", "topic")
