"""Links that lead nowhere: said in the same plain words whatever is wrong, and on record."""

from typing import Any

from flask import render_template

from cop.core.db import let_go
from cop.core.facts import note
from cop.core.tenancy import COMMONWEALTH
from cop.core.web import limiter
from cop.people.facts import LinkRefused
from cop.people.models.letter import Letter

OFTEN = "20 per minute; 100 per hour"  # that led nowhere, for one browser's address: an office shares one
NOWHERE = {404, 410}


def ended(purpose: str, token: str, again: str) -> tuple[str, int]:
    """410 for a link from a mail that is used up, too old, or not whole. `again`: where one asks for another."""
    let_go()  # a letter that was used up in vain is as it was
    person_id, why = Letter.why_not(purpose, token)
    note(LinkRefused(COMMONWEALTH, person_id, purpose, why))
    return page(again), 410


def page(again: str) -> str:
    return render_template("people/letters/ended.html", again=again)


def not_often() -> Any:
    """Whoever tries link after link waits; one that works is never counted."""
    return limiter.limit(OFTEN, deduct_when=lambda answer: answer.status_code in NOWHERE)
