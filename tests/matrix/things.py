"""One of each thing that an address can name: for everyone, for peers only, and inside Harborlight."""

import io
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from cop.agencies.entering import viewer_of
from cop.agencies.facts import AgencyChanged
from cop.agencies.models.announcement import Announcement
from cop.agencies.models.area_news import AreaNews
from cop.agencies.models.circle import Circle, CircleInvitation
from cop.agencies.models.ending import Archive, Closing
from cop.agencies.models.identity_provider import IdentityProvider
from cop.agencies.models.invitation import Acceptance, Invitation, InvitationRevocation
from cop.agencies.models.logo import Logo
from cop.agencies.models.membership import FormerMember, StatewideRole
from cop.agencies.models.settings import AgencySettings
from cop.core import clock, signing, storage
from cop.core.db import db
from cop.core.facts import commit, record
from cop.forums import merging
from cop.forums.along import Along, Piece
from cop.forums.models import first_look
from cop.forums.models.annex import AnnexPost
from cop.forums.models.attachment import Attachment
from cop.forums.models.closure import close
from cop.forums.models.hold import Hold
from cop.forums.models.kindness import THANKS, be_kind
from cop.forums.models.merge import Merge
from cop.forums.models.move import TopicMove
from cop.forums.models.pin import TopicPin
from cop.forums.models.reading import read_up_to
from cop.forums.models.reply import Reply
from cop.forums.models.shared_challenge import have_too
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.split import Split
from cop.forums.models.subscription import EVERY, Subscription
from cop.forums.models.topic import Topic
from cop.forums.models.topic_mail import TopicMail
from cop.forums.models.waiting_post import WaitingPost
from cop.forums.subscriptions import QUIET_LINK, QUIET_SUMMARIES_LINK
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
from cop.trust.models.muted import Muted
from cop.trust.models.redaction import Redaction
from cop.trust.review import deciding, subjects
from tests.core.test_pictures import drawn
from tests.forums.annexes import say_aside
from tests.forums.test_topics import open_topic
from tests.meetings.planning import ITEMS, change, meeting, this_quarter, turn

STATEWIDE, PEERS, HARBORLIGHT, AREA = "statewide", "peers only", "Harborlight", "Metro Boston"
INVITED, ASIDE = "invited", "Harborlight, aside"


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
        statewide = {"token", "signed"}  # which leads into an agency only from an address of the agency's
        if "aside_id" in arguments:
            return {ASIDE: self.named[ASIDE]}
        aside = {"topic_id"} & arguments  # which would be the topic above
        named = {name: values for name, values in self.named.items() if arguments <= values.keys()}
        named = {name: values for name, values in named.items() if name != ASIDE or not aside}
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
                    "place_id": left(world.ivy), "digits": "1f6f5c", "tongue": "en", "stamp": "any",
                    "ending": signing.sign(QUIET_SUMMARIES_LINK, viewer.id), **signed_in(viewer)},
        PEERS: {"slug": world.peers.slug, **told(viewer, world.peers, world.ben.id),
                "room_id": room(ben, 0, "peers")},
        HARBORLIGHT: {"slug": world.team.slug, **told(viewer, world.team, world.ben.id),
                      "room_id": room(ben, house), "resource_id": resource(viewer, house),
                      "person_id": world.ben.id, "role": "peer_supporter", "invitation_id": invitation.id,
                      "announcement_id": announcement, "sha256": photo(viewer), "mark": Logo.of(house).mark,
                      "token": takeout(world.joan, house).token},
        INVITED: circle(viewer, ben),
        ASIDE: {},
        AREA: {"area_slug": "metro_boston", "news_id": shared(viewer, house)},
    }  # fmt: skip
    named[ASIDE] = aside(viewer, house, named[STATEWIDE]["topic_id"])
    commit()
    return Things(named)


def circle(viewer, ben):
    """Ana's, across agencies, with Ben in it; and one of the agency's own. Nobody else was invited."""
    made = Circle.begin(0, viewer.id)
    made.join(ben.id)
    link = CircleInvitation.make(made, viewer.id)
    inside = Circle.begin(viewer.voice_id, viewer.id)
    CircleInvitation.make(inside, viewer.id)
    space = Space.make(0, made.audience, viewer, "Night shift", "P", "everyone", True, None)
    db.session.flush()
    return {"slug": space.slug, **told(viewer, space, ben.id), "person_id": ben.id, "invitation_id": link.id,
            "circle_token": link.token}  # fmt: skip


def aside(viewer, agency_id, topic_id):
    """What Harborlight says about everybody's topic: changed once."""
    annex_id, aside_id = say_aside(viewer, agency_id, topic_id, "First")
    db.session.get_one(AnnexPost, aside_id).edit("Second")
    commit()
    about = decided(subjects.find(aside_id))
    return {"topic_id": topic_id, "aside_id": aside_id, "annex_id": annex_id, **about}


