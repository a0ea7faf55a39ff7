"""Rooms, seats and their log."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "room",
        sa.Column("opener_id", Id, nullable=False),
        sa.Column("once", Id, nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("agreement_source", sa.String(), nullable=False),
        sa.Column("agreement_html", sa.String(), nullable=False),
        sa.Column("holder_id", Id, nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_room_agency_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_room_holder_id")),
        sa.ForeignKeyConstraint(["opener_id"], ["person.id"], name=op.f("fk_room_opener_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("agency_id", "id", name=op.f("uq_room_agency_id_id")),
        sa.UniqueConstraint("opener_id", "once", name=op.f("uq_room_opener_id_once")),
    )

    op.create_table(
        "room_closure",
        sa.Column("room_id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id", "room_id"], ["room.agency_id", "room.id"], name="fk_room_closure_room"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_room_closure_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_closure")),
        sa.UniqueConstraint("room_id", name=op.f("uq_room_closure_room_id")),
    )

    op.create_table(
        "seat",
        sa.Column("room_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("voice_id", Id, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("ready_to_close", sa.Boolean(), nullable=False),
        sa.Column("taken_at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id", "room_id"], ["room.agency_id", "room.id"], name="fk_seat_room"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_seat_agency_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seat_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["voice_id"], ["agency.id"], name=op.f("fk_seat_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("room_id", "person_id", name=op.f("uq_seat_room_id_person_id")),
        sa.UniqueConstraint("room_id", "place", name=op.f("uq_seat_room_id_place")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_person_id"), ["person_id"], unique=False)

    op.create_table(
        "room_event",
        sa.Column("room_id", Id, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("actor_id", Id, nullable=False),
        sa.Column("op_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_room_event_actor_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["agency_id", "room_id"], ["room.agency_id", "room.id"], name="fk_room_event_room"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_room_event_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_event")),
        sa.UniqueConstraint("room_id", "actor_id", "op_id", name=op.f("uq_room_event_room_id_actor_id_op_id")),
        sa.UniqueConstraint("room_id", "seq", name=op.f("uq_room_event_room_id_seq")),
    )
    with op.batch_alter_table("room_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_event_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index("ix_room_event_seq", ["room_id", "seq"], unique=False)


def downgrade() -> None:
    op.drop_table("room_event")
    op.drop_table("seat")
    op.drop_table("room_closure")
    op.drop_table("room")
