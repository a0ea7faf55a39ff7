"""Where words leave by another way than a page: a mail, the name of a file, a calendar, what a search shows."""

from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest
from jinja2 import DictLoader
from werkzeug.http import parse_options_header

from cop.core import mail, text
from cop.core.file_kinds import as_attachment, tidy_name
from cop.core.search import BEGIN, END, _marked
from cop.people import addresses
from tests.hostile import vectors

ALL = vectors.of(vectors.FAMILIES)
OURS = {"Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding",
        "MIME-Version"}  # fmt: skip


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.seen = set()
        self.feed(html)

    def handle_starttag(self, tag, _attributes):
        self.seen.add(tag)


def test_a_mail_is_plain_words_and_has_no_header_but_ours(app, monkeypatch):
    note = "{{ words }}\n{{ words }}\n"
    monkeypatch.setattr(app.jinja_env, "loader", DictLoader({"mail/note.txt": note}))
    for words in ALL:
        with app.app_context():
            made = mail.write(mail.MailWanted(0, "note", "ana@lantern.example", "en", {"words": words}))
        read = message_from_bytes(bytes(made), policy=policy.default)
        assert set(read.keys()) == OURS, words
        assert len(read.keys()) == len(OURS), words
        assert read.get_content_type() == "text/plain"
        assert read["To"] == "ana@lantern.example"


@pytest.mark.parametrize(
    "address",
    ["=?utf-8?q?me=40elsewhere.example=2c?=@lantern.example",
     "=?utf-8?q?me=40elsewhere.example=3e=20?=@lantern.example",
     "=?utf-8?b?bWVAZWxzZXdoZXJlLmV4YW1wbGUs?=@lantern.example", "a\r\nbcc:me@lantern.example", "a@b@lantern.example"],
)  # fmt: skip
def test_an_address_that_would_be_read_as_another_is_none_and_leads_no_mail_astray(app, address):
    assert not addresses.is_plain(address)
    with app.app_context():
        made = mail.write(mail.MailWanted(0, "sign_in_link", address, "en", {"letter_id": 1}))
    assert "me@elsewhere.example" not in bytes(made).decode()
    assert message_from_bytes(bytes(made), policy=policy.default)["Bcc"] is None


def test_mails_have_no_part_that_a_browser_would_read(app):
    templates = app.jinja_env.list_templates(filter_func=lambda name: name.startswith("mail/"))
    assert {name.rpartition(".")[2] for name in templates} == {"txt"}


@pytest.mark.parametrize("kind", ["txt", "pdf"])
def test_the_name_of_a_file_stays_one_name_and_keeps_its_kind(kind):
    for words in ALL:
        name = tidy_name(words, kind)
        header = as_attachment(name)
        how, said = parse_options_header(header)
        assert header.isascii()
        assert header.isprintable()
        assert (how, set(said)) == ("attachment", {"filename"}), words
        assert said["filename"] == name, words
        assert name.endswith(f".{kind}")
        assert not set(name) & set("/\\\r\n\0\u202e"), words


def test_what_a_search_finds_is_marked_and_only_that():
    for words in ALL:
        assert Tags(_marked(f"{BEGIN}{words}{END} {words}")).seen <= {"mark"}, words


def test_as_plain_text_nothing_of_it_is_hidden_or_grows():
    """What search keeps, and the beginning of a reply that is answered: shown escaped, and never as HTML."""
    for words in ALL:
        assert Tags(text.render(words)).seen <= text.TAGS, words
        assert len(text.plain(text.render(words))) <= 2 * len(words) + 20, words
