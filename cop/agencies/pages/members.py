"""The people of an agency: everyone by name, and one person with their roles."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies import policy, queries
from cop.agencies.forms import RoleForm
from cop.agencies.models import roles
from cop.agencies.models.membership import DIRECTOR, ROLES, SUPERVISOR
from cop.agencies.pages.own import managed, own
from cop.core import ids, text
from cop.core.facts import commit
from cop.core.web import require

bp = Blueprint("members", __name__, url_prefix="/agencies/<slug>/members")
LONGEST_NAME = 80
SUPERVISING = (SUPERVISOR, DIRECTOR)  # beside whom it is said that they have worked as a peer supporter


@bp.get("")
def index(slug: str) -> str:
    agency = own(slug)
    named = text.tidy(request.args.get("q", ""))[:LONGEST_NAME].strip()
    people = grouped(queries.members_of(agency, named, _after()))
    more = None
    if len(people) > queries.MEMBERS_PER_PAGE:
        people = people[: queries.MEMBERS_PER_PAGE]
        more = {"after": ids.word(people[-1]["id"]), "name": people[-1]["name"].lower()}
    return render_template("agencies/members/index.html", agency=agency, people=people, named=named, more=more,
                           manages=policy.can_manage(g.viewer, agency))  # fmt: skip


@bp.get("/<id:person_id>")
def show(slug: str, person_id: int) -> str:
    agency = managed(slug)
    return _page(agency, person_id, _offered(agency))


@bp.post("/<id:person_id>/roles")
def give(slug: str, person_id: int) -> Response | tuple[str, int]:
    agency = managed(slug)
    _found(agency, person_id)
    form = RoleForm()
    if not form.validate():
        return _page(agency, person_id, form), 422
    # Nobody is added to an agency that is archived; that somebody looks after it can still be arranged.
    require(g.viewer.may_write_to(agency.id) or form.role.data in roles.LOOKING_AFTER)
    roles.give(agency.id, person_id, form.role.data, form.discipline_or_none)
    commit()
    flash(_("The role is given."))
    return redirect(url_for("members.show", slug=slug, person_id=person_id))


@bp.post("/<id:person_id>/roles/<role>/delete")
def take(slug: str, person_id: int, role: str) -> Response | tuple[str, int]:
    agency = managed(slug)
    held = _found(agency, person_id)["roles"]
    if role not in ROLES:
        abort(404)
    if roles.is_last(agency.id, person_id, role):
        return _page(agency, person_id, _offered(agency), last=True), 409
    roles.take(agency.id, person_id, role)
    commit()
    flash(_("They are no longer in this agency.") if len(held) == 1 else _("The role is taken back."))
    return _onward(slug, person_id)


@bp.post("/<id:person_id>/delete")
def destroy(slug: str, person_id: int) -> Response | tuple[str, int]:
    agency = managed(slug)
    _found(agency, person_id)
    if roles.is_last(agency.id, person_id):
        return _page(agency, person_id, _offered(agency), last=True), 409
    roles.leave(agency.id, person_id)
    commit()
    flash(_("They are no longer in this agency."))
    return _onward(slug, person_id)


def _onward(slug: str, person_id: int) -> Response:
    """Whoever took a role from themselves may not see the list any more."""
    return redirect(url_for("home.show") if person_id == g.viewer.id else url_for("members.index", slug=slug))


def grouped(rows: Any) -> list[dict[str, Any]]:
    """One entry a person, with all their roles there."""
    people: dict[int, dict[str, Any]] = {}
    for row in rows:
        shown = {name: getattr(row, name) for name in ("id", "name", "pronouns", "photo")}
        one = people.setdefault(row.id, shown | {"lived": False, "roles": []})
        one["lived"] = one["lived"] or (row.lived and row.role in SUPERVISING)
        one["roles"].append((row.role, row.discipline))
    return list(people.values())


def _after() -> tuple[str, int] | None:
    number = ids.from_query(request.args.get("after"))
    return None if number is None else (request.args.get("name", "")[:LONGEST_NAME].lower(), number)


def _offered(agency: Any) -> RoleForm:
    form = RoleForm(formdata=None)
    return form if g.viewer.may_write_to(agency.id) else form.only(roles.LOOKING_AFTER)


def _found(agency: Any, person_id: int) -> dict[str, Any]:
    people = grouped(queries.member(agency, person_id))
    return people[0] if people else abort(404)


def _page(agency: Any, person_id: int, form: RoleForm, last: bool = False) -> str:
    person = _found(agency, person_id)
    return render_template("agencies/members/show.html", agency=agency, person=person, form=form, last=last)
