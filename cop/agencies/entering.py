"""The one way in, for requests and sockets alike: from a sign-in's token to a viewer and a scope."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, abort, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, current_user
from werkzeug.wrappers import Response

from cop.agencies.known import OF_PERSON, OF_SIGN_IN, viewer_from
from cop.agencies.lasting import still_hold, strictest
from cop.agencies.models.roles import roles_of
from cop.agencies.viewer import Stranger, Viewer
from cop.core import tenancy
from cop.core.db import AnyRow, db
from cop.core.reads import Read
from cop.people.models import sign_in
from cop.people.ways import Shown

# What a stranger may ask for.
OPEN = set(
    "sign_in.new sign_in.create preferences.update demo_sign_in.create joins.new joins.ask joins.show joins.create "
    "health.alive health.ready health.metrics "
    "password_resets.new password_resets.create password_resets.edit password_resets.update "
    "email_changes.show email_changes.create email_returns.show email_returns.create "
    "second_step.new second_step.create "
    "sign_in_links.new sign_in_links.create sign_in_links.show sign_in_links.update "
    "passkey_sign_in.ask passkey_sign_in.create "
    "agency_sign_in.new agency_sign_in.create agency_sign_in.show agency_sign_in.leave agency_answers.show "
    "sign_in_logo.show_at_door quiet.show quiet.create quiet_summaries.show quiet_summaries.create".split()
)
ALIKE = {"static", "accents.show"}  # the same for everyone: nobody is looked up for them
STEP = {"account.show", "sign_in.destroy"}
LONGEST_WAY = 500  # characters of an address one is led back to
login_manager = LoginManager()


def viewer_of(person_id: int) -> Viewer | None:
    """Everything about one person that decides what they may see at the most: in a sign-in that opens all."""
    rows = _rows(OF_PERSON, person_id=person_id)
    return viewer_from(rows) if rows else None


def _rows(read: Read, **which: Any) -> Sequence[AnyRow]:
    """One statement, past the walls on purpose: the scope is not known before it."""
    with tenancy.everywhere():
        return read.rows(**which)


@login_manager.user_loader
def load(token: str) -> Viewer | None:
    """Whoever the sign-in is of; None once it is over, by the house's limits or an agency's. One statement."""
    rows = _rows(OF_SIGN_IN, token_hash=sign_in.hashed(token), **sign_in.limits())
    if not rows:
        return None
    one, lasts = rows[0], strictest((row.idle_hours, row.longest_hours) for row in rows)
    if not lasts.hold(one.begun_at, one.seen_at):
        return None
    shown = Shown(one.way, one.step, one.provider_id)
    viewer = viewer_from(rows, token=token, seen_at=one.seen_at, lasts=lasts, shown=shown)
    tenancy.believe(db.session(), one.told, viewer.scope)
    return viewer


def enter_scope() -> bool:
    """Puts the viewer into `g`, their scope in force and their time zone in use. Gives whether anyone is signed in."""
    g.viewer = current_user._get_current_object()
    if g.viewer.time_zone:
        g.zone = ZoneInfo(g.viewer.time_zone)
    tenancy.enter(g.viewer.scope)
    return bool(g.viewer.is_authenticated)


@contextmanager
def as_sign_in(token: str) -> Iterator[None]:
    """In the scope of someone who is not asking themselves: the open sockets of their sign-in are looked at again."""
    found = load(token)
    g.viewer = Stranger() if found is None or found.owes_step else found
    with tenancy.within(g.viewer.scope):
        yield


def leave_scope(_error: BaseException | None = None) -> None:
    tenancy.enter(None)


def _begin() -> Response | None:
    """Every page asks for a sign-in unless it says otherwise; an address that does not exist is a 404 for anyone."""
    if request.endpoint in ALIKE:
        return None
    known = enter_scope()
    if known and g.viewer.owes_step and not _leads_to_step():
        return _ask_for_step()
    if known or request.endpoint is None or request.endpoint in OPEN:
        return None
    if request.method != "GET" or request.path.startswith("/api/"):
        abort(401)  # the page shows again what was typed
    wanted = request.full_path.rstrip("?")
    if len(wanted) <= LONGEST_WAY:  # a cookie holds 4,096 bytes, and a browser drops a longer one whole
        session["after_sign_in"] = wanted
    return redirect(url_for("sign_in.new"))


def _leads_to_step() -> bool:
    """Where one may go who still owes a second step: to make one, or out."""
    endpoint = request.endpoint
    return endpoint is None or endpoint in OPEN | STEP or endpoint.partition(".")[0] == "two_step"


def _ask_for_step() -> Response:
    if request.method != "GET":
        abort(403)  # the page shows again what was typed
    flash(_("Your agency asks for a second step when you sign in. It takes a minute to set up."))
    return redirect(url_for("two_step.show"))


def enter_for_socket() -> bool:
    """As `enter_scope`: a socket opens what a page would, and no more."""
    return enter_scope() and not g.viewer.owes_step


def init_app(app: Flask) -> None:
    login_manager.anonymous_user = Stranger
    login_manager.session_protection = None  # a phone roams from address to address; the sign-in is kept by us
    login_manager.init_app(app)
    app.before_request(_begin)
    app.teardown_request(leave_scope)
    app.extensions["enter_scope"] = enter_for_socket
    app.extensions["leave_scope"] = leave_scope
    app.extensions["as_sign_in"] = as_sign_in
    app.extensions["roles_of"] = roles_of
    app.extensions["still_hold"] = still_hold
    app.context_processor(lambda: {"viewer": g.get("viewer") or Stranger()})
