"""What people type in the forums."""

from typing import Any

from flask import abort, render_template
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import (
    BooleanField,
    HiddenField,
    MonthField,
    RadioField,
    SelectField,
    SelectMultipleField,
    SubmitField,
    ValidationError,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from cop.core import clock, ids, partial, text
from cop.core.forms import Form, OnceForm, line, options, paragraphs
from cop.core.values import CORE_VALUES
from cop.forums import policy
from cop.forums.along import Along
from cop.forums.attaching import Attaching
from cop.forums.mentioning import Mentioning
from cop.forums.models.evidence import CHANGED, NOT, WORKED
from cop.forums.models.facet import LONGEST_TAG, MOST_TAGS, MOST_VALUES, tags_of
from cop.forums.models.space import CARETAKERS, EVERYONE
from cop.forums.nameless import MayBeNameless
from cop.trust.nudge.forms import Nudged


class PostForm(Mentioning, Nudged, OnceForm):
    """Words that can be looked at before they are sent. `audience` is for whom they were written, as the page said."""

    audience = HiddenField()
    preview = SubmitField(_l("See how it looks"))

    def pending(self) -> int | None:
        """The status of the page that shows the form again; None when it may be kept. Where script asks for no more
        than a look at it, that ends the request."""
        if not self.validate():
            return 422
        if self.preview.data and partial.asked():
            abort(partial.answer(render_template("ui/_looked_at.html", form=self)))
        return 200 if self.preview.data else None

    def is_for_others(self, audience: str) -> bool:
        """Whether it was changed meanwhile who reads it: the space is for others by now, or the topic was moved."""
        return self.audience.data not in {"", None, audience}

    @property
    def shown(self) -> Markup | None:
        """What was typed, as it would be read, when that was asked for."""
        if not self.preview.data or self.errors:
            return None
        return Markup(text.render(self["body"].data, self.called))  # noqa: S704 - cleaned

    @property
    def along(self) -> Along:
        """What comes along with its words, once it is valid."""
        return Along(self.called, self.mentioned, getattr(self, "pieces", ()))


class Faceted:
    """By what a topic can be found. Mixed into forms of its opening post."""

    tags = line(_l("Tags"), most=200, required=False, autocomplete="off")
    core_values = SelectMultipleField(
        _l("Core values it speaks to"),
        choices=options(CORE_VALUES),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    @property
    def tag_names(self) -> list[str]:
        return tags_of(self.tags.data or "")

    @property
    def value_names(self) -> list[str]:
        return self.core_values.data or []

    def validate_tags(self, _field: Any) -> None:
        if len(self.tag_names) > MOST_TAGS:
            raise ValidationError(_l("Please keep it to five tags."))
        if any(len(name) > LONGEST_TAG for name in self.tag_names):
            raise ValidationError(_l("A tag can have up to 30 letters. Put commas between tags."))

    def validate_core_values(self, _field: Any) -> None:
        if len(self.value_names) > MOST_VALUES:
            raise ValidationError(_l("Please choose three values at most."))


class TopicForm(MayBeNameless, Attaching, Faceted, PostForm):
    could = staticmethod(policy.can_open_topic)
    title = line(_l("Title"), most=160, autocomplete="off")
    body = paragraphs(_l("What would you like to say?"), rows=10)
    challenge = BooleanField(_l("This is a challenge: I am looking for what worked elsewhere"))


class SplitForm(Nudged, OnceForm):
    """What a topic that begins with replies of another is called."""

    title = line(_l("Title of the new topic"), most=160, autocomplete="off")
    challenge = BooleanField(_l("This is a challenge: people look for what worked elsewhere"))


class ReplyForm(MayBeNameless, Attaching, PostForm):
    could = staticmethod(policy.can_reply)
    to = HiddenField()
    body = paragraphs(_l("Your reply"), rows=5)

    @property
    def to_id(self) -> int | None:
        """The reply that is answered; None for the topic itself, and for what is no id."""
        return ids.from_query(self.to.data)


class AnnexForm(PostForm):
    body = paragraphs(_l("What would you like to say?"), rows=5)


class EditForm(PostForm):
    """`version` is the one that was changed here; another may have been sent since."""

    version = HiddenField()
    body = paragraphs(_l("What would you like to say?"), rows=10)

    def knows(self, version: int) -> bool:
        return self.version.data == str(version)


class ReplyEditForm(Attaching, EditForm):
    pass


class OpeningForm(Attaching, Faceted, EditForm):
    title = line(_l("Title"), most=160, autocomplete="off")


class SendBackForm(Nudged, Form):
    answer = paragraphs(_l("What you say to whoever wrote it"), most=2000, rows=4)


class SpaceForm(Nudged, OnceForm):
    """`place` is the agency's id and the audience, with a colon between; the audience alone once there is a space."""

    place = SelectField(_l("Who is it for?"))
    name = line(_l("What is it called?"), most=80, autocomplete="off")
    purpose = paragraphs(_l("What is it for?"), most=300, rows=3)
    opened_by = RadioField(
        _l("Who may start topics?"), default=EVERYONE,
        choices=options({EVERYONE: _l("Everyone it is for"), CARETAKERS: _l("Only those who look after it")}),
    )  # fmt: skip
    nameless = BooleanField(_l("People may post here without their name"))


class CaretakerForm(Form):
    person = SelectField(_l("Who else looks after it?"))


class MoveForm(Form):
    to = SelectField(_l("To which space?"))


class EvidenceForm(Nudged, Form):
    """What an agency found. `known` is when what stands there was told; it may have been told anew since."""

    VERDICTS = {  # noqa: RUF012 - WTForms leaves what is no field alone
        WORKED: _l("It worked here"),
        CHANGED: _l("It worked here with changes"),
        NOT: _l("It did not work here"),
    }
    agency = SelectField(_l("For which agency?"))
    verdict = RadioField(_l("What did you find?"), [InputRequired(_l("Please choose one."))], choices=options(VERDICTS))
    what = paragraphs(_l("What did you change, or why did it not work?"), most=2000, required=False, rows=4)
    setting = line(_l("Where was it tried?"), most=120, required=False, autocomplete="off")
    tried_on = MonthField(_l("When?"), [Optional()], render_kw={"placeholder": "2026-11"})
    known = HiddenField()

    def validate_what(self, field: Any) -> None:
        if self.verdict.data in {CHANGED, NOT} and not (field.data or "").strip():
            raise ValidationError(_l("Please say it in a few words: it is what helps the next agency."))

    def validate_tried_on(self, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_l("This month is still to come. Please check it."))
