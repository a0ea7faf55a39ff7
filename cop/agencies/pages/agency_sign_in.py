"""Signing in through one's own agency: which one, and off to its identity provider."""

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies import federation
from cop.agencies.pages.agency_answers import refused
from cop.agencies.sign_in_forms import ShortNameForm
from cop.core.db import let_go
from cop.core.web import limiter
from cop.people import openid
from cop.people.openid import Asked, Refused

bp = Blueprint("agency_sign_in", __name__, url_prefix="/sign-in/agency")
Page = str | Response | tuple[str, int]


@bp.get("")
def new() -> Page:
    if g.viewer.is_authenticated:
        return redirect(url_for("home.show"))
    return _page(ShortNameForm())


@bp.post("")
@limiter.limit("20 per minute")
def create() -> Page:
    form = ShortNameForm()
    if not form.validate():
        return _page(form), 422
    slug = form.slug.data.lower()
    if federation.way(slug) is None:
        form.slug.errors = [_("We know of no agency with this short name that has its own sign-in.")]
        return _page(form), 422
    return redirect(url_for("agency_sign_in.show", slug=slug))


@bp.get("/<slug>")
def show(slug: str) -> str:
    """A page of ours with a link that leads away: our policy lets no form lead elsewhere, nor what it is sent on to."""
    way = federation.way(slug) or abort(404)
    return render_template("agencies/sign_in/show.html", agency=way.agency, logo=federation.logo(way))


@bp.get("/<slug>/provider")
@limiter.limit("20 per minute")
def leave(slug: str) -> Page:
    way, asked = federation.way(slug) or abort(404), Asked.fresh()
    let_go()
    try:
        out = openid.way_out(way.relying, asked)
    except Refused as refusal:
        return refused(slug, refusal)
    federation.keep(slug, asked)
    return redirect(out)


def _page(form: ShortNameForm) -> str:
    return render_template("agencies/sign_in/new.html", form=form)
