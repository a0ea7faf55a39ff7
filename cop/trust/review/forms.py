"""What people type when something is looked at."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from cop.core.forms import Form, options, paragraphs
from cop.trust.models.decision import KEEP
from cop.trust.nudge.forms import Nudged
from cop.trust.review.cut import SHORTEST, Cut
from cop.trust.review.words import CHOICES, DAYS, OUTCOMES, REASONS

ONE = [InputRequired(_l("Please choose one."))]


class FlagForm(Nudged, Form):
    reason = RadioField(_l("What is it about?"), ONE, choices=options(REASONS))
    note = paragraphs(_l("Would you like to say more? You need not."), most=1000, required=False, rows=3)


class CheckForm(Nudged, Form):
    note = paragraphs(_l("What makes you worry? You need not say."), most=1000, required=False, rows=3)


class DecisionForm(Nudged, Form):
    """`offer` narrows the choices to what can be done with this post."""

    action = RadioField(_l("What do you decide?"), ONE)
    days = SelectField(_l("For how long, where it is for a time?"), choices=options(DAYS), coerce=int, default=7)
    message = paragraphs(_l("What you say to whoever wrote it"), most=2000, required=False, rows=5)

    def offer(self, actions: set[str]) -> "DecisionForm":
        self.action.choices = options({one: words for one, words in CHOICES.items() if one in actions})
        return self

    def validate_message(self, field: Any) -> None:
        if self.action.data != KEEP and not (field.data or "").strip():
            raise ValidationError(_l("Please explain it in a few words: they read only this."))


class AppealForm(Nudged, Form):
    words = paragraphs(_l("Why should it be looked at once more?"), most=2000, rows=5)


class AnswerForm(Nudged, Form):
    outcome = RadioField(_l("What do you decide?"), ONE, choices=options(OUTCOMES))
    answer = paragraphs(_l("What you say to whoever asked"), most=2000, rows=4)


class RedactionForm(Nudged, Form):
    """Its words are what must not be kept: they are not nudged, and nothing keeps them. `sure` comes with the second
    sending, after it was shown what goes. The message is for one who looks after someone else's words, and is kept."""

    words = paragraphs(_l("The exact words to take out, one on each line"), most=1000, rows=3, autocomplete="off")
    everywhere = BooleanField(_l("In the whole topic, not only in this post"))
    message = paragraphs(_l("What you say to whoever wrote it"), most=2000, required=False, rows=4)
    sure = BooleanField()

    def without_message(self) -> "RedactionForm":
        """For one's own words."""
        del self.message
        return self

    def _written(self) -> list[Field]:
        return [field for field in super()._written() if field.name == "message"]

    @property
    def cut(self) -> Cut:
        return Cut(self.words.data.splitlines())

    def validate_words(self, field: Any) -> None:
        if any(len(one.strip()) < SHORTEST for one in (field.data or "").splitlines() if one.strip()):
            raise ValidationError(_l("A single letter stands in too many places. Please give at least two."))

    def validate_message(self, field: Any) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_l("Please explain it in a few words: they read only this."))
        if self.cut.count(field.data):
            raise ValidationError(_l("Please say it without these words: what you say is kept."))
