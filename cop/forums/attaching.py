"""Pictures and files that are sent with a post: with a new one, or when it is changed."""

from collections.abc import Iterable
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, MultipleFileField
from wtforms import Field, ValidationError

from cop.config import MEGABYTE
from cop.core.file_kinds import bare_name, kind_of, tidy_name
from cop.core.forms import line
from cop.core.pictures import NotAPicture, TooManyPixels, remade, size_of
from cop.forums.along import PICTURE, Piece

MOST = 4  # of each
SIDE = 1600  # pixels
LONGEST = 300  # characters that say what a picture shows
FULL = _l("A post can have up to 4 pictures and 4 files. Please remove one first, or choose fewer.")
WAITS = _l("Your first post here waits until someone has looked at it, so it can't have pictures or files yet.")
ACCEPT = "image/png,image/jpeg,image/webp"


def _made(_form: Any, field: Field) -> None:
    if not field.data:
        return
    _small_enough(field.data)
    try:
        field.made = remade(field.data.stream, SIDE)
    except TooManyPixels:
        raise ValidationError(_l("This picture is too large. Please make it smaller first.")) from None
    except NotAPicture:
        raise ValidationError(
            _l("We can keep PNG, JPEG and WebP pictures. This is none of them, or it is broken.")
        ) from None


def _said(form: Any, field: Field) -> None:
    there, said = form[field.name.removesuffix("_says")].data, (field.data or "").strip()
    if there and not said:
        raise ValidationError(_l("Please say what the picture shows, for those who can't see it."))
    if said and not there:
        raise ValidationError(_l("Please choose the picture, or take these words out."))


def _kept(form: Any, field: Field) -> None:
    if not field.data:
        return
    if form.unsigned:
        raise ValidationError(_l("Without your name you can add pictures only: your name may be inside a file."))
    if len(field.data) > MOST:
        raise ValidationError(_l("Please choose at most 4 files."))
    for file in field.data:
        _small_enough(file)
        if kind_of(file.stream) is None:
            raise ValidationError(
                _l("We can keep PDF, Word, PowerPoint, Excel, OpenDocument and plain text files that are not empty. "
                   "%(name)s is none of them.") % {"name": bare_name(file.filename or "")}
            )  # fmt: skip


def _small_enough(file: Any) -> None:
    largest = current_app.extensions["settings"].upload_limit
    if file.stream.seek(0, 2) > largest:
        raise ValidationError(
            _l("This file is too big. Files can be up to %(size)d MB.") % {"size": largest // MEGABYTE}
        )
    file.stream.seek(0)


class Attaching:
    """Before a form's own class: up to MOST pictures, each with words for what it shows, and up to MOST files.

    `waits`: it was found that they can't come along yet.
    """

    waits = False
    files = MultipleFileField(
        _l("Files"),
        [_kept],
        render_kw={"accept": ".pdf,.docx,.pptx,.xlsx,.odt,.txt,.md", "data-files": "", "data-named": ""},
    )

    @property
    def pictures(self) -> list[tuple[Field, Field]]:
        form: Any = self
        return [(form[f"picture_{number}"], form[f"picture_{number}_says"]) for number in range(1, MOST + 1)]

    @property
    def brought(self) -> bool:
        """Whether anything came with it: a browser does not put files into a form again."""
        form: Any = self
        return bool(form.files.data) or any(picture.data for picture, _ in self.pictures)

    def cannot_wait(self) -> bool:
        """Says so at a first post that waits for a look: it is words alone until then."""
        form: Any = self
        brought = [one for one in (*(picture for picture, _ in self.pictures), form.files) if one.data]
        for field in brought[:1]:
            field.errors = [*field.errors, WAITS]
        self.waits = bool(brought)
        return self.waits

    def cannot_hold(self, there: Iterable[Any]) -> bool:
        """Says so where there would be more than MOST of a kind, with those that are there already."""
        form: Any = self
        pictures = [picture for picture, _ in self.pictures if picture.data]
        kinds = [one.kind == PICTURE for one in there]
        full = []
        if pictures and kinds.count(True) + len(pictures) > MOST:
            full.append(pictures[-1])
        if form.files.data and kinds.count(False) + len(form.files.data) > MOST:
            full.append(form.files)
        for field in full:
            field.errors = [*field.errors, FULL]
        return bool(full)

    @property
    def attaching_failed(self) -> bool:
        form: Any = self
        looked_at = getattr(form.files, "advice", None)
        return bool(form.files.errors or looked_at) or any(one.errors for pair in self.pictures for one in pair)

    @property
    def pieces(self) -> list[Piece]:
        """Once it is valid."""
        form: Any = self
        drawn = [
            Piece(PICTURE, picture.made, "", says.data.strip(), *size_of(picture.made))
            for picture, says in self.pictures
            if picture.data
        ]
        return drawn + [_piece(file) for file in form.files.data or ()]


def _piece(file: Any) -> Piece:
    kind = kind_of(file.stream) or ""
    content = file.stream.read()
    return Piece(kind, content, tidy_name(file.filename or "", kind))


for _number in range(1, MOST + 1):
    _label = _l("Picture %(number)d", number=_number)
    setattr(Attaching, f"picture_{_number}", FileField(_label, [_made], render_kw={"accept": ACCEPT}))
    setattr(
        Attaching,
        f"picture_{_number}_says",
        line(_l("What does it show?"), most=LONGEST, required=False, also=[_said], autocomplete="off"),
    )
