"""What helps one take part: written down for oneself, and seen by nobody else."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit
from cop.people.guard import guard
from cop.people.models.needs import Needs
from cop.people.self_forms import NeedsForm

bp = Blueprint("needs", __name__, url_prefix="/account/needs")
guard(bp)


@bp.get("")
def edit() -> str:
    return _page(NeedsForm(obj=db.session.scalars(Needs.of(g.viewer.id)).first()))


@bp.post("")
def update() -> Response | tuple[str, int]:
    form = NeedsForm()
    if not form.validate():
        return _page(form), 422
    Needs.keep(g.viewer.id, form.chosen, form.said)
    commit()
    flash(_("Saved. Only you see this.") if form.chosen or form.said else _("Taken away. Nothing of it is kept."))
    return redirect(url_for("account.show"))


def _page(form: NeedsForm) -> str:
    return render_template("people/needs.html", form=form)
