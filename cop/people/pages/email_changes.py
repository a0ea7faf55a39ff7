"""The new address answers: the link sent to it, then one button, because programs that check mail open every link."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.people import changes
from cop.people.ended import ended, not_often
from cop.people.models.letter import EMAIL_CHANGE, Letter

bp = Blueprint("email_changes", __name__, url_prefix="/email-change/<token>")


@bp.get("")
@not_often()
def show(token: str) -> str | tuple[str, int]:
    letter = Letter.opened(EMAIL_CHANGE, token)
    return render_template("people/email/confirm.html", letter=letter, token=token) if letter else _ended(token)


@bp.post("")
@not_often()
def create(token: str) -> Response | tuple[str, int]:
    letter = Letter.opened(EMAIL_CHANGE, token)
    if letter is None or not changes.change_email(letter):
        return _ended(token)
    commit()
    flash(_("Your e-mail is changed. Please sign in with the new one from now on."))
    return redirect(url_for("account.show"))


def _ended(token: str) -> tuple[str, int]:
    return ended(EMAIL_CHANGE, token, again="email.edit")
