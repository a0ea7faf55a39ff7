"""Pages with a title, headings and page numbers."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

STYLES = getSampleStyleSheet()
SECTIONS_ON_A_PAGE = 2


def make(resource: dict[str, Any], path: Path) -> None:
    story: list[Any] = [
        Paragraph(escape(resource["title"]), STYLES["Title"]),
        Paragraph(escape(resource["summary"]), STYLES["Italic"]),
    ]
    for at, section in enumerate(resource["section"]):
        if at and at % SECTIONS_ON_A_PAGE == 0:
            story.append(PageBreak())
        story += [Spacer(1, 12), Paragraph(escape(section["heading"]), STYLES["Heading2"])]
        for line in filter(str.strip, section["text"].splitlines()):
            bullet = "•" if line.startswith("- ") else None
            story.append(Paragraph(escape(line.removeprefix("- ")), STYLES["BodyText"], bulletText=bullet))
    SimpleDocTemplate(str(path), pagesize=LETTER, title=resource["title"], author="Lantern").build(
        story, onFirstPage=number, onLaterPages=number
    )


def number(canvas: Any, document: Any) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(LETTER[0] / 2, 36, str(document.page))