def told(viewer, place, ben_id):
    """Ana's topic, changed once, with a reply that was taken back and one that worked, as was told, removed and told
    anew. Its opening post is the post."""
    topic = db.session.get_one(Topic, open_topic(viewer, place, replies=1))
    topic.edit("Who holds the card now?", topic.title)
    Reply.write_in(topic, viewer, "Taken back", None).remove()
    proposed = Solution.propose(topic, Reply.write_in(topic, viewer, "This", None), viewer)
    said = {"verdict": "worked", "what": "", "setting": "", "tried_on": None}
    proposed.tell(viewer.voice_id, viewer, said).remove(viewer.id)
    for _ in "12":
        evidence = proposed.tell(viewer.voice_id, viewer, said)
    have_too(topic, viewer.id)
    topic.bring(Along((), [ben_id], [Piece("txt", b"Words", "words.txt")]))
    kept = keeping_up(topic, viewer)
    unnamed = Reply.write_in(topic, viewer, "Nobody knows", None, nameless=True)
    db.session.flush()
    Hold.put(topic.agency_id, topic.id, unnamed.hand, clock.now() + timedelta(days=1), viewer.id)
    commit()
    attached = db.session.scalars(select(Attachment.id).where(Attachment.topic_id == topic.id)).one()
    return {"topic_id": topic.id, "post_id": topic.id, "attachment_id": attached, "solution_id": proposed.id,
            "evidence_id": evidence.id, **kept, **looked_after(viewer, topic, place),
            **rearranged(viewer, topic.id, place)}  # fmt: skip


def rearranged(viewer, topic_id, place):
    """Another topic was joined to it, and a reply went on as one of its own."""
    other, topic = merging.lock(open_topic(viewer, place, title="Joined", replies=1), topic_id)
    merged = Merge.make(other, topic, viewer.id)
    reply = Reply.write_in(topic, viewer, "Elsewhere", None)
    went_on = Split.make(topic, [reply], viewer.id, "Elsewhere", challenge=False)
    commit()
    return {"merge_id": merged.id, "split_id": went_on.id}


def keeping_up(topic, viewer):
    """Ana's own place in it, what she follows, a mail she had, and a kind word; and by what the topic is found."""
    topic.say_of(["bank"], ["hopeful"])
    read_up_to(topic, viewer.id, topic.id)
    be_kind(topic, viewer.id, THANKS)
    followed = Subscription(agency_id=topic.agency_id, person_id=viewer.id, topic_id=topic.id, level=EVERY)
    mail = TopicMail(agency_id=topic.agency_id, person_id=viewer.id, topic_id=topic.id, up_to_id=topic.id)
    db.session.add_all([followed, mail])
    db.session.flush()
    quiet = signing.sign(f"{QUIET_LINK}:{topic.agency_id}:{topic.id}", viewer.id)
    return {"subscription_id": followed.id, "agency_id": topic.agency_id, "signed": quiet}


def looked_after(viewer, topic, place):
    """Ana's topic, flagged and decided about, with a row in each table of that; and a first post of hers that waits."""
    subject, nobody = subjects.find(topic.id), 0
    muted = deciding.decide(subject, nobody, "mute", "Please rest a little.", 1)
    deciding.undo(subject, muted, nobody)
    about = decided(subject)
    held = Muted(agency_id=topic.agency_id, hand=7, until=clock.now(), decision_id=muted.id)
    space = db.session.get_one(Space, place.id)
    first_look.begin(space, viewer.id)
    other = Topic.open(space, viewer, "Closed", "B", False, None)
    close(other, nobody)
    db.session.add_all([held, Redaction(places=1, **deciding.placed(subject))])
    here = {"agency_id": topic.agency_id, "topic_id": topic.id}
    went = TopicMove(
        from_space_id=space.id, to_space_id=space.id, from_audience="", said=0, undone_at=clock.now(), **here
    )
    db.session.add_all([TopicPin(space_id=space.id, **here), went])
    said = {"title": "T", "body_source": "Not yet"}
    waiting = WaitingPost.send(space, viewer, said, None)
    commit()
    return {"waiting_id": waiting.id, "move_id": went.id, **about}


def decided(subject, nobody=0):
    """Flagged, and someone is asked to check; a note, and an appeal against it."""
    deciding.flag(subject, nobody, "other", "")
    deciding.ask_to_check(subject, nobody, "")
    decision = deciding.decide(subject, nobody, "note", "Thank you for asking.", 1)
    deciding.appeal(decision, "Please look again.")
    return {"subject_id": subject.id, "decision_id": decision.id}


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


def left(someone):
    """Harborlight, in which Ivy never wrote."""
    return db.session.scalars(FormerMember.of(someone.id).where(FormerMember.agency_id != 0)).one().id


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
    db.session.add(OrderPlace(agency_id=0, version=7, position=1, since="FY2026-Q1", area_slug="western"))


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
