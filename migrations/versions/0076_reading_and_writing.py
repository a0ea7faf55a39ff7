"""Headings that people write begin a level lower; what worked says when that was last told; a version says what came
along with it."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Moment

revision = "0076"
down_revision = "0074"

# Every column that core.text rendered. What it writes is exact (`<h3>`, and never a bracket within words), so to move
# the tags gives what rendering the source anew would.
RENDERED = {"topic": "body_html", "reply": "body_html", "annex_post": "body_html", "post_version": "body_html",
            "post_removal": "body_html", "announcement": "body_html", "area_news": "body_html", "recap": "body_html",
            "meeting": "welcome_html", "room": "agreement_html", "room_event": "body"}  # fmt: skip
LEVELS = (3, 4, 5)


def _reach(agencies: str) -> None:
    """The owner is held to row-level security, too."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"SELECT set_config('cop.agencies', {agencies}, true)")


def _move(levels: list[tuple[int, int]]) -> None:
    for table, name in RENDERED.items():
        html = moved = sa.column(name, sa.String())
        for old, new in levels:
            for begins in ("<h", "</h"):
                moved = sa.func.replace(moved, f"{begins}{old}>", f"{begins}{new}>")
        op.execute(sa.table(table, html).update().where(html.contains("</h")).values({name: moved}))


def upgrade() -> None:
    with op.batch_alter_table("post_version") as batch:
        batch.add_column(sa.Column("attached", sa.Integer(), nullable=True))
    with op.batch_alter_table("solution") as batch:
        batch.add_column(sa.Column("found_at", Moment(), nullable=True))
        batch.create_index("ix_solution_found_at", ["found_at", "id"])
    op.create_index("ix_evidence_voice_id", "evidence", ["voice_id"])
    _reach("(SELECT string_agg(id::text, ',') FROM agency)")
    op.execute(
        "UPDATE solution SET found_at = (SELECT max(coalesce(confirmed_at, at)) FROM evidence"
        " WHERE evidence.solution_id = solution.id AND verdict <> 'not')"
    )
    op.execute(
        "UPDATE search_entry SET at = (SELECT found_at FROM solution WHERE solution.id = search_entry.id)"
        " WHERE kind = 'solution' AND id IN (SELECT id FROM solution WHERE found_at IS NOT NULL)"
    )
    _move([(level, level + 1) for level in reversed(LEVELS)])
    _reach("''")


def downgrade() -> None:
    _reach("(SELECT string_agg(id::text, ',') FROM agency)")
    _move([(level + 1, level) for level in LEVELS])
    _reach("''")
    op.drop_index("ix_evidence_voice_id", "evidence")
    with op.batch_alter_table("solution") as batch:
        batch.drop_index("ix_solution_found_at")
        batch.drop_column("found_at")
    with op.batch_alter_table("post_version") as batch:
        batch.drop_column("attached")
