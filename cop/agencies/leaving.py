"""What it means for agencies that someone deletes their account."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import delete, select

from cop.agencies.models import roles
from cop.agencies.models.agency import Agency
from cop.agencies.models.announcement import Announcement
from cop.agencies.models.membership import Membership
from cop.core import tenancy
from cop.core.db import db
from cop.people import erasure


def still_needed(person_id: int) -> Iterator[str]:
    """The agencies that nobody else looks after."""
    with tenancy.everywhere():
        mine = select(Membership.agency_id).where(Membership.person_id == person_id)
        for agency in db.session.scalars(select(Agency).where(Agency.id.in_(mine)).order_by(Agency.name)).all():
            if roles.looks_after(agency.id, person_id) and roles.is_last(agency.id, person_id):
                yield _("Nobody else looks after %(agency)s. Please give someone else a role there that does.",
                        agency=agency.name)  # fmt: skip


def take_announcements_down(person_id: int) -> None:
    db.session.execute(delete(Announcement).where(Announcement.author_id == person_id))


erasure.stands_in_the_way.append(still_needed)
erasure.take_back.append(take_announcements_down)
