"""Slides: a title, then one for each section."""

from pathlib import Path
from typing import Any

from pptx import Presentation

TITLE, TITLE_AND_TEXT = 0, 1  # layouts of the standard template


def make(resource: dict[str, Any], path: Path) -> None:
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[TITLE])
    first.shapes.title.text, first.placeholders[1].text = resource["title"], resource["summary"]
    for section in resource["section"]:
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_TEXT])
        slide.shapes.title.text = section["heading"]
        lines = [line.strip().removeprefix("- ") for line in section["text"].splitlines() if line.strip()]
        slide.placeholders[1].text = "\n".join(lines)
    deck.save(str(path))
