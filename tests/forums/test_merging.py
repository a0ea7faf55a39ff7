"""Two topics about the same thing become one, with all that hangs on their posts; and each stands on its own again."""

import pytest
from sqlalchemy import select

from cop.core import ids, tenancy
from cop.core.db import Base, db
from cop.core.facts import commit
from cop.forums.models.annex import Annex
from cop.forums.models.closure import close
from cop.forums.models.kindness import THANKS, be_kind
from cop.forums.models.merge import Merge
from cop.forums.models.reading import Reading, read_up_to
from cop.forums.models.reply import Reply
from cop.forums.models.shared_challenge import have_too
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.subscription import EVERY, QUIET, follow
from cop.forums.models.topic import Topic
from cop.trust.models.flag import Flag
from cop.trust.models.muted import Muted
from tests.forums.annexes import address, say_aside
from tests.forums.test_topics import open_topic
from tests.trust.looking import decide, flag, post_at, reply_of

SINCE = {"topic_merge", "topic_split", "trail_entry", "job", "sign_in"}  # that something was done and undone stays


@pytest.fixture
def bank(acting, world):
    """Ana's, in everyone's space."""
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.money, title="Going to the bank", body="Who holds the **quillwort** card?")


@pytest.fixture
def purse(acting, world):
    """Ivy's, about the same thing, begun after that."""
    with acting(world.ivy) as viewer:
        return open_topic(viewer, world.money, title="Whose purse", body="The zebrawood purse", replies=1)


@pytest.fixture
def marta(sign_in, world):
    """Of the steering committee, who looks after what all share."""
    return sign_in(world.marta)


def merge(browser, topic_id, into_id):
    return browser.post(f"/topics/{ids.word(topic_id)}/merge", data={"into": ids.word(into_id)})


def undo(app, browser, topic_id):
    with app.app_context(), tenancy.everywhere():
        found = db.session.scalars(select(Merge).where(Merge.topic_id == topic_id).order_by(Merge.id.desc())).first()
        where = f"/topics/{ids.word(found.other_id)}/merge/{ids.word(found.id)}/delete"
    return browser.post(where)


def rows(app):
    """Every row of every table, but for what tells that something was done."""
    with app.app_context(), tenancy.everywhere():
        db.session.expire_all()
        kinds = [mapper.class_ for mapper in Base.registry.mappers if mapper.local_table.name not in SINCE]
        return {kind.__tablename__: sorted(map(_row, db.session.scalars(select(kind)))) for kind in kinds}


def _row(one):
    return [(column.name, repr(getattr(one, column.key))) for column in one.__table__.columns]


def row_of(app, kind, id):
    with app.app_context(), tenancy.everywhere():
        db.session.expire_all()
        return db.session.get(kind, id)


def test_marta_joins_two_topics_and_all_is_read_in_one_in_the_order_it_was_written(
    app, sign_in, acting, marta, bank, purse, world
):
    answer = reply_of(acting, world.ben, bank, "They hold it themselves.")
    before = marta.get(f"/topics/{ids.word(purse)}/merge?into=/topics/{ids.word(bank)}").text
    assert "All of it is read in “Going to the bank”" in before
    assert merge(marta, purse, bank).status_code == 302
    page = sign_in(world.ana).get(f"/topics/{ids.word(bank)}").text
    places = [
        page.index(words) for words in ("quillwort", 'id="replies"', "zebrawood", "Reply 0", "hold it themselves")
    ]
    assert places == sorted(places)
    assert "3 replies" in page
    assert "This opened <b>Whose purse</b>" in page
    assert f'id="reply-{ids.word(purse)}"' in page
    assert row_of(app, Reply, answer).topic_id == bank
    assert "Whose purse" not in sign_in(world.ana).get("/forums/handling-money").text


def test_the_old_address_leads_there_for_whoever_may_read_it(sign_in, marta, acting, bank, purse, world):
    reply = reply_of(acting, world.ben, purse)
    merge(marta, purse, bank)
    ana, word = sign_in(world.ana), ids.word(purse)
    moved = ana.get(f"/topics/{word}")
    assert moved.status_code == 302
    assert moved.location == f"/topics/{ids.word(bank)}#reply-{word}"
    assert ana.get(post_at(purse, reply)).location == post_at(bank, reply)
    sent = ana.post(f"/topics/{word}/replies", data={"body": "Still typing"})
    assert (sent.status_code, sent.location) == (307, f"/topics/{ids.word(bank)}/replies")
    assert ana.post(f"/topics/{word}/reading", data={"upto": word}).status_code == 204


