"""Spaces: the list, one with its topics, a new one, and changing one."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies.audience import describe
from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.core.forms import options
from cop.core.once import already_sent
from cop.core.paging import page_of
from cop.core.web import require
from cop.forums import audiences, caretakers, facets, lists, policy, queries, spaces, starters
from cop.forums.forms import SpaceForm
from cop.forums.models.facet import TAG
from cop.forums.models.first_look import FirstLook
from cop.forums.models.space import CARETAKERS, Space
from cop.forums.models.subscription import wished
from cop.people import limits
from cop.trust.policy import looks_after
from cop.trust.review import stopping

bp = Blueprint("spaces", __name__, url_prefix="/forums")
Page = str | Response | tuple[str, int]


@bp.get("")
def index() -> str:
    return render_template("forums/spaces/index.html", spaces=spaces.of(g.viewer))


@bp.get("/<slug>")
def show(slug: str) -> str:
    space = queries.find_space(g.viewer, slug)
    facet, start = facets.asked_for(request.args), ids.from_query(request.args.get("before"))
    topics, before = page_of(lists.topics(g.viewer, space, start, facet), lists.TOPICS_PER_PAGE)
    tag = facet["name"] if facet and facet["kind"] == TAG else None
    wish = wished(g.viewer.id, space.agency_id, **({"tag": tag} if tag else {"space_id": space.id}))
    keeps = looks_after(g.viewer, space)
    return render_template(
        "forums/spaces/show.html",
        space=space,
        topics=topics,
        before=before,
        facet=facet,
        tag=tag,
        facets=facets.of_space(space),
        level=wish.level if wish else None,
        keeps=keeps,
        first_look=FirstLook.of(space.id) if keeps else None,
        caretakers=(known := caretakers.of(space)),
        can_take_on=not known and policy.can_take_on(g.viewer, space),
        can_open=policy.can_open_topic(g.viewer, space),
        looks_after=policy.looks_after(g.viewer, space),
        of_circle=space.of_circle,
    )


@bp.get("/new")
def new() -> str:
    return _new(SpaceForm())


@bp.post("/new")
@limits.at_most(30, "hour")
def create() -> Page:
    form = SpaceForm()
    form.place.choices = options(audiences.places(g.viewer))
    if not form.validate() or not _can_begin(form):
        return _new(form), 422
    space = already_sent(Space, Space.by_id == g.viewer.id, form.once_id)
    if space is None:
        agency_id, audience = audiences.chosen(form.place.data, g.viewer)
        stopping.let_write(g.viewer, agency_id)
        said = (form.name.data, form.purpose.data, form.opened_by.data, form.nameless.data)
        space = Space.make(agency_id, audience, g.viewer, *said, form.once_id)
        commit()
    if space.audience in audiences.shut_to(g.viewer, space.agency_id):
        flash(_("The space is there. It is for others than you, so you can't open it yourself."))
        return redirect(url_for("spaces.index"))
    return redirect(url_for("spaces.show", slug=space.slug))


@bp.get("/<slug>/edit")
def edit(slug: str) -> str:
    space = _mine(slug)
    said = {"name": starters.name_in_words(space.name, space.starter), "opened_by": space.opened_by,
            "nameless": space.nameless,
            "purpose": starters.purpose_in_words(space.purpose, space.starter), "place": space.audience}  # fmt: skip
    return _edit(space, SpaceForm(data=said))


@bp.post("/<slug>/edit")
@limits.at_most(60, "hour")
def update(slug: str) -> Page:
    space = _mine(slug)
    stopping.let_write(g.viewer, space.agency_id)
    form = SpaceForm()
    form.place.choices = options(audiences.given(g.viewer, space))
    db.session.refresh(space, with_for_update=True)
    if not form.validate() or not _can_be_for(space, form):
        return _edit(space, form), 422
    said = (form.name.data, form.purpose.data)
    if said != (starters.name_in_words(space.name, space.starter),
                starters.purpose_in_words(space.purpose, space.starter)):  # fmt: skip
        space.say(*said)
    space.let_open(form.opened_by.data)
    space.let_be_nameless(form.nameless.data)
    space.narrow(form.place.data)
    commit()
    flash(_("Saved."))
    return redirect(url_for("spaces.index" if not g.viewer.belongs_to(space) else "spaces.show", slug=slug))


def _mine(slug: str) -> Space:
    space = queries.find_space(g.viewer, slug)
    require(policy.looks_after(g.viewer, space))
    return space


def _new(form: SpaceForm) -> str:
    form.place.choices = options(audiences.places(g.viewer))
    return render_template("forums/spaces/new.html", form=form, others=audiences.others_only(g.viewer))


def _edit(space: Space, form: SpaceForm) -> str:
    form.place.choices = options(audiences.given(g.viewer, space))
    return render_template("forums/spaces/edit.html", space=space, form=form)


def _can_begin(form: SpaceForm) -> bool:
    """Somebody can: whoever makes a space for others is no caretaker of it."""
    agency_id, _colon, name = str(form.place.data).partition(":")
    if form.opened_by.data == CARETAKERS and name in audiences.shut_to(g.viewer, int(agency_id)):
        form.opened_by.errors = [_("Nobody could: you are not one of those it is for, so you do not look after it.")]
        return False
    return True


def _can_be_for(space: Space, form: SpaceForm) -> bool:
    if space.may_be_for(form.place.data):
        return True
    now = describe(space.agency_id, space.audience, g.viewer.agency_name(space.agency_id))
    form.place.errors = [_("People wrote here for: %(audience)s. It can be for fewer of them, and not for others.",
                           audience=now)]  # fmt: skip
    return False
