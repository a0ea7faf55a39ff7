"""What people answer around meetings."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import AnyOf

from cop.core.forms import Form
from cop.meetings.words import GOING_NAMES


class RsvpForm(Form):
    """Its three buttons are the template's own: each sends the form with one answer."""

    going = StringField(_l("Are you coming?"), [AnyOf(GOING_NAMES, _l("Please choose yes, maybe or no."))])
