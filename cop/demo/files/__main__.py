"""`python -m cop.demo.files FOLDER`: makes every document in a process of its own, apart from any server."""

import sys
from pathlib import Path

from cop.demo import words
from cop.demo.files import as_docx, as_pdf, as_pptx, as_txt

MAKERS = {"pdf": as_pdf.make, "docx": as_docx.make, "pptx": as_pptx.make, "txt": as_txt.make}


def main(folder: Path) -> None:
    for resource in words.read("resources")["resource"]:
        MAKERS[resource["kind"]](resource, folder / f"{resource['slug']}.{resource['kind']}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
