"""The way back, for whoever finds in their mail that someone else changed their e-mail."""

from flask import Blueprint, render_template

from cop.core.facts import commit
from cop.people import changes
from cop.people.models.letter import EMAIL_RETURN, Letter

bp = Blueprint("email_returns", __name__, url_prefix="/email-return/<token>")


@bp.get("")
def show(token: str) -> str | tuple[str, int]:
    letter = Letter.opened(EMAIL_RETURN, token)
    return render_template("people/email/return.html", letter=letter, token=token) if letter else _ended()


@bp.post("")
def create(token: str) -> str | tuple[str, int]:
    letter = Letter.opened(EMAIL_RETURN, token)
    if letter is None or not changes.return_email(letter):
        return _ended()
    commit()
    return render_template("people/email/returned.html", address=letter.address)


def _ended() -> tuple[str, int]:
    return render_template("people/letters/ended.html", again="password_resets.new"), 410
