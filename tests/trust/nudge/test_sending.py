"""Sending words that could tell who someone is: asked once, decided by the writer; what must go stops it."""

import io
import json
import logging
import re
import time

import pytest
from sqlalchemy import MetaData, Table, func, select

from cop.core import ids, tenancy
from cop.core.db import db
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.library.models.resource import Resource
from cop.rooms.models.room import Room
from cop.trust.nudge.browser import rules_in
from tests.forums.test_topics import open_topic
from tests.rooms.circles import open_room, path

CANARY = "219-09-9417"
NEW = "/forums/handling-money/new"
ASKED = "Not sent yet: please look at a few words first. You decide."


def how_many(app, kind):
    with app.app_context(), tenancy.everywhere():
        return db.session.scalar(select(func.count()).select_from(kind))


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        return f"/topics/{ids.word(open_topic(viewer, world.money))}"


@pytest.fixture
def in_spanish(sign_in):
    """A browser of someone who chose Spanish."""

    def signed_in(someone):
        browser = sign_in(someone)
        with browser.session_transaction() as session:
            session["language"] = "es"
        return browser

    return signed_in


def marked(page):
    return re.findall(r"<mark>([^<]*)</mark>", page.text)


def test_a_plain_sentence_is_sent_at_once(sign_in, world, topic):
    answer = sign_in(world.ivy).post(f"{topic}/replies", data={"body": "We wait outside, and they hold the card."})
    assert answer.status_code == 302


def test_a_name_brings_the_page_back_once_with_the_words_a_reason_and_two_ways_on(sign_in, world, topic):
    answer = sign_in(world.ivy).post(f"{topic}/replies", data={"body": "My client Maria said no."})
    assert answer.status_code == 200  # a question, not a refusal
    assert ASKED in answer.text
    assert "My client Maria said no.</textarea>" in answer.text
    assert marked(answer) == ["Maria"]
    assert "may tell who this is about. Perhaps: someone I support" in answer.text
    assert answer.text.index("Change it</a>") < answer.text.index("Send it as it is</button>")
    assert 'aria-invalid="true"' not in answer.text


def test_the_writer_decides(sign_in, world, topic):
    ivy, body = sign_in(world.ivy), "My client Maria said no."
    asked = ivy.post(f"{topic}/replies", data={"body": body})
    once = re.search(r'name="once" value="(\w+)"', asked.text)[1]
    sent = [ivy.post(f"{topic}/replies", data={"body": body, "once": once, "as_it_is": "1"}) for _ in "12"]
    assert [answer.status_code for answer in sent] == [302, 302]
    assert ivy.get(topic).text.count("My client Maria said no.") == 1


def test_enter_in_a_field_never_sends_it_as_it_is(sign_in, world):
    page = sign_in(world.ana).post(NEW, data={"title": "My client Maria", "body": "She said no."})
    form = page.text[page.text.index('<form method="post" action="/forums/') :]
    assert form.index("<button hidden></button>") < form.index('name="as_it_is"')


def test_every_field_is_looked_at_and_the_two_ways_stand_there_once(sign_in, world):
    page = sign_in(world.ana).post(NEW, data={"title": "Our clients", "body": "A guest named Tom asked."})
    assert marked(page) == ["clients", "Tom"]
    assert page.text.count('name="as_it_is"') == 1
    assert '<a href="#title">Title</a>' in page.text


