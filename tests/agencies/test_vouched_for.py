"""Ana is vouched for by Harborlight's provider alone: whoever runs it could have come in as her.

What is for peer supporters only stays shut to such a sign-in, by every door.
"""

import io
import re

import pytest

from cop.agencies.entering import load
from cop.core import clock, ids, jobs, storage
from cop.core.db import db
from cop.core.live import channel
from cop.forums.models.space import Space
from cop.library.models.resource import Edition, Resource
from cop.people.ways import Shown
from tests.forums.test_topics import open_topic
from tests.people.test_two_step import Phone
from tests.rooms.circles import open_room, path
from tests.world import PASSWORD, Place

SENTENCE = (
    "Spaces for peer supporters only, or for people who were invited, stay closed while you are signed in through your "
    "agency alone."
)
STEP = "/account/two-step"


@pytest.fixture
def vouched(sign_in, world):
    return sign_in(world.ana, Shown("agency", False, world.harborlight.id))


@pytest.fixture
def peers(acting, world):
    """A topic, and a room where Ben sits."""
    with acting(world.ben) as viewer:
        topic = open_topic(viewer, world.peers, title="The quokka in the room")
        room = open_room(viewer, audience="peers")
        own = open_topic(viewer, _own_space(world), title="A quokka of ours")
    return {"topic": topic, "room": room, "own": own}


def _own_space(world):
    space = Space(agency_id=world.harborlight.id, slug="h-peers", name="Ours", purpose="P", audience="peers")
    db.session.add(space)
    db.session.flush()
    return Place(space.id, "h-peers", "Ours")


def codes(browser, *paths):
    return [browser.get(one).status_code for one in paths]


def doors(peers):
    topics = [f"/topics/{ids.word(peers[one])}" for one in ("topic", "own")]
    return ("/forums/peers", "/forums/h-peers", *topics, path(peers["room"]))


def test_every_page_for_peers_only_is_as_if_it_were_not(vouched, peers):
    assert codes(vouched, *doors(peers)) == [404] * 5
    assert codes(vouched, "/forums/handling-money", "/agencies/harborlight", "/forums/harborlight-team") == [200] * 3
    assert vouched.post(path(peers["room"], "seat")).status_code == 404
    assert vouched.post("/forums/peers/new", data={"title": "T", "body": "B"}).status_code == 404
    said = {"title": "T", "kind": "debrief", "purpose": "P", "agreement": "- Kind", "place": "0:peers"}
    assert vouched.post("/rooms/new", data=said).status_code in {403, 422}


def test_nor_does_it_show_in_lists_search_home_or_feeds(vouched, sign_in, peers, world):
    """What they are called stands nowhere."""
    pages = ("/", "/search?q=quokka", "/rooms", "/agencies/harborlight", "/forums")
    names = ("in the room", "of ours", "Evening circle", "h-peers")
    assert [(page, name) for page in pages for name in names if name in vouched.get(page).text] == []
    ana = sign_in(world.ana)
    assert {name for page in pages for name in names if name in ana.get(page).text} == set(names)


@pytest.mark.parametrize("kind", ["topic", "own", "room"])
def test_no_socket_of_it_listens(vouched, sign_in, connect, peers, world, kind):
    ana = sign_in(world.ana)
    ana.post(path(peers["room"], "seat"))
    name = channel("room" if kind == "room" else "topic", peers[kind])
    asked = [connect(one).emit("subscribe", {"channel": name}, callback=True)["ok"] for one in (ana, vouched)]
    assert asked == [True, False]


def test_nothing_is_taken_along(vouched, sign_in, app, world):
    ana = sign_in(world.ana)
    ana.post("/account/takeouts")
    with app.app_context():
        jobs.run_due()
    link = re.search(r'class="button" href="([^"]+)"', ana.get("/account/takeouts").text)[1]
    assert ana.get(link).status_code == 200
    assert codes(vouched, "/account/takeouts", link) == [403, 403]
    assert vouched.post("/account/takeouts").status_code == 403
    assert "because of the way you signed in" in vouched.get("/account/takeouts").text


@pytest.mark.parametrize(("way", "step"), [("password", False), ("passkey", False), ("link", False), ("agency", True)])
def test_something_of_her_own_opens_it(sign_in, peers, world, way, step):
    provider = world.harborlight.id if way == "agency" else None
    ana = sign_in(world.ana, Shown(way, step, provider))
    assert codes(ana, *doors(peers)) == [200] * 5
    assert SENTENCE not in ana.get("/forums").text


def test_she_is_told_so_in_one_sentence_and_nobody_else_is(vouched, sign_in, world):
    page = vouched.get("/forums").text
    assert page.count(SENTENCE) == 1
    assert f'href="{STEP}"' in page
    luz = sign_in(world.luz, Shown("agency", False, world.harborlight.id))  # for whom they are shut anyhow
    assert SENTENCE not in luz.get("/forums").text


def test_turning_on_a_second_step_opens_it_at_once(vouched, peers, app):
    """It asks her password and a code: whoever runs the provider has neither."""
    secret = re.search(r'class="key">([A-Z2-7 ]+)<', vouched.get(STEP).text)[1].replace(" ", "")
    code = Phone(secret, clock.now).code()
    assert vouched.post(STEP, data={"code": code, "password": "not hers, whatever"}).status_code == 422
    assert codes(vouched, "/forums/peers") == [404]
    assert vouched.post(STEP, data={"code": code, "password": PASSWORD}).status_code == 200
    assert codes(vouched, *doors(peers)) == [200] * 5


def test_only_the_sign_in_in_which_it_was_given_is_opened(vouched, sign_in, world):
    """She turned it on elsewhere: the sign-in that was there before stays as it was."""
    other = sign_in(world.ana)
    secret = re.search(r'class="key">([A-Z2-7 ]+)<', other.get(STEP).text)[1].replace(" ", "")
    assert other.post(STEP, data={"code": Phone(secret, clock.now).code(), "password": PASSWORD}).status_code == 200
    assert codes(vouched, "/forums/peers") == [404]


def test_a_file_for_peers_only_is_not_read(vouched, sign_in, acting, world):
    with acting(world.ben) as viewer:
        kept = storage.keep(0, io.BytesIO(b"Among peers"))
        made = Resource(agency_id=0, author_id=viewer.id, voice_id=viewer.voice_id, audience="peers", title="Q",
                        summary="S")  # fmt: skip
        db.session.add(made)
        db.session.flush()
        db.session.add(Edition(agency_id=0, resource_id=made.id, file_key=kept.key, kind="txt", file_name="q.txt",
                               size=kept.size, sha256=kept.sha256, words=""))  # fmt: skip
        db.session.commit()
        where = f"/library/{ids.word(made.id)}"
    assert codes(vouched, where, f"{where}/file") == [404, 404]
    assert codes(sign_in(world.ana), where) == [200]


def test_an_account_that_was_asked_about_without_a_sign_in_keeps_its_seat(vouched, app, acting, peers, world):
    """A seat is a person's; that one sign-in of theirs does not open the room is no reason to take it."""
    with acting(world.ana) as viewer:
        assert (0, "peers") in viewer.audiences
    with vouched.session_transaction() as session:
        token = session["_user_id"]
    with app.app_context():
        viewer = load(token)
        assert (viewer.peers_shut, viewer.withheld, viewer.is_own) == (True, True, False)
        assert all(name != "peers" for _, name in viewer.audiences)
