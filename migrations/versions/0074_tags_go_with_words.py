"""Tags are words of the opening post: where that was taken back they wait with it, and where it is empty they go."""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0066"

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
    op.execute("UPDATE topic SET tags = '', core_values = '' WHERE body_source = ''")


def downgrade() -> None:
    """What was taken back comes back without its tags."""
    with op.batch_alter_table("post_removal") as batch:
        for name in SAID:
            batch.drop_column(name)
