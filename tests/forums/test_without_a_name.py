"""Writing without a name: by a hand that is one's own in one topic, and nobody's anywhere else."""

import dataclasses
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from cop.core import clock, ids
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.hold import Hold
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.trust import pseudonyms

NAMELESS = {"without_name": "y"}


def ask(browser, body="How do you hold on to hope?", slug="handling-money", **more):
    return browser.post(f"/forums/{slug}/new", data={"title": "Hope", "body": body, "challenge": "y"} | more)


def hand_on(page):
    """The hand whose page this is, as only its own person's page says."""
    found = re.search(r'data-hand="hand-(\d+)"', page)
    return int(found[1]) if found else None


def test_ana_asks_without_her_name_and_nobody_else_sees_that_it_is_her(sign_in, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana, **NAMELESS).location
    hers, seen = ana.get(topic).text, ivy.get(topic).text
    words = pseudonyms.called(hand_on(hers))
    assert f"<b>{words}</b>" in seen
    assert "without a name" in seen
    assert "Ana Ribeiro" not in seen
    assert "Harborlight" not in seen
    assert hand_on(seen) is None


def test_in_one_topic_she_is_the_same_and_in_another_somebody_else(sign_in, acting, world):
    ana = sign_in(world.ana)
    first, second = (ask(ana, body=f"Number {number}", **NAMELESS).location for number in range(2))
    ana.post(f"{first}/replies", data={"body": "One thing more."} | NAMELESS)
    with acting(world.ivy):
        marks = db.session.scalars(select(Pseudonym.mark)).all()
        hands = db.session.scalars(select(Reply.hand)).all()
    assert len(set(marks)) == 2
    assert hands == [hand_on(ana.get(first).text)]
    assert hand_on(ana.get(second).text) is not None


def test_two_people_in_one_topic_have_two_hands(sign_in, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana, **NAMELESS).location
    ivy.post(f"{topic}/replies", data={"body": "So do I."} | NAMELESS)
    assert hand_on(ana.get(topic).text) != hand_on(ivy.get(topic).text)


def test_she_edits_it_and_takes_it_back_as_anything_else_of_hers(sign_in, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana, **NAMELESS).location
    edit = f"{topic}/posts/{topic.rsplit('/', 1)[1]}/edit"
    said = {"title": "Hope", "body": "How do you find hope?", "version": "1"}
    assert ivy.post(edit, data=said).status_code == 403
    assert ana.post(edit, data=said).status_code == 302
    assert "How do you find hope?" in ivy.get(topic).text
    assert ivy.post(edit.replace("/edit", "/removal")).status_code == 403
    assert ana.post(edit.replace("/edit", "/removal")).status_code == 302
    assert "find hope" not in ivy.get(topic).text


def test_the_box_is_ticked_for_whoever_wrote_here_without_their_name(sign_in, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana, **NAMELESS).location
    ticked = re.compile(r'<input checked[^>]*name="without_name"')
    assert ticked.search(ana.get(topic).text)
    assert not ticked.search(ivy.get(topic).text)
    assert f"In this topic you are {pseudonyms.called(hand_on(ana.get(topic).text))}." in ana.get(topic).text


def test_where_it_is_not_allowed_nothing_is_posted_rather_than_by_name(sign_in, acting, world):
    ana = sign_in(world.ana)
    answer = ask(ana, slug="harborlight-team", body="Something hard.", **NAMELESS)
    assert answer.status_code == 422
    assert "nothing was posted" in answer.text
    assert "Something hard." in answer.text
    with acting(world.ana):
        assert db.session.scalars(select(Topic.id)).all() == []


def test_a_reply_that_may_no_longer_be_nameless_is_not_sent_by_name(sign_in, acting, world):
    ana = sign_in(world.ana)
    topic = ask(ana, **NAMELESS).location
    with acting(world.wren):
        db.session.get_one(Space, world.money.id).nameless = False
        db.session.commit()
    answer = ana.post(f"{topic}/replies", data={"body": "More of it."} | NAMELESS)
    assert answer.status_code == 422
    assert "More of it." in answer.text
    assert "nothing was posted" in answer.text


def test_among_fewer_than_five_it_is_asked_once_more(sign_in, world):
    """Ana, Ben and Ivy are the only peer supporters."""
    ana = sign_in(world.ana)
    asked = ask(ana, slug="peers", **NAMELESS)
    assert asked.status_code == 200
    assert "Fewer than five people could have written this here" in asked.text
    assert ask(ana, slug="peers", few_known="y", **NAMELESS).status_code == 302


def test_a_second_click_is_one_post(sign_in, world, acting):
    ana, once = sign_in(world.ana), {"once": ids.word(ids.new_id())}
    topic, again = (ask(ana, **once, **NAMELESS).location for _ in "12")
    assert topic == again
    replies = [ana.post(f"{topic}/replies", data={"body": "R"} | once | NAMELESS).location for _ in "12"]
    assert replies[0] == replies[1]
    with acting(world.ana):
        assert len(db.session.scalars(select(Reply.id)).all()) == 1


def test_what_she_asked_without_her_name_she_can_not_have_too(sign_in, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana, **NAMELESS).location
    assert "I have this too" not in ana.get(topic).text
    assert "I have this too" in ivy.get(topic).text
    assert ana.post(f"{topic}/shared").status_code == 403


