"""What a post quotes of another: lines that begin with `>`. A quote is a copy of words that are not its own.

Words that are taken out of a post go from its copies, too. Where that is done later, they are known no more: what is
left of the post is laid beside the copy, and what the copy has where the post has a gap is what goes.
"""

import re
from collections.abc import Callable, Collection
from difflib import SequenceMatcher
from itertools import groupby

from cop.trust.review.cut import OUT

PREFIX = re.compile(r"(?:\s{0,3}>\s?)+")
TOKEN = re.compile(rf"{OUT}|\w+")
AROUND = "*_~`"  # marks of what is strong, struck or code
Change = Callable[[str], str]
APART = "\n\n"
ALIKE = 0.5  # of a quote's words, in their order: people cut a quote short, and say who wrote it


def anew(source: str, change: Change) -> str:
    """A post's source with each of its quotes changed: `change` is given the words alone, without the marks."""
    parts = groupby(source.split("\n"), key=lambda line: PREFIX.match(line) is not None)
    return "\n".join(line for quoted, lines in parts for line in (_anew(list(lines), change) if quoted else lines))


def _anew(lines: list[str], change: Change) -> list[str]:
    marks = [found[0] if (found := PREFIX.match(line)) else "" for line in lines]
    words = "\n".join(line[len(mark) :] for line, mark in zip(lines, marks, strict=True))
    changed = change(words)
    if changed == words:
        return lines
    said = changed.split("\n")
    return [f"{mark}{line}" for mark, line in zip(_as_many(marks, len(said)), said, strict=True)]


def _as_many(marks: list[str], many: int) -> list[str]:
    return (marks + marks[-1:] * many)[:many]


def is_copy(words: str, said: Collection[str]) -> bool:
    """Whether a quote is one of what a post `said`, at any time."""
    theirs = TOKEN.findall(words)
    return bool(theirs) and any(_alike(theirs, TOKEN.findall(one)) >= ALIKE for one in said)


def _alike(theirs: list[str], said: list[str]) -> float:
    """How many of a quote's words stand in a post, in their order, as a part of all."""
    return sum(one.size for one in SequenceMatcher(None, theirs, said).get_matching_blocks()) / len(theirs)


def with_gaps(words: str, said: Collection[str]) -> str:
    """A quote with the gaps that what it was taken from has by now. `said`: the post as it is left, at any time."""
    for one in said:
        if OUT in one:
            words = _with_gaps_of(words, TOKEN.findall(one))
    return words


def _with_gaps_of(words: str, left: list[str]) -> str:
    spans = [found.span() for found in TOKEN.finditer(words)]
    theirs = [words[start:end] for start, end in spans]
    if not theirs or _alike(theirs, left) < ALIKE:
        return words
    steps = SequenceMatcher(None, theirs, left).get_opcodes()
    for step, first, last, begin, end in reversed(steps):
        if step == "replace" and OUT in left[begin:end]:
            start, stop = spans[first][0], spans[last - 1][1]
            start = max(start, words.rfind(APART, start, stop) + len(APART))  # who wrote it stands above, and stays
            words = words[:start].rstrip(AROUND) + OUT + words[stop:].lstrip(AROUND)
    return words
