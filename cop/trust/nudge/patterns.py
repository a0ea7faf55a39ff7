"""The patterns as data, and how they are put together: one truth for this server and for browsers.

`data/patterns.json` is written in what Python's `re` and JavaScript's `RegExp` read alike: plain classes for letters
and digits, no `\\b`, `\\d` or `\\w` (which differ), no named groups, and a bound on whatever repeats, so that the time
taken grows with the length of the text and no faster. `<part>` stands for a part of that name. Each pattern has one
group, at its end: what was found. What stands in `skip` is looked for first and passed over. A rule is not tried at all
on a text that lacks what it `needs`, of each group of words one, in small letters: so a plain sentence costs little.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "es")
ESCAPED = r"\\\g<0>"
SPECIAL = re.compile(r"[.*+?^${}()|\[\]\\/]")
WORD = "word"
LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
# What wins where two would take the same words.
KINDS = ("ssn", "record", "birth", "phone", "email", "address", "room", "name", "initials", WORD)

Phrases = Mapping[str, Mapping[str, str | None]]  # by language: what is written, and what could be; None leaves it


@dataclass(frozen=True)
class Rule:
    """One pattern. `put`: which words could stand there instead; `whole`: in place of all that matched."""

    kind: str
    languages: tuple[str, ...]
    pattern: str
    needs: tuple[tuple[str, ...], ...] = ()
    put: str = ""
    must_go: bool = False
    any_case: bool = False
    whole: bool = False

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE if self.any_case else 0)

    def may_be_in(self, lowered: str) -> bool:
        return all(any(word in lowered for word in group) for group in self.needs)


def load() -> tuple[Rule, ...]:
    """The rules for what could tell who someone is."""
    data = json.loads((DATA / "patterns.json").read_text(encoding="utf-8"))
    parts: dict[str, str] = {}
    for name, pattern in data["parts"].items():
        parts[name] = _filled(pattern, parts)
    return tuple(_rule(one, parts, data["needs"]) for one in data["rules"])


def _rule(said: Mapping[str, Any], parts: Mapping[str, str], needs: Mapping[str, list[str]]) -> Rule:
    skipped = [_filled(one, parts) for one in said.get("skip", ())]
    return Rule(
        said["kind"],
        tuple(said["languages"]),
        "|".join([*skipped, _filled(said["pattern"], parts)]),
        tuple(tuple(needs[name]) for name in said["needs"]),
        said["put"],
        said.get("must_go", False),
        said.get("any_case", False),
        said.get("replace") == "whole",
    )


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    return re.sub(r"<([^<>\[\]()?!=]+)>", lambda part: parts[part[1]], pattern)


def phrases(own: Phrases) -> dict[str, dict[str, str | None]]:
    """The list that comes with the house, with an installation's own phrases over it."""
    built_in = json.loads((DATA / "words.json").read_text(encoding="utf-8"))
    return {
        language: built_in[language] | {one.lower(): said for one, said in own.get(language, {}).items()}
        for language in LANGUAGES
    }


def of_phrases(said: Mapping[str, str | None]) -> str:
    """One pattern for a list of phrases, the longest first; those that are left alone come before, without a group."""
    left = _by_letter(one for one, instead in said.items() if instead is None)
    told = _by_letter(one for one, instead in said.items() if instead is not None)
    return f"(?<![{LETTERS}0-9-])(?:{left}|({told}))(?![{LETTERS}0-9])"


def _by_letter(listed: Iterable[str]) -> str:
    """Sorted by their first letter, so that at each word few are tried; `(?!)`, which is nowhere, for an empty list."""
    longest = sorted(listed, key=lambda one: (one[0], -len(one), one))
    letters = ((first, map(_rest, group)) for first, group in groupby(longest, key=lambda one: one[0]))
    return "|".join(f"{SPECIAL.sub(ESCAPED, first)}(?:{'|'.join(rest)})" for first, rest in letters) or "(?!)"


def _rest(phrase: str) -> str:
    """What follows its first letter, as both engines read it: `re.escape` writes what JavaScript refuses. A space may
    be a line's end, and an apostrophe a curled one."""
    return SPECIAL.sub(ESCAPED, phrase[1:]).replace(" ", "[ \n]{1,2}").replace("'", "['’]")


def plain(found: str) -> str:
    """What was found as it stands in the list."""
    return " ".join(found.lower().replace("’", "'").split())
