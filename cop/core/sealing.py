"""What the server must be able to read again, and nobody who only has the database: sealed with its own key.

Each purpose has a key of its own (HKDF, RFC 5869), so that what was sealed for one can't be put in another's place.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


def seal(purpose: str, words: str) -> str:
    return Fernet(base64.urlsafe_b64encode(_key(purpose))).encrypt(words.encode()).decode()


def unseal(purpose: str, sealed: str) -> str | None:
    """None for what was not sealed here for this purpose, or under another secret key."""
    try:
        return Fernet(base64.urlsafe_b64encode(_key(purpose))).decrypt(sealed.encode()).decode()
    except (InvalidToken, ValueError):
        return None


def mark(purpose: str, words: str) -> str:
    """A hash that can't be tried out without the server's key, for short secrets that only need to be recognised."""
    return hmac.new(_key(purpose), words.encode(), hashlib.sha256).hexdigest()


def _key(purpose: str) -> bytes:
    secret = current_app.secret_key or ""
    known = secret if isinstance(secret, bytes) else secret.encode()
    return HKDF(SHA256(), length=32, salt=None, info=f"lantern seal:{purpose}".encode()).derive(known)
