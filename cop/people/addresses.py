"""E-mail addresses: one form for each mailbox, so that no second account can pass for the first."""

import re

# Plain letters only: a Cyrillic "а" looks like an "a" and is another mailbox. RFC 5321 allows 254 characters.
_WORD, _LABEL = r"[a-z0-9!#$%&'*/=?^_`{|}~-]+", r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
PLAIN = re.compile(rf"{_WORD}(\.{_WORD})*(\+[a-z0-9._-]+)?@({_LABEL}\.)+{_LABEL}")
NOBODYS = {"invalid", "localhost"}  # RFC 2606: no mail goes there
# Where anyone gets an address: letting in all of one would let in the world.
PUBLIC = set("gmail.com googlemail.com yahoo.com outlook.com hotmail.com live.com icloud.com me.com aol.com proton.me "
             "protonmail.com comcast.net verizon.net msn.com gmx.com mail.com zoho.com".split())  # fmt: skip
LONGEST = 254


def tidy(value: str) -> str:
    return value.strip().lower()


def is_plain(value: str) -> bool:
    """Whether this can be an address here. It may still have a tag (`ana+work@`).

    Not one that is an encoded word (`=?utf-8?q?me=40other.example=2c?=@work.example`): what reads mail would decode it
    and find another mailbox, of another domain than the one it seems to be of.
    """
    fits = len(value) <= LONGEST and PLAIN.fullmatch(value) is not None and "=?" not in value
    return fits and value.rpartition(".")[2] not in NOBODYS


def is_tagged(value: str) -> bool:
    """`ana+work@` reaches Ana's mailbox under another name: good for filters, and for a second account."""
    return "+" in value.partition("@")[0]


def domain(value: str) -> str:
    return value.rpartition("@")[2]


def passes_for_another(value: str) -> str:
    """Why this could pass for someone else's address: `letters` of another script, or a `tag`. Empty for any other."""
    if not value.isascii():
        return "letters"
    return "tag" if is_tagged(value) else ""
