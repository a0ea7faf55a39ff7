"""What is found in a text, by the rules and the list of words in force."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cop.trust.nudge.patterns import KINDS, LANGUAGES, WORD, Phrases, Rule, load, of_phrases, phrases, plain


@dataclass(frozen=True)
class Finding:
    """A part of a text, from `start` to `end`; from `first` it is what could be written anew. Its words are not shown
    by `repr`, so that no log and no trace holds them."""

    rule: Rule
    start: int
    end: int
    first: int
    instead: str | None = None  # of a word: what the list says

    def within(self, text: str) -> str:
        return text[self.start : self.end]


class Finder:
    """The rules, each compiled when a text first has what it needs; `own` is an installation's list of words."""

    def __init__(self, own: Phrases) -> None:
        self.phrases = phrases(own)
        self.rules = load() + tuple(
            Rule(WORD, (language,), of_phrases(self.phrases[language]), any_case=True) for language in LANGUAGES
        )

    def find(self, text: str, wanted: Callable[[Rule], bool] = lambda _: True) -> tuple[Finding, ...]:
        """What was found, in the order of the text; no two of them overlap."""
        lowered = text.lower()
        tried = (rule for rule in self.rules if wanted(rule) and rule.may_be_in(lowered))
        found = [one for rule in tried for one in self._all(rule, text)]
        found.sort(key=lambda one: (KINDS.index(one.rule.kind), one.first))
        taken, kept = bytearray(len(text)), []
        for one in found:
            if 1 not in taken[one.first : one.end]:
                taken[one.first : one.end] = b"\1" * (one.end - one.first)
                kept.append(one)
        return tuple(sorted(kept, key=lambda one: one.start))

    def _all(self, rule: Rule, text: str) -> Iterator[Finding]:
        for match in rule.compiled.finditer(text):
            start, end = match.span(1)
            if start >= 0:
                first = match.start() if rule.whole else start
                yield Finding(rule, start, end, first, self._instead(rule, match[1]))

    def _instead(self, rule: Rule, found: str) -> str | None:
        return self.phrases[rule.languages[0]].get(plain(found)) if rule.kind == WORD else None


@lru_cache(maxsize=4)
def built_in() -> Finder:
    """With the list that comes with the house."""
    return Finder({})
