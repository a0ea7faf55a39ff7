"""What people answer around meetings."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import AnyOf

from cop.core.forms import Form
from cop.meetings.words import GOING_NAMES


class RsvpForm(Form):
    going = RadioField(
        _l("Are you coming?"),
        choices=list(GOING_NAMES.items()),
        validators=[AnyOf(GOING_NAMES, _l("Please choose yes, maybe or no."))],
        validate_choice=False,
    )
