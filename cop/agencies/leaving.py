"""What it means for agencies that someone deletes their account."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import delete, select

from cop.agencies.models import roles, statewide
from cop.agencies.models.agency import Agency
from cop.agencies.models.announcement import Announcement
from cop.agencies.models.area_news import AreaNews
from cop.agencies.models.invitation import Invitation
from cop.agencies.models.membership import Membership
from cop.core import tenancy
from cop.core.db import db
from cop.people import erasure


def still_needed(person_id: int) -> Iterator[str]:
    """The agencies that nobody else looks after."""
    if statewide.is_only_steward(person_id):
        yield _("There is no other steward. Please make someone else one first.")
    with tenancy.everywhere():
        mine = select(Membership.agency_id).where(Membership.person_id == person_id)
        for agency in db.session.scalars(select(Agency).where(Agency.id.in_(mine)).order_by(Agency.name)).all():
            if roles.looks_after(agency.id, person_id) and roles.is_last(agency.id, person_id):
                yield _("Nobody else looks after %(agency)s. Please give someone else a role there that does.",
                        agency=agency.name)  # fmt: skip


def take_announcements_down(person_id: int) -> None:
    db.session.execute(delete(AreaNews).where(AreaNews.author_id == person_id))
    db.session.execute(delete(Announcement).where(Announcement.author_id == person_id))


def end_invitations(person_id: int) -> None:
    """Those they sent, and those on their way to them, in every agency."""
    sent = select(Invitation.agency_id).where(Invitation.by_id == person_id)
    mine = select(Membership.agency_id).where(Membership.person_id == person_id)
    for agency_id in set(db.session.scalars(sent)) | set(db.session.scalars(mine)):
        Invitation.end_those_of(agency_id, person_id, all_roles=True)


erasure.before.append(end_invitations)
erasure.stands_in_the_way.append(still_needed)
erasure.take_back.append(take_announcements_down)
