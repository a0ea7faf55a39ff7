"""The way back, for whoever finds in their mail that someone else changed their e-mail."""

from flask import Blueprint, render_template

from cop.core.facts import commit
from cop.people import changes
from cop.people.ended import ended, not_often
from cop.people.models.letter import EMAIL_RETURN, Letter

bp = Blueprint("email_returns", __name__, url_prefix="/email-return/<token>")


@bp.get("")
@not_often()
def show(token: str) -> str | tuple[str, int]:
    letter = Letter.opened(EMAIL_RETURN, token)
    return render_template("people/email/return.html", letter=letter, token=token) if letter else _ended(token)


@bp.post("")
@not_often()
def create(token: str) -> str | tuple[str, int]:
    letter = Letter.opened(EMAIL_RETURN, token)
    if letter is None or not changes.return_email(letter):
        return _ended(token)
    commit()
    return render_template("people/email/returned.html", address=letter.address)


def _ended(token: str) -> tuple[str, int]:
    return ended(EMAIL_RETURN, token, again="password_resets.new")
