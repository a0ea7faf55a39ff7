"""Replies that lead elsewhere go on as a topic of their own; and come back, with what was written there since."""

import pytest
from sqlalchemy import select

from cop.core import ids, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.kindness import THANKS, be_kind
from cop.forums.models.reading import Reading, read_up_to
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.split import Split
from cop.forums.models.subscription import EVERY, follow
from cop.forums.models.topic import Topic
from tests.forums.test_merging import merge, row_of, rows
from tests.forums.test_merging import undo as part
from tests.forums.test_topics import open_topic
from tests.trust.looking import flag, post_at, reply_of


@pytest.fixture
def bank(acting, world):
    """Ana's, in everyone's space."""
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.money, title="Going to the bank", replies=1)


@pytest.fixture
def about_vans(acting, bank, world):
    """Three replies that lead elsewhere: Ben's, Ivy's to his, and Ana's."""
    first = reply_of(acting, world.ben, bank, "Who has the **zebrawood** van?")
    with acting(world.ivy) as viewer:
        second = Reply.write_in(db.session.get_one(Topic, bank), viewer, "We share it", None, first).id
        commit()
    return [first, second, reply_of(acting, world.ana, bank, "So do we")]


@pytest.fixture
def marta(sign_in, world):
    return sign_in(world.marta)


def split(browser, topic_id, replies, title="Who has the van"):
    data = {"reply": [ids.word(one) for one in replies], "title": title}
    return browser.post(f"/topics/{ids.word(topic_id)}/split", data=data)


def undo(app, browser, topic_id):
    with app.app_context(), tenancy.everywhere():
        found = db.session.scalars(select(Split).where(Split.topic_id == topic_id).order_by(Split.id.desc())).first()
    return browser.post(f"/topics/{ids.word(topic_id)}/split/{ids.word(found.id)}/delete")


def test_marta_chooses_replies_sees_what_will_happen_and_they_go_on(app, sign_in, marta, bank, about_vans, world):
    where = f"/topics/{ids.word(bank)}/split"
    named = "&".join(f"reply={ids.word(one)}" for one in about_vans)
    assert marta.get(where).text.count('type="checkbox" name="reply"') == 4
    assert marta.get(f"{where}?{named}").text.count("checked") == 3
    assert "3 replies go on as a topic of their own" in marta.get(f"{where}?{named}&look=1").text
    made = split(marta, bank, about_vans)
    assert made.location == f"/topics/{ids.word(about_vans[0])}"
    ana = sign_in(world.ana)
    new, old = ana.get(made.location).text, ana.get(f"/topics/{ids.word(bank)}").text
    assert "<h1>Who has the van</h1>" in new
    assert new.index("zebrawood") < new.index("We share it") < new.index("So do we")
    assert "2 replies" in new
    assert "In reply to" not in new.partition('id="reply-form"')[0]
    assert "zebrawood" not in old
    assert "1 reply" in old
    assert f'Some replies went on as <a href="{made.location}">Who has the van</a>' in old
    assert "Who has the van" in ana.get("/forums/handling-money").text
    assert "<mark>zebrawood</mark>" in ana.get("/search?q=zebrawood&kind=topic").text


def test_old_addresses_of_what_went_on_lead_there(sign_in, marta, bank, about_vans, world):
    split(marta, bank, about_vans)
    first, second, _ = about_vans
    ana = sign_in(world.ana)
    assert ana.get(post_at(bank, first)).location == post_at(first, first)
    assert ana.get(post_at(bank, second)).location == post_at(first, second)


def lively(acting, world, bank, about_vans):
    first, second, third = about_vans
    with acting(world.ana) as viewer:
        topic = db.session.get_one(Topic, bank)
        Solution.propose(topic, db.session.get_one(Reply, second), viewer)
        for one in about_vans[:2]:
            be_kind(db.session.get_one(Reply, one), viewer.id, THANKS)
        topic.say_of(["bank"], ["hopeful"])
        read_up_to(topic, world.joan.id, second)
        read_up_to(topic, world.luz.id, third)
        follow(world.ben.id, 0, EVERY, topic_id=bank)
        commit()
    with acting(world.ben):
        db.session.get_one(Reply, first).edit("Who has the zebrawood van now?")
        commit()


def test_undone_everything_is_as_it_was_and_the_new_address_leads_back(
    app, sign_in, acting, marta, bank, about_vans, world
):
    lively(acting, world, bank, about_vans)
    before = rows(app)
    assert split(marta, bank, about_vans).status_code == 302
    assert row_of(app, Topic, about_vans[0]).solutions == 1
    assert [row_of(app, Topic, one).replies for one in (bank, about_vans[0])] == [1, 2]
    with app.app_context(), tenancy.everywhere():
        seen = {(one.topic_id, one.person_id): one.seen for one in db.session.scalars(select(Reading))}
    assert seen[bank, world.joan.id] == 1
    assert seen[about_vans[0], world.joan.id] == 1
    assert seen[about_vans[0], world.luz.id] == 2
    assert undo(app, marta, bank).status_code == 302
    after = rows(app)
    changed = {name for name in after if set(map(str, before[name])) - set(map(str, after[name]))}
    assert changed == {"topic"}  # the one whose number of old addresses that lead to it rose
    was, now = (next(dict(row) for row in one["topic"] if dict(row)["id"] == str(bank)) for one in (before, after))
    assert {name for name in was if was[name] != now[name]} == {"joined"}
    assert sign_in(world.ana).get(f"/topics/{ids.word(about_vans[0])}").status_code == 302
    assert split(marta, bank, about_vans, "Vans").status_code == 302  # and once more
    assert row_of(app, Topic, about_vans[0]).title == "Vans"


