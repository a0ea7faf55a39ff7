"""What happens to the trail itself, and in looking after what is written.

Flags, asking that someone is checked on and appeals are not answered for here: the trail names who acts, and neither
who flags nor who wrote something without a name is anyone's to read.
"""

from dataclasses import dataclass

from cop.core.facts import Audited, Fact


@dataclass(frozen=True)
class TrailRead(Audited):
    """A steward read the Commonwealth's: it tells when people sign in."""


@dataclass(frozen=True)
class ReviewWanted(Fact):
    """Something waits for those who look after a place: `what` is flag, check, appeal or post."""

    audience: str
    what: str


@dataclass(frozen=True)
class DecisionMade(Fact):
    """Whoever wrote the post is told that something was decided, or that an appeal was answered."""

    subject_id: int
    decision_id: int


@dataclass(frozen=True)
class Decided(Audited):
    decision_id: int
    action: str


@dataclass(frozen=True)
class DecisionUndone(Audited):
    decision_id: int
    action: str


@dataclass(frozen=True)
class AppealAnswered(Audited):
    decision_id: int
    outcome: str


@dataclass(frozen=True)
class WordsTakenOut(Audited):
    """By one who looks after the place. Never which words, nor whose."""

    redaction_id: int


@dataclass(frozen=True)
class OwnWordsTakenOut(Fact):
    """By whoever wrote them: the trail says that it happened, and not by whom."""

    redaction_id: int


@dataclass(frozen=True)
class WordsGone(Fact):
    """What was kept rendered of a post must go, and downloads that hold it: `files` are their keys."""

    files: tuple[str, ...]
