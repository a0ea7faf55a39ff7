"""Asking other machines: only public addresses, only https, nothing that leads on, and nothing that takes too long."""

import dataclasses
import socket
import threading
import time

import pytest

from cop.core import outside


@pytest.fixture(params=["https://lantern.example"])
def at(app, monkeypatch, request):
    here = dataclasses.replace(app.extensions["settings"], base_url=request.param)
    monkeypatch.setitem(app.extensions, "settings", here)
    with app.app_context():
        yield


here_only = pytest.mark.parametrize("at", ["http://127.0.0.1:5000"], indirect=True)


@pytest.fixture
def resolving(monkeypatch):
    """Names lead where a test says; nothing is ever opened."""

    def to(*addresses):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    def opened(*_):
        raise OSError("opened")

    monkeypatch.setattr(outside, "_open", opened)
    return to


NO_ADDRESSES = [
    "http://login.example.org", "http://127.0.0.1", "https://", "https://a b.example", "https://a:b@c.example",
    "https://login.example.org/#part", "https://login.example.org:99999", "https://[::1", "javascript:1",
    "//login.example.org", "https://login.example.org/\r\nHost: x", "https://é.example",
    "https://x.example/" + "a" * 500,
]  # fmt: skip
INSIDE = (
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 "
    "::1 :: fe80::1 fd00::1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:a00:1:: ff02::1"
)


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_address_to_ask(at, url):
    assert not outside.may_ask(url)
    with pytest.raises(outside.NotAsked):
        outside.ask(url)


@pytest.mark.parametrize("address", INSIDE.split())
def test_a_name_that_leads_inside_is_not_asked(at, resolving, address):
    resolving("8.8.8.8", address)
    with pytest.raises(outside.NotAsked):
        outside.ask("https://login.example.org")


def test_a_name_that_leads_outside_is(at, resolving):
    resolving("8.8.8.8")
    with pytest.raises(outside.NoAnswer):
        outside.ask("https://login.example.org")


@here_only
def test_loopback_is_asked_from_loopback_and_nothing_else_inside(at, resolving):
    assert outside.may_ask("http://localhost:4000/keys")
    assert not outside.may_ask("http://10.0.0.1")
    resolving("10.0.0.1")
    for url in ("https://10.0.0.1", "http://localhost"):
        with pytest.raises(outside.NotAsked):
            outside.ask(url)


@here_only
def test_a_drip_without_end_is_cut_off(at, monkeypatch):
    monkeypatch.setattr(outside, "PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip, args=[server], daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(outside.NoAnswer):
            outside.ask(f"http://127.0.0.1:{server.getsockname()[1]}/")
        assert time.monotonic() - begun < 2


def drip(server):
    line, _ = server.accept()
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    try:
        while True:
            line.sendall(b" ")
            time.sleep(0.05)
    except OSError:
        line.close()
