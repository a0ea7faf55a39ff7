"""What Harborlight says aside can be flagged and looked after inside Harborlight; nobody outside learns of it."""

import pytest
from sqlalchemy import select

from cop.agencies import keeping
from cop.core import clock, ids, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.annex import Annex, AnnexPost
from cop.forums.models.closure import Closure
from cop.forums.models.space import Space
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.flag import Flag
from cop.trust.models.muted import Muted
from cop.trust.models.trail import TrailEntry
from cop.trust.review.cut import OUT
from tests.agencies.rules import keep
from tests.forums.annexes import address, page_of, say_aside
from tests.forums.test_annexes import OUTSIDE
from tests.forums.test_topics import open_topic
from tests.trust.looking import WHY, about, decide, decision_of, flag, review
from tests.trust.test_redactions import NAME, everything_kept, take_out

WORDS = "Call the **quagga** line first."


@pytest.fixture
def topic(acting, world):
    with acting(world.ivy) as viewer:
        return open_topic(viewer, world.money, replies=2)


@pytest.fixture
def aside(topic, acting, world):
    """Ben's words."""
    with acting(world.ben) as viewer:
        return say_aside(viewer, world.harborlight.id, topic, WORDS)[1]


@pytest.fixture
def among_peers(acting, world):
    """Ben's, under a topic for peers only: the topic and the post."""
    with acting(world.ivy) as viewer:
        topic = open_topic(viewer, world.peers)
    with acting(world.ben) as viewer:
        return topic, say_aside(viewer, world.harborlight.id, topic, WORDS)[1]


def at(topic, aside):
    return address(topic, ids.word(aside))


def test_it_is_flagged_by_a_colleague_and_comes_to_those_who_look_after_the_agency(sign_in, topic, aside, world, mails):
    ana = sign_in(world.ana)
    page = ana.get(at(topic, aside)).text
    assert about(aside, "flag") in page
    assert about(aside, "check") in page
    assert "The Director of Peer Support and the administrators of Harborlight" in ana.get(about(aside, "flag")).text
    assert flag(ana, aside, note="It names a nurse").status_code == 302
    assert {one["To"] for one in mails()} == {world.joan.email, world.peter.email}
    for someone in (world.joan, world.peter):
        browser = sign_in(someone)
        assert "Side conversations at Harborlight Community Services" in browser.get("/review").text
        looked = browser.get(review(aside)).text
        assert "quagga" in looked
        assert "It names a nurse" in looked
        assert "Ana" not in looked
        assert 'value="close"' not in looked  # the topic is everybody's
    for someone in (world.luz, world.ana, world.ben, *(getattr(world, name) for name in OUTSIDE)):
        assert sign_in(someone).get(review(aside)).status_code == 404, someone.name


def test_one_flags_neither_ones_own_nor_another_agencys(sign_in, aside, world):
    assert flag(sign_in(world.ben), aside).status_code == 403
    for name in OUTSIDE:
        assert flag(sign_in(getattr(world, name)), aside).status_code == 404, name
        assert sign_in(getattr(world, name)).post(about(aside, "check")).status_code == 404


def test_a_check_is_a_kindness_there_too(sign_in, aside, world):
    sign_in(world.ana).post(about(aside, "check"), data={"note": "They sound so tired"})
    joan = sign_in(world.joan)
    assert "They sound so tired" in joan.get(review(aside)).text
    assert joan.post(review(aside, "seen")).status_code == 302
    assert "Someone worries" not in joan.get("/review").text


def test_what_is_hidden_is_nowhere_its_writer_reads_why_and_an_appeal_gives_it_back(
    sign_in, app, topic, aside, world, mails
):
    joan, ana, ben = sign_in(world.joan), sign_in(world.ana), sign_in(world.ben)
    assert decide(joan, aside, "hide").status_code == 302
    assert [one["To"] for one in mails()] == [world.ben.email]
    page = ana.get(address(topic)).text
    assert "Hidden by those who look after this space." in page
    assert "quagga" not in page
    assert "<mark>" not in ana.get("/search?q=quagga").text
    decision = f"/account/decisions/{decision_of(app, aside, 'hide')}"
    assert decision in ben.get(at(topic, aside)).text
    assert decision not in ana.get(at(topic, aside)).text
    assert WHY in ben.get(decision).text
    ben.post(f"{at(topic, aside)}/removal/delete")
    assert "quagga" not in ana.get(address(topic)).text
    ben.post(f"{decision}/appeal", data={"words": "It is the number on the wall"})
    answered = review(aside, "decisions", decision_of(app, aside, "hide"), "answer")
    said = {"outcome": "undone", "answer": "So it is."}
    assert joan.post(answered, data=said).status_code == 403
    assert sign_in(world.peter).post(answered, data=said).status_code == 302
    assert "quagga" in ana.get(address(topic)).text


def test_who_is_muted_writes_nothing_more_aside_there_and_goes_on_in_the_topic(sign_in, acting, topic, aside, world):
    decide(sign_in(world.joan), aside, "mute", days=3)
    ben, said = sign_in(world.ben), {"agency": "harborlight", "body": "About the willow"}
    refused = ben.post(address(topic), data=said)
    assert refused.status_code == 403
    assert "About the willow" in refused.text
    assert ben.post(at(topic, aside), data={"body": "Changed", "version": "1"}).status_code == 403
    with acting(world.ivy) as viewer:
        other = open_topic(viewer, world.money)
    assert ben.post(address(other), data=said).status_code == 302
    assert ben.post(f"/topics/{ids.word(topic)}/replies", data={"body": "Here I may"}).status_code == 302


