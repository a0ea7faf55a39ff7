"""One of each thing that an address can name: for everyone, for peers only, and inside Harborlight."""

import io
from dataclasses import dataclass

from sqlalchemy import select

from cop.agencies.entering import viewer_of
from cop.agencies.facts import AgencyChanged
from cop.agencies.models.announcement import Announcement
from cop.agencies.models.area_news import AreaNews
from cop.agencies.models.ending import Archive, Closing
from cop.agencies.models.identity_provider import IdentityProvider
from cop.agencies.models.invitation import Acceptance, Invitation, InvitationRevocation
from cop.agencies.models.logo import Logo
from cop.agencies.models.membership import FormerMember, StatewideRole
from cop.agencies.models.settings import AgencySettings
from cop.core import clock, storage
from cop.core.db import db
from cop.core.facts import commit, record
from cop.forums.along import Along, Piece
from cop.forums.models.attachment import Attachment
from cop.forums.models.reply import Reply
from cop.forums.models.shared_challenge import have_too
from cop.forums.models.solution import Solution
from cop.forums.models.topic import Topic
from cop.library.models.resource import Edition, Resource
from cop.meetings.models.recap import Recap
from cop.meetings.models.rotation import OrderPlace
from cop.meetings.models.rsvp import Rsvp
from cop.meetings.models.shared_needs import SharedNeeds
from cop.people.models.identity import Identity
from cop.people.models.passkey import Passkey
from cop.people.models.person import Person
from cop.people.models.photo import Photo
from cop.people.models.sign_in import SignIn
from cop.people.models.takeout import Takeout
from cop.rooms.models.room import Room, RoomClosure
from tests.core.test_pictures import drawn
from tests.forums.test_topics import open_topic
from tests.meetings.planning import ITEMS, change, meeting, this_quarter, turn

STATEWIDE, PEERS, HARBORLIGHT, AREA = "statewide", "peers only", "Harborlight", "Metro Boston"


@dataclass(frozen=True)
class Things:
    """By whom they are for, what the arguments of routes stand for."""

    named: dict[str, dict[str, object]]

    def fitting(self, arguments: set[str], rule: str) -> dict[str, dict[str, object]]:
        """Those that have everything a route needs; one for a route that names nothing."""
        if not arguments:
            return {"": {}}
        if rule.startswith("/agencies/"):
            inside = self.named[HARBORLIGHT] | {"slug": "harborlight"}
            return {HARBORLIGHT: inside} if arguments <= inside.keys() else {}
        if rule.startswith("/sign-in/agency/"):
            door = {"slug": "harborlight", "mark": self.named[HARBORLIGHT]["mark"]}
            return {STATEWIDE: door}  # which has a provider, that is away
        statewide = {"token"}  # which leads into an agency only from an address of the agency's
        named = {name: values for name, values in self.named.items() if arguments <= values.keys()}
        return {name: values for name, values in named.items() if name == STATEWIDE or not arguments & statewide}


def build(viewer, world) -> Things:
    """By Ana, who may write to all three."""
    house, ben = world.harborlight.id, viewer_of(world.ben.id)
    invitation = Invitation.write(house, viewer.id, "peer_supporter", email="noor@lantern.example")
    leftovers(0, viewer)
    announcement = leftovers(house, viewer)
    db.session.add_all([row for agency_id in (0, house) for row in ending(agency_id, world.ivy)])
    rotation(world)
    named = {
        STATEWIDE: {"slug": world.money.slug, **told(viewer, world.money, world.ben.id),
                    "room_id": room(ben, 0), "resource_id": resource(viewer, 0),
                    "meeting_id": met(viewer), "token": invitation.token,
                    "role_id": role_of(world.odessa), "sha256": photo(world.odessa, open_to_all=True),
                    "digits": "1f6f5c", "tongue": "en", "stamp": "any", **signed_in(viewer)},
        PEERS: {"slug": world.peers.slug, **told(viewer, world.peers, world.ben.id),
                "room_id": room(ben, 0, "peers")},
        HARBORLIGHT: {"slug": world.team.slug, **told(viewer, world.team, world.ben.id),
                      "room_id": room(ben, house), "resource_id": resource(viewer, house),
                      "person_id": world.ben.id, "role": "peer_supporter", "invitation_id": invitation.id,
                      "announcement_id": announcement, "sha256": photo(viewer), "mark": Logo.of(house).mark,
                      "token": takeout(world.joan, house).token},
        AREA: {"area_slug": "metro_boston", "news_id": shared(viewer, house)},
    }  # fmt: skip
    commit()
    return Things(named)


