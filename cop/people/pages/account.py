"""One's own account: who I am here, and where I am signed in."""

from flask import Blueprint, g, render_template
from flask_babel import gettext as _

from cop.core.db import db
from cop.people.me import me
from cop.people.models.sign_in import SignIn, hashed

BROWSERS = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}  # the first that fits
MACHINES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac": "Mac",
    "Linux": "Linux",
}

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("")
def show() -> str:
    person = me()
    found = db.session.scalars(SignIn.of(person.id).order_by(SignIn.id.desc())).all()
    sign_ins = [one for one in found if g.viewer.lasts.hold(one.created_at, one.seen_at)]
    return render_template(
        "people/account.html",
        person=person,
        sign_ins=sign_ins,
        here=hashed(g.viewer.token),
    )


def device(agent: str) -> str:
    """A browser and its machine in two words, from what it says of itself."""
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), _("a browser"))
    machine = next((name for mark, name in MACHINES.items() if mark in agent), _("a device"))
    return _("%(browser)s on %(machine)s", browser=browser, machine=machine)
