"""Findings as people see them: in the middle of their own words, with a reason and a suggestion."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import current_app

from cop.core import speech
from cop.trust.nudge.findings import Finder, Finding
from cop.trust.nudge.patterns import plain
from cop.trust.nudge.words import REASONS, instead_of

AROUND = 40  # characters of the text shown on either side
MOST = 8  # shown of one field; the rest is counted


@dataclass(frozen=True)
class Shown:
    """One finding between the words it stands in. Its words are left out of `repr`."""

    before: str = field(repr=False)
    found: str = field(repr=False)
    after: str = field(repr=False)
    reason: str
    instead: str = field(repr=False)


@dataclass
class Advice:
    """What is said beneath one field. `decides`: whether the two ways on stand here, once for a form. `named`: it
    stands in the name of a file, which its person can change and choose again."""

    shown: list[Shown]
    more: int
    must_go: bool
    decides: bool = False
    named: bool = False


def finder() -> Finder:
    """With the list of words of this installation."""
    found: Finder = current_app.extensions["nudge"]
    return found


def advise(text: str, findings: Iterable[Finding], named: bool = False) -> Advice:
    """The same words found twice are said once."""
    once = {(one.rule.kind, plain(one.within(text))): one for one in reversed(tuple(findings))}
    kept = sorted(once.values(), key=lambda one: one.start)
    kept.sort(key=lambda one: not one.rule.must_go)
    shown = [_shown(text, one) for one in kept[:MOST]]
    return Advice(shown, len(kept) - len(shown), any(one.rule.must_go for one in kept), named=named)


def _shown(text: str, one: Finding) -> Shown:
    before, after = text[max(0, one.start - AROUND) : one.start], text[one.end : one.end + AROUND]
    if one.start > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if one.end + AROUND < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    instead = one.instead or instead_of(one.rule, speech.language())
    return Shown(before, one.within(text), after, str(REASONS[one.rule.kind]), instead)
