"""The page of a turn: hosting, proposing a change, agreeing to it; and the order of the areas."""

import pytest
from sqlalchemy import select

from cop.core import ids
from cop.core.db import db
from cop.meetings import planning, turns
from cop.meetings.models.proposal import OrderVersion, TurnProposal
from cop.meetings.models.rotation import Turn, TurnAsk, TurnHost
from tests.meetings.planning import OVER, meeting, this_quarter, turn

METRO, WEST = this_quarter().next, this_quarter().next.next
AT = f"/meetings/rotation/{METRO}"


@pytest.fixture
def two(acting, world):
    """Turns of Metro Boston, which Simone directs and Harborlight serves, and of Western, which Odessa directs."""
    with acting(world.simone):
        return turn(METRO, "metro_boston").id, turn(WEST, "western").id


def propose(browser, kind="swap", **more):
    return browser.post(f"{AT}/proposals", data={"kind": kind, "other": str(WEST), "area": "", "why": "Snow."} | more)


def the_proposal(acting, world):
    with acting(world.simone):
        return db.session.scalars(select(TurnProposal)).one()


def answer(browser, one, area="western", yes="yes"):
    return browser.post(f"/meetings/rotation/proposals/{ids.word(one.id)}/agreements", data={"area": area, "yes": yes})


def test_simone_proposes_a_swap_odessa_agrees_and_the_page_tells_why(sign_in, acting, world, two, mails):
    simone, odessa = sign_in(world.simone), sign_in(world.odessa)
    propose(simone)
    one = the_proposal(acting, world)
    assert [(mail["To"], mail["Subject"]) for mail in mails()] == [
        (world.odessa.email, "A change to the rotation waits for your answer")
    ]
    assert "We agree" in odessa.get(AT).text
    page = odessa.get(answer(odessa, one).location.partition("#")[0]).text
    assert "It is agreed, and holds from now on." in page
    assert "in place of Metro Boston" in page
    assert "Snow." in page
    assert "Proposed by Simone Baptiste" in page
    told = [(mail["To"], mail["Subject"]) for mail in mails()]
    assert told == [
        (world.simone.email, "A change to the rotation: where it stands"),
        (world.odessa.email, "A change to the rotation: where it stands"),
    ]


def test_whoever_has_no_say_may_look_and_not_answer(sign_in, acting, world, two):
    propose(sign_in(world.simone))
    one = the_proposal(acting, world)
    for someone in (world.ana, world.joan, world.ivy, world.bettina):
        browser = sign_in(someone)
        assert "Waits for an answer" in browser.get(AT).text
        assert "We agree" not in browser.get(AT).text
        assert answer(browser, one).status_code == 403
        assert propose(browser).status_code == 403
    assert answer(sign_in(world.simone), one).status_code == 403  # of the wrong area


def test_a_swap_accepted_twice_is_told_where_it_stands(sign_in, acting, world, two):
    propose(sign_in(world.simone))
    one, odessa = the_proposal(acting, world), sign_in(world.odessa)
    answer(odessa, one)
    again = odessa.get(answer(odessa, one, yes="no").location.partition("#")[0]).text
    assert "That was answered already. Here is where it stands." in again
    assert "agrees" in again
    with acting(world.simone):
        assert the_proposal(acting, world).outcome == "agreed"


@pytest.mark.parametrize(("said", "words"), [
    ({"kind": "swap", "other": ""}, "That would change nothing"),
    ({"kind": "cover", "area": ""}, "That would change nothing"),
])  # fmt: skip
def test_a_change_that_changes_nothing_is_refused_and_what_was_typed_stays(sign_in, world, two, said, words):
    refused = propose(sign_in(world.simone), **said)
    assert refused.status_code == 409
    assert words in refused.text
    assert "Snow." in refused.text


def test_a_quarter_that_is_over_or_has_no_turn(sign_in, acting, world, two):
    with acting(world.simone):
        meeting(begins=OVER, turn=db.session.get_one(Turn, two[0]))
    simone = sign_in(world.simone)
    assert "is over. What was held stays" in propose(simone).text
    assert simone.get("/meetings/rotation/FY2099-Q1").status_code == 404
    assert simone.get("/meetings/rotation/nothing").status_code == 404


def test_an_agency_is_asked_and_its_director_says_yes_for_herself(sign_in, acting, world, two, mails):
    simone, joan = sign_in(world.simone), sign_in(world.joan)
    asked = simone.post(f"{AT}/hosts/asked", data={"agency": "harborlight"})
    assert "asked on" in simone.get(asked.location.partition("#")[0]).text
    assert [(mail["To"], mail["Subject"]) for mail in mails()] == [
        (world.joan.email, "Would you host a quarterly meeting?")
    ]
    assert "I host this turn" in joan.get(AT).text
    joan.post(f"{AT}/hosts", data={"agency": "harborlight", "host": ids.word(world.joan.id)})
    page = simone.get(AT).text
    assert "Joan Kessler" in page
    assert "asked on" not in page


