"""The rotation and its meetings."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "order_place",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("area_slug", sa.String(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_order_place_agency_id")),
        sa.ForeignKeyConstraint(["area_slug"], ["area.slug"], name=op.f("fk_order_place_area_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_place")),
        sa.UniqueConstraint("agency_id", "version", "position", name=op.f("uq_order_place_agency_id_version_position")),
    )

    op.create_table(
        "turn",
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("planned_area", sa.String(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_turn_agency_id")),
        sa.ForeignKeyConstraint(["planned_area"], ["area.slug"], name=op.f("fk_turn_planned_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("agency_id", "id", name=op.f("uq_turn_agency_id_id")),
        sa.UniqueConstraint("agency_id", "period", name=op.f("uq_turn_agency_id_period")),
    )

    op.create_table(
        "turn_change",
        sa.Column("turn_id", Id, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("area_slug", sa.String(), nullable=True),
        sa.Column("undoes_id", Id, nullable=True),
        sa.Column("by_id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id", "turn_id"], ["turn.agency_id", "turn.id"], name="fk_turn_change_turn"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_turn_change_agency_id")),
        sa.ForeignKeyConstraint(["area_slug"], ["area.slug"], name=op.f("fk_turn_change_area_slug")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_turn_change_by_id")),
        sa.ForeignKeyConstraint(
            ["agency_id", "undoes_id"], ["turn_change.agency_id", "turn_change.id"], name="fk_turn_change_undoes"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn_change")),
        sa.UniqueConstraint("agency_id", "id", name=op.f("uq_turn_change_agency_id_id")),
    )
    with op.batch_alter_table("turn_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_turn_change_turn_id"), ["turn_id"], unique=False)

    op.create_table(
        "turn_host",
        sa.Column("turn_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("voice_id", Id, nullable=False),
        sa.Column("accepted_at", Moment(), nullable=True),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id", "turn_id"], ["turn.agency_id", "turn.id"], name="fk_turn_host_turn"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_turn_host_agency_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_turn_host_person_id")),
        sa.ForeignKeyConstraint(["voice_id"], ["agency.id"], name=op.f("fk_turn_host_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn_host")),
        sa.UniqueConstraint("turn_id", "person_id", name=op.f("uq_turn_host_turn_id_person_id")),
    )

    op.create_table(
        "meeting",
        sa.Column("turn_id", Id, nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("welcome_source", sa.String(), nullable=False),
        sa.Column("welcome_html", sa.String(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("join_url", sa.String(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id", "turn_id"], ["turn.agency_id", "turn.id"], name="fk_meeting_turn"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_meeting_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("agency_id", "id", name=op.f("uq_meeting_agency_id_id")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_starts", ["agency_id", "starts_at"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("meeting_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("presenter_id", Id, nullable=True),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "meeting_id"], ["meeting.agency_id", "meeting.id"], name="fk_agenda_item_meeting"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agenda_item_agency_id")),
        sa.ForeignKeyConstraint(["presenter_id"], ["person.id"], name=op.f("fk_agenda_item_presenter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("meeting_id", "position", name=op.f("uq_agenda_item_meeting_id_position")),
    )

    op.create_table(
        "rsvp",
        sa.Column("meeting_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("going", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "meeting_id"], ["meeting.agency_id", "meeting.id"], name="fk_rsvp_meeting"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_rsvp_agency_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rsvp_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rsvp")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_rsvp_meeting_id_person_id")),
    )
    with op.batch_alter_table("rsvp", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rsvp_person_id"), ["person_id"], unique=False)

    op.create_table(
        "recap",
        sa.Column("meeting_id", Id, nullable=False),
        sa.Column("body_source", sa.String(), nullable=False),
        sa.Column("body_html", sa.String(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "meeting_id"], ["meeting.agency_id", "meeting.id"], name="fk_recap_meeting"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_recap_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recap")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_recap_meeting_id")),
    )


def downgrade() -> None:
    op.drop_table("recap")
    op.drop_table("rsvp")
    op.drop_table("agenda_item")
    op.drop_table("meeting")
    op.drop_table("turn_host")
    op.drop_table("turn_change")
    op.drop_table("turn")
    op.drop_table("order_place")
