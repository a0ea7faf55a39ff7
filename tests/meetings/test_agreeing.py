"""Turns change by consent: who is asked, what an answer does, and what an undo brings back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cop.core.db import db
from cop.core.facts import commit
from cop.meetings import agreeing, policy
from cop.meetings.agreeing import CannotChange
from cop.meetings.models.proposal import TurnProposal
from cop.meetings.models.rotation import Turn
from tests.meetings.planning import OVER, meeting, this_quarter, turn


@pytest.fixture
def two(acting, world):
    """The next two turns: Metro Boston's, which Simone directs, and Western's."""
    with acting(world.simone):
        return [turn(quarter, area).id for quarter, area in zip(coming(), ("metro_boston", "western"), strict=False)]


def coming():
    return this_quarter().next.following(4)


def leads(*turn_ids):
    return [agreeing.find_turn(one).lead.area for one in turn_ids]


def swap(turn_id, other_id, by, once=None):
    turns = [agreeing.find_turn(one) for one in (turn_id, other_id)]
    found = agreeing.propose(turns[0], "swap", by, "Snow in the hills.", once, other=turns[1])
    commit()
    return found.id


def say(proposal_id, area, by, yes=True):
    proposal = agreeing.find(proposal_id)
    agreeing.say(proposal, area, by, yes)
    commit()
    return proposal.outcome


def test_a_swap_holds_once_both_areas_agree(acting, world, two):
    with acting(world.simone) as simone:
        proposal_id = swap(*two, simone)
        assert leads(*two) == ["metro_boston", "western"]
        assert agreeing.find(proposal_id).missing == ("western",)
    with acting(world.odessa) as odessa:
        assert say(proposal_id, "western", odessa) == "agreed"
        assert leads(*two) == ["western", "metro_boston"]


def test_the_steering_committee_agrees_on_behalf_of_an_area_and_that_is_seen(acting, world, two):
    with acting(world.simone) as simone, acting(world.wren) as wren:
        proposal_id = swap(*two, simone)
        say(proposal_id, "western", wren)
        said = {one.area_slug: one.on_behalf for one in agreeing.find(proposal_id).agreements}
        assert said == {"metro_boston": False, "western": True}


def test_one_no_ends_it_and_nothing_changes(acting, world, two):
    with acting(world.simone) as simone, acting(world.wren) as wren:
        assert say(swap(*two, simone), "western", wren, yes=False) == "declined"
        assert leads(*two) == ["metro_boston", "western"]


def test_an_answer_given_twice_counts_once(acting, world, two):
    with acting(world.simone) as simone:
        proposal_id = swap(*two, simone)
    with acting(world.wren) as wren:
        assert say(proposal_id, "western", wren) == "agreed"
        assert say(proposal_id, "western", wren, yes=False) == "agreed"
        assert len(agreeing.find_turn(two[0]).changes) == 1


def test_the_same_form_twice_is_one_proposal(acting, world, two):
    with acting(world.simone) as simone:
        assert swap(*two, simone, once=7) == swap(*two, simone, once=7)
        assert len(db.session.scalars(select(TurnProposal)).all()) == 1


def test_only_who_acts_for_an_area_says_something_for_it(acting, world, two):
    with acting(world.simone) as simone:
        proposal = agreeing.find(swap(*two, simone))
        assert policy.may_say(simone, proposal) == []
    for nobody in (world.joan, world.ana, world.ivy):
        with acting(nobody) as viewer:
            assert policy.may_say(viewer, proposal) == []
            assert not policy.can_propose_change(viewer)
    with acting(world.wren) as wren:
        assert policy.may_say(wren, proposal) == ["western"]


def test_while_one_waits_there_is_no_second_about_the_same_turn(acting, world, two):
    with acting(world.simone) as simone:
        proposal_id = swap(*two, simone)
        with pytest.raises(CannotChange, match="waiting"):
            swap(*reversed(two), simone)
        agreeing.withdraw(agreeing.find(proposal_id))
        swap(*reversed(two), simone)


@pytest.mark.parametrize("kind", ["swap", "cover", "cancel"])
def test_what_is_over_is_changed_no_more(acting, world, two, kind):
    with acting(world.simone) as simone:
        first, second = (agreeing.find_turn(one) for one in two)
        meeting(begins=OVER, turn=first)
        with pytest.raises(CannotChange, match="over"):
            agreeing.propose(first, kind, simone, "", None, other=second if kind == "swap" else None, area="western")


def test_a_turn_that_ended_while_all_were_asked_is_overtaken(acting, world, two):
    with acting(world.simone) as simone:
        proposal_id = swap(*two, simone)
        meeting(begins=OVER, turn=agreeing.find_turn(two[1]))
    with acting(world.wren) as wren:
        assert say(proposal_id, "western", wren) == "overtaken"
        assert leads(*two) == ["metro_boston", "western"]


def test_a_cover_asks_both_and_a_cancellation_the_area_that_leads(acting, world, two):
    with acting(world.simone) as simone:
        off = agreeing.propose(agreeing.find_turn(two[0]), "cancel", simone, "Too much snow.", None)
        covers = agreeing.propose(agreeing.find_turn(two[1]), "cover", simone, "", None, area="metro_boston")
        commit()
        assert (off.outcome, covers.outcome, covers.missing) == ("agreed", None, ("western",))
        assert agreeing.find_turn(two[0]).lead.cancelled
        with pytest.raises(CannotChange, match="cancelled"):
            swap(*two, simone)


def test_nobody_covers_their_own_turn_or_swaps_with_themselves(acting, world, two):
    with acting(world.simone) as simone:
        first = agreeing.find_turn(two[0])
        for said in ({"kind": "cover", "area": "metro_boston"}, {"kind": "swap", "other": first}):
            with pytest.raises(CannotChange, match="same"):
                agreeing.propose(first, said.pop("kind"), simone, "", None, **said)


def test_an_undo_restores_exactly_and_can_be_undone(acting, world, two):
    with acting(world.simone) as simone, acting(world.wren) as wren:
        swapped = swap(*two, simone)
        say(swapped, "western", wren)
        for expected in (["metro_boston", "western"], ["western", "metro_boston"]):
            proposal = agreeing.propose_undo(agreeing.find(swapped), wren, "We can after all.", None)
            for area in ("western", "metro_boston"):
                agreeing.say(agreeing.find(proposal.id), area, wren, yes=True)
            commit()
            assert leads(*two) == expected
            swapped = proposal.id


def test_what_was_undone_is_not_undone_again(acting, world, two):
    with acting(world.simone) as simone:
        off = agreeing.propose(agreeing.find_turn(two[0]), "cancel", simone, "", None)
        assert agreeing.propose_undo(off, simone, "", None).outcome == "agreed"
        assert not agreeing.find_turn(two[0]).lead.cancelled
        with pytest.raises(CannotChange, match="undone"):
            agreeing.propose_undo(off, simone, "", None)


def test_moving_a_meeting_moves_no_turn(acting, world, two):
    with acting(world.simone):
        held = meeting(turn=agreeing.find_turn(two[0]))
        held.starts_at += timedelta(days=120)
        held.ends_at += timedelta(days=120)
        commit()
        assert leads(*two) == ["metro_boston", "western"]
        assert [one.period for one in db.session.scalars(select(Turn).order_by(Turn.period))] == [
            str(period) for period in coming()[:2]
        ]
