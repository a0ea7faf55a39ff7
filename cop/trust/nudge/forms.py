"""What a form mixes in so that its words are looked at before they are sent.

The first sending with something to look at brings the page back, with a reason and a suggestion for each and two ways
on: change it, or send it as it is. What must go is an error like any other. Nothing of it is kept: it is found, shown,
and found anew if it is sent again.
"""

from collections.abc import Callable
from typing import Any

from flask import Response, g
from wtforms import BooleanField, Field

from cop.core import text
from cop.trust.nudge.advice import advise, finder
from cop.trust.nudge.names import names_in
from cop.trust.nudge.patterns import Rule
from cop.trust.nudge.words import MUST_GO

REFUSED, ASKED = 422, 200
WRITTEN, NAMED = {"data-most", "data-named"}, "data-named"


class Nudged:
    """Before the form's own class. `live`: talk is not held up, and only what must go stops it."""

    live = False
    as_it_is = BooleanField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self._written():
            field.render_kw = field.render_kw | {"data-nudge": "live" if self.live else "ask"}

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)  # type: ignore[misc]
        for field in self._written():
            _look(field, self._wanted)
        refused = any(field.advice.must_go for field in self.advised)
        if self.advised and not refused:
            self.advised[-1].advice.decides = True
        asks = bool(self.advised) and not self.as_it_is.data
        g.only_asked = fine and asks and not refused
        return fine and not asks and not refused

    @property
    def advised(self) -> list[Field]:
        return [field for field in self._written() if getattr(field, "advice", None)]

    def _written(self) -> list[Field]:
        """Fields of a person's own words, and of files that keep their names."""
        return [field for field in self if WRITTEN.intersection(field.render_kw or ())]  # type: ignore[attr-defined]

    def _wanted(self, rule: Rule) -> bool:
        return rule.must_go or not self.live


def _look(field: Field, wanted: Callable[[Rule], bool]) -> None:
    named = NAMED in field.render_kw
    words = names_in(field, finder()) if named else field.data or ""
    words = words[: text.LONGEST]  # whatever is longer is refused
    findings = finder().find(words, wanted)
    if findings:
        field.advice = advise(words, findings, named)
        must_go = sorted({one.rule.kind for one in findings if one.rule.must_go})
        field.errors = [*field.errors, *(MUST_GO[kind] for kind in must_go)]


def advice_is_no_refusal(response: Response) -> Response:
    """A page that only asks before it sends answers 200, not 422.

    Nothing is wrong with what was sent, and nothing was refused: the answer is a question, and the page to answer it.
    (A redirect says that it was kept.)
    """
    if g.get("only_asked") and response.status_code == REFUSED:
        response.status_code = ASKED
    return response