def test_nobody_hosts_for_an_agency_that_is_not_theirs_or_does_not_serve_the_area(sign_in, acting, world, two):
    joan, bettina = {"agency": "harborlight", "host": ids.word(world.joan.id)}, sign_in(world.bettina)
    assert bettina.post(f"{AT}/hosts", data=joan).status_code == 403
    assert sign_in(world.ana).post(f"{AT}/hosts", data=joan).status_code == 403
    own = {"agency": "stonefield", "host": ids.word(world.bettina.id)}
    with acting(world.bettina) as viewer:
        serves = "metro_boston" in viewer.areas_served
    assert bettina.post(f"{AT}/hosts", data=own).status_code == (302 if serves else 422)
    stranger = {"agency": "harborlight", "host": ids.word(world.bettina.id)}
    assert sign_in(world.joan).post(f"{AT}/hosts", data=stranger).status_code == 422


def test_the_steward_writes_down_that_simone_hosts_and_that_is_seen(sign_in, acting, world, two):
    wren = sign_in(world.wren)
    wren.post(f"{AT}/hosts", data={"host": ids.word(world.simone.id)})
    assert "written down by Wren Alvarado on their behalf" in wren.get(AT).text
    sign_in(world.simone).post(f"{AT}/hosts/{ids.word(world.simone.id)}/delete")
    assert "Nobody has been asked yet." in wren.get(AT).text


def test_saying_no_frees_the_seat_and_tells_who_asked(sign_in, acting, world, two, mails):
    sign_in(world.simone).post(f"{AT}/hosts/asked", data={"agency": "harborlight"})
    joan = sign_in(world.joan)
    joan.post(f"{AT}/hosts/declined", data={"agency": "harborlight"})
    assert "can't host this time" in joan.get(AT).text
    assert (world.simone.email, "A host is needed for a quarterly meeting") in [
        (mail["To"], mail["Subject"]) for mail in mails()
    ]


def test_after_a_swap_whoever_was_to_host_hosts_no_more(sign_in, acting, world, two):
    simone, odessa = sign_in(world.simone), sign_in(world.odessa)
    simone.post(f"{AT}/hosts", data={"host": ids.word(world.simone.id)})
    propose(simone)
    answer(odessa, the_proposal(acting, world))
    with acting(world.simone) as viewer:
        assert [turn.hosts for turn in turns.rotation(viewer).turns] == [[], []]
        assert len(db.session.scalars(select(TurnHost)).all()) == 1  # it comes back if the swap is undone


def set_order(browser, areas, since=WEST, **more):
    places = {area: str(place) for place, area in enumerate(areas, start=1)}
    return browser.post("/meetings/rotation/orders", data={"since": str(since), "why": "A vote."} | places | more)


def test_a_new_order_plans_later_turns_anew_and_each_says_so(sign_in, acting, world, two):
    wren = sign_in(world.wren)
    set_order(wren, ["central", "western", "northeast", "southeast", "metro_boston"])
    assert "A new order planned it for Central" in wren.get(f"/meetings/rotation/{WEST}").text
    with acting(world.simone) as viewer:
        whole = turns.rotation(viewer)
        planned = [turn.area for turn in whole.turns]
        assert planned[:3] == ["metro_boston", "central", "western"][-3:] or planned[1] == "metro_boston"
        assert len([turn for turn in whole.turns if turn.period > whole.today]) == planning.AHEAD
    assert "A vote." in wren.get("/meetings/rotation/orders").text


def test_the_same_order_sent_twice_is_set_once_and_only_by_who_may(sign_in, acting, world, two):
    wren, once = sign_in(world.wren), ids.word(ids.new_id())
    for _ in range(2):
        set_order(wren, ["central", "western"], once=once)
    with acting(world.simone):
        assert len(db.session.scalars(select(OrderVersion)).all()) == 1
    for someone in (world.ana, world.joan, world.simone):
        assert set_order(sign_in(someone), ["central"]).status_code == 403
    assert set_order(wren, ["central"], western="1").status_code == 422


def test_planning_twice_plans_once(acting, world, two):
    with acting(world.simone):
        for _ in range(2):
            planning.keep_ahead(this_quarter())
        periods = db.session.scalars(select(Turn.period).order_by(Turn.period)).all()
    assert periods == [str(period) for period in this_quarter().following(planning.AHEAD + 1)]


def test_asking_twice_asks_once(sign_in, acting, world, two):
    for _ in range(2):
        sign_in(world.simone).post(f"{AT}/hosts/asked", data={"agency": "harborlight"})
    with acting(world.simone):
        assert len(db.session.scalars(select(TurnAsk)).all()) == 1
