"""What an agency says of itself, and how it runs."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies.facts import AgencyChanged
from cop.agencies.forms import SettingsForm
from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.identity_provider import IdentityProvider
from cop.agencies.models.settings import AgencySettings
from cop.agencies.pages.own import managed, tended
from cop.agencies.rule_forms import RetentionForm, SignInRulesForm
from cop.core.db import db
from cop.core.facts import commit, record
from cop.people.ways import WAYS, Shown

bp = Blueprint("agency_settings", __name__, url_prefix="/agencies/<slug>/settings")


@bp.get("")
def edit(slug: str) -> str:
    agency = managed(slug)
    return page(agency)


def page(agency: Agency, **refused: Any) -> str:
    """Three forms, each kept by itself; `refused` is the one that could not be kept, if any."""
    kept = AgencySettings.of(agency.id)
    settled = {"longest_hours": kept.longest_hours, "idle_hours": kept.idle_hours}
    shown = {
        "form": lambda: SettingsForm(formdata=None, data=_said(agency, kept)),
        "rules": lambda: rules_form(agency.id, g.viewer.shown, formdata=None, data=settled | {"ways": _open(kept)}),
        "keeping": lambda: RetentionForm(formdata=None, data={"years": kept.keep_years}),
    }
    forms = {name: refused.get(name) or made() for name, made in shown.items()}
    problem = next(iter(refused.values()), None)
    return render_template("agencies/settings.html", agency=agency, problem=problem, **forms)


def rules_form(agency_id: int, shown: Shown, **given: Any) -> SignInRulesForm:
    federated = IdentityProvider.of(agency_id) is not None
    return SignInRulesForm(agency_id=agency_id, shown=shown, federated=federated, **given)


def _open(kept: AgencySettings) -> list[str]:
    return [one for one in WAYS if one not in kept.refused_ways]


def _said(agency: Agency, kept: AgencySettings) -> dict[str, Any]:
    return {"about": agency.about, "areas": [one.area_slug for one in agency.areas], "inviters": kept.inviters,
            "mail_domains": ", ".join(kept.mail_domains), "second_step": kept.second_step}  # fmt: skip


@bp.post("")
def update(slug: str) -> Response | tuple[str, int]:
    agency = tended(slug)
    form = SettingsForm()
    if not form.validate():
        return page(agency, form=form), 422
    changed = _change(agency, form)
    if changed:
        record(AgencyChanged(agency.id, None, ", ".join(changed)))
    commit()
    flash(_("Saved."))
    return redirect(url_for("agency.show", slug=slug))


def _change(agency: Agency, form: SettingsForm) -> list[str]:
    """Makes the changes, and gives the names of what changed."""
    kept = AgencySettings.of(agency.id)
    db.session.add(kept)
    areas = {one.area_slug for one in agency.areas}
    before = (agency.about, areas, kept.inviters, kept.mail_domains, kept.second_step)
    after = (form.about.data or "", set(form.areas.data), form.inviters.data, form.domains, form.second_step.data)
    agency.about, _areas, kept.inviters, kept.mail_domains, kept.second_step = after
    agency.areas = [one for one in agency.areas if one.area_slug in after[1]]
    agency.areas += [AgencyArea(area_slug=one) for one in after[1] - before[1]]
    names = ("about", "areas", "inviters", "mail_domains", "second_step")
    return [name for name, old, new in zip(names, before, after, strict=True) if old != new]
