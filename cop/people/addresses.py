"""E-mail addresses: one form for each mailbox, so that no second account can pass for the first."""

import re

# Plain letters only: a Cyrillic "а" looks like an "a" and is another mailbox. RFC 5321 allows 254 characters.
PLAIN = re.compile(r"[a-z0-9.!#$%&'*/=?^_`{|}~-]+(\+[a-z0-9._-]+)?@([a-z0-9-]+\.)+[a-z0-9-]{2,}")
LONGEST = 254


def tidy(value: str) -> str:
    return value.strip().lower()


def is_plain(value: str) -> bool:
    """Whether this can be an address here. It may still have a tag (`ana+work@`)."""
    return len(value) <= LONGEST and PLAIN.fullmatch(value) is not None


def is_tagged(value: str) -> bool:
    """`ana+work@` reaches Ana's mailbox under another name: good for filters, and for a second account."""
    return "+" in value.partition("@")[0]


def domain(value: str) -> str:
    return value.rpartition("@")[2]
