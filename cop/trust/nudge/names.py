"""Names of files, looked at as words are: a name goes out with its post, to whoever may read that."""

import re
from typing import Any

from cop.core.file_kinds import bare_name
from cop.trust.nudge.findings import Finder

# In a name marks stand for spaces; some of them for themselves, too, as in a number.
SPACED = re.compile(r"[_+]|%20")
ANY_MARK = re.compile(r"[-_+.,~]+")


def names_in(field: Any, finder: Finder) -> str:
    """The names of the files in a field, one a line, as they are read."""
    files = field.data if isinstance(field.data, list) else [field.data]
    return "\n".join(as_read(bare_name(file.filename or ""), finder) for file in files if file)


def as_read(name: str, finder: Finder) -> str:
    """With marks left that may be a number's; with none, where only then anything is found."""
    stem, dot, kind = name.rpartition(".")
    near, far = (f"{mark.sub(' ', stem)}{dot}{kind}" for mark in (SPACED, ANY_MARK))
    return far if not finder.find(near) and finder.find(far) else near
