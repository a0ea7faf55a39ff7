"""What the tests of looking after posts share: a post of Ana's or Ben's, and how it is flagged and decided about."""

from sqlalchemy import select

from cop.core import ids, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.trust.models.appeal import Appeal
from cop.trust.models.decision import ReviewDecision
from tests.world import Place

WORDS = "They hold it. We wait by the juniper."
WHY = "It names a street. Please say it without."


def reply_of(acting, someone, topic_id, words=WORDS):
    with acting(someone) as viewer:
        reply = Reply.write_in(db.session.get_one(Topic, topic_id), viewer, words, None)
        commit()
        return reply.id


def peers_at(app, agency):
    """An agency's own space for peers only."""
    with app.app_context(), tenancy.everywhere():
        space = Space(agency_id=agency.id, slug="ours", name="Ours", purpose="P", audience="peers")
        db.session.add(space)
        db.session.commit()
        return Place(space.id, space.slug, space.name)


def post_at(topic_id, post_id):
    return f"/topics/{ids.word(topic_id)}/posts/{ids.word(post_id)}"


def about(post_id, what):
    return f"/posts/{ids.word(post_id)}/{what}"


def flag(browser, post_id, reason="identifies", **more):
    return browser.post(about(post_id, "flag"), data={"reason": reason} | more)


def review(post_id, *more):
    return "/".join(["/review", ids.word(post_id), *more])


def decide(browser, post_id, action, message=WHY, **more):
    return browser.post(review(post_id, "decisions"), data={"action": action, "message": message, **more})


def decision_of(app, post_id, action):
    """The last of that kind, by its word in an address."""
    with app.app_context(), tenancy.everywhere():
        found = select(ReviewDecision.id).where(ReviewDecision.subject_id == post_id, ReviewDecision.action == action)
        return ids.word(db.session.scalars(found.order_by(ReviewDecision.id.desc())).first())


def appeals(app):
    with app.app_context(), tenancy.everywhere():
        return db.session.scalars(select(Appeal)).all()
