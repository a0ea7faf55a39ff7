"""What an agency says of itself, and how it runs."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies import keeping
from cop.agencies.facts import AgencyChanged
from cop.agencies.forms import SettingsForm
from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.identity_provider import IdentityProvider
from cop.agencies.models.settings import AgencySettings
from cop.agencies.pages.own import managed, tended
from cop.agencies.rule_forms import RetentionForm, SignInRulesForm
from cop.core.db import db
from cop.core.facts import commit, record
from cop.people.ways import Shown

WHOLE = "whole"  # stands in the page's own form: all of its parts were sent
bp = Blueprint("agency_settings", __name__, url_prefix="/agencies/<slug>/settings")


@bp.get("")
def edit(slug: str) -> str:
    agency = managed(slug)
    return page(agency)


def page(agency: Agency, saved: str = "", **refused: Any) -> str:
    """Three parts, each kept by itself; `refused` is the one that could not be kept, if any, and `saved` one that was.

    What was typed into the others stays.
    """
    forms = _forms(agency, saved) | refused
    problem = next(iter(refused.values()), None)
    would_go = keeping.would_go(AgencySettings.of(agency.id))
    return render_template("agencies/settings.html", agency=agency, problem=problem, would_go=would_go, **forms)


def done(agency: Agency, saved: str, onward: str) -> Response | str:
    """Onward; or here again while another part of the page holds what is not saved yet."""
    flash(_("Saved."))
    forms, kept = _forms(agency, saved), _kept(agency)
    if WHOLE not in request.form or all(_same(forms[name], kept[name]) for name in kept):
        return redirect(onward)
    flash(_("Something else on this page is not saved yet."))
    return page(agency, saved)


def _same(form: Any, kept: dict[str, Any]) -> bool:
    def tidy(value: Any) -> Any:
        return sorted(value) if isinstance(value, list) else value or ""

    return all(tidy(form[name].data) == tidy(value) for name, value in kept.items())


def _forms(agency: Agency, saved: str = "") -> dict[str, Any]:
    """What was typed, where the page was sent as a whole; else, and for the part that was saved, what is kept."""
    making: dict[str, Callable[..., Any]] = {
        "form": SettingsForm,
        "rules": partial(rules_form, agency.id, g.viewer.shown),
        "keeping": RetentionForm,
    }
    kept, typed = _kept(agency), request.form if WHOLE in request.form else None
    return {
        name: make(formdata=None, data=kept[name]) if typed is None or name == saved else make(formdata=typed)
        for name, make in making.items()
    }


def _kept(agency: Agency) -> dict[str, dict[str, Any]]:
    kept = AgencySettings.of(agency.id)
    settled = {"longest_hours": kept.longest_hours, "idle_hours": kept.idle_hours}
    return {
        "form": _said(agency, kept),
        "rules": settled | {"ways": _open(agency, kept)},
        "keeping": {"years": kept.keep_years},
    }


def rules_form(agency_id: int, shown: Shown, **given: Any) -> SignInRulesForm:
    federated = IdentityProvider.of(agency_id) is not None
    return SignInRulesForm(agency_id=agency_id, shown=shown, federated=federated, **given)


def _open(agency: Agency, kept: AgencySettings) -> list[str]:
    """Of those that are offered: an agency without a provider of its own does not see that way."""
    return [one for one in rules_form(agency.id, g.viewer.shown, formdata=None).offered if one not in kept.refused_ways]


def _said(agency: Agency, kept: AgencySettings) -> dict[str, Any]:
    return {"about": agency.about, "areas": [one.area_slug for one in agency.areas], "inviters": kept.inviters,
            "mail_domains": ", ".join(kept.mail_domains), "second_step": kept.second_step}  # fmt: skip


@bp.post("")
def update(slug: str) -> Response | str | tuple[str, int]:
    agency = tended(slug)
    form = SettingsForm()
    if not form.validate():
        return page(agency, form=form), 422
    changed = _change(agency, form)
    if changed:
        record(AgencyChanged(agency.id, None, ", ".join(changed)))
    commit()
    return done(agency, "form", url_for("agency.show", slug=slug))


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
