"""Pictures and files of a post that was flagged or hidden, for those who decide about it: they are part of it."""

from flask import Blueprint, Response, abort, g
from sqlalchemy import or_, select

from cop.core.web import find_or_404
from cop.forums.models.attachment import Attachment
from cop.forums.pages.attachments import sent
from cop.trust.review import deciding

bp = Blueprint("reviewed_files", __name__, url_prefix="/review/<id:subject_id>/files/<id:attachment_id>")


@bp.get("")
def show(subject_id: int, attachment_id: int) -> Response:
    """Nothing of what its writer took back themselves."""
    subject = deciding.find(g.viewer, subject_id)
    of_it = or_(Attachment.topic_id == subject_id, Attachment.reply_id == subject_id)
    file = find_or_404(select(Attachment).where(of_it), id=attachment_id)
    if not (subject.shown or subject.hidden):
        abort(404)
    return sent(file)
