"""What a community of one of each thing has not, and pages show: words in a room, a followed tag, an answer."""

from cop.agencies.entering import viewer_of
from cop.core import ids, signing
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.along import PICTURE, Along, Piece
from cop.forums.models import first_look
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.subscription import EVERY, follow
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost
from cop.meetings.models.recap import Recap
from cop.meetings.models.shared_needs import SharedNeeds
from cop.people.models.letter import EMAIL_CHANGE, Letter
from cop.people.models.needs import Needs
from cop.people.models.person import Person
from cop.rooms.models.room import Room
from cop.trust.models.appeal import STAYS, Appeal
from cop.trust.models.decision import ReviewDecision
from cop.trust.review import deciding, subjects
from tests.core.test_pictures import drawn
from tests.matrix.things import ASIDE, STATEWIDE
from tests.meetings.planning import OVER, meeting, this_quarter, turn

EVERY_KIND = ("", "topic", "resource", "meeting", "solution")


def build(viewer, world, named):
    """Whose page shows it, and where."""
    ana, there = db.session.get_one(Person, viewer.id), named[STATEWIDE]
    Needs.keep(world.ben.id, ["captions"], "More light")
    follow(world.ben.id, 0, EVERY, tag="bank")
    db.session.get_one(Room, there["room_id"]).say(viewer_of(world.ben.id), "It was a long day", "an-op")
    confirms = signing.sign(EMAIL_CHANGE, Letter.write(ana, EMAIL_CHANGE, "ana@elsewhere.example").id)
    over = meeting(begins=OVER, welcome="Come in")
    recap = Recap(agency_id=0, meeting_id=over.id)
    recap.write("We met")
    db.session.add(recap)
    hosted = meeting(turn=turn(this_quarter().next.next, "western", [(world.odessa, 0)]))
    SharedNeeds.tell(hosted, viewer.id, [], "More light")
    answered(there["decision_id"])
    topic, aside = db.session.get_one(Topic, there["topic_id"]), named[ASIDE]
    reply = Reply.write_in(topic, viewer, "With a picture", None)
    reply.bring(Along((), (), [Piece(PICTURE, drawn(30, 30).read(), "", "A van", 30, 30)]))
    back = sent_back(viewer, world)
    commit()
    return [
        ("ana", f"/email-change/{confirms}"), ("ana", f"/meetings/{ids.word(over.id)}"), ("ana", "/meetings"),
        ("odessa", f"/meetings/{ids.word(hosted.id)}"),
        ("ana", f"/topics/{ids.word(topic.id)}/posts/{ids.word(reply.id)}/edit"),
        ("ana", f"/topics/{ids.word(topic.id)}/annex/{ids.word(aside['aside_id'])}"),
        ("ana", f"/waiting/{ids.word(back)}"), ("ben", f"/rooms/{ids.word(there['room_id'])}"),
        *(("ana", f"/search?q=ran&kind={kind}") for kind in EVERY_KIND),
    ]  # fmt: skip


def answered(decision_id):
    decision = db.session.get_one(ReviewDecision, decision_id)
    subject = subjects.find(decision.subject_id)
    deciding.answer(subject, decision, Appeal.of(decision.id), 0, STAYS, "We looked again.")


def sent_back(viewer, world):
    space = db.session.get_one(Space, world.money.id)
    first_look.begin(space, viewer.id)
    waiting = WaitingPost.send(space, viewer, {"title": "T", "body_source": "Not yet"}, None)
    waiting.send_back("Please leave out the street.", world.wren.id)
    return waiting.id
