"""How an agency's people sign in to open it, and how long that lasts. Shown among its settings."""

from flask import Blueprint, g, url_for
from werkzeug.wrappers import Response

from cop.agencies import lasting
from cop.agencies.facts import SignInLengthSet, SignInWaysSet
from cop.agencies.models.agency import Agency
from cop.agencies.models.settings import AgencySettings
from cop.agencies.pages.own import tended
from cop.agencies.pages.settings import done, page, rules_form
from cop.agencies.rule_forms import SignInRulesForm
from cop.core.db import db
from cop.core.facts import commit, record
from cop.people.ways import WAYS

bp = Blueprint("sign_in_rules", __name__, url_prefix="/agencies/<slug>/sign-in-rules")


@bp.post("")
def update(slug: str) -> Response | str | tuple[str, int]:
    agency = tended(slug)
    kept = AgencySettings.locked(agency.id)  # a provider that is removed right now would leave no way in
    form = rules_form(agency.id, g.viewer.shown)
    if not form.validate():
        return page(agency, rules=form), 422
    _keep(agency, kept, form)
    commit()
    return done(agency, "rules", url_for("agency_settings.edit", slug=slug))


def _keep(agency: Agency, kept: AgencySettings, form: SignInRulesForm) -> None:
    db.session.add(kept)
    if set(kept.refused_ways) != form.refused:
        kept.refused_ways = sorted(form.refused)
        record(SignInWaysSet(agency.id, None, ", ".join(one for one in WAYS if one in form.ways.data)))
    hours = (form.longest_hours.data, form.idle_hours.data)
    if (kept.longest_hours, kept.idle_hours) != hours:
        lasting.end_what_is_over(agency.id)
        kept.longest_hours, kept.idle_hours = hours
        record(SignInLengthSet(agency.id, None, *hours))
