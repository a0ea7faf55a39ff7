"""A topic of one's own becomes a challenge after it was opened, and no challenge after all."""

import re

import pytest

from cop.core import ids
from tests.forums.annexes import topic_row
from tests.forums.test_solved import replied
from tests.forums.test_without_a_name import NAMELESS, ask

BOTH = ({}, NAMELESS)


def more_of(browser, topic):
    return browser.get(f"{topic}/posts/{topic.rpartition('/')[2]}").text


@pytest.mark.parametrize("how", BOTH)
def test_whoever_opened_it_makes_it_a_challenge_and_a_reply_is_proposed(sign_in, world, how):
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    topic = ask(ana, challenge="", **how).location
    answer = replied(ben, topic)
    assert ben.post(f"{answer}/solution").status_code == 403
    assert f'action="{topic}/challenge"' in more_of(ana, topic)
    ana.post(f"{topic}/challenge")
    assert "No solution yet" in ben.get(topic).text
    assert ben.post(f"{answer}/solution").status_code == 302


@pytest.mark.parametrize("how", BOTH)
def test_it_is_none_after_all_while_no_solution_was_proposed(sign_in, world, how):
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    topic = ask(ana, **how).location
    ben.post(f"{topic}/shared")
    for _ in "12":
        ana.post(f"{topic}/challenge/delete")
    assert "No solution yet" not in ben.get(topic).text
    ana.post(f"{topic}/challenge")
    assert "1 person has this too." in ana.get(topic).text
    ben.post(f"{replied(ben, topic)}/solution")
    assert ana.post(f"{topic}/challenge/delete").status_code == 403
    assert "/challenge" not in more_of(ana, topic)


def test_nobody_else_can(sign_in, world):
    topic = ask(sign_in(world.ana), challenge="").location
    for someone in (world.ben, world.joan, world.ivy, world.simone):
        browser = sign_in(someone)
        assert browser.post(f"{topic}/challenge").status_code == 403
        assert not re.search(r'action="[^"]+/challenge', more_of(browser, topic))
    inside = ask(sign_in(world.ana), slug="harborlight-team").location
    assert sign_in(world.ivy).post(f"{inside}/challenge").status_code == 404


def test_not_one_that_was_taken_back(sign_in, world):
    ana = sign_in(world.ana)
    topic = ask(ana, challenge="").location
    ana.post(f"{topic}/posts/{topic.rpartition('/')[2]}/removal")
    assert ana.post(f"{topic}/challenge").status_code == 403


def test_it_moves_no_topic_up(sign_in, acting, world):
    ana = sign_in(world.ana)
    topic = ask(ana, challenge="").location
    with acting(world.ana):
        before = topic_row(ids.number(topic.rpartition("/")[2]))
    ana.post(f"{topic}/challenge")
    with acting(world.ana):
        after = topic_row(ids.number(topic.rpartition("/")[2]))
    assert {name for name in after if after[name] != before[name]} == {"challenge"}