def test_what_was_written_there_since_comes_back_too(app, acting, marta, bank, about_vans, world):
    split(marta, bank, about_vans)
    since = reply_of(acting, world.ivy, about_vans[0], "It is in the yard")
    undo(app, marta, bank)
    back = row_of(app, Reply, since)
    assert (back.topic_id, back.to_id) == (bank, about_vans[0])
    assert row_of(app, Topic, bank).replies == 5


def test_a_reply_to_one_that_stays_leads_there(sign_in, acting, marta, bank, about_vans, world):
    with acting(world.ana) as viewer:
        to_it = Reply.write_in(db.session.get_one(Topic, bank), viewer, "To Ben", None, about_vans[0]).id
        commit()
    split(marta, bank, about_vans)
    page = sign_in(world.ivy).get(f"/topics/{ids.word(bank)}").text
    assert "In reply to Ben Castellano, in another topic" in page
    assert post_at(about_vans[0], about_vans[0]) in page
    assert split(marta, bank, [to_it], "Another").status_code == 302


def test_sent_twice_it_is_split_once(app, marta, bank, about_vans):
    assert len({split(marta, bank, about_vans).location for _ in "12"}) == 1
    with app.app_context(), tenancy.everywhere():
        assert len(db.session.scalars(select(Split)).all()) == 1


@pytest.mark.parametrize(("who", "code"), [("ana", 403), ("ben", 403), ("joan", 403), ("wren", 302)])
def test_only_who_keeps_it_in_order_splits_it(sign_in, bank, about_vans, world, who, code):
    browser = sign_in(getattr(world, who))
    assert split(browser, bank, about_vans).status_code == code


def test_what_cannot_go_on_is_said_and_stays(app, acting, marta, bank, about_vans, world):
    with acting(world.ivy) as viewer:
        db.session.get_one(Space, world.money.id).nameless = True
        topic = db.session.get_one(Topic, bank)
        unnamed = Reply.write_in(topic, viewer, "Nobody knows", None, nameless=True).id
        gone = Reply.write_in(topic, viewer, "Gone", None)
        gone.remove()
        solved = Reply.write_in(topic, viewer, "Like this", None)
        Solution.propose(topic, solved, viewer)
        other = open_topic(viewer, world.money, replies=1)
        joined = open_topic(viewer, world.money, title="Joined")
        tries = {
            "written without a name": [about_vans[0], unnamed],
            "was taken back": [gone.id],
            "is a solution": [solved.id],
            "at least one": [],
            "no longer here": [about_vans[0], db.session.scalar(select(Reply.id).where(Reply.topic_id == other))],
        }
    before = rows(app)
    for words, replies in tries.items():
        refused = split(marta, bank, replies)
        assert (refused.status_code, words in refused.text) == (422, True)
    assert rows(app) == before
    with acting(world.ben) as viewer:
        plain = open_topic(viewer, world.money)
    merge(marta, joined, plain)
    assert "joined to this one" in split(marta, plain, [joined]).text


def test_where_someone_wrote_without_a_name_what_has_names_can_go_on(sign_in, acting, marta, bank, about_vans, world):
    with acting(world.ivy) as viewer:
        db.session.get_one(Space, world.money.id).nameless = True
        unnamed = Reply.write_in(db.session.get_one(Topic, bank), viewer, "Nobody knows", None, nameless=True).id
        commit()
    with acting(world.ben) as viewer:
        to_it = Reply.write_in(db.session.get_one(Topic, bank), viewer, "To you", None, unnamed).id
        commit()
    split(marta, bank, [about_vans[0], to_it])
    page = sign_in(world.ana).get(f"/topics/{ids.word(about_vans[0])}").text
    assert "In reply to a post in another topic" in page
    assert "without a name" not in page.partition('id="reply-form"')[0]


def test_a_flag_follows_to_where_it_is_read(sign_in, marta, bank, about_vans, world):
    flag(sign_in(world.ana), about_vans[1])
    split(marta, bank, about_vans)
    assert "Who has the van" in sign_in(world.wren).get("/review").text


def test_what_went_on_can_be_joined_to_another_and_all_undone(app, acting, marta, bank, about_vans, world):
    with acting(world.ben) as viewer:
        other = open_topic(viewer, world.money, title="Cars")
    split(marta, bank, about_vans)
    before = rows(app)
    merge(marta, about_vans[0], other)
    assert row_of(app, Topic, other).replies == 3
    assert undo(app, marta, bank).status_code == 302  # refused: that was done later
    assert row_of(app, Topic, other).replies == 3
    part(app, marta, about_vans[0])
    assert rows(app) == before
    undo(app, marta, bank)
    assert row_of(app, Topic, bank).replies == 4
