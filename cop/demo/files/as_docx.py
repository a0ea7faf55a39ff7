"""A word processor's document with headings and lists."""

from pathlib import Path
from typing import Any

from docx import Document


def make(resource: dict[str, Any], path: Path) -> None:
    document = Document()
    document.add_heading(resource["title"], 0)
    document.add_paragraph(resource["summary"])
    for section in resource["section"]:
        document.add_heading(section["heading"], 1)
        for line in filter(str.strip, section["text"].splitlines()):
            listed = line.startswith("- ")
            document.add_paragraph(line.removeprefix("- "), style="List Bullet" if listed else None)
    document.save(str(path))
