"""What people say of their agency's own sign-in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField, ValidationError
from wtforms.validators import Length

from cop.core import outside
from cop.core.forms import Form, line
from cop.people.forms import PasswordOnlyForm


class ShortNameForm(Form):
    slug = line(_l("Short name of your agency"), most=40, autocomplete="organization", autocapitalize="none",
                spellcheck="false")  # fmt: skip


class IdentityProviderForm(Form):
    """How an agency's own sign-in is reached. `client_secret` may stay empty where one is kept for the same issuer."""

    issuer = line(_l("Issuer"), most=300, autocomplete="off", inputmode="url", spellcheck="false")
    client_id = line(_l("Our ID there (client_id)"), most=200, autocomplete="off", spellcheck="false")
    client_secret = PasswordField(
        _l("Our secret there (client_secret)"), [Length(max=500)], render_kw={"autocomplete": "off"}
    )

    def validate_issuer(self, field: Any) -> None:
        if not outside.may_ask(field.data) or "?" in field.data:
            raise ValidationError(_l("This is not an address that we can ask. It begins with https://."))

    def validate_client_id(self, field: Any) -> None:
        _printable(field)

    def validate_client_secret(self, field: Any) -> None:
        _printable(field)


def _printable(field: Any) -> None:
    said = field.data or ""
    if not (said.isascii() and (said + ".").isprintable()):
        raise ValidationError(_l("Plain letters, digits and signs only, please."))


class ConnectionForm(PasswordOnlyForm):
    """One of one's own agencies, to sign in through."""

    agency = SelectField(_l("Agency"))
