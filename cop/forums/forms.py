"""What people type in the forums."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from cop.core.forms import OnceForm, line, paragraphs
from cop.trust.nudge.forms import Nudged


class TopicForm(Nudged, OnceForm):
    title = line(_l("Title"), most=160, autocomplete="off")
    body = paragraphs(_l("What would you like to say?"), rows=10)
    challenge = BooleanField(_l("This is a challenge: I am looking for what worked elsewhere"))


class ReplyForm(Nudged, OnceForm):
    body = paragraphs(_l("Your reply"), rows=5)
