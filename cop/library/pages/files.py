"""A resource's file: sent as an attachment, under our own type, and never run."""

from flask import Blueprint, Response, abort, g

from cop.core import storage
from cop.core.file_kinds import as_attachment
from cop.library import queries
from cop.library.kinds import TYPES

bp = Blueprint("files", __name__, url_prefix="/library/<id:resource_id>/file")


@bp.get("")
def show(resource_id: int) -> Response:
    resource = queries.resource(g.viewer, resource_id)
    if resource is None:
        abort(404)
    answer = Response(storage.stream(resource.file_key), content_type=TYPES[resource.kind])
    answer.content_length = resource.size
    answer.headers["Content-Disposition"] = as_attachment(resource.file_name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
