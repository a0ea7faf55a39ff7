"""What happens in the forums."""

from dataclasses import dataclass

from cop.core.facts import Fact


@dataclass(frozen=True)
class TopicOpened(Fact):
    topic_id: int


@dataclass(frozen=True)
class ReplyWritten(Fact):
    topic_id: int
    reply_id: int
