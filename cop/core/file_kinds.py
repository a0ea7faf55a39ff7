"""Kinds of file, told by what is in them and not by their name."""

import re
import unicodedata
import zipfile
import zlib
from typing import IO
from urllib.parse import quote

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
}
# What only this kind holds.
PARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
MACROS = "vbaProject.bin"
MOST_PARTS = 5000
MOST_INSIDE = 400 * 1024 * 1024  # bytes once unpacked: more is a bomb
HEAD = 1024 * 1024
LONGEST_NAME = 120


def kind_of(file: IO[bytes]) -> str | None:
    """One of TYPES; None for anything else, and for an empty file. Leaves the file at its beginning."""
    head = file.read(HEAD)
    file.seek(0)
    if head[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK"):
        return _packed(file)
    return "txt" if head.strip() and _is_text(head) else None


def _packed(file: IO[bytes]) -> str | None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            written = _says_odt(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, RuntimeError, zlib.error):
        return None
    finally:
        file.seek(0)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INSIDE:
        return None
    names = {part.filename for part in parts}
    if any(name.endswith(MACROS) for name in names):
        return None
    if written and "content.xml" in names:
        return "odt"
    return next((kind for kind, part in PARTS.items() if part in names), None)


def _says_odt(archive: zipfile.ZipFile) -> bool:
    """Its first part says what it is (OpenDocument 1.3, part 2, 3.3)."""
    first = next((part for part in archive.infolist() if part.filename == "mimetype"), None)
    if first is None or first.file_size != len(TYPES["odt"]):
        return False
    with archive.open(first) as said:
        return said.read(100) == TYPES["odt"].encode()


def _is_text(head: bytes) -> bool:
    try:
        words = head.decode() if len(head) < HEAD else head[: head.rfind(b"\n") + 1].decode()
    except UnicodeDecodeError:
        return False
    return re.search(r"[\x00-\x08\x0e-\x1f]", words) is None


def as_attachment(name: str) -> str:
    """A file's name for the browser that saves it: in any letters (RFC 6266), and in plain ones for an old browser."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def bare_name(name: str) -> str:
    """A file's name without paths, control characters or direction overrides."""
    bare = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    return "".join(letter for letter in bare if unicodedata.category(letter)[0] != "C")


def tidy_name(name: str, kind: str) -> str:
    """The same, ending as its kind does."""
    stem = bare_name(name).rsplit(".", 1)[0].strip(" .")[: LONGEST_NAME - 6] or "file"
    return f"{stem}.{kind}"
