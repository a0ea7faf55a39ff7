"""How far one has read: told when it was read, shown as words, and where a topic opens."""

import re

import pytest
from sqlalchemy import event, insert, select

from cop.core import clock, ids
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.reading import Reading
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from tests.forums.test_topics import open_topic

MANY = 10_000


@pytest.fixture
def topic(acting, world):
    """Ana's, with three replies of hers."""
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.money, title="Going to the bank", replies=3)


def replies_of(acting, someone, topic_id):
    with acting(someone):
        return list(db.session.scalars(select(Reply.id).where(Reply.topic_id == topic_id).order_by(Reply.id)))


def answer(acting, someone, topic_id, body="One more"):
    with acting(someone) as viewer:
        reply = Reply.write_in(db.session.get_one(Topic, topic_id), viewer, body, None)
        commit()
        return reply.id


def read(browser, topic_id, upto=None):
    return browser.post(f"/topics/{ids.word(topic_id)}/reading", data={"upto": ids.word(upto)} if upto else {})


def row(browser, where="/forums/handling-money"):
    """The line of the one topic in a list."""
    (found,) = re.findall(r'<li class="row topic-row">.*?</li>', browser.get(where).text, re.S)
    return found


def many_replies(acting, world, topic_id):
    """As many as a topic ever has, written in bulk. Gives their ids."""
    first = replies_of(acting, world.ana, topic_id)[-1]
    with acting(world.ana) as viewer:
        shared = {"agency_id": 0, "topic_id": topic_id, "author_id": viewer.id, "voice_id": viewer.voice_id}
        said = {"body_source": "So it is", "body_html": "<p>So it is</p>", "created_at": clock.now()}
        rows = [shared | said | {"id": first + number} for number in range(1, MANY + 1)]
        db.session.execute(insert(Reply), rows)
        db.session.get_one(Topic, topic_id).replies = MANY + 3
        db.session.commit()
        if db.engine.dialect.name == "postgresql":
            db.session.connection().exec_driver_sql("ANALYZE reply")
    return [one["id"] for one in rows]


def test_what_came_since_one_was_here_is_said_in_the_list_and_leads_there(sign_in, acting, topic, world):
    ben = sign_in(world.ben)
    assert "New to you" in row(ben)
    assert read(ben, topic, replies_of(acting, world.ben, topic)[-1]).status_code == 204
    assert "tag fresh" not in row(ben)
    fresh = answer(acting, world.ivy, topic, "From Stonefield")
    assert "1 new" in row(ben)
    assert f"/topics/{ids.word(topic)}?after=new" in row(ben)
    page = ben.get(f"/topics/{ids.word(topic)}?after=new").text
    assert re.findall(r'<li class="post" id="reply-(\w+)"', page) == [ids.word(fresh)]


def test_home_and_the_list_of_forums_say_so_too(sign_in, acting, topic, world):
    ben = sign_in(world.ben)
    assert "New to you" in row(ben, "/")
    assert "Something new" in ben.get("/forums").text
    read(ben, topic)
    assert "tag fresh" not in row(ben, "/")
    assert "Something new" not in ben.get("/forums").text


def test_looking_at_a_page_reads_nothing(sign_in, topic, world):
    ben = sign_in(world.ben)
    ben.get(f"/topics/{ids.word(topic)}")
    assert "New to you" in row(ben)


def test_without_script_a_button_marks_all_as_read(sign_in, topic, world):
    ben = sign_in(world.ben)
    page = ben.get(f"/topics/{ids.word(topic)}").text
    assert "data-reading >" in page
    assert read(ben, topic).location == f"/topics/{ids.word(topic)}"
    assert "tag fresh" not in row(ben)
    assert "data-reading hidden" in ben.get(f"/topics/{ids.word(topic)}").text


def test_the_topic_leads_to_the_first_new_reply_wherever_it_is(sign_in, acting, topic, world):
    ben, here = sign_in(world.ben), replies_of(acting, world.ben, topic)
    path = f"/topics/{ids.word(topic)}"
    read(ben, topic, here[0])
    page = ben.get(path).text
    assert "First of 2 new replies" in page
    assert f'href="#reply-{ids.word(here[1])}"' in page
    for _ in range(25):
        answer(acting, world.ana, topic)
    read(ben, topic, replies_of(acting, world.ben, topic)[22])
    assert f'href="{path}?after=new#replies"' in ben.get(path).text


def test_nobody_unreads_by_looking_back(sign_in, acting, app, topic, world):
    ben, here = sign_in(world.ben), replies_of(acting, world.ben, topic)
    for upto in (here[2], here[0], topic, ids.LARGEST):
        read(ben, topic, upto)
    with acting(world.ben):
        (mine,) = db.session.scalars(select(Reading)).all()
        assert (mine.last_id, mine.seen) == (here[2], 3)


def test_ones_own_reply_is_no_news_to_oneself(sign_in, topic, world):
    ben = sign_in(world.ben)
    read(ben, topic)
    ben.post(f"/topics/{ids.word(topic)}/replies", data={"body": "Mine"})
    assert "tag fresh" not in row(ben)
    ana = sign_in(world.ana)
    ana.post("/forums/handling-money/new", data={"title": "My own", "body": "Words"})
    assert "tag fresh" not in re.findall(r'<li class="row topic-row">.*?</li>', ana.get("/").text, re.S)[0]


