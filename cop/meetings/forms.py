"""What people answer around meetings."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import AnyOf, Optional

from cop.agencies.words import AREA_NAMES
from cop.core.forms import Form, OnceForm, options, paragraphs
from cop.meetings.words import CHANGE_NAMES, GOING_NAMES
from cop.people.models.needs import LONGEST_NEEDS, Needs

LONGEST_WHY = 500


class RsvpForm(Form):
    """Its three buttons are the template's own: each sends the form with one answer.

    `needs_asked` is there where the form also asked about needs. `needs_shown` names the very words of the account that
    were shown; `needs_words` are for this meeting only.
    """

    going = StringField(_l("Are you coming?"), [AnyOf(GOING_NAMES, _l("Please choose yes, maybe or no."))])
    needs_asked = HiddenField()
    needs_shown = HiddenField()
    tell = BooleanField(_l("Tell the hosts what helps me take part"))
    needs_words = paragraphs(_l("What helps you, for this meeting only"), most=LONGEST_NEEDS, required=False, rows=3)

    def __init__(self, *given: Any, needs: Needs | None = None, told_before: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        self.needs, self.told_before = needs, told_before

    def validate_tell(self, field: Any) -> None:
        forgot = not (field.data or self.told_before or self.going.data == "no") and self.needs_words.data
        if forgot:
            raise ValidationError(
                _l("Set the tick to tell the hosts, or clear what you wrote. They were not told yet.")
            )
        if not self.tells or self.told is not None:
            return
        if self.needs is None:
            raise ValidationError(_l("Please write what helps you, or take this tick away."))
        raise ValidationError(_l("What you wrote on your account has changed. Please look at it again."))

    @property
    def tells(self) -> bool:
        return bool(self.tell.data and self.going.data != "no")

    @property
    def told(self) -> tuple[list[str], str] | None:
        """The words written for this meeting, or else those of the account, if they are the ones that were shown."""
        if words := (self.needs_words.data or "").strip():
            return [], words
        if self.needs is not None and self.needs_shown.data == self.needs.fingerprint:
            return self.needs.kinds, self.needs.words
        return None


class ChangeForm(OnceForm):
    """What is proposed for a turn. `other` is the quarter to swap with, `area` who covers."""

    kind = RadioField(_l("What should change?"), choices=options(CHANGE_NAMES))
    other = SelectField(_l("Swap with"), [Optional()])
    area = SelectField(_l("Who leads instead?"), [Optional()])
    why = paragraphs(_l("Why?"), most=LONGEST_WHY, required=False, rows=3)


class UndoForm(OnceForm):
    why = paragraphs(_l("Why?"), most=LONGEST_WHY, required=False, rows=3)


class OrderForm(OnceForm):
    """Each area has a place in the order, or none: then it takes no turns from that quarter on."""

    since = SelectField(_l("From which quarter on?"))
    why = paragraphs(_l("Why?"), most=LONGEST_WHY, required=False, rows=3)
    areas: ClassVar[Sequence[str]] = ()

    @property
    def order(self) -> list[str]:
        placed = {area: int(self[area].data) for area in self.areas if self[area].data}
        return sorted(placed, key=placed.__getitem__)

    def validate_since(self, _field: Any) -> None:
        taken = [self[area].data for area in self.areas if self[area].data]
        if not taken or len(set(taken)) != len(taken):
            raise ValidationError(_l("Give each area that takes turns a place of its own."))


def order_form(areas: Sequence[str]) -> type[OrderForm]:
    """With a choice for each area: its place, counted from one."""
    places = options({"": _l("takes no turns"), **{str(place): str(place) for place in range(1, len(areas) + 1)}})
    chosen = {area: SelectField(AREA_NAMES[area], choices=places) for area in areas}
    return type("OrderForm", (OrderForm,), {"areas": tuple(areas), **chosen})
