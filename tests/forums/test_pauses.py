"""What a pause covers, said for each address of the forums that takes anything in. One that does not say fails."""

from datetime import timedelta

import pytest
from flask import url_for
from sqlalchemy import func, select

from cop.agencies.entering import viewer_of
from cop.agencies.models.circle import Circle, CircleInvitation
from cop.core import clock, ids, signing
from cop.core.db import db
from cop.core.facts import commit
from cop.forums import feature
from cop.forums.along import PICTURE, Piece
from cop.forums.models.attachment import Attachment
from cop.forums.models.kindness import THANKS, Kindness, be_kind
from cop.forums.models.merge import Merge
from cop.forums.models.move import move
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.split import Split
from cop.forums.models.subscription import EVERY, Subscription
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost
from cop.forums.pages import circle_invitations
from cop.forums.queries import find_topic
from cop.forums.subscriptions import QUIET_LINK, QUIET_SUMMARIES_LINK
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.muted import Muted
from tests.core.test_pictures import drawn
from tests.forums.annexes import say_aside
from tests.forums.test_topics import open_topic
from tests.matrix.walk import undone
from tests.trust.looking import decide, review

FOUND = {"verdict": "worked", "what": "", "setting": "", "tried_on": None}
SPACE = {"name": "Night shift", "purpose": "To be there", "opened_by": "everyone"}
COVERED, FREE = True, False
# What puts something before others is covered; what is one's own alone, and who belongs to a space, is not.
DECIDED = {
    "topics.create": COVERED,
    "replies.create": COVERED,
    "posts.update": COVERED,
    "removals.create": FREE,
    "removals.destroy": COVERED,
    "attachments.destroy": FREE,
    "solutions.create": COVERED,
    "solutions.destroy": COVERED,
    "evidence.create": COVERED,
    "evidence.confirm": COVERED,
    "evidence_removals.create": FREE,
    "evidence_removals.destroy": COVERED,
    "shared_challenges.create": COVERED,
    "shared_challenges.destroy": FREE,
    "kindnesses.update": COVERED,
    "annexes.create": COVERED,
    "annex_posts.update": COVERED,
    "annex_removals.create": FREE,
    "annex_removals.destroy": COVERED,
    "waiting_posts.release": COVERED,
    "waiting_posts.send_back": COVERED,
    "waiting_posts.destroy": FREE,
    "spaces.create": COVERED,
    "spaces.update": COVERED,
    "first_looks.create": FREE,
    "first_looks.destroy": FREE,
    "caretakers.create": FREE,
    "caretakers.take_on": FREE,
    "caretakers.destroy": FREE,
    "space_members.destroy": FREE,
    "space_invitations.create": FREE,
    "space_invitations.destroy": FREE,
    "space_door.create_by_link": FREE,
    "readings.update": FREE,
    "subscriptions.destroy": FREE,
    "subscriptions.update_topic": FREE,
    "subscriptions.update_space": FREE,
    "quiet.create": FREE,
    "quiet_summaries.create": FREE,
    "challenges.create": COVERED,
    "challenges.destroy": COVERED,
    "pins.create": FREE,
    "pins.destroy": FREE,
    "closures.create": FREE,
    "closures.destroy": FREE,
    "moves.create": FREE,
    "moves.destroy": FREE,
    "merges.create": FREE,
    "merges.destroy": FREE,
    "splits.create": COVERED,  # it has a title
    "splits.destroy": FREE,
}
ARRANGED = ("spaces.update", "caretakers.create", "caretakers.destroy", "space_members.destroy",
            "space_invitations.create", "space_invitations.destroy")  # fmt: skip
KEEPING = {"pins", "closures", "moves", "merges", "splits", "first_looks"}  # a steward's
BY_WREN = {"waiting_posts.release", "waiting_posts.send_back"} | {
    one for one in DECIDED if one.partition(".")[0] in KEEPING
}


def pause(person, agency_id):
    """Of all that is the Commonwealth's, or an agency's."""
    decision = ReviewDecision(agency_id=agency_id, subject_id=1, place_id=1, audience="everyone", action="pause",
                              message="Please rest a little.", by_id=0)  # fmt: skip
    db.session.add(decision)
    db.session.flush()
    until = clock.now() + timedelta(days=1)
    db.session.add(Muted(agency_id=agency_id, author_id=person.id, until=until, decision_id=decision.id))


