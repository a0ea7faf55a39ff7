"""Copies of a post's words in the lines that quote it: what is taken out of the post goes from them, too."""

import re

import pytest
from sqlalchemy import select

from cop.core import clock, ids, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.core.jobs import Job
from cop.forums import quoting
from cop.forums.models.annex import AnnexPost
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.forums.words import quoted
from cop.trust import pseudonyms
from cop.trust.review.cut import OUT
from tests.forums.annexes import NEW_EACH_TIME, address, page_of, say_aside
from tests.forums.test_topics import open_topic
from tests.trust.looking import about, post_at, reply_of
from tests.trust.test_redactions import NAME, WORDS, everything_kept, take_out

QUOTE = quoted("Ben Castellano", WORDS)


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.money)


@pytest.fixture
def reply(acting, topic, world):
    return reply_of(acting, world.ben, topic, WORDS)


def test_they_go_from_what_others_quote_of_it_and_from_nothing_else_of_theirs(
    sign_in, app, acting, topic, reply, world
):
    quoting_it = reply_of(acting, world.ivy, topic, f"{QUOTE}I know {NAME}, too.")
    other = reply_of(acting, world.ivy, topic, f"> A poem that {NAME} wrote in another place, long ago.")
    ben = sign_in(world.ben)
    looked = ben.post(about(reply, "redaction"), data={"words": NAME})
    assert "It is quoted in 1 post. They go there, too." in looked.text
    take_out(ben, reply)
    page = sign_in(world.ana).get(post_at(topic, quoting_it)).text
    assert "Ben Castellano wrote:" in page
    assert f"I went with <strong>{OUT}</strong> to the bank." in page.replace("\n", " ")
    assert f"I know {NAME}, too." in page
    assert NAME in sign_in(world.ana).get(post_at(topic, other)).text


def test_they_go_from_earlier_versions_and_from_what_was_taken_back(sign_in, app, acting, topic, reply, world):
    quoting_it = reply_of(acting, world.ivy, topic, QUOTE)
    ivy = sign_in(world.ivy)
    ivy.post(f"{post_at(topic, quoting_it)}/edit", data={"body": "Nothing quoted.", "version": "1"})
    gone = reply_of(acting, world.ivy, topic, QUOTE)
    ivy.post(f"{post_at(topic, gone)}/removal")
    take_out(sign_in(world.ben), reply)
    assert NAME not in everything_kept(app)


def aside(acting, someone, agency, topic_id, words):
    with acting(someone) as viewer:
        return say_aside(viewer, agency.id, topic_id, words)[1]


def test_they_go_from_what_agencies_quote_among_themselves(sign_in, app, acting, topic, reply, world, count_sql, mails):
    """And whoever takes them out learns nothing of it: not by a byte, nor by a statement."""
    ben, ivy, costs, pages = sign_in(world.ben), sign_in(world.ivy), [], []
    words = {"words": NAME}
    for _ in "12":
        with count_sql() as counted:
            shown = NEW_EACH_TIME.sub(r"\1", ben.post(about(reply, "redaction"), data=words).text)
            pages.append((page_of(ben, about(reply, "redaction"))[2], re.sub(r"nonce-[^']*", "", shown)))
        costs.append(counted.count)
        if len(costs) == 1:
            said = [aside(acting, world.bettina, world.stonefield, topic, f"{QUOTE}Call the nurse first.")]
    assert costs[0] == costs[1]
    assert pages[0] == pages[1]
    take_out(ben, reply)
    mails()
    page = ivy.get(address(topic)).text
    assert OUT in page
    assert NAME not in page
    assert "Ben Castellano wrote:" in page
    assert "Call the nurse first." in page
    with app.app_context(), tenancy.everywhere():
        assert db.session.get_one(AnnexPost, said[0]).version == 2
    assert NAME not in everything_kept(app)


def test_no_job_holds_the_words(app, sign_in, topic, reply, world):
    take_out(sign_in(world.ben), reply)
    with app.app_context():
        assert NAME.split()[0] not in " ".join(db.session.scalars(select(Job.payload)))


def test_of_a_post_without_a_name_the_job_tells_no_minute(app, acting, sign_in, topic, world):
    with acting(world.ben) as viewer:
        one = Reply.write_in(db.session.get_one(Topic, topic), viewer, WORDS, None, nameless=True)
        commit()
        reply_id = one.id
    take_out(sign_in(world.ben), reply_id)
    with app.app_context():
        (job,) = db.session.scalars(select(Job).where(Job.name == "take-out-of-annexes"))
        assert (job.due_at.minute, job.due_at.second) == (0, 0)
        assert job.id >> ids.RANDOM_BITS == ids.id_at(pseudonyms.rounded(clock.now()), 0) >> ids.RANDOM_BITS


LEFT = f"I went with {OUT} to the bank. It helped to wait outside."


@pytest.mark.parametrize(
    ("quote", "left"),
    [
        ("I went with Al B to the bank. It helped to wait outside.", LEFT),
        (
            "Ben wrote:\n\nI went with Al B to the bank. It ha …",
            f"Ben wrote:\n\nI went with {OUT} to the bank. It ha …",
        ),
        ("with **Al** B to the bank", f"with {OUT} to the bank"),
        ("went with Al", f"went with {OUT}"),
        ("A river is deep, they say.", "A river is deep, they say."),
        (LEFT, LEFT),
    ],
)
def test_a_copy_is_laid_beside_what_is_left(quote, left):
    assert quoting.with_gaps(quote, [LEFT]) == left


def test_only_lines_that_quote_are_looked_at_and_their_marks_stay():
    source = "Al\n> Al\n> > Al, too\n\nAl"
    assert quoting.anew(source, lambda words: words.replace("Al", OUT)) == f"Al\n> {OUT}\n> > {OUT}, too\n\nAl"


def test_long_texts_are_laid_beside_each_other():
    words = "We wait by the door. " * 900
    assert quoting.with_gaps(words, [f"{words}{OUT}"]) == words
