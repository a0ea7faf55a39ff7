"""What those who look after an agency want others to know, and who these are."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, ValidationError

from cop.agencies import audience
from cop.core.forms import OnceForm, options, paragraphs

HERE = "here"  # the agency itself


class AnnouncementForm(OnceForm):
    place = RadioField(_l("Who sees this"), default=HERE, validate_choice=False)
    body = paragraphs(_l("What should they know?"), most=4000, rows=6)

    def offer(self, agency: Any) -> "AnnouncementForm":
        """Only those inside, or one of the areas that the agency serves."""
        areas = {one.area_slug: audience.of_area(one.area_slug) for one in agency.areas}
        self.place.choices = options({HERE: audience.describe(agency.id, audience.EVERYONE, agency.name), **areas})
        return self

    def validate_place(self, field: Any) -> None:
        if field.data not in [one.value for one in field.choices]:
            raise ValidationError(_l("Please choose who sees this."))
