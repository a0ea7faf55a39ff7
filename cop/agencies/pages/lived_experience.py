"""Lived experience as a supervisor: said by the one whose it is, to whom they choose, and taken back at once."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies import policy
from cop.agencies.forms import LivedExperienceForm
from cop.agencies.models.lived_experience import ONLY_ME, LivedExperience
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import require
from cop.people.guard import guard

bp = Blueprint("lived_experience", __name__, url_prefix="/account/lived-experience")
guard(bp)


@bp.get("")
def edit() -> str:
    said = _said()
    return _page(LivedExperienceForm(data={"shown_to": said.shown_to if said else ONLY_ME}), said)


@bp.post("")
def update() -> Response | tuple[str, int]:
    said, form = _said(), LivedExperienceForm()
    if not form.validate():
        return _page(form, said), 422
    LivedExperience.state(g.viewer.id, form.shown_to.data)
    commit()
    flash(_("Saved. You can take it back any time."))
    return redirect(url_for("lived_experience.edit"))


@bp.post("/delete")
def destroy() -> Response:
    LivedExperience.take_back(g.viewer.id)
    commit()
    flash(_("Taken back. Nobody sees it any more."))
    return redirect(url_for("account.show"))


def _said() -> LivedExperience | None:
    """403 for one who neither supervises nor said so when they did."""
    said = db.session.scalars(LivedExperience.of(g.viewer.id)).first()
    require(said is not None or policy.can_state_experience(g.viewer))
    return said


def _page(form: LivedExperienceForm, said: LivedExperience | None) -> str:
    return render_template("agencies/lived_experience.html", form=form, said=said)
