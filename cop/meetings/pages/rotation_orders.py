"""The order of the areas: all that ever held, and setting a new one."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.agencies.models.agency import Area
from cop.core.db import db
from cop.core.facts import commit
from cop.core.forms import options
from cop.core.once import already_sent
from cop.core.web import require
from cop.meetings import planning, policy, proposals
from cop.meetings.calendar import Period
from cop.meetings.forms import OrderForm, order_form
from cop.meetings.models.proposal import OrderVersion
from cop.meetings.models.rotation import OrderPlace
from cop.meetings.words import period as in_words
from cop.people import limits

bp = Blueprint("rotation_orders", __name__, url_prefix="/meetings/rotation/orders")


@bp.get("")
def index() -> str:
    return _page(_form(formdata=None))


@bp.post("")
@limits.at_most(30, "hour")
def create() -> Response | tuple[str, int]:
    require(policy.can_set_order(g.viewer))
    form = _form()
    if not form.validate():
        return _page(form), 422
    if already_sent(OrderVersion, OrderVersion.by_id == g.viewer.id, form.once_id) is None:
        planning.set_order(form.order, Period.parse(form.since.data), g.viewer, form.why.data or "", form.once_id)
        planning.keep_ahead(planning.today())
        commit()
    flash(_("The new order holds from that quarter on. Every turn that changed says so."))
    return redirect(url_for("rotation.show"))


def _form(**given: object) -> OrderForm:
    """Filled in with the order that holds; from the next quarter on, at the earliest."""
    areas = db.session.scalars(select(Area.slug).order_by(Area.slug)).all()
    holds = OrderPlace.orders()[-1].areas
    form = order_form(areas)(**given, data={area: str(place) for place, area in enumerate(holds, start=1)})
    coming = planning.today().next.following(planning.AHEAD + 4)
    form.since.choices = options({str(period): in_words(period) for period in coming})
    return form


def _page(form: OrderForm) -> str:
    return render_template(
        "meetings/rotation/orders.html", form=form, orders=proposals.orders(), can_set=policy.can_set_order(g.viewer)
    )