@pytest.fixture
def kept_in_order(acting, world):
    """Topics of Ana's that Wren merged, split and moved, and two that nobody did anything with."""
    with acting(world.ana) as viewer:
        ids_of = [open_topic(viewer, world.money, replies=2) for _ in range(6)]
    with acting(world.wren) as wren:
        space = Space.make(0, "everyone", wren, "Elsewhere", "P", "everyone", False, None)
        topic, into, long, moved, *others = (find_topic(wren, one) for one in ids_of)
        merge = Merge.make(topic, into, wren.id)
        some = db.session.scalars(select(Reply).where(Reply.topic_id == long.id).order_by(Reply.id.desc())).first()
        split, move_row = Split.make(long, [some], wren.id, "T", False), move(moved, space, wren.id)
        commit()
        one, other = (topic.id for topic in others)
        return {
            "merges.destroy": {"topic_id": into.id, "merge_id": merge.id},
            "splits.destroy": {"topic_id": long.id, "split_id": split.id},
            "moves.destroy": {"topic_id": moved.id, "move_id": move_row.id},
            "moves.create": {"topic_id": one, "to": ids.word(space.id)},
            "merges.create": {"topic_id": one, "into": f"/topics/{ids.word(other)}"},
            **{f"{noun}.{verb}": {"topic_id": one} for noun in ("pins", "closures") for verb in ("create", "destroy")},
            "splits.create": {"topic_id": one},
        }


@pytest.fixture
def scene(acting, kept_in_order, world):
    """One thing of Ben's for each address, and Ana's beside them; by what routes and forms call it."""
    with acting(world.ana) as viewer:
        topic = db.session.get_one(Topic, open_topic(viewer, world.money))
        hers, tried = (Reply.write_in(topic, viewer, words, None) for words in ("Wait outside", "Two cards"))
        commit()
    with acting(world.ben) as ben:
        own_topic = open_topic(ben, world.money)
        mine = Reply.write_in(topic, ben, "Mine", None)
        Attachment.put(mine, [Piece(PICTURE, drawn(9, 9).read(), says="A van", width=9, height=9)])
        travelled, untried = Solution.propose(topic, tried, ben), Solution.propose(topic, mine, ben)
        told = travelled.tell(world.harborlight.id, ben, FOUND)
        circle = Circle.begin(0, ben.id)
        circle.join(world.ana.id)
        link = CircleInvitation.make(circle, ben.id)
        invited = Space.make(0, circle.audience, ben, "Nights", "P", "everyone", False, None)
        others = Circle.begin(0, world.ana.id)
        door = CircleInvitation.make(others, world.ana.id)
        Space.make(0, others.audience, viewer_of(world.ana.id), "Days", "P", "everyone", False, None)
        lonely = Space.make(0, circle.audience, ben, "Alone", "P", "everyone", False, None)
        lonely.take_from(ben.id)
        followed = Subscription(agency_id=0, person_id=ben.id, topic_id=topic.id, level=EVERY)
        db.session.add(followed)
        money, said = db.session.get_one(Space, world.money.id), {"title": "T", "body_source": "B"}
        waiting, own = (WaitingPost.send(money, viewer_of(one.id), said, None) for one in (world.ana, world.ben))
        commit()
        aside = say_aside(ben, world.harborlight.id, topic.id, "Aside")[1]
        for person, agency_id in ((world.ben, 0), (world.ben, world.harborlight.id), (world.wren, 0)):
            pause(person, agency_id)
        commit()
        attachment = db.session.scalars(select(Attachment.id)).one()
        return {
            **kept_in_order,
            "": {"topic_id": topic.id, "post_id": mine.id,
                 "ending": signing.sign(QUIET_SUMMARIES_LINK, ben.id), "slug": world.money.slug, "aside_id": aside,
                 "solution_id": travelled.id, "evidence_id": told.id, "waiting_id": waiting.id, "agency_id": 0,
                 "attachment_id": attachment, "subscription_id": followed.id, "invitation_id": link.id,
                 "circle_token": door.token, "signed": signing.sign(f"{QUIET_LINK}:0:{topic.id}", ben.id)},
            "solutions.create": {"post_id": hers.id},
            **{one: {"topic_id": own_topic} for one in ("challenges.create", "challenges.destroy")},
            "solutions.destroy": {"solution_id": untried.id},
            "kindnesses.update": {"post_id": hers.id},
            "waiting_posts.destroy": {"waiting_id": own.id},
            "caretakers.take_on": {"slug": lonely.slug},
            **{one: {"slug": invited.slug, "person_id": world.ana.id} for one in ARRANGED},
        }  # fmt: skip


