"""The words inside a file, read in a process of its own: `python -m cop.library.extraction KIND < FILE`.

Hostile and broken files end this process and no other: it has a limit on memory and on time, and says at most
LONGEST characters. Only here are the readers of each kind loaded.
"""

import resource
import sys
from collections.abc import Callable, Iterator
from io import BytesIO

from docx import Document
from pptx import Presentation
from pypdf import PdfReader

MEMORY = 1024**3  # bytes
SECONDS = 25  # of the processor
LONGEST = 1_000_000


def pdf(content: BytesIO) -> Iterator[str]:
    for page in PdfReader(content).pages:
        yield page.extract_text()


def docx(content: BytesIO) -> Iterator[str]:
    document = Document(content)
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        yield from (cell.text for row in table.rows for cell in row.cells)


def pptx(content: BytesIO) -> Iterator[str]:
    for slide in Presentation(content).slides:
        yield from (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def txt(content: BytesIO) -> Iterator[str]:
    yield content.read().decode(errors="replace")


READERS: dict[str, Callable[[BytesIO], Iterator[str]]] = {"pdf": pdf, "docx": docx, "pptx": pptx, "txt": txt}


def words(kind: str, content: bytes) -> str:
    said, length = [], 0
    for part in READERS[kind](BytesIO(content)):
        said.append(" ".join(part.split()))
        length += len(part)
        if length > LONGEST:
            break
    return " ".join(said)[:LONGEST]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    found = words(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(found.encode(errors="ignore"))


if __name__ == "__main__":
    main()
