"""Quoting a post without script: the form on the post's own page has it already."""

import pytest

from cop.core import ids
from cop.forums.words import quoted
from cop.trust import pseudonyms
from tests.forums.test_mentions import called
from tests.forums.test_topics import open_topic
from tests.forums.test_without_a_name import NAMELESS, ask, hand_on


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        number = open_topic(viewer, world.money, body="First *line*.\n\nSecond line.")
    return f"/topics/{ids.word(number)}"


def test_the_whole_post_is_quoted_with_who_wrote_it(sign_in, topic, world):
    page = sign_in(world.ivy).get(f"{topic}/posts/{topic.rsplit('/', 1)[1]}?quote=1").text
    assert "&gt; Ana Ribeiro wrote:\n&gt;\n&gt; First *line*.\n&gt;\n&gt; Second line.\n" in page


def test_nobody_is_quoted_unasked(sign_in, topic, world):
    assert "&gt; Ana" not in sign_in(world.ivy).get(f"{topic}/posts/{topic.rsplit('/', 1)[1]}").text


def test_a_long_post_is_shortened_at_a_word():
    assert len(quoted("Ana", "word " * 500)) < 700
    assert quoted("Ana", "word " * 500).endswith("word word …\n\n")


def test_without_a_name_it_is_two_words_and_never_more(sign_in, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana, **NAMELESS).location
    page = ivy.get(f"{topic}/posts/{topic.rsplit('/', 1)[1]}?quote=1").text
    assert f"&gt; {pseudonyms.called(hand_on(ana.get(topic).text))} wrote:" in page
    assert "Ribeiro" not in page


def test_what_was_taken_back_is_not_quoted(sign_in, topic, world):
    ana, number = sign_in(world.ana), topic.rsplit("/", 1)[1]
    ana.post(f"{topic}/posts/{number}/removal")
    page = sign_in(world.ivy).get(f"{topic}/posts/{number}?quote=1").text
    assert "wrote:\n" not in page
    assert "First" not in page


def test_nobody_is_mentioned_by_being_quoted(sign_in, topic, mails, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    ana.post(f"{topic}/replies", data={"body": "@Ben Castellano"})
    called(mails)
    ivy.post(f"{topic}/replies", data={"body": quoted("Ana Ribeiro", "@Ana Ribeiro @Ben Castellano")})
    assert called(mails) == []
