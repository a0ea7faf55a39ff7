"""What people say about a resource."""

import os
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from cop.config import MEGABYTE
from cop.core.forms import OnceForm, line, options, paragraphs
from cop.core.speech import LANGUAGES
from cop.core.values import CORE_VALUES
from cop.library.kinds import kind_of
from cop.trust.nudge.forms import Nudged

STATEWIDE = "statewide"


class ResourceForm(Nudged, OnceForm):
    file = FileField(
        _l("File"),
        [FileRequired(_l("Please choose a file."))],
        render_kw={"accept": ".pdf,.docx,.pptx,.txt,.md", "data-file": "", "data-named": ""},
    )
    title = line(_l("Title"), most=160, autocomplete="off")
    summary = paragraphs(_l("What is it good for?"), most=1000, rows=3)
    place = SelectField(_l("Who can see it"), default=STATEWIDE)
    language = SelectField(_l("Language"), choices=options(LANGUAGES), default="en")
    core_values = SelectMultipleField(
        _l("Core values it speaks to"),
        choices=options(CORE_VALUES),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    kind = ""  # of the file, once it was looked into

    def offer(self, places: dict[str, Any]) -> "ResourceForm":
        """The places this person may add to: slugs and words."""
        self.place.choices = options(places)
        return self

    def validate_file(self, field: Any) -> None:
        largest = current_app.extensions["settings"].upload_limit
        if field.data.stream.seek(0, os.SEEK_END) > largest:
            raise ValidationError(
                _l("This file is too big. Files can be up to %(size)d MB.") % {"size": largest // MEGABYTE}
            )
        field.data.stream.seek(0)
        kind = kind_of(field.data.stream)
        if kind is None:
            raise ValidationError(
                _l("We can keep PDF, Word, PowerPoint and plain text files that are not empty. This is none of them.")
            )
        self.kind = kind
