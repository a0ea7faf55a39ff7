"""What a post of an annex said before. Whoever may read it may read this."""

from flask import Blueprint, abort, g, render_template, url_for

from cop.forums import annexes, queries

bp = Blueprint("annex_versions", __name__, url_prefix="/topics/<id:topic_id>/annex/<id:aside_id>/versions")


@bp.get("")
def index(topic_id: int, aside_id: int) -> str:
    topic, post = annexes.find_post(g.viewer, topic_id, aside_id)
    if not post.body_source:  # taken back, and its earlier words with it
        abort(404)
    back = url_for("annex_posts.show", topic_id=topic_id, aside_id=aside_id)
    versions = queries.versions(post)
    return render_template("forums/posts/versions.html", topic=topic, post=post, versions=versions, back=back)
