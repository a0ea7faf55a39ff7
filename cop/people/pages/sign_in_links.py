"""Signing in by a link sent by mail: good once, for a quarter of an hour, and opened by a button."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit, record
from cop.core.tenancy import COMMONWEALTH
from cop.people import limits
from cop.people.ended import ended, not_often
from cop.people.facts import LinkWanted
from cop.people.forms import EmailForm
from cop.people.halfway import admit
from cop.people.models.letter import SIGN_IN_LINK, Letter
from cop.people.models.person import Person

bp = Blueprint("sign_in_links", __name__, url_prefix="/sign-in/link")


@bp.get("")
def new() -> str:
    return render_template("people/sign_in_links/new.html", form=EmailForm())


@bp.post("")
@limits.letters()
def create() -> str | tuple[str, int]:
    """The same words and the same work for any address: the worker finds out whose it is."""
    form = EmailForm()
    if not form.validate():
        return render_template("people/sign_in_links/new.html", form=form), 422
    record(LinkWanted(COMMONWEALTH, SIGN_IN_LINK, form.email.data))
    commit()
    return render_template("people/letters/sent.html", again="sign_in_links.new", minutes=15)


@bp.get("/<token>")
@not_often()
def show(token: str) -> str | tuple[str, int]:
    """Looking uses nothing up, and signs nobody in: programs that check mail open every link."""
    if Letter.opened(SIGN_IN_LINK, token) is None:
        return _ended(token)
    return render_template("people/sign_in_links/show.html", token=token)


@bp.post("/<token>")
@not_often()
def update(token: str) -> Response | tuple[str, int]:
    letter = Letter.opened(SIGN_IN_LINK, token)
    if letter is None or not letter.use():
        return _ended(token)
    return admit(db.session.get_one(Person, letter.person_id), "link")


def _ended(token: str) -> tuple[str, int]:
    return ended(SIGN_IN_LINK, token, again="sign_in_links.new")
