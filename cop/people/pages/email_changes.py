"""The new address answers: the link sent to it, then one button, because programs that check mail open every link."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.people import changes
from cop.people.models.letter import EMAIL_CHANGE, Letter

bp = Blueprint("email_changes", __name__, url_prefix="/email-change/<token>")


@bp.get("")
def show(token: str) -> str | tuple[str, int]:
    letter = Letter.opened(EMAIL_CHANGE, token)
    return render_template("people/email/confirm.html", letter=letter, token=token) if letter else _ended()


@bp.post("")
def create(token: str) -> Response | tuple[str, int]:
    letter = Letter.opened(EMAIL_CHANGE, token)
    if letter is None or not changes.change_email(letter):
        return _ended()
    commit()
    flash(_("Your e-mail is changed. Please sign in with the new one from now on."))
    return redirect(url_for("account.show"))


def _ended() -> tuple[str, int]:
    return render_template("people/letters/ended.html", again="email.edit"), 410
