"""What people say when they open a room, and in it."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from cop.core import ids
from cop.core.forms import Form, OnceForm, line, options, paragraphs, readable
from cop.trust.nudge.forms import Nudged

KINDS = {
    "co-supervision": _l("Co-supervision"),
    "debrief": _l("Debrief after something hard"),
    "group-supervision": _l("Group supervision"),
    "open-circle": _l("Open circle"),
    "journal-circle": _l("Journal circle"),
}
AGREEMENT = _l(
    "- One voice at a time; whoever holds the lantern speaks.\n"
    "- We speak of ourselves and our part, never of anyone's chart.\n"
    "- We ask before we give feedback.\n"
    "- What is said here stays here.\n"
)
LONGEST_WORDS = 4000


class RoomForm(Nudged, OnceForm):
    place = SelectField(_l("Who can come"), default="0:everyone")
    title = line(_l("Title"), most=120, autocomplete="off")
    kind = SelectField(_l("What kind of room is it?"), choices=options(KINDS), default="open-circle")
    purpose = paragraphs(_l("What is it for?"), most=600, rows=3)
    agreement = paragraphs(_l("Working agreement to begin with"), most=3000, rows=6)


class WordsForm(Nudged, Form):
    live = True
    body = paragraphs(_l("Your words"), most=LONGEST_WORDS, rows=3)
    op = StringField(validators=[Optional(), Length(max=64), readable], default=lambda: ids.word(ids.new_id()))
