"""What tests of annexes share: something said aside, and all that somebody outside is shown."""

import re

from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.annex import Annex, AnnexPost, audience_under
from cop.forums.models.topic import Topic
from cop.forums.queries import find_topic

NEW_EACH_TIME = re.compile(r'(name="(?:csrf_token|once)" value="|nonce="|"X-CSRFToken": ")[^"]*')


def say_aside(viewer, agency_id, topic_id, body):
    """Gives the ids of the annex and of the post."""
    topic = find_topic(viewer, topic_id)
    post = AnnexPost.write_in(Annex.begin(topic, agency_id, audience_under(topic.audience)), viewer, body, None)
    commit()
    return post.annex_id, post.id


def address(topic_id, *more):
    return "/".join([f"/topics/{ids.word(topic_id)}/annex", *more])


def page_of(browser, where):
    """Status, headers and body, without what is new each time a page is made."""
    answer = browser.get(where)
    headers = {name: NEW_EACH_TIME.sub(r"\1", said) for name, said in answer.headers if name != "Set-Cookie"}
    headers["Content-Security-Policy"] = re.sub(r"'nonce-[^']*'", "", headers.get("Content-Security-Policy", ""))
    return answer.status_code, headers, NEW_EACH_TIME.sub(r"\1", answer.text)


def topic_row(topic_id):
    db.session.expire_all()
    row = db.session.get_one(Topic, topic_id)
    return {column.name: getattr(row, column.name) for column in Topic.__table__.columns}
