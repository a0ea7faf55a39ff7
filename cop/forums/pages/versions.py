"""What a post said before. Whoever may read it may read this."""

from flask import Blueprint, abort, g, render_template, url_for

from cop.forums import queries

bp = Blueprint("versions", __name__, url_prefix="/topics/<id:topic_id>/posts/<id:post_id>/versions")


@bp.get("")
def index(topic_id: int, post_id: int) -> str:
    topic, post = queries.find_post(g.viewer, topic_id, post_id)
    if not post.body_source:  # removed, and its earlier words with it
        abort(404)
    back = url_for("posts.show", topic_id=topic_id, post_id=post_id)
    versions = queries.versions(post)
    return render_template("forums/posts/versions.html", topic=topic, post=post, versions=versions, back=back)