def told(viewer, place, ben_id):
    """Ana's topic, changed once, with a reply that was taken back and one that worked. Its opening post is the post."""
    topic = db.session.get_one(Topic, open_topic(viewer, place, replies=1))
    topic.edit("Who holds the card now?", topic.title)
    Reply.write_in(topic, viewer, "Taken back", None).remove()
    proposed = Solution.propose(topic, Reply.write_in(topic, viewer, "This", None), viewer)
    said = {"verdict": "worked", "what": "", "setting": "", "tried_on": None}
    evidence = proposed.tell(viewer.voice_id, viewer, said)
    have_too(topic, viewer.id)
    topic.bring(Along((), [ben_id], [Piece("txt", b"Words", "words.txt")]))
    commit()
    attached = db.session.scalars(select(Attachment.id).where(Attachment.topic_id == topic.id)).one()
    return {"topic_id": topic.id, "post_id": topic.id, "solution_id": proposed.id, "evidence_id": evidence.id,
            "attachment_id": attached}  # fmt: skip


def room(viewer, agency_id, audience="everyone"):
    made = Room(agency_id=agency_id, audience=audience, opener_id=viewer.id, title="R", kind="debrief", purpose="P")
    made.agree_on("- Kind")
    db.session.add(made)
    db.session.flush()
    made.sit(viewer)  # Ben: the peer supporter of the columns
    return made.id


def leftovers(agency_id, viewer):
    """A row in every table that has none from the things themselves."""
    closed = Room(agency_id=agency_id, audience="everyone", opener_id=viewer.id, title="R", kind="debrief", purpose="P")
    closed.agree_on("- Kind")
    used = Invitation(agency_id=agency_id, role="peer_supporter", most=1)
    Logo.put(agency_id, b"a picture", viewer.id)
    said = Announcement.make(agency_id, viewer.id, "Doors open at nine.", None)
    provider = IdentityProvider(agency_id=agency_id, issuer="https://127.0.0.1:1", client_id="lantern", secret="sealed")
    db.session.add_all([closed, used, provider, AgencySettings(agency_id=agency_id, mail_domains=[])])
    db.session.flush()
    db.session.add_all([
        RoomClosure(agency_id=agency_id, room_id=closed.id),
        InvitationRevocation(agency_id=agency_id, invitation_id=used.id),
        Acceptance(agency_id=agency_id, invitation_id=used.id, person_id=viewer.id),
    ])  # fmt: skip
    record(AgencyChanged(agency_id, None, "about"))
    return said.id


def shared(viewer, agency_id):
    """With an area, and not taken back; another that was."""
    AreaNews.share(agency_id, "metro_boston", viewer.id, "Taken back", None).take_back(viewer.id)
    return AreaNews.share(agency_id, "metro_boston", viewer.id, "For our area", None).id


def takeout(by, agency_id):
    made = Takeout(by_id=by.id, of_agency_id=agency_id)
    db.session.add(made)
    db.session.flush()
    made.finish(storage.keep(agency_id, io.BytesIO(b"Everything")))
    return made


def photo(someone, open_to_all=False):
    Photo.put(someone.id, drawn(300, 300, color=(someone.id % 256, 0, 0)).read())
    person = db.session.get_one(Person, someone.id)
    person.photo_open = open_to_all
    return person.photo


def role_of(person):
    return db.session.scalars(select(StatewideRole.id).where(StatewideRole.person_id == person.id)).one()


def signed_in(viewer):
    """Ana's own sign-in, passkey and identity, which are for none of those in the columns."""
    here = SignIn(person_id=viewer.id, token_hash="ana's own", agent="a phone")
    key = Passkey(person_id=viewer.id, name="Hers", credential_id="hers", public_key="hers", sign_count=0)
    identity = Identity(person_id=viewer.id, issuer="https://login.example.org", subject="hers")
    db.session.add_all([here, key, identity])
    db.session.flush()
    return {"sign_in_id": here.id, "passkey_id": key.id, "identity_id": identity.id}


def ending(agency_id, someone):
    """Taken back already for the agency that the columns look at, or nothing could be written there."""
    gone = FormerMember(agency_id=agency_id, person_id=someone.id)
    past = [gone, Closing(agency_id=agency_id, erased_at=clock.now())]
    return past if agency_id else [*past, Archive(agency_id=0)]


def rotation(world):
    led = turn(this_quarter(), "western", [(world.odessa, 0)])
    change(led, world.odessa, "cover", "central")
    db.session.add(OrderPlace(agency_id=0, version=7, position=1, area_slug="western"))


def met(viewer):
    """A meeting with everything that hangs on one."""
    planned = meeting(agenda=ITEMS)
    recap = Recap(agency_id=0, meeting_id=planned.id)
    recap.write("We met.")
    db.session.add(recap)
    Rsvp.put(0, planned.id, viewer.id, "yes")
    SharedNeeds.tell(planned, viewer.id, ["captions"], "")
    return planned.id


def resource(viewer, agency_id):
    kept = storage.keep(agency_id, io.BytesIO(b"Ours"))
    made = Resource(agency_id=agency_id, author_id=viewer.id, voice_id=viewer.voice_id, audience="everyone",
                    title="Ours", summary="Ours")  # fmt: skip
    db.session.add(made)
    db.session.flush()
    db.session.add(Edition(agency_id=agency_id, resource_id=made.id, file_key=kept.key, kind="txt",
                           file_name="ours.txt", size=kept.size, sha256=kept.sha256, words=""))  # fmt: skip
    return made.id
