"""Plain text."""

from pathlib import Path
from typing import Any


def make(resource: dict[str, Any], path: Path) -> None:
    parts = [resource["title"].upper(), resource["summary"]]
    for section in resource["section"]:
        parts += [section["heading"], section["text"].strip()]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
