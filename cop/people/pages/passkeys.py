"""One's own passkeys: by name, made and removed."""

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from cop.core.db import db
from cop.core.facts import commit, record
from cop.core.tenancy import COMMONWEALTH
from cop.core.web import find_or_404
from cop.people import changes, limits, passkeys
from cop.people.facts import PasskeyAdded, PasskeyRemoved
from cop.people.forms import PasskeyForm, PasskeyMadeForm, PasswordOnlyForm
from cop.people.me import me
from cop.people.models.passkey import Passkey

bp = Blueprint("passkeys", __name__, url_prefix="/account/passkeys")


@bp.get("")
def index() -> str:
    theirs = db.session.scalars(Passkey.of(g.viewer.id)).all()
    return render_template("people/passkeys.html", form=PasskeyForm(), passkeys=theirs, site=passkeys.site())


@bp.post("/challenge")
@limits.tries(limits.viewer)
def ask() -> Response | tuple[dict[str, str], int]:
    """What the browser needs to make a passkey, for whoever knows the password; else why not, in words."""
    here, person, form = passkeys.site() or abort(404), me(), PasskeyForm()
    if not (form.validate() and changes.knows_password(person, form)):
        return {"words": " ".join(str(one) for errors in form.errors.values() for one in errors)}, 422
    return Response(passkeys.ask_to_make(here, person), mimetype="application/json")


@bp.post("")
def create() -> Answer | tuple[str, int]:
    here, person, form = passkeys.site() or abort(404), me(), PasskeyMadeForm()
    made = passkeys.made(here, person, form.name.data, form.credential.data) if form.validate() else None
    if made is None or db.session.query(Passkey).filter_by(credential_id=made.credential_id).first():
        flash(_("That passkey could not be added. Please try once more."))
        return redirect(url_for("passkeys.index"))
    db.session.add(made)
    record(PasskeyAdded(COMMONWEALTH, person.id))
    changes.tell(person, "passkey_added")
    commit()
    flash(_("Your passkey is added. You can sign in with it from now on."))
    return redirect(url_for("passkeys.index"))


@bp.get("/<id:passkey_id>")
def show(passkey_id: int) -> str:
    """Before it is removed."""
    return _removal(_mine(passkey_id), PasswordOnlyForm())


@bp.post("/<id:passkey_id>/delete")
@limits.tries(limits.viewer)
def destroy(passkey_id: int) -> Answer | tuple[str, int]:
    """Asks the password: whoever finds a page open must not take away what its person signs in with."""
    passkey, form = _mine(passkey_id), PasswordOnlyForm()
    if not (form.validate() and changes.knows_password(me(), form)):
        return _removal(passkey, form), 422
    db.session.delete(passkey)
    record(PasskeyRemoved(COMMONWEALTH, g.viewer.id))
    changes.tell(me(), "passkey_removed")
    commit()
    flash(_("The passkey is removed. You can delete it from your device too."))
    return redirect(url_for("passkeys.index"))


def _mine(passkey_id: int) -> Passkey:
    return find_or_404(Passkey.of(g.viewer.id), id=passkey_id)


def _removal(passkey: Passkey, form: PasswordOnlyForm) -> str:
    return render_template(
        "people/removal.html",
        title=_("Remove: %(name)s", name=passkey.name),
        words=_("You can no longer sign in with it."),
        form=form,
        action=url_for("passkeys.destroy", passkey_id=passkey.id),
        back=url_for("passkeys.index"),
        back_words=_("Your passkeys"),
    )
