"""What agencies found is looked after as posts are: flagged, hidden, asked about, told anew and removed in the open."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from cop.core import clock, ids, jobs, tenancy
from cop.core.db import db
from cop.forums.models.evidence import Evidence
from cop.forums.models.told import EvidenceRemoval
from cop.forums.models.version import LASTS
from tests.forums.test_posts import finds, page_of, post_of
from tests.forums.test_solutions import written
from tests.trust.looking import WHY, about, decide, decision_of, flag, review
from tests.trust.test_redactions import NAME, everything_kept, take_out

WHAT = "The bank by the zebrawood said no."


@pytest.fixture
def told(acting, world):
    return written(acting, world.ana, world.money, world.ivy)


@pytest.fixture
def solution(sign_in, told, world):
    return sign_in(world.ana).post(f"{post_of(*told)}/solution").location


@pytest.fixture
def evidence(sign_in, app, solution, world):
    """Ben's, for Harborlight."""
    sign_in(world.ben).post(f"{solution}/evidence", data={"verdict": "not", "what": WHAT})
    with app.app_context(), tenancy.everywhere():
        return db.session.scalars(select(Evidence.id)).one()


@pytest.fixture
def where(solution, evidence):
    return f"{solution}/evidence/{ids.word(evidence)}"


def tell_anew(browser, solution, **said):
    known = re.search(r'name="known" value="([^"]+)"', browser.get(solution).text)[1]
    return browser.post(f"{solution}/evidence", data={"verdict": "worked", "known": known} | said)


def test_it_is_flagged_hidden_and_told_why_and_given_back(sign_in, app, solution, evidence, where, world, mails):
    ivy, ben, wren = sign_in(world.ivy), sign_in(world.ben), sign_in(world.wren)
    assert about(evidence, "flag") in ivy.get(where).text
    assert flag(ivy, evidence, "unkind").location == where
    page = wren.get(review(evidence)).text
    assert WHAT in page
    assert "Harborlight" in page
    assert "Ben Castellano" not in page
    mails()
    decide(wren, evidence, "hide")
    assert [one["To"] for one in mails()] == [world.ben.email]
    assert WHAT not in ivy.get(solution).text
    assert ivy.get(where).status_code == 404
    assert not finds(ivy, "zebrawood")
    decision = decision_of(app, evidence, "hide")
    assert f"/account/decisions/{decision}" in ben.get(where).text
    page = ben.get(f"/account/decisions/{decision}").text
    assert WHY in page
    assert WHAT in page
    assert ben.post(f"{where}/removal/delete").status_code == 302
    assert WHAT not in ivy.get(solution).text
    assert ben.post(f"{solution}/evidence", data={"verdict": "worked"}).status_code == 403
    ben.post(f"/account/decisions/{decision}/appeal", data={"words": "It is a tree"})
    answer = {"outcome": "undone", "answer": "It is."}
    sign_in(world.marta).post(review(evidence, "decisions", decision, "answer"), data=answer)
    assert WHAT in ivy.get(solution).text
    assert finds(ivy, "zebrawood")


def test_the_outsider_and_those_who_told_it_flag_nothing(sign_in, evidence, where, world):
    assert flag(sign_in(world.ben), evidence).status_code == 403
    assert about(evidence, "flag") not in sign_in(world.ben).get(where).text
    assert sign_in(world.bettina).get(review(evidence)).status_code == 404


def test_someone_asks_that_its_teller_is_checked_on(sign_in, evidence, where, world):
    assert sign_in(world.ivy).post(about(evidence, "check"), data={"note": ""}).location == where
    assert "Someone worries" in sign_in(world.wren).get("/review").text


def test_words_are_taken_out_of_it_and_of_what_it_told_before(sign_in, app, solution, evidence, world, mails):
    ben, wren = sign_in(world.ben), sign_in(world.wren)
    tell_anew(ben, solution, verdict="not", what=f"{NAME} said no.")
    tell_anew(ben, solution, what="In the end it went well.")
    mails()
    assert take_out(wren, evidence).status_code == 302
    assert NAME not in everything_kept(app)
    assert [one["To"] for one in mails()] == [world.ben.email]


def test_who_is_asked_to_change_it_is_led_to_where_it_can_be_told_anew(sign_in, app, solution, evidence, world):
    decide(sign_in(world.wren), evidence, "edit")
    page = sign_in(world.ben).get(f"/account/decisions/{decision_of(app, evidence, 'edit')}").text
    assert f'href="{solution}#tell"' in page


def test_told_anew_by_a_colleague_what_was_told_before_can_be_read(sign_in, solution, where, world):
    tell_anew(sign_in(world.ana), solution, what="In the end it went well.")
    page = sign_in(world.ivy).get(where).text
    assert "In the end it went well." in page
    assert "What it told before" in page
    assert WHAT in page
    assert "Castellano" not in page


def test_removing_asks_first_and_is_undone_by_any_who_may_remove_it(sign_in, app, solution, where, world):
    ben, joan, ivy = sign_in(world.ben), sign_in(world.joan), sign_in(world.ivy)
    assert WHAT in ben.get(f"{where}/removal").text
    assert WHAT in ivy.get(solution).text
    ben.post(f"{where}/removal")
    assert WHAT not in ivy.get(solution).text
    assert "did not work" not in ivy.get(solution).text.partition("travelled")[2].partition("</p>")[0]
    assert not finds(ivy, "zebrawood")
    assert ivy.get(where).status_code == 404
    assert ivy.post(f"{where}/removal/delete").status_code == 403
    assert WHAT in joan.get(where).text
    joan.post(f"{where}/removal/delete")
    assert WHAT in ivy.get(solution).text
    assert finds(ivy, "zebrawood")


def test_what_was_told_since_it_was_removed_is_not_lost_when_it_is_put_back(sign_in, solution, where, world):
    ben = sign_in(world.ben)
    ben.post(f"{where}/removal")
    ben.post(f"{solution}/evidence", data={"verdict": "worked", "what": "It went well."})
    ben.post(f"{where}/removal/delete")
    page = sign_in(world.ivy).get(where).text
    assert page.index(WHAT) < page.index("What it told before") < page.index("It went well.")


def test_after_a_month_it_is_gone_for_good(sign_in, app, where, world, monkeypatch):
    sign_in(world.ben).post(f"{where}/removal")
    at = clock.now() + LASTS + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: at)
    with app.app_context():
        jobs.run_due()
    assert "zebrawood" not in everything_kept(app)
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(EvidenceRemoval)).all() == []


def test_what_its_agency_removed_stays_so_whatever_is_decided(sign_in, app, solution, evidence, where, world):
    ben, wren, ivy = sign_in(world.ben), sign_in(world.wren), sign_in(world.ivy)
    flag(ivy, evidence)
    ben.post(f"{where}/removal")
    decide(wren, evidence, "hide")
    ben.post(f"{where}/removal/delete")
    assert WHAT not in ivy.get(solution).text
    wren.post(review(evidence, "decisions", decision_of(app, evidence, "hide"), "delete"))
    assert WHAT not in ivy.get(solution).text
    ben.post(f"{where}/removal/delete")
    assert WHAT in ivy.get(solution).text


def test_a_topic_page_shows_how_many_found_what_now(sign_in, told, where, world):
    assert "did not work at 1" in page_of(sign_in(world.ivy), told[0])
    sign_in(world.ben).post(f"{where}/removal")
    assert "did not work" not in page_of(sign_in(world.ivy), told[0])
