"""What people type to sign in and to choose how it looks."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, RadioField
from wtforms.validators import InputRequired, Length, Optional

from cop.core.forms import Form, line
from cop.core.speech import LANGUAGES, THEMES


class SignInForm(Form):
    email = line(_l("E-mail"), most=254, type="email", autocomplete="username", inputmode="email")
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Please fill this in.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


class PreferencesForm(Form):
    language = RadioField(_l("Language"), [Optional()], choices=list(LANGUAGES))
    theme = RadioField(_l("Colors"), [Optional()], choices=list(THEMES))