def test_what_was_not_read_stays_new_when_one_writes(sign_in, acting, topic, world):
    ben = sign_in(world.ben)
    read(ben, topic, replies_of(acting, world.ben, topic)[0])
    ben.post(f"/topics/{ids.word(topic)}/replies", data={"body": "Mine"})
    assert "3 new" in row(ben)


def test_a_reply_whose_id_is_older_than_it_is_read_at_the_end(acting, sign_in, topic, world):
    """The id of a post can hold a rounded time."""
    ben, here = sign_in(world.ben), replies_of(acting, world.ben, topic)
    read(ben, topic, here[2])
    late = answer(acting, world.ivy, topic)
    with acting(world.ivy):
        db.session.get_one(Reply, late).id = here[1] + 1
        db.session.commit()
    assert "1 new" in row(ben)
    read(ben, topic, here[2])
    assert "tag fresh" not in row(ben)


def test_a_place_holds_no_time_at_all(app):
    """When somebody was in a topic would tell who wrote in it without a name."""
    assert {column.name for column in Reading.__table__.columns} == {
        "agency_id", "person_id", "topic_id", "last_id", "seen"}  # fmt: skip


def test_who_wrote_without_a_name_is_not_told_as_its_first_reader(sign_in, acting, topic, world):
    """No row says that Ana read what only she could have by then; once somebody answers, she reads on as anyone."""
    ana = sign_in(world.ana)
    ana.post(f"/topics/{ids.word(topic)}/replies", data={"body": "It is me.", "without_name": "y"})
    read(ana, topic)
    with acting(world.ana):
        (mine,) = db.session.scalars(select(Reading).where(Reading.person_id == world.ana.id)).all()
        unnamed = db.session.scalar(select(Reply.id).where(Reply.author_id.is_(None)))
        assert mine.last_id < unnamed
    sign_in(world.ivy).post(f"/topics/{ids.word(topic)}/replies", data={"body": "You are not alone."})
    read(ana, topic)
    with acting(world.ana):
        db.session.expire_all()
        (mine,) = db.session.scalars(select(Reading).where(Reading.person_id == world.ana.id)).all()
        assert mine.last_id > unnamed


def test_one_persons_place_is_not_another_ones(sign_in, acting, topic, world):
    read(sign_in(world.ben), topic)
    assert "New to you" in row(sign_in(world.ivy))


def test_the_outsider_can_not_even_say_that_they_read_it(sign_in, acting, world):
    with acting(world.ana) as viewer:
        hidden = open_topic(viewer, world.team)
    assert read(sign_in(world.ivy), hidden).status_code == 404


def test_lists_take_as_many_statements_with_one_topic_as_with_three(sign_in, acting, topic, world, count_sql):
    ben, counts = sign_in(world.ben), {}
    for _ in "12":
        for where in ("/", "/forums", "/forums/handling-money"):
            with count_sql() as counted:
                ben.get(where)
            counts.setdefault(where, []).append(counted.count)
        with acting(world.ana) as viewer:
            for _ in "12":
                open_topic(viewer, world.money, replies=1)
    assert all(first == second for first, second in counts.values()), counts


def test_ten_thousand_replies_open_at_the_first_new_one_with_the_same_statements(
    sign_in, acting, topic, world, count_sql
):
    ben, path = sign_in(world.ben), f"/topics/{ids.word(topic)}"
    read(ben, topic, replies_of(acting, world.ben, topic)[0])
    with count_sql() as few:
        assert ben.get(f"{path}?after=new").status_code == 200
    written = many_replies(acting, world, topic)
    read(ben, topic, written[-41])
    with count_sql() as many:
        page = ben.get(f"{path}?after=new").text
    assert re.findall(r'<li class="post" id="reply-(\w+)"', page) == [ids.word(one) for one in written[-40:-20]]
    assert many.count == few.count <= 6
    before = ben.get(re.search(rf'href="({path}\?before=\w+)', page)[1]).text
    assert re.findall(r'<li class="post" id="reply-(\w+)"', before) == [ids.word(one) for one in written[-60:-40]]


def test_no_plan_looks_through_all_replies(sign_in, acting, app, topic, world):
    """Each statement of the page is explained by the database itself, on a topic of ten thousand."""
    ben = sign_in(world.ben)
    written = many_replies(acting, world, topic)
    read(ben, topic, written[-41])
    asked = []
    with app.app_context():
        connection = db.engines[None]
        postgresql = connection.dialect.name == "postgresql"

    def heard(_connection, _cursor, statement, parameters, *_):
        if statement.startswith("SELECT") and "set_config" not in statement:
            asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", heard)
    for query in ("?after=new", f"?before={ids.word(written[-41])}"):
        ben.get(f"/topics/{ids.word(topic)}{query}")
    event.remove(connection, "before_cursor_execute", heard)
    plans = []
    for statement, parameters in asked:
        explained = connection.exec_driver_sql(
            f"EXPLAIN {'' if postgresql else 'QUERY PLAN '}{statement}", parameters
        ).all()
        plans += [" ".join(map(str, line)) for line in explained]
    through_all = re.compile(r"Seq Scan on reply" if postgresql else r"SCAN reply\b")
    assert any("ix_reply_topic" in line or "reply" in line for line in plans)
    assert [line for line in plans if through_all.search(line)] == []
