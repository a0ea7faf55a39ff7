"""An agency's own sign-in, for those who look after the agency. Its secret is typed, sealed and never shown again."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies import federation
from cop.agencies.facts import IdentityProviderKept, IdentityProviderRemoved
from cop.agencies.models.agency import Agency
from cop.agencies.models.identity_provider import IdentityProvider
from cop.agencies.models.settings import AgencySettings
from cop.agencies.pages.own import managed, tended
from cop.agencies.sign_in_forms import IdentityProviderForm
from cop.core.db import db, let_go
from cop.core.facts import commit, record
from cop.core.web import limiter
from cop.people import limits, openid
from cop.people.models import sign_in
from cop.people.ways import AGENCY

bp = Blueprint("identity_provider", __name__, url_prefix="/agencies/<slug>/identity-provider")


@bp.get("")
def edit(slug: str) -> str:
    agency = managed(slug)
    kept = IdentityProvider.of(agency.id)
    return _page(agency, IdentityProviderForm(obj=kept), kept)


@bp.post("")
@limiter.limit("20 per hour", key_func=limits.viewer)
def update(slug: str) -> Response | tuple[str, int]:
    agency, form = tended(slug), IdentityProviderForm()
    kept = IdentityProvider.of(agency.id)
    if not (form.validate() and _has_secret(form, kept) and _answers(form)):
        return _page(agency, form, kept), 422
    agency = tended(slug)  # anew: asking another machine ended what was begun
    only = AgencySettings.locked(agency.id).only_the_agencys
    kept = IdentityProvider.of(agency.id) or IdentityProvider(agency_id=agency.id)
    if only and (kept.issuer, kept.client_id) not in {(None, None), (form.issuer.data, form.client_id.data)}:
        form.issuer.errors = [_needed()]
        return _page(agency, form, kept), 422
    if kept.issuer not in {None, form.issuer.data}:
        sign_in.end_vouched(agency.id)
    kept.keep(form.issuer.data, form.client_id.data, form.client_secret.data)
    kept.by_id = g.viewer.id
    db.session.add(kept)
    record(IdentityProviderKept(agency.id, None))
    commit()
    flash(_("Saved. Please sign in with it once, to see that it works."))
    return redirect(url_for("identity_provider.edit", slug=slug))


@bp.post("/delete")
def destroy(slug: str) -> Response | tuple[str, int]:
    agency = managed(slug)
    settings, kept = AgencySettings.locked(agency.id), IdentityProvider.of(agency.id)
    if kept is not None and settings.only_the_agencys:
        return _page(agency, IdentityProviderForm(formdata=None, obj=kept), kept, needed=_needed()), 409
    if kept is not None:
        db.session.delete(kept)
        sign_in.end_vouched(agency.id)
        settings.refused_ways = [one for one in settings.refused_ways if one != AGENCY]  # for one to come
        record(IdentityProviderRemoved(agency.id, None))
        commit()
    flash(_("Your own sign-in is removed. Everyone signs in another way from now on."))
    return redirect(url_for("identity_provider.edit", slug=slug))


def _needed() -> str:
    return _("Your people can only sign in with it. Please open another way in the settings first.")


def _has_secret(form: IdentityProviderForm, kept: IdentityProvider | None) -> bool:
    """A secret that is kept is for its issuer only: another address would be told it."""
    if form.client_secret.data or (kept and kept.issuer == form.issuer.data):
        return True
    form.client_secret.errors = [_("Please fill this in.")]
    return False


def _answers(form: IdentityProviderForm) -> bool:
    let_go()
    try:
        openid.discover(form.issuer.data)
    except openid.Refused as refusal:
        differs = _("What answers there calls itself something else. Please copy the issuer letter by letter.")
        away = _("We could not read what this issuer says of itself. Please check the address.")
        form.issuer.errors = [differs if refusal.why == openid.ISSUER else away]
        return False
    return True


def _page(agency: Agency, form: IdentityProviderForm, kept: IdentityProvider | None, needed: str = "") -> str:
    callback = federation.callback(agency.slug)
    return render_template("agencies/identity_provider.html", agency=agency, form=form, kept=kept, callback=callback,
                           needed=needed)  # fmt: skip
