"""Sockets: who may connect, what they may hear, and that it ends with the sign-in."""

import pytest

from cop.agencies.models.membership import Membership
from cop.core import asking_again, ids, presence
from cop.core.db import db
from cop.core.facts import commit
from cop.core.sockets import MOST_EVENTS, socketio
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from tests.conftest import OURS
from tests.forums.test_topics import open_topic


@pytest.fixture
def connect(connect, sign_in):
    return lambda someone, **more: connect(sign_in(someone), **more)


def heard(socket):
    return [message["args"][0] for message in socket.get_received()]


def reply_to(acting, someone, topic_id, body):
    with acting(someone) as viewer:
        Reply.write_in(db.session.get_one(Topic, topic_id), viewer, body, None)
        commit()


def test_ben_hears_anas_reply_as_it_is_on_the_page(connect, acting, world):
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.money)
    ben = connect(world.ben)
    assert ben.emit("subscribe", {"channel": f"topic:{ids.word(topic)}"}, callback=True) == {"ok": True}
    reply_to(acting, world.ana, topic, "A *new* word")
    (told,) = heard(ben)
    assert "A <em>new</em> word" in told["html"]["en"]
    assert told["count"] == {"en": "1 reply", "es": "1 respuesta"}


def test_the_outsider_is_not_let_into_a_channel_and_hears_nothing(connect, acting, world):
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.team)
    ivy, ben = connect(world.ivy), connect(world.ben)
    channel = f"topic:{ids.word(topic)}"
    assert ivy.emit("subscribe", {"channel": channel}, callback=True) == {"ok": False, "why": "closed"}
    assert ben.emit("subscribe", {"channel": channel}, callback=True)["ok"]
    reply_to(acting, world.ana, topic, "Only for us")
    assert heard(ivy) == []
    assert len(heard(ben)) == 1


NO_CHANNEL = [None, 7, [], {}, {"channel": 7}, {"channel": "topic:"}, {"channel": "topic:zz"}]
NO_CHANNEL += [{"channel": "nothing:0000000000000"}, {"channel": "topic:" + "9" * 10_000}]


@pytest.mark.parametrize("asked", NO_CHANNEL)
def test_what_is_not_a_channel_is_closed(connect, world, asked):
    assert connect(world.ana).emit("subscribe", asked, callback=True) == {"ok": False, "why": "closed"}


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}])
def test_a_socket_from_elsewhere_is_refused(connect, world, headers):
    assert not connect(world.ana, headers=headers).is_connected()


def test_a_stranger_gets_no_socket(app):
    assert not socketio.test_client(app, flask_test_client=app.test_client(), headers=OURS).is_connected()


def test_signing_out_ends_the_socket(app, sign_in, world):
    browser = sign_in(world.ana)
    socket = socketio.test_client(app, flask_test_client=browser, headers=OURS)
    assert socket.is_connected()
    browser.post("/sign-out")
    assert not socket.is_connected()


def test_the_sweep_ends_sockets_whose_sign_in_was_ended_elsewhere(app, sign_in, world):
    browsers = [sign_in(someone) for someone in (world.ana, world.ben)]
    ana, ben = (socketio.test_client(app, flask_test_client=browser, headers=OURS) for browser in browsers)
    with browsers[1].session_transaction() as session:
        kept = session["_user_id"]
    presence.sweep(app, lambda held: held & {kept})
    assert not ana.is_connected()
    assert ben.is_connected()
    ben.disconnect()


def test_one_who_leaves_a_channel_hears_no_more(connect, acting, world):
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.money)
    ben = connect(world.ben)
    channel = {"channel": f"topic:{ids.word(topic)}"}
    ben.emit("subscribe", channel, callback=True)
    ben.emit("unsubscribe", channel, callback=True)
    reply_to(acting, world.ana, topic, "Unheard")
    assert heard(ben) == []


@pytest.mark.parametrize("name", ["connect", "disconnect"])
def test_an_event_that_is_called_like_the_protocols_own_ends_the_socket(connect, acting, world, name):
    """Believed, it would lose sight of a socket that goes on listening after its person left or signed out."""
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.money)
    ben = connect(world.ben)
    ben.emit("subscribe", {"channel": f"topic:{ids.word(topic)}"}, callback=True)
    ben.emit(name, {})
    reply_to(acting, world.ana, topic, "After that")
    assert not ben.is_connected()


def test_a_socket_that_asks_faster_than_any_page_is_ended(connect, world):
    ana = connect(world.ana)
    for _ in range(MOST_EVENTS):
        assert ana.emit("subscribe", {}, callback=True)["why"] == "closed"
    ana.emit("subscribe", {})
    assert not ana.is_connected()


def test_a_role_that_changes_without_a_word_is_noticed_at_the_next_look(app, connect, acting, world):
    """By a command on the same machine, say."""
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.peers)
    ben = connect(world.ben)
    ben.emit("subscribe", {"channel": f"topic:{ids.word(topic)}"}, callback=True)
    asking_again.sweep(app)
    with acting(world.joan):
        db.session.add(Membership(agency_id=world.harborlight.id, person_id=world.ben.id, role="supervisor"))
        db.session.commit()
    asking_again.sweep(app)
    reply_to(acting, world.ana, topic, "Only among peers")
    assert heard(ben) == []


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}, OURS])
def test_nobody_opens_a_line_who_is_not_signed_in_on_our_own_page(app, sign_in, world, headers):
    for browser, ours in ((app.test_client(), False), (sign_in(world.ana), headers == OURS)):
        answer = browser.get("/socket.io/?EIO=4&transport=websocket", headers=dict(headers))
        assert (answer.status_code == 403) is not ours


def listening(connect, someone, topic):
    socket = connect(someone)
    assert socket.emit("subscribe", {"channel": f"topic:{ids.word(topic)}"}, callback=True)["ok"]
    return socket


def sign(socket, topic, name="writing"):
    return socket.emit("signal", {"channel": f"topic:{ids.word(topic)}", "name": name}, callback=True)


def test_that_someone_is_writing_is_told_to_the_others_and_not_who(connect, acting, world):
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.money)
    ana, ben = (listening(connect, someone, topic) for someone in (world.ana, world.ben))
    assert [sign(ana, topic) for _ in "123"] == [{"ok": True}] * 3
    assert [(told["name"], told["args"]) for told in ben.get_received()] == [
        ("writing", [{"channel": f"topic:{ids.word(topic)}"}])
    ]
    assert ana.get_received() == []


def test_a_sign_asks_the_gate_again_and_only_small_ones_pass(connect, acting, app, world):
    with acting(world.ana) as viewer:
        topic, other = open_topic(viewer, world.team), open_topic(viewer, world.money)
    ana, ben, ivy = listening(connect, world.ana, topic), listening(connect, world.ben, topic), connect(world.ivy)
    closed = {"ok": False, "why": "closed"}
    assert sign(ivy, topic) == closed
    assert sign(ana, other) == closed  # to which she does not listen
    assert sign(ana, topic, "reply") == closed
    assert ana.emit("signal", None, callback=True) == closed
    with app.app_context(), acting(world.ana):
        for one in db.session.query(Membership).filter_by(person_id=world.ana.id):
            db.session.delete(one)
        db.session.commit()
    assert sign(ana, topic) == closed
    assert ben.get_received() == []
