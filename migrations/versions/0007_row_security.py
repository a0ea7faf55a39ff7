"""Row-level security: PostgreSQL keeps each agency's rows to those who were let in, whatever SQL is sent.

Forced, so that the owner of the tables is held to it as well. Each transaction says which agencies it may see
(`cop.agencies`); one that says nothing sees nothing. SQLite has no such thing and relies on the first and third walls.
"""

from alembic import op

revision = "0007"
down_revision = "0006"

OWNED = [
    "membership",
    "search_entry",
    "space",
    "topic",
    "reply",
    "resource",
    "edition",
    "room",
    "room_closure",
    "seat",
    "room_event",
    "order_place",
    "turn",
    "turn_change",
    "turn_host",
    "meeting",
    "agenda_item",
    "rsvp",
    "recap",
]
SCOPE = "string_to_array(nullif(current_setting('cop.agencies', true), ''), ',')::bigint[]"
SEEN = f"agency_id = ANY ((SELECT {SCOPE})::bigint[])"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in OWNED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY agency ON {table} USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in reversed(OWNED):
        op.execute(f"DROP POLICY agency ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
