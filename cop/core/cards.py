"""Cards: what an address of this house leads to, in a few words, for whoever may see it.

A feature says how a card is made for each of its pages. Cards are made when someone reads, and never stored with what
links there: a title is only for those who may read what it is the title of.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException


@dataclass(frozen=True)
class Card:
    """`kind` says in a word what it is."""

    kind: str
    title: str


_makers: dict[str, Callable[..., Card]] = {}
LONGEST = 500  # characters of an address


def of(endpoint: str) -> Callable[[Callable[..., Card]], Callable[..., Card]]:
    """Makes the cards of a page. The maker is given the viewer and what the address names, and raises NotFound as the
    page itself does.
    """

    def keep(maker: Callable[..., Card]) -> Callable[..., Card]:
        _makers[endpoint] = maker
        return maker

    return keep


def card(viewer: Any, address: str) -> Card | None:
    """None for what has no card, does not exist, or is for others: these look the same."""
    try:
        path = urlsplit(address[:LONGEST]).path
        endpoint, named = current_app.url_map.bind("").match(path, method="GET")
        return _makers[endpoint](viewer, **named) if endpoint in _makers else None
    except (HTTPException, ValueError):  # a redirect is one, too
        return None
