"""Who looks after a space: one's own part in it, asking someone else, and no longer."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.facts import commit
from cop.core.forms import options
from cop.core.web import require
from cop.forums import caretakers, policy, queries
from cop.forums.forms import CaretakerForm
from cop.forums.models.space import Space
from cop.people import limits

bp = Blueprint("caretakers", __name__, url_prefix="/forums/<slug>/caretakers")


@bp.get("")
def index(slug: str) -> str:
    space = queries.find_space(g.viewer, slug)
    return _page(space, _form(space))


@bp.post("")
@limits.at_most(60, "hour")
def create(slug: str) -> str | Response | tuple[str, int]:
    space = queries.find_space(g.viewer, slug)
    require(policy.looks_after(g.viewer, space))
    form = _form(space)
    if not form.validate():
        return _page(space, form), 422
    space.give_to(ids.number(form.person.data))
    commit()
    flash(_("Thank you. They look after it, too."))
    return redirect(url_for(".index", slug=slug))


@bp.post("/own")
@limits.at_most(60, "hour")
def take_on(slug: str) -> Response:
    space = queries.find_space(g.viewer, slug)
    require(policy.can_take_on(g.viewer, space))
    space.give_to(g.viewer.id)
    commit()
    flash(_("Thank you. You look after it now."))
    return redirect(url_for(".index", slug=slug))


@bp.post("/<id:person_id>/delete")
@limits.at_most(60, "hour")
def destroy(slug: str, person_id: int) -> Response:
    space = queries.find_space(g.viewer, slug)
    require(policy.looks_after(g.viewer, space))
    space.take_from(person_id)
    commit()
    flash(_("Saved."))
    return redirect(url_for(".index", slug=slug))


def _form(space: Space) -> CaretakerForm:
    form, known = CaretakerForm(), set(space.caretaker_ids)
    others = {ids.word(one): name for one, name in caretakers.could(space).items() if one not in known}
    form.person.choices = options(others)
    return form


def _page(space: Space, form: CaretakerForm) -> str:
    return render_template(
        "forums/spaces/caretakers.html",
        space=space,
        caretakers=caretakers.of(space),
        form=form,
        looks_after=policy.looks_after(g.viewer, space),
        can_take_on=policy.can_take_on(g.viewer, space),
    )
