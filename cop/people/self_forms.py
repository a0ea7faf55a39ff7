"""What people say of themselves."""

import os
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from cop.core import pictures
from cop.core.forms import Form, options, paragraphs
from cop.people.models.needs import LONGEST_NEEDS, READY
from cop.people.models.photo import LARGEST
from cop.people.words import COLLEAGUES, NEED_NAMES, PHOTO_SHOWN_TO

NO_PICTURE = _l("This is not a photo we can read. Please choose a JPEG, PNG or WebP picture.")
TOO_MANY_PIXELS = _l("This photo has too many pixels. Please choose a smaller one, of 25 megapixels at most.")


class NeedsForm(Form):
    """What helps someone take part: some of the ready choices, and words of their own."""

    kinds = SelectMultipleField(
        _l("Choose what fits"), choices=options({one: NEED_NAMES[one] for one in READY}),
        option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False),
    )  # fmt: skip
    words = paragraphs(_l("In your own words"), most=LONGEST_NEEDS, required=False, rows=3)

    @property
    def chosen(self) -> list[str]:
        """In the order of the choices, each once."""
        return [one for one in READY if one in (self.kinds.data or ())]

    @property
    def said(self) -> str:
        return (self.words.data or "").strip()


class PhotoForm(Form):
    """A photo, or only who sees the one that is there."""

    file = FileField(_l("A photo"), render_kw={"accept": "image/jpeg,image/png,image/webp", "data-file": ""})
    shown_to = RadioField(_l("Who sees it"), choices=options(PHOTO_SHOWN_TO), default=COLLEAGUES)

    def __init__(self, *given: Any, has: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        self.has = has

    def validate_file(self, field: Any) -> None:
        if not field.data and not self.has:
            raise ValidationError(_l("Please choose a photo."))
        if field.data and field.data.stream.seek(0, os.SEEK_END) > LARGEST:
            raise ValidationError(_l("This photo is too big. Photos can be up to 5 MB."))
        if field.data:
            field.data.stream.seek(0)

    def refuse(self, why: ValueError) -> None:
        """Says why what was chosen could not be taken."""
        self.file.errors = [TOO_MANY_PIXELS if isinstance(why, pictures.TooManyPixels) else NO_PICTURE]
