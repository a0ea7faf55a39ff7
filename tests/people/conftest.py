"""What happens to an account, as the tests of people hear and see it."""

import re
from dataclasses import asdict

import pytest

from cop.core import facts
from cop.core.facts import Audited

TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
LINK = re.compile(r"https://lantern\.example(/\S+)")


@pytest.fixture
def audited(monkeypatch):
    """The security facts that were committed: their names and what they say. An audit trail hears them so."""
    heard = []
    monkeypatch.setitem(facts._in_commit, Audited, [heard.append])

    def said():
        found = [(type(one).__name__, *list(asdict(one).values())[1:]) for one in heard]
        heard.clear()
        return found

    return said


def link_in(message, at=0):
    """The path of a link in a mail, to be opened by a browser."""
    return LINK.findall(message.get_content())[at]


def words_of(page):
    """A page without what is new each time, to be compared with another."""
    return TOKEN.sub("", page.text)
