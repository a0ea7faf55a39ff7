"""What happens in the forums."""

from dataclasses import dataclass

from cop.core.facts import Audited, Fact


@dataclass(frozen=True)
class TopicOpened(Fact):
    topic_id: int


@dataclass(frozen=True)
class ReplyWritten(Fact):
    topic_id: int
    reply_id: int


@dataclass(frozen=True)
class PostChanged(Fact):
    """A reply, or a topic's opening post (then `post_id` is the topic's), was edited, removed or given back."""

    topic_id: int
    post_id: int


@dataclass(frozen=True)
class PostGivenBack(PostChanged):
    """It says again what it said before it was removed."""


@dataclass(frozen=True)
class KindnessChanged(Fact):
    """Someone said a kind word about a post in one tap, or no longer does. Who, is nobody's to hear."""

    topic_id: int
    post_id: int


@dataclass(frozen=True)
class SolutionProposed(Fact):
    topic_id: int
    solution_id: int


@dataclass(frozen=True)
class SolutionWithdrawn(Fact):
    topic_id: int
    solution_id: int


@dataclass(frozen=True)
class EvidenceTold(Fact):
    """An agency told, changed or took away what it found about a solution."""

    topic_id: int
    solution_id: int


@dataclass(frozen=True)
class TopicClosed(Fact):
    topic_id: int


@dataclass(frozen=True)
class TopicReopened(Fact):
    topic_id: int


@dataclass(frozen=True)
class WentOn(Fact):
    """Words of one topic are read in another of the same agency from now on. `act_id` is the merge or the split."""

    topic_id: int
    other_id: int
    act_id: int


@dataclass(frozen=True)
class TopicsMerged(WentOn):
    """All of a topic went on in the other."""


@dataclass(frozen=True)
class MergeUndone(WentOn):
    """What had gone on in the other is back."""


@dataclass(frozen=True)
class TopicSplit(WentOn):
    """Some replies of a topic went on as the other, which is new."""


@dataclass(frozen=True)
class SplitUndone(WentOn):
    """All that was in the other is back."""


@dataclass(frozen=True)
class TopicMoved(Fact):
    """It is in another space, or back in the one it was in before (then the move says that it was undone)."""

    topic_id: int
    move_id: int


@dataclass(frozen=True)
class TopicArranged(Audited):
    """By one of those who keep the space's topics in order; `what` is said in cop.trust.words."""

    topic_id: int
    what: str


@dataclass(frozen=True)
class FirstLookSet(Audited):
    """First posts of newcomers wait in a space from now on."""

    space_id: int


@dataclass(frozen=True)
class FirstLookEnded(Audited):
    space_id: int


@dataclass(frozen=True)
class PostLetThrough(Audited):
    """By one who looks after the space. Not whose it is."""

    waiting_id: int


@dataclass(frozen=True)
class PostSentBack(Audited):
    waiting_id: int


@dataclass(frozen=True)
class AnnexPostWritten(Fact):
    """An agency said something among itself about a topic of the Commonwealth."""

    annex_id: int
    post_id: int


@dataclass(frozen=True)
class AnnexPostChanged(Fact):
    """A post of an annex was edited, removed or given back."""

    annex_id: int
    post_id: int


@dataclass(frozen=True)
class SpaceMade(Audited):
    space_id: int
    audience: str


@dataclass(frozen=True)
class SpaceChanged(Audited):
    """`what` is words, opened_by, nameless or audience."""

    space_id: int
    what: str


@dataclass(frozen=True)
class AudienceChanged(Fact):
    """A space is for fewer people than it was, or for others while nobody had written there."""

    space_id: int
