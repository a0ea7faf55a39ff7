"""How well the nudge finds what it should, on sentences labelled by hand. `python -m tests.trust.nudge.measured`."""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cop
from cop.trust.nudge.findings import Finder, built_in
from cop.trust.nudge.patterns import KINDS

LABELLED = Path(__file__).parent / "labelled"
DEMO = Path(cop.__file__).parent / "demo" / "words"
LABEL = re.compile(r"\{(\w+):([^{}]+)\}")


@dataclass(frozen=True)
class Sentence:
    text: str
    expected: frozenset[tuple[str, str]]  # kind and words


@dataclass
class Score:
    """Of one kind: found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def sentences(language: str) -> Iterator[Sentence]:
    """Of a file beside this one: `en` and `es`, and those written later, `unseen.en` and `unseen.es`."""
    for line in (LABELLED / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield Sentence(LABEL.sub(r"\2", line), frozenset(LABEL.findall(line)))


def found_in(finder: Finder, text: str) -> set[tuple[str, str]]:
    return {(one.rule.kind, one.within(text)) for one in finder.find(text)}


def differences(language: str) -> Iterator[tuple[str, set[tuple[str, str]], set[tuple[str, str]]]]:
    """Each sentence where what was found is not what should be, with what is too much and what is missing."""
    for one in sentences(language):
        found = found_in(built_in(), one.text)
        if found != one.expected:
            yield one.text, found - one.expected, set(one.expected - found)


def scores(language: str) -> dict[str, Score]:
    table = {kind: Score() for kind in KINDS}
    for one in sentences(language):
        found = found_in(built_in(), one.text)
        for name, kinds in (
            ("right", Counter(kind for kind, _ in found & one.expected)),
            ("wrong", Counter(kind for kind, _ in found - one.expected)),
            ("missed", Counter(kind for kind, _ in one.expected - found)),
        ):
            for kind, count in kinds.items():
                setattr(table[kind], name, getattr(table[kind], name) + count)
    return table


def demo_passages() -> Iterator[str]:
    """What was written for the example community, by other hands and for another purpose."""
    for path in sorted(DEMO.glob("*.toml")):
        if path.name.startswith(("topics", "rooms", "resources")):
            yield from _strings(tomllib.loads(path.read_text(encoding="utf-8")))


def _strings(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict | list):
        for one in held.values() if isinstance(held, dict) else held:
            yield from _strings(one)


def touched(texts: Iterable[str]) -> Counter[str]:
    """How many findings of each kind there are in some texts."""
    return Counter(one.rule.kind for text in texts for one in built_in().find(text))


def rows() -> Iterator[str]:
    yield "| kind | English: labelled, precision, recall | Spanish |"
    yield "|---|---|---|"
    for kind in KINDS:
        yield f"| {kind} | {' | '.join(_cell(scores(language)[kind]) for language in ('en', 'es'))} |"
    plain = [[one.text for one in sentences(language) if not one.expected] for language in ("en", "es")]
    yield f"| plain sentences, touched | {' | '.join(f'{len(one)}, {touched(one).total()}' for one in plain)} |"
    later = [sum(scores(f"unseen.{language}").values(), Score()) for language in ("en", "es")]
    yield f"| written later, all kinds | {' | '.join(map(_cell, later))} |"
    passages = list(demo_passages())
    found = touched(passages)
    words = found.pop("word", 0)
    yield f"| {len(passages)} passages of the demo | {found.total()} that name someone, {words} words | |"


def _cell(score: Score) -> str:
    return f"{score.right + score.missed}, {score.precision:.2f}, {score.recall:.2f}"


def main() -> int:
    sys.stdout.write("\n".join(rows()) + "\n")
    if "--differences" in sys.argv:
        for language in ("en", "es", "unseen.en", "unseen.es"):
            for text, wrong, missed in differences(language):
                sys.stdout.write(f"{text}\n    too much: {sorted(wrong)}  missing: {sorted(missed)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
