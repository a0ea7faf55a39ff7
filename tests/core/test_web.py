"""Bad input of every kind gets a page in plain words, with what was typed kept; never a 500."""

import io

import pytest
from flask.testing import FlaskClient

from cop.core.web import FORM_LIMIT
from tests.world import PASSWORD


def test_every_answer_carries_the_headers(client):
    for address in ("/sign-in", "/nowhere", "/healthz"):
        answer = client.get(address)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_holds_inline_script_or_style(sign_in, world):
    ana = sign_in(world.ana)
    for address in ("/", "/forums", "/forums/handling-money/new", "/account", "/search?q=x", "/nowhere"):
        page = ana.get(address).text
        assert "style=" not in page
        assert " on" + "click=" not in page
        assert "<script>" not in page


@pytest.mark.parametrize(
    "address", ["/nowhere", "/topics/short", "/topics/ILOU000000000", "/forums/%F0%9F%8F%AE", "/topics/"]
)
def test_what_does_not_exist_is_a_page(sign_in, world, address):
    answer = sign_in(world.ana).get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


@pytest.mark.parametrize(
    "address", ["/search?q=%00", "/search?q=%ff%fe", "/forums/%ff", "/search?q=%E2%80%AE", "/forums?before=%00"]
)
def test_unreadable_addresses_are_refused(sign_in, world, address):
    assert sign_in(world.ana).get(address).status_code == 400


@pytest.mark.parametrize(
    "query", ['"', "' OR 1=1 --", "a* AND (b", "NEAR(", "-", "*", "title:x", "\\", "%", "a" * 10_000, "🏮"]
)
def test_any_search_is_answered(sign_in, world, query):
    answer = sign_in(world.ana).get("/search", query_string={"q": query})
    assert answer.status_code == 200


def test_a_very_long_address_does_not_stand_in_the_way_of_signing_in(client, world):
    """It would make a cookie that browsers drop, and with it every sign-in."""
    client.get("/search?q=" + "x" * 3900)
    assert len(client.get_cookie("cop").value if client.get_cookie("cop") else "") < 1000
    assert client.post("/sign-in", data={"email": world.ana.email, "password": PASSWORD}).location == "/"


@pytest.mark.parametrize("referrer", ["http://[::1", "x", "//", "http://localhost\\@evil.example/"])
def test_a_referrer_that_can_not_be_leads_home(sign_in, world, referrer):
    answer = sign_in(world.ana).post("/preferences", data={"theme": "dark"}, headers={"Referer": referrer})
    assert answer.location in {"/", "/preferences"} or answer.location.startswith("/")


def test_one_who_was_too_quick_hears_when_to_come_back(client, world):
    tries = [client.post("/sign-in", data={"email": "x@x.example", "password": ""}) for _ in range(21)]
    assert 1 <= int(tries[-1].headers["Retry-After"]) <= 61


def test_a_form_without_its_token_is_refused_and_its_words_kept(sign_in, world):
    ana = sign_in(world.ana)
    answer = FlaskClient.post(ana, "/forums/handling-money/new", data={"title": "T", "body": "My whole <paragraph>."})
    assert answer.status_code == 400
    assert "My whole &lt;paragraph&gt;." in answer.text
    assert 'action="/forums/handling-money/new"' in answer.text


def test_what_was_typed_after_a_sign_in_ended_is_kept(client):
    answer = client.post("/topics/0000000000000/replies", data={"body": "I waited an hour to say this."})
    assert answer.status_code == 401
    assert "I waited an hour to say this." in answer.text


def test_a_body_that_is_too_large_is_refused(sign_in, world):
    ana = sign_in(world.ana)
    answer = ana.post("/forums/handling-money/new", data={"title": "T", "body": "x" * (FORM_LIMIT + 1)})
    assert answer.status_code == 413
    assert "too big" in answer.text


@pytest.mark.parametrize("piece", ["[", "(", "> ", "@Ana Ribeiro ", "h\u0336"])
def test_a_megabyte_of_it_is_refused_kindly_and_all_of_it_kept(sign_in, world, piece):
    """As a browser sends it with pictures: a form that is written out letter by letter would be three times as long."""
    ana, words = sign_in(world.ana), piece * (1_000_000 // len(piece.encode()))
    data = {"title": "T", "body": words}
    answer = ana.post("/forums/handling-money/new", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "20000 characters" in answer.text
    assert len(answer.text) > len(words)
    assert "[[[[" not in ana.get("/forums/handling-money").text


def test_over_long_fields_say_how_long_they_may_be(sign_in, world):
    answer = sign_in(world.ana).post("/forums/handling-money/new", data={"title": "x" * 161, "body": "y" * 20_001})
    assert answer.status_code == 422
    assert "160 characters" in answer.text
    assert "20000 characters" in answer.text


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "image/png"])
def test_a_wrong_content_type_is_a_plain_refusal(sign_in, world, kind):
    ana = sign_in(world.ana)
    answer = ana.post("/forums/handling-money/new", data=io.BytesIO(b'{"a": 1}').read(), content_type=kind)
    assert 400 <= answer.status_code < 500


def test_bytes_that_are_not_utf_8_are_refused(sign_in, world):
    ana = sign_in(world.ana)
    body = b"title=T&body=%ff%fe&csrf_token=" + ana.token().encode()
    answer = ana.post("/forums/handling-money/new", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_other_methods_are_refused(sign_in, world, method):
    assert sign_in(world.ana).open("/forums", method=method).status_code in {400, 405}


def test_error_pages_speak_spanish_too(sign_in, world):
    ana = sign_in(world.ana)
    ana.post("/preferences", data={"language": "es"})
    assert "Aquí no hay nada" in ana.get("/nowhere").text


def test_an_unforeseen_error_shows_no_trace_of_itself(sign_in, world, app, monkeypatch):
    ana = sign_in(world.ana)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "spaces.index", lambda: 1 / 0)
    answer = ana.get("/forums")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "ZeroDivisionError" not in answer.text


def test_static_files_may_be_kept_for_a_year(client, app):
    answer = client.get(f"{app.static_url_path}/ui/tokens.css")
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert "private" not in answer.headers["Cache-Control"]
