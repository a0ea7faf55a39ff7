"""Links that can't be guessed or changed: the id of a row, signed for one purpose. What the row says still decides.

Nothing that opens a door is kept in the database: whoever reads it without the server's key can't make the link.
"""

import hashlib

from flask import current_app
from itsdangerous import BadSignature, Signer

from cop.core import ids


def sign(purpose: str, number: int) -> str:
    return _signer(purpose).sign(ids.word(number)).decode()


def unsign(purpose: str, token: str) -> int | None:
    """The row's id, or None for a link that was not made here for this purpose."""
    try:
        return ids.number(_signer(purpose).unsign(token).decode())
    except (BadSignature, ValueError):
        return None


def _signer(purpose: str) -> Signer:
    return Signer(current_app.secret_key or "", salt=f"link:{purpose}", digest_method=hashlib.sha256)
