"""What an agency asks of its people's sign-ins, and how long it keeps what they wrote."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from cop.agencies.models.settings import IDLE_HOURS, KEEP_YEARS, LONGEST_HOURS
from cop.agencies.words import IDLE_NAMES, KEEP_NAMES, LONGEST_NAMES, WAY_NAMES
from cop.core.forms import Form, options
from cop.people.ways import OWN_WAYS, WAYS, Shown


class SignInRulesForm(Form):
    """`shown` is how whoever fills it in signed in: they can't shut themselves out."""

    ways = SelectMultipleField(_l("Your agency opens to whoever signs in with"), option_widget=CheckboxInput(),
                               widget=ListWidget(prefix_label=False))  # fmt: skip
    longest_hours = SelectField(
        _l("A sign-in lasts at most"), coerce=int, choices=options({one: LONGEST_NAMES[one] for one in LONGEST_HOURS})
    )
    idle_hours = SelectField(
        _l("Without use, it lasts"), coerce=int, choices=options({one: IDLE_NAMES[one] for one in IDLE_HOURS})
    )

    def __init__(self, *given: Any, agency_id: int, shown: Shown, federated: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        self.agency_id, self.shown = agency_id, shown
        self.offered = WAYS if federated else OWN_WAYS
        self.ways.choices = options({one: WAY_NAMES[one] for one in self.offered})

    @property
    def refused(self) -> frozenset[str]:
        return frozenset(self.offered) - set(self.ways.data or ())

    def validate_ways(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("At least one way has to stay open."))
        if self.shown.opens(self.refused, self.agency_id):
            return
        if not self.shown.way:
            raise ValidationError(_l("Please sign out and sign in anew first, so that you do not shut yourself out."))
        mine = WAY_NAMES[self.shown.way]
        raise ValidationError(
            _("You are signed in with %(way)s. Keep that open, or sign in another way first.", way=mine)
        )


class RetentionForm(Form):
    years = RadioField(
        _l("Keep what was written here"), coerce=int, choices=options({one: KEEP_NAMES[one] for one in KEEP_YEARS})
    )