def test_search_finds_a_carried_post_once_and_under_its_topic(sign_in, marta, app, bank, purse, world):
    ana = sign_in(world.ana)
    for there, title in ((None, "Whose purse"), (merge, "Going to the bank"), (undo, "Whose purse")):
        _ = there and (there(marta, purse, bank) if there is merge else there(app, marta, purse))
        found = ana.get("/search?q=zebrawood").text
        assert found.count("<mark>zebrawood</mark>") == 1
        assert title in found
        assert ana.get("/search?q=zebrawood&kind=topic").text.count("<mark>zebrawood</mark>") == (there is not merge)


def lively(acting, world, bank, purse):
    """All that can hang on a topic and its posts, on both."""
    people = (world.ana, world.ben, world.ivy)
    for topic_id in (bank, purse):
        reply = reply_of(acting, world.ben, topic_id, "First")
        with acting(world.ivy) as viewer:
            topic = db.session.get_one(Topic, topic_id)
            said = db.session.get_one(Reply, reply)
            be_kind(said, viewer.id, THANKS)
            be_kind(topic, viewer.id, THANKS) if topic_id == bank else None
            answered = Reply.write_in(topic, viewer, "Second", None, reply)
            Reply.write_in(topic, viewer, "Gone", None).remove()
            Solution.propose(topic, answered, viewer)
            topic.say_of(["bank", f"of-{ids.word(topic_id)}"], ["hopeful"])
            commit()
        with acting(world.ana) as viewer:
            topic = db.session.get_one(Topic, topic_id)
            have_too(topic, viewer.id)
            topic.edit(topic.body_source + " Now?", topic.title) if topic.author_id == viewer.id else None
            for number, one in enumerate(people):
                follow(one.id, 0, EVERY if number else QUIET, topic_id=topic_id)
            read_up_to(topic, world.ben.id, reply)
            commit()
    with acting(world.ana) as viewer:
        say_aside(viewer, world.harborlight.id, purse, "Here we call first")


def test_undone_everything_is_as_it_was(app, acting, marta, bank, purse, world):
    lively(acting, world, bank, purse)
    before = rows(app)
    for topic_id, other in ((purse, bank), (bank, purse)):
        assert merge(marta, topic_id, other).status_code == 302
        assert row_of(app, Topic, other).replies == 8
        assert row_of(app, Topic, other).solutions == 2
        assert row_of(app, Topic, other).shared == 1
        assert undo(app, marta, topic_id).status_code == 302
        after = rows(app)
        assert {name: after[name] for name in after if after[name] != before[name]} == {}


def test_what_was_written_since_stays_where_it_was_written(app, sign_in, acting, marta, bank, purse, world):
    merge(marta, purse, bank)
    since = reply_of(acting, world.ana, bank, "About the purse")
    with acting(world.ana) as viewer:
        to_it = Reply.write_in(db.session.get_one(Topic, bank), viewer, "To the first post", None, purse).id
        commit()
    undo(app, marta, purse)
    assert [row_of(app, Reply, one).topic_id for one in (since, to_it)] == [bank, bank]
    assert [row_of(app, Topic, one).replies for one in (bank, purse)] == [2, 1]
    page = sign_in(world.ben).get(f"/topics/{ids.word(bank)}").text
    assert "In reply to Ivy Donnelly, in another topic" in page
    assert "Some replies went on as" in page
    assert "zebrawood" not in page
    assert merge(marta, purse, bank).status_code == 302
    assert [row_of(app, Topic, one).replies for one in (bank, purse)] == [4, 0]


def test_sent_twice_or_by_two_at_once_it_is_done_once(app, sign_in, marta, bank, purse, world):
    wren = sign_in(world.wren)
    assert [merge(marta, purse, bank).location, merge(wren, purse, bank).location] == [f"/topics/{ids.word(purse)}"] * 2
    assert merge(marta, bank, purse).status_code == 422  # the other way round: it is the same topic by now
    assert len(rows(app)["topic"]) == 2
    with app.app_context(), tenancy.everywhere():
        assert len(db.session.scalars(select(Merge)).all()) == 1
    assert [undo(app, one, purse).status_code for one in (marta, wren)] == [302, 302]


