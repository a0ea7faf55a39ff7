"""What one of the demo's agencies says among itself, and a space for people who were invited."""

from collections import defaultdict

from sqlalchemy import select

from cop.agencies.entering import viewer_of
from cop.agencies.models.circle import CircleMember
from cop.core.db import db
from cop.core.tenancy import COMMONWEALTH
from cop.demo import talk, words
from cop.demo.people import Cast
from cop.demo.words import Pen
from cop.forums import audiences
from cop.forums.annex_reactions import index_annex_post
from cop.forums.facts import AnnexPostWritten
from cop.forums.models.annex import Annex, AnnexPost
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic


def load(cast: Cast, pen: Pen) -> None:
    for one in words.read("asides")["aside"]:
        say(cast, pen, one)
    invite(cast, pen, words.read("asides")["circle"])
    db.session.info["facts"] = []  # nobody was there to be told
    db.session.commit()


def say(cast: Cast, pen: Pen, one: dict[str, str]) -> None:
    topic = db.session.scalars(select(Topic).where(Topic.title == one["topic"])).one()
    at, agency_id = pen.ago(float(one["days_ago"])), cast.voice(one["author"])
    annex = Annex.begin(topic, agency_id, "everyone")
    post = AnnexPost(id=pen.id_at(at), agency_id=agency_id, annex_id=annex.id, author_id=cast.people[one["author"]],
                     voice_id=agency_id, created_at=at)  # fmt: skip
    post.write(one["body"].strip())
    annex.posts += 1
    annex.moved_at = at
    db.session.add(post)
    db.session.flush()
    index_annex_post(AnnexPostWritten(agency_id, annex.id, post.id))


def invite(cast: Cast, pen: Pen, one: dict[str, str]) -> None:
    begins = viewer_of(cast.people[one["author"]])
    assert begins is not None
    _agency_id, audience = audiences.chosen(f"{COMMONWEALTH}:{audiences.INVITED}", begins)
    space = Space.make(COMMONWEALTH, audience, begins, one["name"], one["purpose"], "everyone", False, None)
    circle_id = db.session.scalars(select(CircleMember.circle_id)).one()
    db.session.add_all(
        CircleMember(agency_id=COMMONWEALTH, circle_id=circle_id, person_id=cast.people[who])
        for who in one["members"]
        if who != one["author"]
    )
    space.topics = 1
    db.session.flush()
    rows: talk.Rows = defaultdict(list)
    talk.add(rows, Cast(cast.agencies, cast.people, {space.slug: space}), pen, one | {"space": space.slug})
    talk.write(rows)
