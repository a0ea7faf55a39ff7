"""A topic goes to another space: what goes along, who reads it then, and that undoing puts it back exactly."""

import pytest
from sqlalchemy import select

from cop.core import ids, search, tenancy
from cop.core.db import Base, db
from cop.core.facts import commit
from cop.forums.models.move import TopicMove
from cop.forums.models.move import move as go
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost
from tests.core.test_live import heard, reply_to
from tests.forums.annexes import address as annex_of
from tests.forums.annexes import say_aside
from tests.forums.test_topics import open_topic
from tests.trust.looking import decide, flag

TOUCHED = ("topic", "reply", "space", "facet", "flag", "check_on", "review_decision", "redaction", "muted",
           "waiting_post", "search_entry", "annex", "topic_pin")  # fmt: skip


def space_for(app, agency_id, audience, name, **more):
    with app.app_context(), tenancy.everywhere():
        made = Space(agency_id=agency_id, slug=name, name=name, purpose="P", audience=audience, **more)
        db.session.add(made)
        db.session.commit()
        return ids.word(made.id)


@pytest.fixture
def marta(sign_in, world):
    """Of the steering committee, and a peer supporter's colleague nowhere: she arranges what all agencies share."""
    return sign_in(world.marta)


@pytest.fixture
def wide(app):
    return space_for(app, 0, "everyone", "night-shift", nameless=True)


@pytest.fixture
def directors(app, world):
    return space_for(app, world.harborlight.id, "directors", "directors-only")


@pytest.fixture
def topic(acting, world):
    """With a tag, a reply, and a first post that waits for it."""
    with acting(world.ana) as viewer:
        one = db.session.get_one(Topic, open_topic(viewer, world.money, body="About quillwort", replies=1))
        one.say_of(["bank"], ["hopeful"])
        said = {"topic_id": one.id, "body_source": "Not yet"}
        WaitingPost.send(db.session.get_one(Space, world.money.id), viewer, said, None)
        commit()
        return one.id


@pytest.fixture
def inside(acting, world):
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.team, body="About quillwort", replies=1)


def where(topic_id, *more):
    return "/".join([f"/topics/{ids.word(topic_id)}", *more])


def move(browser, topic_id, to):
    return browser.post(where(topic_id, "moves"), data={"to": to})


def undo(browser, app, topic_id):
    with app.app_context(), tenancy.everywhere():
        last = db.session.scalars(
            select(TopicMove.id).where(TopicMove.topic_id == topic_id).order_by(TopicMove.id.desc())
        )
        made = ids.word(last.first())
    return browser.post(where(topic_id, "moves", made, "delete"))


def rows(app):
    """Everything that a move may touch."""
    with app.app_context(), tenancy.everywhere():
        tables = [Base.metadata.tables[name] for name in TOUCHED]
        return {one.name: sorted(map(str, db.session.execute(select(*one.columns)).all())) for one in tables}


def test_marta_moves_a_topic_and_back_exactly(marta, sign_in, app, acting, world, topic, wide):
    flag(sign_in(world.ben), topic)
    decide(sign_in(world.wren), topic, "note")
    with acting(world.ana) as viewer:
        say_aside(viewer, world.harborlight.id, topic, "Here, call the nurse line first")
    marta.post(where(topic, "pin"))
    before = rows(app)
    for _ in "12":
        assert move(marta, topic, wide).status_code == 302
    assert marta.get("/forums/handling-money").text.count("Going to the bank") == 0
    assert "Going to the bank" in marta.get("/forums/night-shift?tag=bank").text
    page = sign_in(world.ivy).get(where(topic)).text
    assert "Moved here from Handling money" in page
    after = rows(app)
    changed = {name for name in TOUCHED if before[name] != after[name]}
    assert changed == {"topic", "space", "facet", "flag", "review_decision", "waiting_post"}
    for _ in "12":
        assert undo(marta, app, topic).status_code == 302
    assert rows(app) == before
    assert "Moved here from" not in marta.get(where(topic)).text
    assert "Undone by Marta Silveira" in marta.get(where(topic, "care")).text


def test_it_goes_only_where_nobody_reads_it_who_could_not(app, sign_in, world, inside, directors, wide):
    joan, ben = sign_in(world.joan), sign_in(world.ben)
    assert move(joan, inside, wide).status_code == 422  # all agencies'
    assert move(joan, inside, "nowhere").status_code == 422
    before = rows(app)
    assert move(joan, inside, directors).status_code == 302
    assert [one.get(where(inside)).status_code for one in (joan, ben, sign_in(world.ana))] == [200, 404, 404]
    with app.app_context(), tenancy.everywhere():
        here = world.harborlight.id
        assert search.find("quillwort", [(here, "everyone")]) == []
        assert len(search.find("quillwort", [(here, "directors")])) == 1
    team = ids.word(world.team.id)
    assert f'value="{team}"' not in joan.get(where(inside, "care")).text
    assert move(joan, inside, team).status_code == 422  # back to more people, as if it were new
    assert undo(joan, app, inside).status_code == 302  # nobody has written since
    assert rows(app) == before
    assert ben.get(where(inside)).status_code == 200


