"""One's own photo, and who sees it."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import pictures
from cop.core.db import let_go
from cop.core.facts import commit
from cop.people import limits
from cop.people.guard import guard
from cop.people.me import me
from cop.people.models.person import Person
from cop.people.models.photo import LARGEST, SIDE, Photo
from cop.people.self_forms import PhotoForm
from cop.people.words import COLLEAGUES, EVERYONE

bp = Blueprint("photo", __name__, url_prefix="/account/photo")
guard(bp)


@bp.get("")
def edit() -> str:
    person = me()
    return _page(PhotoForm(data={"shown_to": EVERYONE if person.photo_open else COLLEAGUES}), person)


@bp.post("")
@limits.at_most(40, "day")
def update() -> Response | tuple[str, int]:
    person = me()
    form = PhotoForm(has=bool(person.photo))
    if not (form.validate() and _taken(form)):
        return _page(form, person), 422
    person.photo_open = form.shown_to.data == EVERYONE
    commit()
    flash(_("Your photo is saved."))
    return redirect(url_for("photo.edit"))


@bp.post("/delete")
def destroy() -> Response:
    Photo.take_away(g.viewer.id)
    commit()
    flash(_("Your photo is taken away. Your initials stand in its place."))
    return redirect(url_for("photo.edit"))


def _taken(form: PhotoForm) -> bool:
    """Whether the photo that was chosen, if any, is one. If not, the form says so."""
    if not form.file.data:
        return True
    let_go()  # reading a large one takes a second, in which nobody else's writing waits
    try:
        made = pictures.remade(form.file.data.stream, SIDE, square=True)
    except (pictures.NotAPicture, pictures.TooManyPixels) as why:
        form.refuse(why)
        return False
    Photo.put(g.viewer.id, made)
    return True


def _page(form: PhotoForm, person: Person) -> str:
    return render_template("people/photo.html", form=form, person=person, largest=LARGEST)
