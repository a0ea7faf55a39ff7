"""What a server needs is asked for before it says that it is up."""

import socket

import pytest

from cop.commands import reachable
from cop.environment import BadSetting


@pytest.fixture
def listener():
    """Somebody who listens on a port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        yield server


@pytest.fixture
def taken(listener):
    return listener.getsockname()[1]


def test_a_taken_port_is_named(taken):
    with pytest.raises(BadSetting, match=f"PORT is '{taken}', but must be free on 127.0.0.1"):
        reachable.free("127.0.0.1", taken)


def test_a_host_that_is_not_ours_is_named():
    with pytest.raises(BadSetting, match="COP_HOST is 'not a host'"):
        reachable.free("not a host", 5000)


def test_a_server_that_answers_is_asked_and_fine(listener, taken):
    reachable.answers("COP_REDIS_URL", f"redis://127.0.0.1:{taken}/0")
    asked, _address = listener.accept()
    asked.close()


def test_a_server_that_does_not_answer_is_named_without_its_password():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(BadSetting) as refused:
        reachable.answers("COP_DATABASE_URL", f"postgresql://app:secret@127.0.0.1:{port}/lantern")
    said = str(refused.value)
    assert said.startswith(f"COP_DATABASE_URL is 'postgresql://127.0.0.1:{port}', but must be a server that answers")
    assert "secret" not in said


@pytest.mark.parametrize("url", ["", "sqlite:////tmp/lantern.db", "postgresql:///by-its-socket"])
def test_what_has_no_address_is_not_asked(url):
    assert reachable.answers("COP_DATABASE_URL", url) is None