@pytest.mark.parametrize("how", ["reply", "edit"])
def test_what_was_written_since_for_fewer_stays_with_them(app, acting, sign_in, world, inside, directors, how):
    joan = sign_in(world.joan)
    move(joan, inside, directors)
    with acting(world.joan) as viewer:
        moved = db.session.get_one(Topic, inside)
        if how == "reply":
            Reply.write_in(moved, viewer, "Among directors", None)
        else:
            moved.edit("Among directors", moved.title)
        commit()
    assert undo(joan, app, inside).status_code == 409
    page = joan.get(where(inside, "care")).text
    assert "someone has written since for those who read it here" in page
    assert "/moves/" not in page


def test_a_space_that_was_left_empty_and_opened_to_more_gets_nothing_back(app, sign_in, world, acting, directors):
    joan, narrow = sign_in(world.joan), space_for(app, world.harborlight.id, "directors", "budget")
    with acting(world.joan) as viewer:
        topic = open_topic(viewer, type("Place", (), {"id": ids.number(directors)}))
    assert move(joan, topic, narrow).status_code == 302
    said = {"place": "everyone", "name": "N", "purpose": "P", "opened_by": "everyone"}
    assert joan.post("/forums/directors-only/edit", data=said).status_code == 302
    assert undo(joan, app, topic).status_code == 409
    assert sign_in(world.ben).get(where(topic)).status_code == 404


def test_a_reply_that_was_begun_for_fewer_is_not_sent_to_more(app, sign_in, world, inside, directors):
    joan = sign_in(world.joan)
    move(joan, inside, directors)
    assert 'name="audience" value="directors"' in joan.get(where(inside)).text
    undo(joan, app, inside)
    typed = {"body": "Between us", "audience": "directors"}
    answer = joan.post(where(inside, "replies"), data=typed)
    assert answer.status_code == 409
    assert "it was changed who reads this" in answer.text
    assert "Between us" in answer.text
    edit = {"body": "Between us", "audience": "directors", "version": "1", "title": "T"}
    mine = sign_in(world.ana).post(where(inside, "posts", ids.word(inside), "edit"), data=edit)
    assert mine.status_code == 409


def test_where_it_came_from_is_told_to_those_who_may_read_that(
    app, sign_in, acting, world, inside, directors, count_sql
):
    joan, peter = sign_in(world.joan), sign_in(world.peter)
    with count_sql() as before:
        joan.get(where(inside))
    private = space_for(app, world.harborlight.id, "directors", "lay-offs")
    with acting(world.joan) as viewer:
        topic = open_topic(viewer, type("Place", (), {"id": ids.number(private)}))
    assert move(joan, topic, directors).status_code == 302
    assert "Moved here from lay-offs" in joan.get(where(topic)).text
    with app.app_context(), tenancy.everywhere():
        db.session.get_one(Space, ids.number(private)).audience = "supervisors"
        db.session.commit()
    assert "lay-offs" not in joan.get(where(topic)).text
    assert "lay-offs" not in joan.get(where(topic, "care")).text
    assert "a space that is not open to you" in joan.get(where(topic, "care")).text
    assert undo(joan, app, topic).status_code == 403
    assert peter.get(where(topic, "care")).status_code == 404
    with count_sql() as after:
        joan.get(where(inside))
    assert after.count == before.count


@pytest.mark.parametrize(("who", "code"), [("ana", 403), ("joan", 403), ("simone", 403)])
def test_nobody_moves_what_others_keep_in_order(app, marta, sign_in, world, topic, wide, who, code):
    browser = sign_in(getattr(world, who))
    assert move(browser, topic, wide).status_code == code
    move(marta, topic, wide)
    assert undo(browser, app, topic).status_code == code


def test_a_stranger_finds_nothing_to_move(app, sign_in, world, inside, directors):
    for someone in (world.ivy, world.wren):
        assert move(sign_in(someone), inside, directors).status_code == 404


def test_who_may_no_longer_read_it_no_longer_hears_it(app, sign_in, connect, acting, world, inside, directors):
    ben, joan = connect(sign_in(world.ben)), sign_in(world.joan)
    ben.emit("subscribe", {"channel": f"topic:{ids.word(inside)}"}, callback=True)
    move(joan, inside, directors)
    heard(ben)
    reply_to(acting, world.joan, inside, "Among directors")
    assert [one for one in heard(ben) if "Among directors" in str(one)] == []


