"""How reasons, actions and outcomes are said."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cop.trust.models.appeal import STAYS, UNDONE
from cop.trust.models.decision import CLOSE, EDIT, HIDE, KEEP, MUTE, NOTE, PAUSE, REDACT, RELEASE, RETURN
from cop.trust.models.flag import IDENTIFIES

REASONS = {
    IDENTIFIES: _l("It tells who someone is"),
    "unkind": _l("It is unkind, or it puts someone down"),
    "unsafe": _l("It could lead to harm"),
    "astray": _l("It does not belong here, or it sells something"),
    "other": _l("Something else"),
}
# What one who looks after a place can do, and how it is said to whoever wrote the post. The last three have pages of
# their own.
CHOICES = {
    KEEP: _l("Leave it as it is"),
    NOTE: _l("Write to them"),
    EDIT: _l("Ask them to change it"),
    HIDE: _l("Hide it from everyone else"),
    MUTE: _l("Pause their writing in this topic, for a time"),
    CLOSE: _l("Close the topic for new replies"),
    PAUSE: _l("Pause their writing in all of these spaces, for a time"),
    REDACT: _l("Take words out for good"),
    RELEASE: _l("Let it through"),
    RETURN: _l("Send it back"),
}
TOLD = {
    NOTE: _l("Someone who looks after this space wrote to you."),
    EDIT: _l("You were asked to change what you wrote. It is still there."),
    HIDE: _l("What you wrote was hidden. Nobody else reads it now."),
    MUTE: _l("Your writing in this topic is paused."),
    CLOSE: _l("The topic was closed for new replies."),
    PAUSE: _l("Your writing in these spaces is paused."),
    REDACT: _l("Words were taken out of what you wrote."),
    RETURN: _l("Your first post was sent back to you."),
}
LOGGED = {
    KEEP: _l("left it as it is"),
    NOTE: _l("wrote to whoever wrote it"),
    EDIT: _l("asked that it be changed"),
    HIDE: _l("hid it"),
    MUTE: _l("paused writing in the topic"),
    CLOSE: _l("closed the topic"),
    PAUSE: _l("paused writing in the spaces"),
    REDACT: _l("took words out of it for good"),
    RELEASE: _l("let a first post through"),
    RETURN: _l("sent a first post back"),
}
OUTCOMES = {UNDONE: _l("Set the decision aside"), STAYS: _l("Leave it as decided")}
ANSWERED = {UNDONE: _l("The decision was set aside."), STAYS: _l("It stays as decided.")}
DAYS = {1: _l("1 day"), 3: _l("3 days"), 7: _l("7 days"), 14: _l("14 days"), 30: _l("30 days")}


def logged(action: Any) -> str:
    return str(LOGGED.get(action, action))
