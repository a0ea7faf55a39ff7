"""A post of a topic that everyone in it reads: pictures, files and mentions come along with it."""

from sqlalchemy.orm import Mapped, mapped_column

from cop.core.facts import record
from cop.forums.along import NOTHING, Along
from cop.forums.facts import PostGivenBack
from cop.forums.models.attachment import Attachment
from cop.forums.models.mention import Mention
from cop.forums.models.post import Post


class PostInTopic(Post):
    """An opening post or a reply: pictures, files and mentions come along with it."""

    attached: Mapped[int] = mapped_column(default=0)  # pictures and files that go with it

    def bring(self, along: Along) -> None:
        """What comes with a post, once that has its id."""
        Attachment.put(self, list(along.pieces))
        Mention.put(self, along)

    def edit(self, source: str, title: str = "", along: Along = NOTHING) -> None:
        super().edit(source, title, along)
        self.bring(along)

    def forget_for_good(self) -> None:
        super().forget_for_good()
        Attachment.erase(Attachment.is_of(self))
        self.attached = 0

    def _came_back(self) -> None:
        record(PostGivenBack(self.agency_id, self.in_topic, self.id))
