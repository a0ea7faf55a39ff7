"""How long an agency keeps what was written inside. Shown among its settings."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from cop.agencies.facts import RetentionSet
from cop.agencies.models.settings import AgencySettings
from cop.agencies.pages.own import tended
from cop.agencies.pages.settings import done, page
from cop.agencies.rule_forms import RetentionForm
from cop.core.db import db
from cop.core.facts import commit, record

bp = Blueprint("retention", __name__, url_prefix="/agencies/<slug>/retention")


@bp.post("")
def update(slug: str) -> Response | str | tuple[str, int]:
    agency, form = tended(slug), RetentionForm()
    if not form.validate():
        return page(agency, keeping=form), 422
    kept = AgencySettings.locked(agency.id)
    if kept.keep_years != form.years.data:
        db.session.add(kept)
        kept.keep_for(form.years.data)
        record(RetentionSet(agency.id, None, form.years.data))
    commit()
    return done(agency, "keeping", url_for("agency_settings.edit", slug=slug))
