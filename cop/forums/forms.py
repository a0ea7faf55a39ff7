"""What people type in the forums."""

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField, HiddenField, SubmitField

from cop.core import ids, text
from cop.core.forms import OnceForm, line, paragraphs


class PostForm(OnceForm):
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
        return Markup(text.render(self["body"].data))  # noqa: S704 - cleaned


class TopicForm(PostForm):
    title = line(_l("Title"), most=160, autocomplete="off")
    body = paragraphs(_l("What would you like to say?"), rows=10)
    challenge = BooleanField(_l("This is a challenge: I am looking for what worked elsewhere"))


class ReplyForm(PostForm):
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