def sent_to(endpoint, world, values):
    return {name: values[name] for name in ("to", "into") if name in values} | {
        "spaces.create": SPACE | {"place": "0:invited"},
        "kindnesses.update": {"kind": THANKS},
        "annexes.create": {"agency": "harborlight"},
        "caretakers.create": {"person": ids.word(world.ana.id)},
        "subscriptions.update_topic": {"level": "quiet"},
        "subscriptions.update_space": {"level": "quiet"},
    }.get(endpoint, {})


def posts_of_the_forums(app):
    ours = {page.bp.name for page in feature.PAGES} | {circle_invitations.door.name}
    rules = (one for one in app.url_map.iter_rules() if "POST" in (one.methods or ()))
    return {one.endpoint: one for one in rules if one.endpoint.partition(".")[0] in ours}


def test_each_address_that_takes_anything_in_says_whether_a_pause_covers_it(app):
    assert posts_of_the_forums(app).keys() == DECIDED.keys()


def test_a_pause_covers_what_it_says_and_nothing_else(app, sign_in, scene, world):
    for endpoint, rule in posts_of_the_forums(app).items():
        with undone(app):
            values = scene[""] | scene.get(endpoint, {})
            with app.test_request_context():
                where = url_for(endpoint, **{name: values[name] for name in rule.arguments})
            browser = sign_in(world.wren if endpoint in BY_WREN else world.ben)
            answer = browser.post(where, data=sent_to(endpoint, world, values))
            if DECIDED[endpoint]:
                assert answer.status_code == 403, endpoint
                assert "Please rest a little." in answer.text, endpoint
            else:
                assert answer.status_code in {200, 204, 302}, endpoint


def test_a_kind_word_is_taken_back_by_whoever_is_paused(sign_in, acting, scene, world):
    with acting(world.ben):
        topic, hers = scene[""]["topic_id"], scene["kindnesses.update"]["post_id"]
        be_kind(db.session.get_one(Reply, hers), world.ben.id, THANKS)
        commit()
    where = f"/topics/{ids.word(topic)}/posts/{ids.word(hers)}/kindness"
    ben = sign_in(world.ben)
    assert ben.post(where, data={"kind": THANKS}).status_code == 302
    assert ben.post(where, data={"kind": THANKS, "on": "0"}).status_code == 200
    assert ben.post(where, data={"kind": THANKS, "on": "1"}).status_code == 403
    with acting(world.ben):
        assert db.session.scalar(select(func.count(Kindness.id))) == 0


def test_words_of_someone_who_is_paused_are_not_let_through_until_it_is_over(sign_in, scene, world):
    waits = f"/waiting/{ids.word(scene['waiting_posts.destroy']['waiting_id'])}"
    marta = sign_in(world.marta)
    assert marta.post(f"{waits}/release").location == waits
    assert "Whoever wrote it may not write here until" in marta.get(waits).text


def test_a_reply_that_waits_for_a_topic_that_was_closed_goes_on_waiting(sign_in, acting, world):
    with acting(world.ivy) as viewer:
        topic = open_topic(viewer, world.money)
    marta = sign_in(world.marta)
    marta.post("/forums/handling-money/first-look")
    waits = sign_in(world.ana).post(f"/topics/{ids.word(topic)}/replies", data={"body": "My first"}).location
    decide(sign_in(world.wren), topic, "close")
    assert marta.post(f"{waits}/release").location == waits
    assert "The topic was closed meanwhile" in marta.get(waits).text
    assert "My first" in sign_in(world.ana).get(waits).text
    assert marta.get(review(topic)).status_code == 200
