"""What people type to sign in and to choose how it looks."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, PasswordField, RadioField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from cop.core.forms import Form, line
from cop.core.speech import LANGUAGES, THEMES
from cop.people import addresses

SHORTEST_PASSWORD = 12  # NIST SP 800-63B, 3.1.1.2: length, not rules of composition


class SignInForm(Form):
    email = line(_l("E-mail"), most=254, type="email", autocomplete="username", inputmode="email")
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Please fill this in.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


class DeletionForm(Form):
    words = BooleanField(_l("Take back what I wrote: topics, replies and files"))
    password = PasswordField(
        _l("Your password, to be sure it is you"),
        [InputRequired(_l("Please fill this in.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


class PreferencesForm(Form):
    language = RadioField(_l("Language"), [Optional()], choices=list(LANGUAGES))
    theme = RadioField(_l("Colors"), [Optional()], choices=list(THEMES))


def plain_address(_form: Form, field: Field) -> None:
    if field.data and not addresses.is_plain(field.data):
        raise ValidationError(_l("This is not an e-mail address we can use. Please check it."))


def address(label: Any = None, required: bool = True) -> StringField:
    """An e-mail address, in small letters."""
    return line(label or _l("E-mail"), most=addresses.LONGEST, required=required, also=[plain_address], tidied=[_small],
                type="email", autocomplete="email", inputmode="email")  # fmt: skip


def _small(value: str | None) -> str | None:
    return value and addresses.tidy(value)


def NewPassword() -> PasswordField:  # noqa: N802 - stands where a field's class stands
    """A password that is chosen here."""
    too_short = _l("This is too short. Please use at least %(min)d characters; a few words do well.")
    rules = [InputRequired(_l("Please fill this in.")), Length(min=SHORTEST_PASSWORD, max=1000, message=too_short)]
    return PasswordField(_l("Password"), rules, render_kw={"autocomplete": "new-password"})
