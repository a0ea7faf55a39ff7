"""Asks the reading process for the words in a stored file."""

import logging
import subprocess
import sys
import tempfile

from cop.core import storage

log = logging.getLogger(__name__)
PATIENCE = 40  # seconds


def words_in(key: str, kind: str) -> str:
    """The words, or none at all from a file that can't be read: why is in the log, without its text."""
    with tempfile.TemporaryFile() as file:
        for piece in storage.stream(key):
            file.write(piece)
        file.seek(0)
        return _ask(kind, file.fileno())


def _ask(kind: str, file: int) -> str:
    command = [sys.executable, "-m", "cop.library.extraction", kind]
    try:
        done = subprocess.run(command, stdin=file, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        log.warning("a %s file could not be read: %s", kind, type(error).__name__)
        return ""
    return done.stdout.decode(errors="replace").replace("\x00", " ")
