"""How well the nudge finds what it should, on sentences labelled by hand. `python -m tests.trust.nudge.measured`."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cop.trust.nudge.findings import Finder, built_in
from cop.trust.nudge.patterns import KINDS

LABELLED = Path(__file__).parent / "labelled"
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

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def sentences(language: str) -> Iterator[Sentence]:
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


def rows() -> Iterator[str]:
    yield "| language | kind | labelled | precision | recall |"
    yield "|---|---|---|---|---|"
    for language in ("en", "es"):
        for kind, score in scores(language).items():
            count = score.right + score.missed
            yield f"| {language} | {kind} | {count} | {score.precision:.2f} | {score.recall:.2f} |"
        plain = [one for one in sentences(language) if not one.expected]
        touched = sum(1 for one in plain if built_in().find(one.text))
        yield f"| {language} | plain sentences touched | {len(plain)} | {touched} | |"


def main() -> int:
    sys.stdout.write("\n".join(rows()) + "\n")
    if "--differences" in sys.argv:
        for language in ("en", "es"):
            for text, wrong, missed in differences(language):
                sys.stdout.write(f"{text}\n    too much: {sorted(wrong)}  missing: {sorted(missed)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