def test_asked_in_spanish_with_what_could_stand_there_in_the_writers_language(sign_in, in_spanish, world, topic):
    answer = in_spanish(world.ivy).post(f"{topic}/replies", data={"body": "Mi clienta Rosa dijo que no."})
    assert "Aún no se ha enviado" in answer.text
    assert "puede decir de quién se trata. Quizás: una persona a la que acompaño" in answer.text
    english = sign_in(world.ivy).post(f"{topic}/replies", data={"body": "Mi clienta Rosa dijo que no."})
    assert "may tell who this is about. Perhaps: una persona a la que acompaño" in english.text


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (f"Her SSN is {CANARY}.", "Social Security number can't be sent from here"),
        ("MassHealth ID 100200300400 it was.", "record or member number can't be sent from here"),
        ("Su seguro social es 078-05-1120.", "Social Security number can't be sent from here"),
    ],
)
def test_what_must_go_is_refused_whatever_is_posted_with_it(app, sign_in, world, topic, body, why):
    before = how_many(app, Reply)
    answer = sign_in(world.ivy).post(f"{topic}/replies", data={"body": body, "as_it_is": "1"})
    assert answer.status_code == 422
    assert why in answer.text
    assert body in answer.text  # kept for whoever wrote it
    assert "as_it_is" not in answer.text
    assert how_many(app, Reply) == before


def test_what_is_missing_is_said_beside_it_and_is_a_refusal(sign_in, world):
    answer = sign_in(world.ana).post(NEW, data={"title": "", "body": "My client Maria said no."})
    assert answer.status_code == 422
    assert "Please fill this in." in answer.text
    assert marked(answer) == ["Maria"]


def test_a_resource_is_asked_about_too_and_says_that_its_file_must_be_chosen_again(app, sign_in, world):
    def add(**more):
        file = (io.BytesIO(b"Some words to keep."), "a.txt")
        said = {"title": "A guide", "summary": "How my client Maria got a flat.", "file": file, "place": "statewide"}
        browser = sign_in(world.ana)
        return browser.post("/library/new", data=said | more)

    asked = add()
    assert asked.status_code == 200
    assert "Please choose the file again" in asked.text
    assert how_many(app, Resource) == 0
    assert add(as_it_is="1").status_code == 302


def test_opening_a_room_asks(app, sign_in, world):
    said = {"title": "For Tom", "purpose": "A guest named Tom died.", "agreement": "- Kind", "place": "0:everyone"}
    asked = sign_in(world.ana).post("/rooms/new", data=said)
    assert (asked.status_code, marked(asked)) == (200, ["Tom"])
    assert how_many(app, Room) == 0
    assert sign_in(world.ana).post("/rooms/new", data=said | {"as_it_is": "1"}).status_code == 302


@pytest.fixture
def room(acting, world):
    with acting(world.ana) as viewer:
        return open_room(viewer)


def test_live_talk_is_not_held_up_but_by_what_must_go(sign_in, world, room):
    ana = sign_in(world.ana)
    ana.post(path(room, "seat"))
    by_script = {"Accept": "application/json"}
    assert ana.post(path(room, "words"), data={"body": "My client Maria cried."}, headers=by_script).json["ok"]
    refused = ana.post(path(room, "words"), data={"body": f"SSN {CANARY}"}, headers=by_script)
    assert refused.status_code == 422
    assert "Social Security number" in refused.json["why"]
    page = ana.post(path(room, "words"), data={"body": f"SSN {CANARY}"})
    assert page.status_code == 422
    assert marked(page) == [CANARY]


def test_a_text_full_of_it_shows_a_few_and_counts_the_rest(sign_in, world, topic):
    names = ["Ana", "Ben", "Cam", "Dan", "Eve", "Fay", "Gil", "Hal", "Ira", "Jan"]
    body = " ".join(f"My client {name} came." for name in names) + " My client Ana left."
    answer = sign_in(world.ivy).post(f"{topic}/replies", data={"body": body})
    assert marked(answer) == names[:8]
    assert "And 2 more." in answer.text


def test_no_more_is_looked_at_than_can_be_sent(sign_in, world, topic):
    body = "1 (" * 7000 + "My client Maria. " * 50_000
    began = time.perf_counter()
    answer = sign_in(world.ivy).post(f"{topic}/replies", data={"body": body})
    assert (answer.status_code, marked(answer)) == (422, [])
    assert "This is too long." in answer.text
    assert time.perf_counter() - began < 5  # seconds, on a busy machine


