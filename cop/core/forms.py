"""Fields that say no in plain words, and keep what was typed."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.exceptions import BadRequest
from wtforms import Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from cop.core import ids, speech, text

# What the fields themselves say, for the catalogue.
SAID = (_l("Not a valid choice."), _l("Not a valid integer value."), _l("Invalid Choice: could not coerce."))


# What says who someone is, or whose a thing is: sent along with a form that does not ask for it, it was put there.
WATCHED = frozenset({"role", "roles", "statewide", "is_steward", "is_admin", "agency_id", "person_id", "author_id",
                     "voice_id", "audiences"})  # fmt: skip


class ReachedBeyond(BadRequest):
    """A form came with what it does not ask for, such as a role. Nothing of it is looked at."""


class Translated:
    """What WTForms asks for the words of its own fields: this request's catalogue, which is loaded already."""

    gettext = staticmethod(speech.gettext)
    ngettext = staticmethod(speech.ngettext)


class Form(FlaskForm):
    """A form whose errors are worded here; CSRF is checked for all of them before any page runs."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Raises ReachedBeyond."""
        if WATCHED.intersection(request.form).difference(field.name for field in self):
            raise ReachedBeyond
        return bool(super().validate(extra_validators))

    class Meta(FlaskForm.Meta):
        def get_translations(self, _form: Any) -> Any:
            return Translated


class OnceForm(Form):
    """A form that may be sent twice and counts once."""

    once = HiddenField(default=lambda: ids.word(ids.new_id()))

    @property
    def once_id(self) -> int | None:
        try:
            return ids.number(self.once.data or "")
        except ValueError:
            return None


def options(named: Mapping[Any, Any]) -> list[SelectChoice]:
    """What can be chosen: each value with its words."""
    return [SelectChoice(value, words) for value, words in named.items()]


def _tidy(value: str | None) -> str | None:
    return value if value is None else text.tidy(value)


def _stripped(value: str | None) -> str | None:
    return value if value is None else text.tidy(value).strip()


def readable(_form: Form, field: Field) -> None:
    if field.data and text.unreadable(field.data):
        raise ValidationError(_l("This holds characters that can't be shown. Please remove them and try again."))


def _rules(most: int, required: bool) -> list[Any]:
    too_long = _l("This is too long. Please keep it to %(max)d characters.")
    rules: list[Any] = [Length(max=most, message=too_long), readable]
    return [InputRequired(_l("Please fill this in.")), filled, *rules] if required else rules


def filled(_form: Form, field: Field) -> None:
    if not (field.data or "").strip():
        raise ValidationError(_l("Please fill this in."))


def line(
    label: Any, most: int = 200, required: bool = True, also: Any = (), tidied: Any = (), **render: Any
) -> StringField:
    """One line of text, of at most `most` characters; `also` are more rules for it and `tidied` more filters."""
    rules, filters = [*_rules(most, required), *also], [_stripped, *tidied]
    return StringField(
        label, rules, filters=filters, default="", render_kw={"data-most": most, "maxlength": False, **render}
    )


def paragraphs(label: Any, most: int = text.LONGEST, required: bool = True, **render: Any) -> TextAreaField:
    """Markdown of at most `most` characters. There is no `maxlength`: a browser cuts a paste there without a word."""
    return TextAreaField(
        label, _rules(most, required), filters=[_tidy], render_kw={"data-most": most, "maxlength": False, **render}
    )
