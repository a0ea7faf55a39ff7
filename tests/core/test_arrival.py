"""A request is here as a whole before a page begins, or it is refused."""

import io
import socket
import threading

import pytest

from cop.core import arrival
from cop.core.arrival import Arrival

LARGEST = 1000


class Page:
    """What a page was given, once it began."""

    def __init__(self):
        self.environ = self.body = None

    def __call__(self, environ, start_response):
        self.environ, self.body = environ, environ["wsgi.input"].read()
        start_response("200 OK", [])
        return [b"served"]


class Said(list):
    def __call__(self, status, _headers):
        self.append(status)


def post(page, source, **more):
    said = Said()
    environ = {"HTTP_HOST": "localhost", "wsgi.input": source} | more
    answer = Arrival(page, LARGEST)(environ, said)
    return said[0], b"".join(answer)


def test_a_body_is_given_whole_and_its_size_is_known_however_it_was_sent():
    for more in ({"CONTENT_LENGTH": "11"}, {"HTTP_TRANSFER_ENCODING": "chunked"}):
        page = Page()
        assert post(page, io.BytesIO(b"hello there"), **more) == ("200 OK", b"served")
        assert (page.body, page.environ["CONTENT_LENGTH"]) == (b"hello there", "11")
        assert "HTTP_TRANSFER_ENCODING" not in page.environ


@pytest.mark.parametrize("more", [{"CONTENT_LENGTH": "1001"}, {"HTTP_TRANSFER_ENCODING": "chunked"}])
def test_what_is_too_large_is_left_out_and_the_page_says_so(more):
    page = Page()
    post(page, io.BytesIO(b"x" * 1001), **more)
    assert (page.body, page.environ["lantern.too_large"]) == (b"", True)


@pytest.mark.parametrize("length", ["12", "x", "-1", "٣"])
def test_a_length_that_is_not_true_is_refused(length):
    page = Page()
    assert post(page, io.BytesIO(b"hello there"), CONTENT_LENGTH=length)[0] == "400 Bad Request"
    assert page.environ is None


def test_a_broken_body_is_refused():
    class Broken(io.BytesIO):
        def read(self, *_):
            raise RuntimeError("a bad chunk")

    assert post(Page(), Broken(), HTTP_TRANSFER_ENCODING="chunked")[0] == "400 Bad Request"


@pytest.mark.parametrize("host", ["x" * 64 + ".example", "a b", "", "[::1", "a/b", "a:port"])
def test_a_host_that_can_not_be_is_refused(host):
    page = Page()
    assert post(page, io.BytesIO(), HTTP_HOST=host)[0] == "400 Bad Request"
    assert page.environ is None


@pytest.mark.parametrize("host", ["localhost:5000", "lantern.example", "127.0.0.1:80", "[::1]:5000", "a_b.example."])
def test_a_host_that_can_be_is_fine(host):
    assert post(Page(), io.BytesIO(), HTTP_HOST=host)[0] == "200 OK"


def test_a_body_that_trickles_in_is_ended_when_its_time_is_over(monkeypatch):
    monkeypatch.setattr(arrival, "LEAST_TIME", -1.0)  # its time was over before it began
    near, far = socket.socketpair()
    far.send(b"hel")
    page, said = Page(), Said()
    door = Arrival(page, LARGEST)
    environ = {
        "HTTP_HOST": "localhost",
        "CONTENT_LENGTH": "11",
        "gunicorn.socket": near,
        "wsgi.input": near.makefile("rb"),
    }
    waiting = threading.Thread(target=lambda: list(door(environ, said)))
    waiting.start()
    while waiting.is_alive():
        door.sweep()
        waiting.join(0.05)
    assert said == ["408 Request Timeout"]
    assert page.environ is None
    near.close()
    far.close()


def test_a_body_of_which_nothing_comes_for_a_while_is_ended(monkeypatch):
    monkeypatch.setattr(arrival, "SILENCE", -1.0)
    watch = arrival.Watch(float("inf"))
    assert watch.late()
    monkeypatch.setattr(arrival, "SILENCE", 60.0)
    assert not watch.late()


def test_a_stranger_sends_no_more_than_a_form():
    page, said = Page(), Said()
    door = Arrival(page, LARGEST, known=lambda _environ: False, largest_of_strangers=5)
    list(door({"HTTP_HOST": "localhost", "CONTENT_LENGTH": "11", "wsgi.input": io.BytesIO(b"hello there")}, said))
    assert (page.body, page.environ["lantern.too_large"]) == (b"", True)
