"""Many people to invite at once: pasted, or in a file that some spreadsheet wrote."""

import codecs
import csv
from contextlib import suppress
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, ValidationError

from cop.core import text
from cop.core.forms import OnceForm, filled, paragraphs, readable

MOST_ROWS = 500
LARGEST_FILE = 60_000  # bytes of a list


class ManyForm(OnceForm):
    """Many at once, as lines of comma-separated values: e-mail, role, discipline."""

    rows = paragraphs(_l("One person a line: e-mail, role, discipline"), most=60_000, required=False, rows=8)
    file = FileField(_l("CSV file"), render_kw={"accept": ".csv,.txt,text/csv"})
    sure = BooleanField()

    def validate_rows(self, field: Any) -> None:
        """A file that was chosen goes into the field, to be looked at and mended there."""
        if self.file.data:
            content = self.file.data.read(LARGEST_FILE + 1)
            if len(content) > LARGEST_FILE:  # cut off, its last row could be another address
                raise ValidationError(_l("This file is too big. Please send at most 500 rows at once."))
            field.data = text.tidy(decoded(content))
            readable(self, field)
        filled(self, field)


def decoded(content: bytes) -> str:
    """A CSV file as text: UTF-8, the UTF-16 of some spreadsheets, else the old Windows letters, which take any byte."""
    for code in ("utf-16",) if content[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else ("utf-8-sig",):
        with suppress(UnicodeDecodeError):
            return content.decode(code)
    return content.decode("cp1252", errors="replace")


def rows_of(said: str) -> list[tuple[int, list[str]]]:
    """The lines of comma-separated (or, from a spreadsheet, tab- or semicolon-separated) values, without empty ones.

    Each with the number of the line that it begins on, counted from 1.
    """
    first = said.split("\n", 1)[0]
    mark = next((one for one in "\t;" if one in first), ",")
    reader, begins, found = csv.reader(said.splitlines(), delimiter=mark), 1, []
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            found.append((begins, cells))
        begins = reader.line_num + 1
    return found
