"""Tags are words of the opening post: where that was taken back they wait with it, and where it is empty they go.
And whoever writes in a topic without their name proposes solutions there without it, too."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id

revision = "0074"
down_revision = "0073"

ALL = "SELECT set_config('cop.agencies', (SELECT string_agg(id::text, ',') FROM agency), true)"
SAID = ("tags", "core_values")


def upgrade() -> None:
    with op.batch_alter_table("post_removal") as batch:
        for name in SAID:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":  # whoever owns the tables is held to row-level security too
        op.execute(ALL)
    for name in SAID:
        op.execute(
            f"UPDATE post_removal SET {name} = (SELECT {name} FROM topic WHERE topic.id = post_removal.topic_id) "  # noqa: S608 - names from above
            "WHERE topic_id IS NOT NULL AND body_source <> ''"
        )
    op.execute("DELETE FROM facet WHERE topic_id IN (SELECT id FROM topic WHERE body_source = '')")
    op.execute("UPDATE topic SET tags = '', core_values = '' WHERE body_source = '' AND into_id IS NULL")
    with op.batch_alter_table("solution") as batch:
        batch.add_column(sa.Column("hand", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("hand_in_id", Id, nullable=True))
        batch.alter_column("by_id", existing_type=Id, nullable=True)
        batch.create_check_constraint("ck_solution_by_or_hand", "(by_id IS NULL) <> (hand IS NULL)")


def downgrade() -> None:
    """What was taken back comes back without its tags. What was proposed without a name is then somebody's who left."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ALL)
    op.execute("UPDATE solution SET by_id = 0, hand = NULL WHERE by_id IS NULL")
    with op.batch_alter_table("solution") as batch:
        batch.drop_constraint("ck_solution_by_or_hand", type_="check")
        batch.alter_column("by_id", existing_type=Id, nullable=False)
        batch.drop_column("hand_in_id")
        batch.drop_column("hand")
    with op.batch_alter_table("post_removal") as batch:
        for name in SAID:
            batch.drop_column(name)
