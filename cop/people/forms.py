"""What people type to sign in, and to change how they do."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional

from cop.core.forms import Form, line, options
from cop.core.speech import LANGUAGES, THEMES
from cop.people import addresses, passkeys, passwords, zones


def typed_email() -> StringField:
    """For signing in: taken as it comes, since whoever has an older kind of address must get in too."""
    return line(_l("E-mail"), most=addresses.LONGEST, type="email", inputmode="email", autocomplete="username")


def plain_address(_form: Form, field: Field) -> None:
    if field.data and not addresses.is_plain(field.data):
        raise ValidationError(_l("This is not an e-mail address we can use. Please check it."))


def address(label: Any = None, required: bool = True) -> StringField:
    """An e-mail address, in small letters."""
    return line(label or _l("E-mail"), most=addresses.LONGEST, required=required, also=[plain_address], tidied=[_small],
                type="email", autocomplete="email", inputmode="email")  # fmt: skip


def _small(value: str | None) -> str | None:
    return value and addresses.tidy(value)


def current_password(label: Any = None) -> PasswordField:
    return PasswordField(
        label or _l("Password"),
        [InputRequired(_l("Please fill this in.")), Length(max=passwords.LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


class SignInForm(Form):
    email = typed_email()
    password = current_password()


class PasswordOnlyForm(Form):
    """Something that only its owner may do."""

    password = current_password()


class CodeForm(Form):
    """The second step. A recovery code has twelve letters, with dashes; a phone may add spaces."""

    code = line(_l("Code"), most=40, autocomplete="one-time-code", autocapitalize="none", spellcheck="false")


class TwoStepForm(CodeForm):
    password = current_password()


class PasskeyForm(Form):
    name = line(_l("Name"), most=60, autocomplete="off")
    password = current_password()


class PasskeyMadeForm(Form):
    """What the browser answered, as JSON."""

    name = line(_l("Name"), most=60)
    credential = HiddenField(validators=[InputRequired(), Length(max=passkeys.LONGEST_ANSWER)])


class EmailForm(Form):
    """Where to send a link."""

    email = typed_email()


class NewPasswordForm(Form):
    """A password to be chosen. For joining too: whoever builds on it says what is known about the person.

    `known`: their name and e-mail, which must not be the password.
    """

    new_password = PasswordField(
        _l("New password"),
        [InputRequired(_l("Please fill this in."))],
        render_kw={"autocomplete": "new-password", "minlength": passwords.SHORTEST},
    )

    def __init__(self, *given: Any, known: Iterable[str] = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self.known = tuple(known)

    def known_words(self) -> Iterable[str]:
        return self.known

    def validate_new_password(self, field: PasswordField) -> None:
        password = field.data or ""
        if len(password) < passwords.SHORTEST:
            raise ValidationError(_l("Please make it at least 12 characters long. A few words are easiest to keep."))
        if passwords.too_long(password):
            raise ValidationError(_l("This is too long. Please keep it under 1,000 characters."))
        if passwords.easy_to_guess(password, self.known_words()):
            raise ValidationError(
                _l("This would be easy to guess. Try three or four words that do not belong together.")
            )


class PasswordForm(NewPasswordForm):
    """A change of one's own password."""

    password = current_password(_l("Your password now"))


class EmailChangeForm(Form):
    email = address(_l("New e-mail"))
    password = current_password()

    def __init__(self, *given: Any, now: str = "", **more: Any) -> None:
        super().__init__(*given, **more)
        self.now = now

    def validate_email(self, field: StringField) -> None:
        if field.data == self.now:
            raise ValidationError(_l("This is your e-mail already."))


class ProfileForm(Form):
    name = line(_l("What you wish to be called"), most=80, autocomplete="name")
    pronouns = line(_l("Your pronouns"), most=40, required=False, autocomplete="off")
    language = RadioField(_l("Language"), choices=options(LANGUAGES))
    time_zone = SelectField(_l("Time zone"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.time_zone.choices = zones.choices()


class DeletionForm(Form):
    words = BooleanField(_l("Take back what I wrote: topics, replies and files"))
    password = current_password(_l("Your password, to be sure it is you"))


class PreferencesForm(Form):
    language = RadioField(_l("Language"), [Optional()], choices=list(LANGUAGES))
    theme = RadioField(_l("Colors"), [Optional()], choices=list(THEMES))
