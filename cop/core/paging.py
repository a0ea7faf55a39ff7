"""Pages without an offset: each names the last row it showed, so the thousandth is as quick as the first."""

from collections.abc import Sequence
from typing import Any

from cop.core import ids


def page_of(rows: Sequence[Any], size: int) -> tuple[Sequence[Any], str | None]:
    """Of `size` + 1 rows asked for: those of one page, and the word of the last one when there are more."""
    return (rows[:size], ids.word(rows[size - 1].id)) if len(rows) > size else (rows, None)
