"""Two serving processes, one PostgreSQL, one Redis: who sits in a room notices nothing of it."""

import os
import queue
import sys
from contextlib import ExitStack

import pytest
import socketio

from tests import databases
from tests.bench.server import Served, cop, free_port, running

pytestmark = pytest.mark.skipif(
    not (databases.POSTGRESQL and databases.REDIS), reason="needs COP_TEST_DATABASE_URL and COP_TEST_REDIS_URL"
)
PASSWORD = "a lantern in the hall"
PEOPLE = {"ana@harborlight.example": "Ana Ribeiro", "ivy@stonefield.example": "Ivy Donnelly"}
PATIENCE = 20  # seconds


class Ears:
    """One socket: what it hears, in the order in which it comes."""

    def __init__(self, served, channel):
        self.heard = queue.Queue()
        self.line = socketio.Client(reconnection=False)
        for name in ("moved", "presence"):
            self.line.on(name, lambda data, name=name: self.heard.put((name, data)))
        self.line.connect(served.base, headers={"Cookie": served.cookie}, transports=["websocket"])
        assert self.line.call("subscribe", {"channel": channel}) == {"ok": True}

    def next(self, name, fits=lambda _data: True):
        while True:
            kind, data = self.heard.get(timeout=PATIENCE)
            if kind == name and fits(data):
                return data


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    addresses = databases.make("postgresql", folder, "two")
    env = os.environ | {
        "COP_DATA": str(folder),
        "COP_DATABASE_URL": addresses.database_url,
        "COP_OWNER_DATABASE_URL": addresses.owner_database_url,
        "COP_REDIS_URL": addresses.redis_url,
        "COP_SECURE_COOKIES": "0",
        "COP_THREADS": "32",
    }
    cop(env, "db", "upgrade")
    for address, name in PEOPLE.items():
        slug = address.partition("@")[2].removesuffix(".example")
        cop(env, "agency", "add", slug, slug.title(), "--area", "western")
        words = ["--role", "peer_supporter", "--agency", slug, "--password", PASSWORD]
        cop(env, "person", "add", address, name, *words)
    return env


@pytest.fixture
def served(env):
    """Ana's browser on one process, and Ivy's on the other."""
    with ExitStack() as stack:
        browsers = []
        for address in PEOPLE:
            mine = env | {"PORT": str(free_port())}
            browser = stack.enter_context(running([f"{sys.prefix}/bin/cop", "serve"], mine, "/healthz"))
            token = browser.token("/sign-in")
            browser.open("/sign-in", {"csrf_token": token, "email": address, "password": PASSWORD})
            browsers.append(browser)
        yield browsers


def room_of(ana: Served) -> str:
    """The word of a room that Ana opened."""
    form = {"csrf_token": ana.token("/rooms/new"), "place": "0:everyone", "title": "Across", "kind": "open-circle",
            "purpose": "To be together.", "agreement": "- One voice at a time."}  # fmt: skip
    return ana.open("/rooms/new", form).split('data-room="')[1].split('"')[0]


def post(browser, path, word, **form):
    return browser.open(f"/rooms/{word}{path}", {"csrf_token": browser.token(f"/rooms/{word}"), **form})


def test_they_see_each_other_speak_and_leave(served):
    ana, ivy = served
    word = room_of(ana)
    post(ivy, "/seat", word)
    ears = [Ears(browser, f"room:{word}") for browser in (ana, ivy)]
    for one in ears:
        one.next("presence", lambda data: len(data["here"]) == 2)
    post(ana, "/words", word, body="Good evening from the first")
    assert "from the first" in ears[1].next("moved", lambda data: data["kind"] == "words")["html"]
    other_page_of_ivy = Served(ana.base, ana.process, ivy.jar)
    post(other_page_of_ivy, "/seat/delete", word)  # in the process that does not hold her line
    ears[0].next("presence", lambda data: len(data["here"]) == 1)
    post(ana, "/words", word, body="Only for me now")
    ears[0].next("moved", lambda data: "Only for me" in data.get("html", ""))
    assert "Only for me" not in str(list(ears[1].heard.queue))
    for one in ears:
        one.line.disconnect()


def test_a_sign_out_in_one_ends_the_line_in_the_other(served):
    ana, ivy = served
    ears = Ears(ana, f"room:{room_of(ana)}")
    gone = queue.Queue()
    ears.line.on("disconnect", lambda *_: gone.put(True))
    elsewhere = Served(ivy.base, ivy.process, ana.jar)
    elsewhere.open("/sign-out", {"csrf_token": elsewhere.token("/account")})
    assert gone.get(timeout=PATIENCE)
