"""Topics kept in order: a closure knows the decision it came of."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id

revision = "0070"
down_revision = "0066"

# A decision that is in force names the opening post, or a reply in the topic.
DECIDED = """
UPDATE topic_closure SET decision_id = (
  SELECT max(review_decision.id) FROM review_decision
  WHERE review_decision.action = 'close' AND review_decision.undone_at IS NULL
  AND (review_decision.subject_id = topic_closure.topic_id OR review_decision.subject_id IN
    (SELECT reply.id FROM reply WHERE reply.topic_id = topic_closure.topic_id)))
"""


def upgrade() -> None:
    with op.batch_alter_table("topic_closure") as batch:
        batch.add_column(sa.Column("decision_id", Id, nullable=True))
    _reach("(SELECT string_agg(id::text, ',') FROM agency)")  # the owner is held to row-level security, too
    op.execute(DECIDED)
    _reach("''")


def _reach(agencies: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"SELECT set_config('cop.agencies', {agencies}, true)")


def downgrade() -> None:
    with op.batch_alter_table("topic_closure") as batch:
        batch.drop_column("decision_id")
