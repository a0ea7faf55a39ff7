"""What one follows, and the one mail until one has read it."""

import re

import pytest
from sqlalchemy import func, select

from cop.agencies.models.membership import Membership
from cop.core import ids, jobs, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.forums import telling
from cop.forums.facts import ReplyWritten
from cop.forums.models.reply import Reply
from cop.forums.models.subscription import EVERY, Subscription, follow
from cop.forums.models.topic import Topic
from cop.forums.subscriptions import to_tell
from tests.forums.test_topics import open_topic

ABOUT = "A new reply in a topic you follow"
OPENED = "A new topic where you follow"


@pytest.fixture
def topic(sign_in, mails, world):
    """Ana's, opened with her name; the mails of its opening are read."""
    asked = sign_in(world.ana).post("/forums/handling-money/new", data={"title": "The bank", "body": "Who holds it?"})
    mails()
    return asked.location


def reply(browser, topic, body="We wait outside"):
    return browser.post(f"{topic}/replies", data={"body": body})


def read(browser, topic):
    browser.post(f"{topic}/reading")


def told(mails):
    return sorted(one["To"] for one in mails() if one["Subject"] in {ABOUT, OPENED})


def test_whoever_opened_a_topic_hears_of_a_reply_once_until_they_read_it(sign_in, topic, mails, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    reply(ivy, topic, "We wait by the **zebrawood** door")
    (mail,) = mails()
    assert (mail["To"], mail["Subject"]) == (world.ana.email, ABOUT)
    words = mail.get_content()
    assert f"https://lantern.example{topic}?after=new" in words
    for secret in ("zebrawood", "The bank", world.ivy.name, "Stonefield", "Handling money"):
        assert secret not in words
    reply(ivy, topic)
    assert told(mails) == []
    read(ana, topic)
    reply(ivy, topic)
    assert told(mails) == [world.ana.email]


def test_whoever_replied_with_their_name_hears_of_the_next_and_never_of_their_own(sign_in, topic, mails, world):
    ivy, ben = sign_in(world.ivy), sign_in(world.ben)
    reply(ivy, topic)
    assert told(mails) == [world.ana.email]
    reply(ben, topic)
    assert told(mails) == [world.ivy.email]


def test_a_post_without_a_name_is_told_to_everyone_alike(sign_in, acting, app, topic, mails, world):
    """To leave out who wrote it would tell who did. Nothing is followed for it either: that is the page's to do."""
    with acting(world.ana) as viewer:
        kept = db.session.get_one(Topic, ids.number(topic[-13:]))
        Reply.write_in(kept, viewer, "Mine", None)
        assert sorted(person.email for person, _ in to_tell(kept, None)) == [world.ana.email]
        assert list(to_tell(kept, viewer.id)) == []
        db.session.rollback()


def test_the_models_verb_alone_leaves_no_trace_of_who_wrote(acting, world):
    with acting(world.ana) as viewer:
        open_topic(viewer, world.money, replies=2)
        assert db.session.scalar(select(func.count(Subscription.id))) == 0


def test_quiet_is_kept_when_one_writes_again(sign_in, topic, mails, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    assert ana.post(f"{topic}/subscription", data={"level": "quiet"}).location == topic
    reply(ana, topic)
    mails()
    reply(ivy, topic)
    assert told(mails) == []
    assert "Mail about new posts: none" in ana.get(topic).text
    ana.post(f"{topic}/subscription", data={"level": "every"})
    assert "Mail about new posts: right away" in ana.get(topic).text


@pytest.mark.parametrize("level", ["", "SUMMARY", "loud"])
def test_only_what_is_offered_can_be_chosen(sign_in, topic, world, level):
    assert sign_in(world.ana).post(f"{topic}/subscription", data={"level": level}).status_code == 422


def test_a_forum_is_followed_and_a_topic_of_it_made_quiet(sign_in, topic, mails, world):
    ben, ivy = sign_in(world.ben), sign_in(world.ivy)
    ben.post("/forums/handling-money/subscription", data={"level": "every"})
    assert "Mail about new posts: right away" in ben.get("/forums/handling-money").text
    ivy.post("/forums/handling-money/new", data={"title": "Another", "body": "Words"})
    assert told(mails) == [world.ben.email]
    ben.post(f"{topic}/subscription", data={"level": "quiet"})
    reply(ivy, topic)
    assert told(mails) == [world.ana.email]


def test_a_tag_is_followed_wherever_it_stands(sign_in, mails, world):
    ben, ivy = sign_in(world.ben), sign_in(world.ivy)
    answer = ben.post("/forums/handling-money/subscription", data={"level": "every", "tag": "Rep Payee"})
    assert answer.location == "/forums/handling-money?tag=rep-payee"
    assert "Mail about new posts: right away" in ben.get(answer.location).text
    ivy.post("/forums/peers/new", data={"title": "Among us", "body": "Words", "tags": "rep payee, bank"})
    assert told(mails) == [world.ben.email]
    ivy.post("/forums/peers/new", data={"title": "Among us", "body": "Words", "tags": "bank"})
    assert told(mails) == []


def test_who_may_no_longer_read_it_is_not_told(sign_in, acting, app, mails, world):
    joan = sign_in(world.joan)
    asked = joan.post("/forums/harborlight-team/new", data={"title": "Van keys", "body": "Where?"}).location
    ben = sign_in(world.ben)
    reply(ben, asked)
    mails()
    read(joan, asked)
    with app.app_context(), tenancy.everywhere():
        for one in db.session.scalars(select(Membership).where(Membership.person_id == world.ben.id)):
            db.session.delete(one)
        db.session.commit()
    reply(sign_in(world.ana), asked)
    assert told(mails) == [world.joan.email]


def test_a_supervisor_who_follows_a_tag_hears_nothing_of_a_peers_only_space(sign_in, acting, mails, world):
    with acting(world.luz) as viewer:
        follow(viewer.id, 0, EVERY, tag="bank")
        commit()
    with acting(world.ana) as viewer:
        topic = db.session.get_one(Topic, open_topic(viewer, world.peers))
        topic.say_of(["bank"], [])
        Reply.write_in(topic, viewer, "Between us", None)
        commit()
    assert told(mails) == []


def test_the_same_job_twice_is_one_mail(sign_in, app, topic, mails, world):
    reply(sign_in(world.ivy), topic)
    assert told(mails) == [world.ana.email]
    topic_id = ids.number(topic[-13:])
    with app.app_context(), tenancy.within(tenancy.agencies()):
        last = db.session.scalars(select(Reply.id).where(Reply.topic_id == topic_id)).one()
        telling.tell_of_reply(ReplyWritten(0, topic_id, last))
    assert told(mails) == []


def test_a_job_holds_no_author(sign_in, app, topic, world):
    reply(sign_in(world.ivy), topic)
    with app.app_context():
        payloads = db.session.scalars(select(jobs.Job.payload)).all()
    assert payloads
    assert [one for one in payloads if str(world.ivy.id) in one or ids.word(world.ivy.id) in one] == []


def test_the_link_in_the_mail_makes_it_quiet_in_one_tap_for_whoever_holds_it(sign_in, client, topic, mails, world):
    ivy = sign_in(world.ivy)
    reply(ivy, topic)
    (mail,) = mails()
    link = re.search(r"https://lantern.example(/quiet/\S+)", mail.get_content())[1]
    assert "Make it quiet" in client.get(link).text
    read(sign_in(world.ana), topic)
    reply(ivy, topic)
    assert told(mails) == [world.ana.email]  # to open a link is not to tap
    assert "It is quiet now" in client.post(link).text
    read(sign_in(world.ana), topic)
    reply(ivy, topic)
    assert told(mails) == []


def test_a_changed_link_opens_nothing(client, sign_in, topic, mails, world):
    reply(sign_in(world.ivy), topic)
    (mail,) = mails()
    link = re.search(r"https://lantern.example(/quiet/\S+)", mail.get_content())[1]
    elsewhere = link.replace(ids.word(0), ids.word(world.harborlight.id))
    signed_anew = link[:-9] + ("a" if link[-9] != "a" else "b") + link[-8:]
    for changed in (signed_anew, elsewhere):
        assert client.get(changed).status_code == 404
        assert client.post(changed).status_code == 404


def test_all_that_one_follows_is_in_a_list_and_can_be_taken_off_it(sign_in, topic, world):
    ana = sign_in(world.ana)
    ana.post("/forums/harborlight-team/subscription", data={"level": "every"})
    ana.post("/forums/handling-money/subscription", data={"level": "every", "tag": "bank"})
    page = ana.get("/account/subscriptions").text
    for name in ("The bank", "Harborlight team", "#bank"):
        assert name in page
    for way in re.findall(r'action="(/account/subscriptions/\w+/delete)"', page):
        assert sign_in(world.ivy).post(way).status_code == 404
        assert ana.post(way).status_code == 302
    assert "You follow nothing yet" in ana.get("/account/subscriptions").text


def test_the_list_takes_as_many_statements_for_one_as_for_three(sign_in, world, count_sql):
    ana, counts = sign_in(world.ana), []
    for slug in ("handling-money", "peers", "harborlight-team"):
        ana.post(f"/forums/{slug}/subscription", data={"level": "every"})
        with count_sql() as counted:
            ana.get("/account/subscriptions")
        counts.append(counted.count)
    assert len(set(counts)) == 1


def test_who_is_mentioned_in_a_topic_they_follow_gets_one_mail_and_no_other_until_they_read(
    sign_in, topic, mails, world
):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    reply(ivy, topic, "What do you think, @Ana Ribeiro?")
    assert [(one["To"], one["Subject"] == ABOUT) for one in mails()] == [(world.ana.email, False)]
    reply(ivy, topic)
    assert told(mails) == []
    read(ana, topic)
    reply(ivy, topic)
    assert told(mails) == [world.ana.email]


def test_a_name_that_was_taken_out_before_anyone_was_told_leaves_the_other_mail(sign_in, topic, mails, world):
    ivy = sign_in(world.ivy)
    where = reply(ivy, topic, "What do you think, @Ana Ribeiro?").location
    post = where.rpartition("#reply-")[2]
    ivy.post(f"{topic}/posts/{post}/edit", data={"body": "What do you think?", "version": "1"})
    assert told(mails) == [world.ana.email]