def test_a_nameless_reply_stands_after_what_it_answers(sign_in, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana).location
    for number, browser in enumerate((ivy, ana, ivy, ana)):
        more = NAMELESS if browser is ivy else {}
        assert browser.post(f"{topic}/replies", data={"body": f"Word {number}"} | more).status_code == 302
    assert re.findall(r"Word \d", ana.get(topic).text.partition("data-replies")[2]) == [f"Word {n}" for n in range(4)]


def test_deleting_the_account_leaves_what_nothing_says_is_hers(sign_in, world, acting):
    ana = sign_in(world.ana)
    topic = ask(ana, body="It stays.", **NAMELESS).location
    assert (
        ana.post("/account/deletion", data={"password": "a calm lantern by the door", "words": "y"}).status_code == 302
    )
    assert "It stays." in sign_in(world.ivy).get(topic).text


def test_keys_are_changed_by_putting_a_new_one_first(app, sign_in, world, monkeypatch):
    ana = sign_in(world.ana)
    topic = ask(ana, **NAMELESS).location
    hand = hand_on(ana.get(topic).text)
    settings, old = app.extensions["settings"], app.extensions["settings"].pseudonym_keys
    for keys, known in (
        (("a new key, as long as it takes to be", *old), hand),
        (("a new key, as long as it takes",), None),
    ):
        monkeypatch.setitem(app.extensions, "settings", _with(settings, keys))
        assert hand_on(ana.get(topic).text) == known


def _with(settings, keys):
    return dataclasses.replace(settings, pseudonym_keys=keys)


def test_an_id_tells_the_hour_and_no_more():
    now = clock.now()
    told = pseudonyms.new_id(now) >> ids.RANDOM_BITS << ids.RANDOM_BITS
    assert told == ids.id_at(pseudonyms.rounded(now), 0)


def test_an_id_that_would_come_too_early_is_close_to_what_it_follows():
    last = ids.id_at(clock.now(), 0)
    assert 0 < pseudonyms.new_id(clock.now(), after=last) - last <= 1 << 16


def test_words_are_two_and_no_pair_is_another(app):
    with app.test_request_context():
        pairs = [pseudonyms.called(hand) for hand in range(pseudonyms.PAIRS)]
    assert len(set(pairs)) == pseudonyms.PAIRS
    assert {len(set(pair.split())) for pair in pairs} == {2}


def test_when_every_pair_is_taken_there_is_none():
    with pytest.raises(LookupError):
        pseudonyms.draw(range(pseudonyms.PAIRS))


def held(world, topic, hand, days=7):
    return Hold.put(0, ids.number(topic.rsplit("/", 1)[1]), hand, clock.now() + timedelta(days=days), world.wren.id)


def test_whoever_is_held_can_write_with_their_name_only_and_nobody_learned_who(sign_in, acting, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana, **NAMELESS).location
    hand = hand_on(ana.get(topic).text)
    with acting(world.wren):
        assert held(world, topic, hand) is not None
        commit()
        rows = db.session.scalars(select(Hold)).all()
        assert str(world.ana.id) not in str([vars(one) for one in rows])
    answer = ask(ana, body="Something else.", **NAMELESS)
    assert answer.status_code == 422
    assert "Something else." in answer.text
    assert "with your name only" in answer.text
    assert ask(ana, body="Something else.").status_code == 302
    assert ask(ivy, **NAMELESS).status_code == 302
    assert ask(ana, slug="peers", few_known="y", **NAMELESS).status_code == 422


def test_a_hold_ends(sign_in, acting, world):
    ana = sign_in(world.ana)
    topic = ask(ana, **NAMELESS).location
    hand = hand_on(ana.get(topic).text)
    with acting(world.wren):
        held(world, topic, hand, days=-1)
        commit()
    assert ask(ana, **NAMELESS).status_code == 302


def test_two_holds_of_one_person_have_nothing_in_common(sign_in, acting, world):
    ana = sign_in(world.ana)
    topic = ask(ana, **NAMELESS).location
    hand = hand_on(ana.get(topic).text)
    with acting(world.wren):
        one, two = (held(world, topic, hand) for _ in "12")
        assert one.mark != two.mark


def test_there_is_no_hold_for_a_hand_that_nobody_has(sign_in, acting, world):
    topic = ask(sign_in(world.ana), **NAMELESS).location
    with acting(world.wren):
        assert held(world, topic, pseudonyms.PAIRS) is None


def test_whoever_is_held_does_not_change_what_they_wrote_without_their_name_either(sign_in, acting, world):
    ana = sign_in(world.ana)
    topic = ask(ana, **NAMELESS).location
    hand = hand_on(ana.get(topic).text)
    with acting(world.wren):
        held(world, topic, hand)
        commit()
    opening = f"{topic}/posts/{topic.rsplit('/', 1)[1]}"
    answer = ana.post(f"{opening}/edit", data={"title": "Hope", "body": "Worse than before.", "version": "1"})
    assert answer.status_code == 403
    assert "Worse than before." in answer.text
    assert "You can still take it back." in answer.text
    assert ana.post(f"{opening}/removal").status_code == 302
