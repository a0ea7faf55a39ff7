"""Cards of links: for each reader of what that reader may see, and of nothing else."""

import pytest

from cop.core import ids
from tests.forums.test_topics import open_topic
from tests.library.test_uploads import upload


@pytest.fixture
def topics(acting, world):
    """By whom they are for, Ana's topics."""
    with acting(world.ana) as viewer:
        return {
            name: f"/topics/{ids.word(open_topic(viewer, getattr(world, name), title=f'For {name}'))}"
            for name in ("money", "peers", "team")
        }


def cards(browser, *places):
    answer = browser.get("/cards", query_string=[("at", at) for at in places])
    assert answer.status_code == 200
    return answer.json


def test_each_reader_gets_cards_of_what_they_may_see(sign_in, topics, world):
    asked = topics.values()
    everyones = {topics["money"]: {"kind": "Challenge", "title": "For money"}}
    peers = {topics["peers"]: {"kind": "Challenge", "title": "For peers"}}
    team = {topics["team"]: {"kind": "Challenge", "title": "For team"}}
    assert cards(sign_in(world.ana), *asked) == everyones | peers | team
    assert cards(sign_in(world.luz), *asked) == everyones | team
    assert cards(sign_in(world.ivy), *asked) == everyones | peers


def test_what_is_hidden_and_what_is_not_there_look_the_same(sign_in, topics, world):
    ivy = sign_in(world.ivy)
    places = (topics["team"], f"/topics/{ids.word(ids.new_id())}", "/topics/x", "/nowhere", "", "//x", "/account",
              "https://elsewhere.example/forums", "javascript:1", "/topics/" + "9" * 10_000)  # fmt: skip
    for at in places:
        assert cards(ivy, at) == {}


def test_a_resource_has_one(sign_in, world):
    where = upload(sign_in(world.ana), b"Words", "paper.txt").location
    assert cards(sign_in(world.ivy), where) == {where: {"kind": "Resource", "title": "A paper"}}


def test_a_topic_that_was_taken_back_has_none(sign_in, topics, world):
    ana, number = sign_in(world.ana), topics["money"].rsplit("/", 1)[1]
    ana.post(f"{topics['money']}/posts/{number}/removal")
    assert cards(ana, topics["money"]) == {}


def test_twenty_are_made_at_most_and_none_twice(sign_in, topics, world, count_sql):
    ana = sign_in(world.ana)
    with count_sql() as one:
        cards(ana, topics["money"])
    with count_sql() as many:
        assert len(cards(ana, *[topics["money"]] * 19, topics["team"], topics["peers"])) == 2
    assert many.count == one.count + 1