@pytest.mark.parametrize(("who", "code"), [("ana", 403), ("joan", 403), ("ivy", 403), ("wren", 302)])
def test_only_who_keeps_it_in_order_joins_it(sign_in, bank, purse, world, who, code):
    browser = sign_in(getattr(world, who))
    assert browser.get(f"/topics/{ids.word(purse)}/merge").status_code == {302: 200}.get(code, code)
    assert merge(browser, purse, bank).status_code == code


def test_nobody_joins_what_others_keep_or_cannot_see(sign_in, acting, marta, bank, purse, world):
    with acting(world.ana) as viewer:
        inside, peers = open_topic(viewer, world.team), open_topic(viewer, world.peers)
    joan, nowhere = sign_in(world.joan), ids.new_id()
    shown = [merge(marta, purse, one) for one in (inside, peers, nowhere)]
    assert [one.status_code for one in shown] == [422] * 3
    assert shown[0].text.count("None of yours is found by that.") == shown[2].text.count(
        "None of yours is found by that."
    )
    assert "Others keep that topic in order" in merge(joan, inside, bank).text
    assert merge(joan, bank, inside).status_code == 403
    assert merge(marta, inside, bank).status_code == 404
    assert "This is the same topic" in merge(marta, bank, bank).text


def test_a_topic_in_which_someone_wrote_without_a_name_stays_on_its_own(app, acting, marta, bank, purse, world):
    with acting(world.ben) as viewer:
        db.session.get_one(Space, world.money.id).nameless = True
        Reply.write_in(db.session.get_one(Topic, purse), viewer, "Nobody knows", None, nameless=True)
        commit()
    before = rows(app)
    for pair in ((purse, bank), (bank, purse)):
        refused = merge(marta, *pair)
        assert refused.status_code == 422
        assert "To keep them safe" in refused.text
    assert rows(app) == before


def test_a_closed_topic_is_opened_first(acting, marta, bank, purse, world):
    with acting(world.ana) as viewer:
        close(db.session.get_one(Topic, bank), viewer.id)
        commit()
    for pair in ((purse, bank), (bank, purse)):
        assert "Please open it first" in merge(marta, *pair).text


def test_flags_mutes_and_decisions_follow(app, sign_in, acting, marta, bank, purse, world):
    reply = reply_of(acting, world.ben, purse)
    flag(sign_in(world.ana), purse)
    decide(sign_in(world.wren), reply, "mute", days="7")
    merge(marta, purse, bank)
    assert sign_in(world.wren).get(f"/review/{ids.word(purse)}").status_code == 200
    assert sign_in(world.ben).post(f"/topics/{ids.word(bank)}/replies", data={"body": "B"}).status_code == 403
    with app.app_context(), tenancy.everywhere():
        assert {one.subject_id for one in db.session.scalars(select(Flag))} == {purse}
        assert {one.within_id for one in db.session.scalars(select(Muted))} == {bank, purse}
    undo(app, marta, purse)
    assert sign_in(world.ben).post(f"/topics/{ids.word(bank)}/replies", data={"body": "B"}).status_code == 302
    assert sign_in(world.ben).post(f"/topics/{ids.word(purse)}/replies", data={"body": "B"}).status_code == 403


def test_who_follows_or_has_either_hears_of_what_comes(sign_in, acting, marta, mails, bank, purse, world):
    mails()
    with acting(world.luz) as viewer:
        follow(viewer.id, 0, EVERY, topic_id=purse)
        have_too(db.session.get_one(Topic, purse), viewer.id)
        commit()
    merge(marta, purse, bank)
    mails()
    luz, ivy = sign_in(world.luz), sign_in(world.ivy)
    assert f"/topics/{ids.word(bank)}/shared/delete" in luz.get(f"/topics/{ids.word(bank)}").text
    answer = ivy.post(f"/topics/{ids.word(bank)}/replies", data={"body": "Like this"})
    assert world.luz.email in [mail["To"] for mail in mails()]
    posts = answer.location.rpartition("-")[2]
    ivy.post(f"/topics/{ids.word(bank)}/posts/{posts}/solution")
    assert world.luz.email in [mail["To"] for mail in mails()]
    luz.post(f"/topics/{ids.word(bank)}/shared/delete")
    with acting(world.luz):
        assert [db.session.get_one(Topic, one).shared for one in (bank, purse)] == [0, 0]


