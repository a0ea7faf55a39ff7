"""Joining an agency: what whoever holds an invitation's link sees, and what they do with it."""

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from cop.agencies import joining
from cop.agencies.facts import JoinWanted
from cop.agencies.forms import AddressForm, JoinForm
from cop.agencies.joining import Door
from cop.agencies.models.invitation import PURPOSE
from cop.core.db import db
from cop.core.facts import commit, note, record
from cop.core.speech import language
from cop.core.tenancy import COMMONWEALTH
from cop.core.web import limiter
from cop.people import ended, limits
from cop.people.door import let_in
from cop.people.ended import not_often
from cop.people.facts import LinkRefused
from cop.people.lookalikes import note_lookalike
from cop.people.me import me
from cop.people.models.person import Person

bp = Blueprint("joins", __name__, url_prefix="/join")
GONE = 410
Page = str | Response | tuple[str, int]


@bp.get("")
def new() -> str:
    return render_template("agencies/join/ask.html", form=AddressForm())


@bp.post("")
@limits.letters()
def ask() -> Page:
    """The same words for every address: nobody learns who takes part, or who is here already."""
    form = AddressForm()
    if not form.validate():
        note_lookalike(form, COMMONWEALTH)
        return render_template("agencies/join/ask.html", form=form), 422
    record(JoinWanted(COMMONWEALTH, form.email.data))  # the worker finds out whether a domain lets them in
    commit()
    return render_template("agencies/join/sent.html")


@bp.get("/<token>")
@not_often()
def show(token: str) -> Page:
    door = joining.at(token)
    if door is None:
        return _not_whole()
    return _refused(door, door.stopped) if door.stopped else _open(door)


@bp.post("/<token>")
@limiter.limit("30 per hour")
@limiter.limit("20 per hour", key_func=lambda: f"link:{request.path}")
@limiter.limit(limits.LETTERS, key_func=limits.typed_email, exempt_when=lambda: "email" not in request.form)
def create(token: str) -> Page:
    door = joining.at(token, lock=True)
    if door is None:
        return _not_whole()
    if door.stopped:
        return _refused(door, door.stopped)
    if door.invitation.for_group:
        return _hand_on(door)
    return _as_oneself(door) if g.viewer.is_authenticated else _as_someone_new(door)


def _not_whole() -> Page:
    """404 for a link that was not made here. It may have been copied in part."""
    note(LinkRefused(COMMONWEALTH, g.viewer.id, PURPOSE, "changed"))
    return ended.page(again="joins.new"), 404


def _open(door: Door) -> Page:
    """Four people may stand at a door: a group's guest, its own guest signed in or not, and a guest who is new."""
    if door.invitation.for_group:
        return _page(door, "group", AddressForm())
    if g.viewer.is_authenticated:
        mine = me().email == door.invitation.email
        return _page(door, "signed_in") if mine else _refused(door, joining.NOT_YOURS)
    if _known(door) is not None:
        session["after_sign_in"] = url_for("joins.show", token=door.token)
        return _page(door, "known")
    return _page(door, "new", JoinForm())


def _hand_on(door: Door) -> Page:
    form = AddressForm()
    if not form.validate():
        page = _page(door, "group", form)
        with joining.inside(door):
            note_lookalike(form, door.agency.id)
        return page, 422
    with joining.inside(door):
        joining.hand_on(door, form.email.data)
        commit()
    return render_template("agencies/join/sent.html")


def _as_oneself(door: Door) -> Page:
    person = me()
    if person.email != door.invitation.email:
        return _refused(door, joining.NOT_YOURS)
    _join(door, person)
    _welcome(door)
    return redirect(url_for("agency.show", slug=door.agency.slug))


def _as_someone_new(door: Door) -> Page:
    if _known(door) is not None:
        session["after_sign_in"] = url_for("joins.show", token=door.token)
        return redirect(url_for("sign_in.new"))
    email = door.invitation.email or ""
    form = JoinForm(known=[email])
    if not form.validate():
        return _page(door, "new", form), 422
    try:
        person = Person.register(email, form.name.data, form.new_password.data, language())
    except IntegrityError:  # the same address, by another invitation, at this very moment
        db.session.rollback()
        return redirect(url_for("joins.show", token=door.token))
    _join(door, person)
    session["after_sign_in"] = url_for("agency.show", slug=door.agency.slug)
    answer = let_in(person, "invitation")
    _welcome(door)  # after it: signing in forgets what was to be said before
    return answer


def _join(door: Door, person: Person) -> None:
    with joining.inside(door):
        joining.accept(door, person)
        commit()


def _welcome(door: Door) -> None:
    flash(_("Welcome to %(agency)s.", agency=door.agency.name))


def _known(door: Door) -> Person | None:
    """Whoever holds a link that was mailed to an address may know that the address has an account here."""
    return db.session.scalars(select(Person).where(Person.email == door.invitation.email)).first()


def _refused(door: Door, why: str) -> Page:
    """Written down for the agency: a link that is tried again and again tells it something."""
    page = render_template("agencies/join/closed.html", door=door, why=why)
    with joining.inside(door):
        joining.refuse(door, why, g.viewer.id)
    return page, GONE


def _page(door: Door, who: str, form: AddressForm | JoinForm | None = None) -> str:
    return render_template("agencies/join/show.html", door=door, who=who, form=form)
