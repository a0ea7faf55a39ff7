"""Kinds of file that the library keeps: those whose words can be read."""

from typing import IO

from cop.core import file_kinds

TYPES = {kind: file_kinds.TYPES[kind] for kind in ("pdf", "docx", "pptx", "txt")}


def kind_of(file: IO[bytes]) -> str | None:
    """One of TYPES; None for anything else, and for an empty file. Leaves the file at its beginning."""
    kind = file_kinds.kind_of(file)
    return kind if kind in TYPES else None
