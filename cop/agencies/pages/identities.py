"""One's own identities at agencies' providers: connected after the password, and removed."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.agencies import federation
from cop.agencies.models.agency import Agency
from cop.agencies.models.identity_provider import IdentityProvider
from cop.agencies.sign_in_forms import ConnectionForm
from cop.core import tenancy
from cop.core.db import db
from cop.core.facts import commit, record
from cop.core.forms import options
from cop.core.tenancy import COMMONWEALTH
from cop.core.web import find_or_404
from cop.people import changes, limits
from cop.people.facts import IdentityRemoved
from cop.people.forms import PasswordOnlyForm
from cop.people.me import me
from cop.people.models import sign_in
from cop.people.models.identity import Identity

bp = Blueprint("identities", __name__, url_prefix="/account/agency-sign-in")


@bp.get("")
def index() -> str:
    return _page(_form())


@bp.post("")
@limits.tries(limits.viewer)
def create() -> Response | tuple[str, int]:
    form = _form()
    if not (form.validate() and changes.knows_password(me(), form)):
        return _page(form), 422
    federation.connect(g.viewer.id)
    return redirect(url_for("agency_sign_in.show", slug=form.agency.data))


@bp.get("/<id:identity_id>")
def show(identity_id: int) -> str:
    """Before it is removed."""
    return _removal(_mine(identity_id), PasswordOnlyForm())


@bp.post("/<id:identity_id>/delete")
@limits.tries(limits.viewer)
def destroy(identity_id: int) -> Response | tuple[str, int]:
    identity, form = _mine(identity_id), PasswordOnlyForm()
    if not (form.validate() and changes.knows_password(me(), form)):
        return _removal(identity, form), 422
    db.session.delete(identity)
    sign_in.end_vouched(person_id=g.viewer.id)
    record(IdentityRemoved(COMMONWEALTH, g.viewer.id))
    changes.tell(me(), "identity_removed")
    commit()
    flash(_("Removed. Your agency's sign-in no longer opens your account."))
    return redirect(url_for("identities.index"))


def _mine(identity_id: int) -> Identity:
    return find_or_404(Identity.of(g.viewer.id), id=identity_id)


def _removal(identity: Identity, form: PasswordOnlyForm) -> str:
    return render_template(
        "people/removal.html",
        title=_("Remove: %(name)s", name=identity.issuer),
        words=_("You can no longer sign in with it."),
        form=form,
        action=url_for("identities.destroy", identity_id=identity.id),
        back=url_for("identities.index"),
        back_words=_("Your agency's sign-in"),
    )


def _form() -> ConnectionForm:
    """Offers the agencies of one's own that have a provider.

    Also those that this sign-in does not open: connecting may be what is needed to open them.
    """
    form, mine = ConnectionForm(), {one.agency_id for one in g.viewer.everywhere}
    having = select(IdentityProvider.agency_id).where(IdentityProvider.agency_id.in_(mine))
    with tenancy.within(tenancy.agencies(*mine)):
        agencies = db.session.scalars(Agency.providers().where(Agency.id.in_(having))).all()
    form.agency.choices = options({one.slug: one.name for one in agencies})
    return form


def _page(form: ConnectionForm) -> str:
    identities = db.session.scalars(Identity.of(g.viewer.id)).all()
    return render_template("agencies/identities.html", form=form, identities=identities)
