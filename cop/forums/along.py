"""What comes along with the words of a post: whom they mention, and the pictures and files that go with them."""

from collections.abc import Collection
from dataclasses import dataclass, field

PICTURE = "picture"


@dataclass(frozen=True)
class Piece:
    """A picture made anew, or a file as it came. `kind` is PICTURE or a kind of file (core.file_kinds)."""

    kind: str
    content: bytes = field(repr=False)
    file_name: str = field(default="", repr=False)
    says: str = field(default="", repr=False)  # what a picture shows, in words
    width: int = 0  # of a picture, in pixels
    height: int = 0


@dataclass(frozen=True)
class Along:
    """`names` may be mentioned where it is written; `people` are the ids of those who were."""

    names: Collection[str] = ()
    people: Collection[int] = ()
    pieces: Collection[Piece] = ()


NOTHING = Along()
