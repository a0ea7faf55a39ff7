"""Mails, as a real SMTP server receives them."""

import dataclasses

import pytest
from jinja2 import DictLoader

from cop.core import ids, mail, signing
from cop.core.db import db
from cop.core.facts import commit

NOTE = """{{ _("Welcome") }}, {{ name }}
{{ _("Sign in") }}: {{ link("spaces.show", slug=signed("door", number)) }}
"""


@pytest.fixture(autouse=True)
def note(app, monkeypatch):
    monkeypatch.setattr(app.jinja_env, "loader", DictLoader({"mail/note.txt": NOTE}))


def posted(app, language="en", name="Ana"):
    with app.app_context():
        mail.post("note", "ana@lantern.example", language, name=name, number=ids.new_id())
        commit()


def test_a_mail_is_written_in_its_readers_language_and_sent_after_the_commit(app, mails):
    for language in ("en", "es"):
        posted(app, language)
    english, spanish = mails()
    assert (english["Subject"], spanish["Subject"]) == ("Welcome, Ana", "Bienvenida, bienvenido, Ana")
    assert english["To"] == "ana@lantern.example"
    assert english["Auto-Submitted"] == "auto-generated"


def test_its_links_are_signed_and_lead_to_our_own_address(app, mails):
    posted(app)
    link = mails()[0].get_content().split(": ")[1].strip()
    assert link.startswith("https://lantern.example/forums/")
    with app.app_context():
        token = link.rsplit("/", 1)[1]
        assert signing.unsign("door", token) is not None
        assert signing.unsign("another", token) is None
        word, _, seal = token.partition(".")
        assert signing.unsign("door", f"{word}.{seal[:9]}{'a' if seal[9] != 'a' else 'b'}{seal[10:]}") is None


def test_one_that_can_be_ended_says_so_where_mail_programs_read_it(app, monkeypatch):
    """In the bytes that are sent: an address that was folded or encoded is none to them."""
    ending = '{% set ends = link("spaces.show", slug=signed("door", number)) -%}\nWelcome\n{{ ends }}\n'
    monkeypatch.setattr(app.jinja_env, "loader", DictLoader({"mail/note.txt": ending}))
    with app.app_context():
        written = mail.write(mail.MailWanted(0, "note", "ana@lantern.example", "en", {"number": ids.new_id()}))
    head, _, body = bytes(written).partition(b"\n\n")
    assert b"\nList-Unsubscribe: <" + body.strip() + b">\n" in head
    assert b"\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n" in head


def test_one_that_can_not_be_ended_does_not_say_so(app, mails):
    posted(app)
    assert mails()[0]["List-Unsubscribe"] is None


def test_nothing_is_sent_after_a_rollback(app, mails):
    with app.app_context():
        mail.post("note", "ana@lantern.example", "en", name="Ana", number=1)
        db.session.connection()
        db.session.rollback()
        commit()
    assert mails() == []


def test_a_name_can_not_add_a_header(app, mails):
    posted(app, name="Ana\nBcc: all@lantern.example")
    assert mails()[0]["Subject"] == "Welcome, Ana"


def test_without_a_mail_server_mails_are_files(app, mails, monkeypatch, tmp_path):
    here = dataclasses.replace(app.extensions["settings"], mail_url="", data=tmp_path)
    monkeypatch.setitem(app.extensions, "settings", here)
    posted(app)
    assert mails() == []
    assert [path.suffix for path in (tmp_path / "mail").iterdir()] == [".eml"]