def test_new_is_never_negative_nor_lost(app, acting, marta, bank, purse, world):
    with acting(world.luz) as viewer:
        for topic_id in (bank, purse):
            topic = db.session.get_one(Topic, topic_id)
            read_up_to(topic, viewer.id, Reply.last_in(topic_id))
        read_up_to(db.session.get_one(Topic, bank), world.joan.id, bank)
        commit()
    merge(marta, purse, bank)
    with acting(world.luz):
        seen = {one.person_id: one.seen for one in db.session.scalars(select(Reading).where(Reading.topic_id == bank))}
        topic = db.session.get_one(Topic, bank)
    assert topic.replies - seen[world.luz.id] == 0  # had read all of both
    assert topic.replies - seen[world.joan.id] == 2  # had never been in the other
    with acting(world.luz):
        read_up_to(db.session.get_one(Topic, bank), world.joan.id, Reply.last_in(bank))
        commit()
    undo(app, marta, purse)
    with acting(world.luz):
        for one in db.session.scalars(select(Reading)):
            assert 0 <= one.seen <= db.session.get_one(Topic, one.topic_id).replies


def test_an_agencys_side_conversation_stays_reachable_and_private(sign_in, acting, marta, bank, purse, world):
    with acting(world.ana) as viewer:
        annex_id, _ = say_aside(viewer, world.harborlight.id, purse, "Here we call the quagga line")
    before = sign_in(world.ivy).get(f"/topics/{ids.word(bank)}").text
    merge(marta, purse, bank)
    luz, ivy = sign_in(world.luz), sign_in(world.ivy)
    assert "quagga" in luz.get(address(purse)).text
    assert address(purse) in luz.get(f"/topics/{ids.word(bank)}").text
    assert luz.post(address(purse), data={"agency": "harborlight", "body": "And then"}).status_code == 302
    assert "quagga" in luz.get("/search?q=quagga").text
    for page in (address(purse), f"/topics/{ids.word(bank)}", "/search?q=quagga"):
        shown = ivy.get(page).text
        assert "call the" not in shown
        assert "Your side conversation" not in shown
    assert "Your side conversation" not in before
    with acting(world.luz):
        assert db.session.get_one(Annex, annex_id).topic_id == purse


def test_one_after_the_other_all_lead_to_the_last(app, sign_in, acting, marta, bank, purse, world):
    with acting(world.ben) as viewer:
        third = open_topic(viewer, world.money, title="Third")
    before = rows(app)
    merge(marta, third, purse)
    merge(marta, purse, bank)
    ana = sign_in(world.ana)
    assert ana.get(f"/topics/{ids.word(third)}").location == f"/topics/{ids.word(bank)}#reply-{ids.word(third)}"
    assert undo(app, marta, third).status_code == 307  # it is read elsewhere by now: what came later is undone first
    undo(app, marta, purse)
    assert ana.get(f"/topics/{ids.word(third)}").location == f"/topics/{ids.word(purse)}#reply-{ids.word(third)}"
    undo(app, marta, third)
    assert rows(app) == before


def test_open_pages_are_told(connect, sign_in, marta, bank, purse, world):
    browser = sign_in(world.ana)
    socket = connect(browser)
    for topic_id in (bank, purse):
        socket.emit("subscribe", {"channel": f"topic:{ids.word(topic_id)}"})
    socket.get_received()
    merge(marta, purse, bank)
    assert [message["name"] for message in socket.get_received()] == ["onward"] * 2


def test_an_ordinary_topic_costs_no_more_and_a_joined_one_a_statement_more(
    sign_in, marta, bank, purse, world, count_sql
):
    browser = sign_in(world.ivy)
    counts = []
    for step in (None, merge):
        _ = step and step(marta, purse, bank)
        with count_sql() as counted:
            assert browser.get(f"/topics/{ids.word(bank)}").status_code == 200
        counts.append(counted.count)
    assert counts[1] == counts[0] + 1