def test_what_was_found_is_shown_as_text_whatever_it_is(sign_in, world, topic):
    body = '<img src=x onerror=alert(1)> my client Maria "><script>alert(2)</script>'
    answer = sign_in(world.ivy).post(f"{topic}/replies", data={"body": body})
    assert marked(answer) == ["Maria"]
    assert "<img" not in answer.text
    assert "<script>alert" not in answer.text


def dump(app):
    """Every row of every table, as text; tables of search too."""
    with app.app_context(), tenancy.everywhere():
        connection = db.session.connection()
        names = db.inspect(connection).get_table_names()
        tables = (Table(name, MetaData(), autoload_with=connection) for name in names)
        return "\n".join(str(connection.execute(select(table)).all()) for table in tables if len(table.columns))


def test_what_was_found_is_written_down_nowhere(app, sign_in, world, topic, room, caplog, client):
    """A number that must go, and a name the writer took out again: in no table, log, metric, cookie or session."""
    ivy = sign_in(world.ivy)
    ivy.post(path(room, "seat"))
    secrets = [CANARY, "Zebulonia"]
    said = f"My client Zebulonia, SSN {CANARY}."
    with caplog.at_level(logging.DEBUG):
        answers = [
            ivy.post(f"{topic}/replies", data={"body": said}),
            ivy.post(f"{topic}/replies", data={"body": "My client Zebulonia."}),
            ivy.post(NEW, data={"title": said, "body": said, "as_it_is": "1"}),
            ivy.post(path(room, "words"), data={"body": said}),
            ivy.post(path(room, "words"), data={"body": said}, headers={"Accept": "application/json"}),
            client.post(f"{topic}/replies", data={"body": said}),  # signed out: the page keeps it, and nothing else
        ]
        sent = ivy.post(f"{topic}/replies", data={"body": "Someone I support said no."})
    assert [answer.status_code for answer in answers] == [422, 200, 422, 422, 422, 401]
    assert sent.status_code == 302
    with ivy.session_transaction() as session:
        kept = json.dumps(dict(session), default=str)
    metrics = ivy.get("/metrics").text
    cookies = str([answer.headers for answer in answers])
    places = {"tables": dump(app), "log": caplog.text, "session": kept, "metrics": metrics, "headers": cookies}
    assert "Someone I support said no." in places["tables"]
    assert [(place, one) for place, held in places.items() for one in secrets if one in held] == []
    assert all("no-store" in answer.headers["Cache-Control"] for answer in answers)


def test_an_error_in_the_middle_logs_no_words(app, sign_in, world, topic, caplog, monkeypatch):
    def broken(*_):
        raise RuntimeError("something nobody foresaw")

    monkeypatch.setattr("cop.forums.pages.replies.commit", broken)
    answer = sign_in(world.ivy).post(f"{topic}/replies", data={"body": "My client Zebulonia.", "as_it_is": "1"})
    assert answer.status_code == 500
    assert "something nobody foresaw" in caplog.text
    assert "Zebulonia" not in caplog.text


def test_the_rules_are_read_once_a_year(app, sign_in, world):
    ana = sign_in(world.ana)
    address = re.search(r'data-nudge-rules="([^"]+)"', ana.get("/").text)[1]
    answer = ana.get(address)
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert json.loads(answer.data) == json.loads(rules_in(app.extensions["nudge"], "en"))
    older = ana.get("/nudge/en/000000000000.json")
    assert older.data == answer.data
    assert older.headers["Cache-Control"] == "private, no-cache"
    assert ana.get("/nudge/fr/000000000000.json").status_code == 404


def test_the_rules_are_in_the_readers_language(in_spanish, world):
    ana = in_spanish(world.ana)
    page = ana.get("/")
    address = re.search(r'data-nudge-rules="([^"]+)"', page.text)[1]
    rules = ana.get(address).json
    assert rules["spoken"]["leave"] == "Dejarlo así"


def test_nothing_is_kept_of_a_topic_that_was_only_asked_about(app, sign_in, world):
    before = how_many(app, Topic)
    sign_in(world.ana).post(NEW, data={"title": "T", "body": "My client Maria said no."})
    assert how_many(app, Topic) == before
