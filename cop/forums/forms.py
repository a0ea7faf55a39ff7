"""What people type in the forums."""

from typing import Any

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField, HiddenField, MonthField, RadioField, SelectField, SubmitField, ValidationError
from wtforms.validators import InputRequired, Optional

from cop.core import clock, ids, text
from cop.core.forms import Form, OnceForm, line, options, paragraphs
from cop.forums.along import Along
from cop.forums.attaching import Attaching
from cop.forums.mentioning import Mentioning
from cop.forums.models.solution import CHANGED, NOT, WORKED
from cop.forums.nameless import MayBeNameless
from cop.trust.nudge.forms import Nudged


class PostForm(Mentioning, Nudged, OnceForm):
    """Words that can be looked at before they are sent."""

    preview = SubmitField(_l("See how it looks"))

    def pending(self) -> int | None:
        """The status of the page that shows the form again; None when it may be kept."""
        if not self.validate():
            return 422
        return 200 if self.preview.data else None

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


class TopicForm(MayBeNameless, Attaching, PostForm):
    title = line(_l("Title"), most=160, autocomplete="off")
    body = paragraphs(_l("What would you like to say?"), rows=10)
    challenge = BooleanField(_l("This is a challenge: I am looking for what worked elsewhere"))


class ReplyForm(MayBeNameless, Attaching, PostForm):
    to = HiddenField()
    body = paragraphs(_l("Your reply"), rows=5)

    @property
    def to_id(self) -> int | None:
        """The reply that is answered; None for the topic itself, and for what is no id."""
        return ids.from_query(self.to.data)


class EditForm(PostForm):
    """`version` is the one that was changed here; another may have been sent since."""

    version = HiddenField()
    body = paragraphs(_l("What would you like to say?"), rows=10)

    def knows(self, version: int) -> bool:
        return self.version.data == str(version)


class OpeningForm(EditForm):
    title = line(_l("Title"), most=160, autocomplete="off")


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
