import pytest
from sqlalchemy import select

from cop.core import ids
from cop.core.db import db
from cop.meetings import queries
from cop.meetings.facts import RsvpGiven
from cop.meetings.models.rsvp import Rsvp
from tests.meetings.planning import OVER, meeting


@pytest.fixture
def planned(acting, world):
    with acting(world.simone):
        return meeting()


def rsvp(browser, planned, going):
    return browser.post(f"/meetings/{ids.word(planned.id)}/rsvp", data={"going": going})


@pytest.mark.parametrize("going", ["yes", "maybe", "no"])
def test_an_answer_is_kept_and_kindly_confirmed(sign_in, planned, world, going):
    ana = sign_in(world.ana)
    answer = rsvp(ana, planned, going)
    assert answer.status_code == 302
    page = ana.get(answer.location).text
    assert "Thank you" in page
    assert f'value="{going}" class="mine" aria-pressed="true"' in page


def test_the_last_answer_counts_and_the_same_one_twice_is_one(sign_in, acting, planned, world):
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    for going in ("yes", "yes", "no", "maybe"):
        assert rsvp(ana, planned, going).status_code == 302
    rsvp(ben, planned, "yes")
    with acting(world.ana) as viewer:
        assert queries.answers(viewer, planned.id) == queries.Answers(yes=1, maybe=1, no=0, mine="maybe")
        assert len(db.session.scalars(select(Rsvp)).all()) == 2


def test_the_same_answer_again_is_no_news(acting, planned, world):
    with acting(world.ana) as ana:
        for going in ("yes", "yes", "no"):
            queries.find_meeting(ana, planned.id).answer(ana, going)
        assert db.session.info["facts"] == [RsvpGiven(0, planned.id, world.ana.id)] * 2
        db.session.rollback()


def test_numbers_are_shown_and_never_names(sign_in, planned, world):
    for person in (world.ben, world.luz):
        rsvp(sign_in(person), planned, "yes")
    for path in ("/meetings", f"/meetings/{ids.word(planned.id)}"):
        page = sign_in(world.ivy).get(path).text
        assert "2 are coming · 0 maybe · 0 can't come" in page
        assert "Ben Castellano" not in page


@pytest.mark.parametrize("going", ["", "perhaps", "YES", "yes\x00", "y" * 5000])
def test_anything_else_is_asked_again(sign_in, acting, planned, world, going):
    answer = rsvp(sign_in(world.ana), planned, going)
    assert answer.status_code == 422
    assert "Please choose yes, maybe or no." in answer.text
    with acting(world.ana) as viewer:
        assert queries.answers(viewer, planned.id).mine is None


def test_an_answer_without_any_field_is_asked_again(sign_in, planned, world):
    assert sign_in(world.ana).post(f"/meetings/{ids.word(planned.id)}/rsvp").status_code == 422


def test_after_the_end_an_answer_is_kindly_refused(sign_in, acting, world):
    with acting(world.simone):
        over = meeting(begins=OVER)
    answer = rsvp(sign_in(world.ana), over, "yes")
    assert answer.status_code == 403
    assert "This meeting is over, so your answer could not be taken." in answer.text
    with acting(world.ana) as viewer:
        assert queries.answers(viewer, over.id).yes == 0