def test_an_annex_goes_along_and_what_was_said_in_it_since_stays_with_fewer(marta, app, sign_in, acting, world):
    """Among supervisors: Ana reads what her agency says of what is everyone's, and Luz alone the rest."""
    supervisors = space_for(app, 0, "supervisors", "supervising")
    with acting(world.ana) as viewer:
        quiet, busy = (open_topic(viewer, world.money) for _ in "12")
        for one in (quiet, busy):
            say_aside(viewer, world.harborlight.id, one, "Here, call the zebrawood line first")
    with app.app_context(), tenancy.everywhere():
        space, agency = db.session.get_one(Space, ids.number(supervisors)), (world.harborlight.id, "everyone")
        db.session.get_one(Space, world.money.id)
        before = rows(app)
        moved = [_go(db.session.get_one(Topic, one), space, world.marta.id) for one in (quiet, busy)]
        assert search.find("zebrawood", [agency]) == []
    assert sign_in(world.ana).get(annex_of(quiet)).status_code == 404
    with acting(world.luz) as viewer:
        say_aside(viewer, world.harborlight.id, busy, "Among supervisors")
    with app.app_context(), tenancy.everywhere():
        for one in moved:
            made = db.session.get_one(TopicMove, one)
            made.undo(_with_space(made.topic_id), db.session.get_one(Space, world.money.id), world.marta.id)
            commit()
        assert len(search.find("zebrawood", [agency])) == 1
    ana, luz = sign_in(world.ana), sign_in(world.luz)
    assert "zebrawood" in ana.get(annex_of(quiet)).text
    assert [one.get(annex_of(busy)).status_code for one in (ana, luz)] == [404, 200]
    assert ana.post(annex_of(busy), data={"body": "I too"}).status_code == 404
    assert [one for one in rows(app)["annex"] if one in before["annex"]] != []


def _with_space(topic_id):
    topic = db.session.get_one(Topic, topic_id)
    db.session.refresh(topic, ["space"])
    return topic


def _go(topic, space, by_id):
    made = go(_with_space(topic.id), space, by_id)
    commit()
    return made.id


def test_a_topic_without_a_name_keeps_its_hand_and_its_author_can_still_change_it(marta, app, sign_in, world):
    plain = space_for(app, 0, "everyone", "by-name")
    ana = sign_in(world.ana)
    asked = {"title": "Quietly", "body": "Without my name", "without_name": "y", "few_known": "y"}
    address = ana.post("/forums/handling-money/new", data=asked).location
    topic = ids.number(address.rpartition("/")[2])
    before = rows(app)["topic"]
    assert move(marta, topic, plain).status_code == 302
    page = ana.get(address).text
    assert "Ana Ribeiro" not in page.partition('id="replies"')[0].partition('class="post first"')[2]
    assert "A new post here carries your name." in page
    assert "A new post here carries your name." not in sign_in(world.ben).get(address).text
    refused = ana.post(f"{address}/replies", data={"body": "R", "without_name": "y", "few_known": "y"})
    assert refused.status_code == 422
    edit = {"title": "Quietly", "body": "Without my name, still", "version": "1"}
    assert ana.post(f"{address}/posts/{ids.word(topic)}/edit", data=edit).status_code == 302
    assert "still" in ana.get(address).text
    assert undo(marta, app, topic).status_code == 302  # to no more people than read it there
    assert len(before) == len(rows(app)["topic"])


def test_a_pin_is_left_behind_and_found_again(marta, app, topic, wide, acting, world):
    marta.post(where(topic, "pin"))
    move(marta, topic, wide)
    assert "Pinned</span>" not in marta.get("/forums/night-shift").text
    with acting(world.ana) as viewer:
        others = [open_topic(viewer, world.money) for _ in range(3)]
    for one in others[:2]:
        marta.post(where(one, "pin"))
    undo(marta, app, topic)
    assert "It is pinned since" in marta.get(where(topic, "care")).text
    move(marta, topic, wide)
    assert marta.post(where(others[2], "pin")).status_code == 302
    undo(marta, app, topic)
    assert "Pin this topic" in marta.get(where(topic, "care")).text


def test_moved_twice_it_goes_back_by_the_same_way(marta, app, topic, wide):
    third = space_for(app, 0, "everyone", "third")
    move(marta, topic, wide)
    move(marta, topic, third)
    with app.app_context(), tenancy.everywhere():
        first = ids.word(db.session.scalars(select(TopicMove.id).order_by(TopicMove.id)).first())
    assert "Undo that first." in marta.get(where(topic, "care")).text
    assert marta.post(where(topic, "moves", first, "delete")).status_code == 409
    undo(marta, app, topic)
    assert marta.post(where(topic, "moves", first, "delete")).status_code == 302
    assert "Going to the bank" in marta.get("/forums/handling-money").text
