"""How an agency looks: its logo and its color."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField, SubmitField, ValidationError
from wtforms.widgets import ColorInput

from cop.agencies.models.logo import SIDE
from cop.core import color, pictures
from cop.core.forms import Form, line

TOO_PALE = _l("%(color)s is too pale to read on our light pages. Its contrast is %(ratio)s to 1; 4.5 to 1 is needed.")
LARGEST = 2_000_000  # bytes: 2 MB


class LogoForm(Form):
    file = FileField(_l("A picture: PNG, JPEG or WebP, up to 2 MB"),
                     render_kw={"accept": "image/png,image/jpeg,image/webp"})  # fmt: skip
    picture = b""  # made anew, once it was looked into

    def validate_file(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Please choose a picture."))
        if field.data.stream.seek(0, 2) > LARGEST:
            raise ValidationError(_l("This picture is too big. It can have up to 2 MB."))
        field.data.stream.seek(0)
        try:
            self.picture = pictures.remade(field.data.stream, SIDE)
        except pictures.TooManyPixels:
            raise ValidationError(_l("This picture is too large. Please make it smaller first.")) from None
        except pictures.NotAPicture:
            raise ValidationError(
                _l("We can keep PNG, JPEG and WebP pictures. This is none of them, or it is broken.")
            ) from None


class AccentForm(Form):
    """What is typed counts; where nothing is, what was picked."""

    picked = StringField(_l("Pick a color"), widget=ColorInput())
    typed = line(
        _l("Or type one"), most=20, required=False, autocomplete="off", placeholder="#1f6f5c", spellcheck="false"
    )
    trying = SubmitField()
    nearest = ""  # that can be read, where the wanted one can't

    @property
    def wanted(self) -> str:
        """Empty where it is no color."""
        return color.tidy(self.typed.data or self.picked.data or "") or ""

    def validate_typed(self, _field: Any) -> None:
        if not self.wanted:
            raise ValidationError(_l("Please write a color as # and six digits or letters from a to f, like #1f6f5c."))
        self.nearest = color.readable(self.wanted)
        if self.nearest != self.wanted:
            has = {"color": self.wanted, "ratio": color.ratio(self.wanted, color.LIGHT)}
            raise ValidationError(TOO_PALE % has)
