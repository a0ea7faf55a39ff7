"""An installation with six people, served by `cop serve`, in which one writes without her name."""

import os
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import socketio
from click.testing import CliRunner

from cop import create_app
from cop.commands import main
from cop.config import Settings
from cop.core.db import db
from tests import databases
from tests.bench.server import Served, free_port, wait_for
from tests.core.test_pictures import drawn

PASSWORD = "a lantern in the hall"
QUILLA = ("quilla.zebrawood@harborlight.example", "Quilla Zebrawood", "peer_supporter", "harborlight")
PEOPLE = (
    QUILLA,
    ("ben@harborlight.example", "Ben Castellano", "peer_supporter", "harborlight"),
    ("joan@harborlight.example", "Joan Kessler", "director", "harborlight"),
    ("ivy@stonefield.example", "Ivy Donnelly", "peer_supporter", "stonefield"),
    ("bettina@stonefield.example", "Bettina Graves", "director", "stonefield"),
    ("wren@lantern.example", "Wren Alvarado", "steward", ""),
)
SPACE = "handling-money"


@dataclass
class House:
    """`said` is where the server's own words go; `heard` what those who look on were sent."""

    folder: Path
    env: dict[str, str]
    addresses: databases.Addresses
    browsers: dict[str, Served] = field(default_factory=dict)
    heard: list[object] = field(default_factory=list)
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    ended: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def said(self) -> Path:
        return self.folder / "said.log"

    def as_(self, name: str) -> Served:
        return self.browsers[name]


@contextmanager
def house(backend: str, folder: Path) -> Iterator[House]:
    data = folder / "data"
    data.mkdir()
    addresses = databases.make(backend, data, "canary")
    port = str(free_port())
    env = os.environ | {"COP_DATA": str(data), "COP_SECURE_COOKIES": "0", "COP_THREADS": "64", "PORT": port}
    env |= {
        "COP_PSEUDONYM_KEYS": "for the canary and only as long as it takes",
        "COP_DATABASE_URL": addresses.database_url,
    }
    if addresses.owner_database_url:
        env |= {"COP_OWNER_DATABASE_URL": addresses.owner_database_url, "COP_REDIS_URL": redis_of_its_own(addresses)}
    _people(env)
    made = House(folder, env, addresses)
    with made.said.open("wb") as said:
        process = subprocess.Popen([f"{sys.prefix}/bin/cop", "serve"], env=env, stdout=said, stderr=said)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", process)
            for address, name, *_ in PEOPLE:
                browser = Served(f"http://127.0.0.1:{port}", process)
                form = {"csrf_token": browser.token("/sign-in"), "email": address, "password": PASSWORD}
                browser.open("/sign-in", form)
                made.browsers[name.split()[0].lower()] = browser
            yield made
        finally:
            process.terminate()
            process.wait(timeout=30)


def redis_of_its_own(addresses: databases.Addresses) -> str:
    """Where no other test takes anything away; empty where there is none."""
    return addresses.redis_url and f"{addresses.redis_url.rpartition('/')[0]}/15"


def _people(env: dict[str, str]) -> None:
    agencies = [("harborlight", "Harborlight"), ("stonefield", "Stonefield")]
    run(
        env,
        ["db", "upgrade"],
        *(["agency", "add", slug, name, "--area", "western"] for slug, name in agencies),
        *(_person(*one) for one in PEOPLE),
    )


def _person(address: str, name: str, role: str, agency: str) -> list[str]:
    where = ["--agency", agency] if agency else []
    return ["person", "add", address, name, "--role", role, *where, "--password", PASSWORD]


def run(env: dict[str, str], *commands: list[str]) -> None:
    """Commands of `cop`, in this process: it has loaded already what each of them would load anew."""
    app = create_app(Settings.from_env(env))
    for words in commands:
        done = CliRunner().invoke(main, words, obj=app, catch_exceptions=False)
        if done.exit_code:
            raise RuntimeError(done.output)
    with app.app_context():
        db.engine.dispose()


def begin(made: House) -> dict[str, str]:
    """What is there before: a challenge of Ivy's with her answer, which everyone has opened."""
    ivy = made.as_("ivy")
    made.began = datetime.now(UTC)
    named = _topic(ivy, {"title": "Who can tell me more?", "body": "We are new to it.", "challenge": "y"})
    answer = _answer(ivy, named, {"body": "This helped us."})
    for browser in made.browsers.values():
        browser.open(named)
    made.ended = datetime.now(UTC)
    time.sleep(3)
    return {"named": named, "answer": answer}


def write_unnamed(made: House, there: dict[str, str]) -> dict[str, str]:
    """Everything that one can do without a name, while Ivy, Joan and Wren look on."""
    quilla, named = made.as_("quilla"), there["named"]
    lines = [_ears(made, name, named) for name in ("ivy", "joan", "wren")]
    made.began = datetime.now(UTC)
    nameless = {"without_name": "y"}
    asked = {"title": "Holding on", "body": "How do you hold on to hope?", "challenge": "y", "tags": "hope"}
    topic = _topic(quilla, asked | nameless, picture=True)
    edit = f"{topic}/posts/{topic.rsplit('/', 1)[1]}/edit"
    quilla.open(edit, _form(quilla, edit, {"title": "Holding on", "body": "Said anew.", "version": "1"}))
    _answer(quilla, named, {"body": "I can, @Ivy Donnelly. Nobody knows."} | nameless)
    gone = _answer(quilla, named, {"body": "To be taken back."} | nameless)
    quilla.open(f"{named}/posts/{gone}/removal", _form(quilla, named))
    quilla.open(f"{named}/posts/{there['answer']}/solution", _form(quilla, named))
    made.ended = datetime.now(UTC)
    time.sleep(3)  # the worker has done what it was given
    for line in lines:
        line.disconnect()
    return {"topic": topic, "named": named}


def _ears(made: House, name: str, topic: str) -> socketio.Client:
    line = socketio.Client(reconnection=False)
    line.on("*", lambda event, data: made.heard.append([event, data]))
    browser = made.as_(name)
    line.connect(browser.base, headers={"Cookie": browser.cookie}, transports=["websocket"])
    line.call("subscribe", {"channel": f"topic:{topic.rsplit('/', 1)[1]}"})
    return line


def _form(browser: Served, page: str, said: dict[str, str] | None = None) -> dict[str, str]:
    return {"csrf_token": browser.token(page)} | (said or {})


def _topic(browser: Served, said: dict[str, str], picture: bool = False) -> str:
    page = f"/forums/{SPACE}/new"
    return "/topics/" + _sent(browser, page, _form(browser, page, said), picture).split("/topics/")[1].split("#")[0]


def _answer(browser: Served, topic: str, said: dict[str, str]) -> str:
    return _sent(browser, f"{topic}/replies", _form(browser, topic, said)).rsplit("reply-", 1)[1]


def _sent(browser: Served, page: str, form: dict[str, str], picture: bool = False) -> str:
    """Where it led."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(browser.jar))
    body, kind = urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded"
    if picture:
        body, kind = _parts(form | {"picture_1_says": "A white van"})
    asked = urllib.request.Request(browser.base + page, body, {"Content-Type": kind})
    with opener.open(asked, timeout=60) as answer:
        return str(answer.geturl())


def _parts(form: dict[str, str]) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    part = f'--{edge}\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    parts = [part % said for said in form.items()]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="picture_1"; filename="IMG_quilla_zebrawood.jpg"\r\n'
    shot = drawn(400, 300, "JPEG").read()
    body = "".join(parts).encode() + f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + shot
    return body + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"
