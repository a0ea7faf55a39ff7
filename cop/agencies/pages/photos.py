"""A person's photo, for those who may see it."""

from flask import Blueprint, Response, abort, g

from cop.agencies import queries
from cop.core import pictures, storage

bp = Blueprint("photos", __name__, url_prefix="/photos")
KEPT = "private, max-age=604800, immutable"  # a week, in one's own browser only


@bp.get("/<sha256>")
def show(sha256: str) -> Response:
    """404 for a photo that was taken away, and for those it is not shown to."""
    photo = queries.photo(g.viewer, sha256)
    if photo is None:
        abort(404)
    try:
        answer = Response(storage.stream(photo.file_key), content_type=pictures.MADE)
    except FileNotFoundError:  # taken away between the two
        abort(404)
    answer.content_length = photo.size
    answer.headers["Cache-Control"] = KEPT
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