def test_who_is_asked_to_change_it_is_led_to_where_that_is_done(sign_in, app, topic, aside, world):
    decide(sign_in(world.joan), aside, "edit")
    page = sign_in(world.ben).get(f"/account/decisions/{decision_of(app, aside, 'edit')}").text
    assert f'href="{at(topic, aside)}"' in page


def test_the_topic_above_is_never_closed_from_below(sign_in, app, topic, aside, world):
    assert decide(sign_in(world.joan), aside, "close").status_code == 422
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(Closure)).all() == []


def test_words_are_taken_out_of_it_and_of_all_that_is_said_there(sign_in, app, acting, topic, world):
    with acting(world.ben) as viewer:
        mine = say_aside(viewer, world.harborlight.id, topic, f"Ask {NAME}, or wait.")[1]
        db.session.get_one(AnnexPost, mine).edit(f"Ask {NAME} first, or wait.")
        commit()
    with acting(world.ana) as viewer:
        hers = say_aside(viewer, world.harborlight.id, topic, f"I asked {NAME} too.")[1]
    assert take_out(sign_in(world.ana), mine).status_code == 404
    assert take_out(sign_in(world.ben), mine).status_code == 302
    page = sign_in(world.luz).get(address(topic)).text
    assert f"Ask {OUT} first, or wait." in page
    assert f"I asked {NAME} too." in page
    assert take_out(sign_in(world.joan), hers, everywhere="y").status_code == 302
    assert NAME not in everything_kept(app)


def test_under_a_topic_for_peers_only_no_boss_learns_of_a_flag(sign_in, among_peers, world, mails):
    topic, aside = among_peers
    flag(sign_in(world.ana), aside)
    assert [one["To"] for one in mails()] == [world.wren.email]
    for boss in (world.luz, world.peter, world.joan, world.bettina, world.simone, world.marta):
        browser = sign_in(boss)
        assert browser.get(review(aside)).status_code == 404, boss.name
        assert "Side conversations" not in browser.get("/review").text
    wren = sign_in(world.wren)
    assert "quagga" in wren.get(review(aside)).text
    assert wren.get(at(topic, aside)).status_code == 404
    assert decide(wren, aside, "hide").status_code == 302
    assert "Hidden by those who look after this space." in sign_in(world.ana).get(address(topic)).text
    assert "about a post" not in sign_in(world.joan).get("/agencies/harborlight/trail").text


def test_what_was_flagged_before_the_space_was_for_peers_only_waits_for_no_boss(sign_in, app, acting, world):
    """Neither in the space nor aside."""
    with acting(world.ivy) as viewer:
        topic = open_topic(viewer, world.money, title="About the van")
    with acting(world.ben) as viewer:
        aside = say_aside(viewer, world.harborlight.id, topic, WORDS)[1]
    flag(sign_in(world.ana), aside)
    flag(sign_in(world.ana), topic)
    assert "About the van" in sign_in(world.joan).get("/review").text
    with acting(world.wren):
        db.session.get_one(Space, world.money.id).narrow("peers")
        commit()
    for boss in (world.joan, world.peter):
        assert "About the van" not in sign_in(boss).get("/review").text
    assert sign_in(world.wren).get("/review").text.count("About the van") == 2


def shown_outside(sign_in, world, topic, count_sql):
    """What could tell of it, as each of those outside gets it."""
    places = ["/", "/notices", "/review", "/review/log", "/account/decisions", f"/topics/{ids.word(topic)}",
              "/search?q=quagga", "/agencies/stonefield/trail"]  # fmt: skip
    found = {}
    for name in OUTSIDE:
        browser = sign_in(getattr(world, name))
        for place in places:
            with count_sql() as counted:
                found[name, place] = page_of(browser, place)
            found[name, place] += (counted.count,)
    return found


def test_no_page_outside_changes_by_a_byte_or_a_statement(sign_in, app, topic, aside, world, count_sql):
    shown_outside(sign_in, world, topic, count_sql)  # what is rendered once is rendered
    before = shown_outside(sign_in, world, topic, count_sql)
    flag(sign_in(world.ana), aside)
    sign_in(world.luz).post(about(aside, "check"))
    decide(sign_in(world.joan), aside, "mute")
    decide(sign_in(world.joan), aside, "hide")
    sign_in(world.ben).post(f"/account/decisions/{decision_of(app, aside, 'hide')}/appeal", data={"words": "Please"})
    take_out(sign_in(world.joan), aside, words="line")
    assert shown_outside(sign_in, world, topic, count_sql) == before
    with app.app_context(), tenancy.everywhere():
        assert set(db.session.scalars(select(TrailEntry.agency_id))) == {world.harborlight.id}


def test_what_was_decided_goes_with_it_when_the_time_that_the_agency_keeps_words_is_over(
    sign_in, app, topic, aside, world, monkeypatch
):
    keep(sign_in(world.joan), 1)
    flag(sign_in(world.ana), aside)
    decide(sign_in(world.joan), aside, "mute")
    decide(sign_in(world.joan), aside, "hide")
    later = clock.now().replace(year=clock.now().year + 3, day=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with app.app_context():
        keeping.erase({"agency_id": world.harborlight.id})
    with app.app_context(), tenancy.everywhere():
        assert [db.session.scalars(select(kind)).all() for kind in (Annex, Flag, ReviewDecision, Muted)] == [[]] * 4
