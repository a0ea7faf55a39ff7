"""A picture or a file that goes with a post: seen by whoever may read the post, and gone with it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, bindparam, delete, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import storage
from cop.core.db import AnyRow, Entity, Id, db
from cop.core.forgetting import forget_later
from cop.core.reads import Read
from cop.core.tenancy import COMMONWEALTH, Owned
from cop.forums.along import PICTURE, Piece
from cop.forums.models.version import IN_TOPICS, OfPost, of_a_post

if TYPE_CHECKING:
    from cop.forums.models.post_in_topic import PostInTopic


class Attachment(Owned, OfPost, Entity):
    """`position` counts from 1 within its post. Whose it is and when it came is the post's to say."""

    __tablename__ = "attachment"
    __table_args__ = of_a_post("attachment", "position", kinds=IN_TOPICS)

    position: Mapped[int]
    kind: Mapped[str]
    file_key: Mapped[str]
    file_name: Mapped[str]
    says: Mapped[str]
    size: Mapped[int] = mapped_column(Id)
    width: Mapped[int]
    height: Mapped[int]

    @classmethod
    def put(cls, post: "PostInTopic", pieces: Sequence[Piece]) -> None:
        """Keeps what came with a post, after what it has. A picture has no name of its own: its old one may tell a
        place or a day."""
        if not pieces:
            return
        last = db.session.scalar(select(func.max(cls.position)).where(cls.is_of(post))) or 0
        for position, piece in enumerate(pieces, start=last + 1):
            name = f"picture-{position}.webp" if piece.kind == PICTURE else piece.file_name
            db.session.add(
                cls(id=post.next_id(), agency_id=post.agency_id, position=position, kind=piece.kind, file_name=name,
                    file_key=storage.keep_apart(post.agency_id, piece.content), says=piece.says,
                    size=len(piece.content), width=piece.width, height=piece.height, **post.named)
            )  # fmt: skip
        post.attached += len(pieces)
        db.session.flush()

    def take_away(self, post: "PostInTopic") -> None:
        """For good."""
        db.session.delete(self)
        post.attached -= 1
        forget_later(self.agency_id, [self.file_key], due_at=post.moment(), id=post.next_id())
        db.session.flush()

    @classmethod
    def erase(cls, which: ColumnElement[bool]) -> None:
        """Those rows, and their files once that is committed."""
        keys = db.session.scalars(select(cls.file_key).where(which)).all()
        db.session.execute(delete(cls).where(which).execution_options(synchronize_session=False))
        forget_later(COMMONWEALTH, keys)


_post_id = func.coalesce(Attachment.reply_id, Attachment.topic_id).label("post_id")
_these: Any = bindparam("post_ids", expanding=True)
OF_POSTS = Read(
    select(Attachment.id, _post_id, Attachment.kind, Attachment.file_name, Attachment.says, Attachment.size,
           Attachment.width, Attachment.height)
    .where(or_(Attachment.reply_id.in_(_these), Attachment.topic_id.in_(_these)))
    .order_by(Attachment.position)
)  # fmt: skip


def of_posts(*posts: Any) -> tuple[AnyRow, ...]:
    """What goes with posts or rows of them that still say something. One statement, and none where nothing does."""
    found = [post.id for post in posts if post.attached and post.body_html]
    return tuple(OF_POSTS.rows(post_ids=found)) if found else ()
