"""What people say when they invite, join, and look after an agency."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from cop.agencies.founding import SLUG, is_free
from cop.agencies.models.membership import AREA_DIRECTOR, PEER_SUPPORTER, ROLES, STATEWIDE_ROLES
from cop.agencies.models.settings import INVITERS
from cop.agencies.words import AREA_NAMES, DISCIPLINE_NAMES, EXPERIENCE_SHOWN_TO, INVITER_NAMES, ROLE_NAMES
from cop.core.forms import Form, OnceForm, line, options, paragraphs
from cop.people import addresses
from cop.people.forms import NewPasswordForm, address

LARGEST_GROUP = 200


class RoleForm(Form):
    """A role and, for a peer supporter, a discipline: three that are never interchangeable."""

    role = SelectField(_l("Role"), choices=options({one: ROLE_NAMES[one] for one in ROLES}), default=PEER_SUPPORTER)
    discipline = SelectField(
        _l("Discipline, for a peer supporter"), [Optional()], choices=options({"": _l("Not said"), **DISCIPLINE_NAMES})
    )

    @property
    def discipline_or_none(self) -> str | None:
        return self.discipline.data or None if self.role.data == PEER_SUPPORTER else None

    def only(self, roles: Any) -> "RoleForm":
        """Offers no other roles."""
        self.role.choices = options({one: ROLE_NAMES[one] for one in roles})
        return self


class InvitationForm(RoleForm, OnceForm):
    """For one address, or without one for a group."""

    email = address(required=False)
    most = IntegerField(
        _l("Without an address: how many people may use the link?"),
        [Optional(), NumberRange(1, LARGEST_GROUP, _l("Please choose a number from 1 to 200."))],
        default=20,
    )


class AddressForm(Form):
    """For one who names their own address, and might name it twice."""

    email = address()

    def validate_email(self, field: Any) -> None:
        if field.data and addresses.is_tagged(field.data):
            raise ValidationError(_l("Please leave out the + and what follows it, up to the @."))


class JoinForm(NewPasswordForm):
    """Someone new: what they are called, and how they will sign in."""

    name = line(_l("Your name, as you wish to be called"), most=80, autocomplete="name")

    def known_words(self) -> Iterable[str]:
        return (*self.known, self.name.data or "")


class StatewideRoleForm(Form):
    email = address()
    role = SelectField(_l("Role"), choices=options({one: ROLE_NAMES[one] for one in STATEWIDE_ROLES}))
    area = SelectField(
        _l("Area, for an Area Director"), [Optional()], choices=options({"": _l("Not said"), **AREA_NAMES})
    )

    def validate_role(self, field: Any) -> None:
        if field.data == AREA_DIRECTOR and not self.area.data:
            raise ValidationError(_l("An Area Director has an area. Please choose it."))


class ClosingForm(Form):
    """`name` is what must be typed."""

    slug = line(_l("The agency's short name"), most=60, autocomplete="off")

    def __init__(self, *given: Any, name: str = "", **more: Any) -> None:
        super().__init__(*given, **more)
        self.wanted = name

    def validate_slug(self, field: Any) -> None:
        if field.data != self.wanted:
            raise ValidationError(_l("This is not its short name."))


class LivedExperienceForm(Form):
    shown_to = RadioField(_l("Who sees it"), choices=options(EXPERIENCE_SHOWN_TO))


class DepartureForm(Form):
    nameless = BooleanField(_l("Take my name off what I wrote here"))


class SettingsForm(Form):
    about = paragraphs(
        _l("About your agency (everyone in the Commonwealth sees this)"), most=600, rows=3, required=False
    )
    areas = SelectMultipleField(
        _l("Areas you serve"), choices=options(AREA_NAMES), option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )  # fmt: skip
    inviters = RadioField(_l("Who may invite"), choices=options({one: INVITER_NAMES[one] for one in INVITERS}))
    second_step = BooleanField(_l("Everyone here signs in with a second step"))
    mail_domains = line(_l("Mail addresses that may join by themselves"), most=400, required=False, autocomplete="off")

    def validate_areas(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Please choose at least one area."))

    def validate_mail_domains(self, field: Any) -> None:
        for one in self.domains:
            if not addresses.is_plain(f"a@{one}"):
                raise ValidationError(_l("This is not the end of a mail address: %(words)s") % {"words": one})
            if one in addresses.PUBLIC:
                raise ValidationError(_l("Anyone can have an address at %(words)s.") % {"words": one})

    @property
    def domains(self) -> list[str]:
        return [
            addresses.tidy(one).removeprefix("@") for one in (self.mail_domains.data or "").replace(",", " ").split()
        ]


class FoundingForm(OnceForm):
    name = line(_l("Name of the agency"), most=120, autocomplete="off")
    slug = line(
        _l("Short name, for its address"),
        most=40,
        autocomplete="off",
    )
    areas = SettingsForm.areas
    email = address(_l("E-mail of its first Director of Peer Support"))

    def validate_slug(self, field: Any) -> None:
        Regexp(f"^{SLUG}$", message=_l("Small letters, digits and hyphens only, please."))(self, field)
        if not is_free(field.data):
            raise ValidationError(_l("There is already an agency with this short name."))
