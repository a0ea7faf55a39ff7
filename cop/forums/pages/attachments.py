"""Pictures and files of a post: for whoever may read the post, and never run."""

from flask import Blueprint, Response, abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response as Redirect

from cop.core import ids, pictures, storage
from cop.core.db import db
from cop.core.facts import commit, record
from cop.core.file_kinds import TYPES, as_attachment
from cop.core.web import find_or_404, require
from cop.forums import policy, queries
from cop.forums.along import PICTURE
from cop.forums.facts import PostChanged
from cop.forums.models.attachment import Attachment
from cop.people import limits

bp = Blueprint("attachments", __name__, url_prefix="/topics/<id:topic_id>/posts/<id:post_id>/files/<id:attachment_id>")


@bp.get("")
def show(topic_id: int, post_id: int, attachment_id: int) -> Response:
    _topic, post = queries.find_post(g.viewer, topic_id, post_id)
    file = find_or_404(select(Attachment).where(Attachment.is_of(post)), id=attachment_id)
    if not post.body_source:  # taken back
        abort(404)
    return sent(file)


def sent(file: Attachment) -> Response:
    picture = file.kind == PICTURE
    answer = Response(content_type=pictures.MADE if picture else TYPES[file.kind])
    name = as_attachment(file.file_name)
    answer.headers["Content-Disposition"] = name.replace("attachment", "inline", 1) if picture else name
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.set_etag(ids.word(file.id))  # what is in it never changes
    if answer.make_conditional(request).status_code == 304:
        return answer
    try:
        answer.response = storage.stream(file.file_key)
    except FileNotFoundError:
        abort(404)
    answer.content_length = file.size
    return answer


@bp.post("/delete")
@limits.at_most(60, "10 minutes")
def destroy(topic_id: int, post_id: int, attachment_id: int) -> Redirect:
    topic, post = queries.find_post(g.viewer, topic_id, post_id)
    require(policy.can_change(g.viewer, topic, post))
    file = find_or_404(select(Attachment).where(Attachment.is_of(post)), id=attachment_id)
    db.session.refresh(post, with_for_update=True)  # it may be changed in another place at this moment
    file.take_away(post)
    record(PostChanged(post.agency_id, topic_id, post_id))
    commit()
    flash(_("It is removed for good."))
    return redirect(url_for("posts.show", topic_id=topic_id, post_id=post_id))
