"""Ana tells the hosts of one meeting what helps her take part: only when she ticks it, only them, only for a while."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cop.core import ids, jobs, tenancy
from cop.core.db import db
from cop.meetings import forgetting
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.shared_needs import SharedNeeds
from cop.people.models.needs import fingerprint
from tests.meetings.planning import change, meeting, turn
from tests.meetings.test_meetings import QUARTER, address
from tests.people.conftest import audited  # noqa: F401 - a fixture
from tests.people.test_leaving import delete, opened

WORDS = "A chair by the door"
SHOWN = fingerprint(["captions"], WORDS)
TICKED = {"needs_asked": "1", "tell": "y", "needs_shown": SHOWN}


@pytest.fixture
def led(acting, world):
    """A turn of Metro Boston: Simone and Joan host it."""
    with acting(world.simone):
        return turn(QUARTER, "metro_boston", hosts=[(world.simone, 0), (world.joan, world.harborlight.id)])


@pytest.fixture
def planned(acting, world, led):
    with acting(world.simone):
        return meeting(turn=led)


@pytest.fixture
def ana(sign_in, world):
    browser = sign_in(world.ana)
    browser.post("/account/needs", data={"kinds": ["captions"], "words": WORDS})
    return browser


def answer(browser, planned, going="yes", **more):
    return browser.post(f"{address(planned)}/rsvp", data={"going": going} | more)


def told(app):
    with app.app_context(), tenancy.everywhere():
        return [(one.person_id, one.kinds, one.words) for one in db.session.scalars(select(SharedNeeds)).all()]


def hosts_read(browser, planned):
    """What the page says to a host; nothing where there is no such list."""
    return browser.get(address(planned)).text.partition('<details class="card told">')[2].partition("</details>")[0]


def test_the_very_words_and_who_would_read_them_are_shown_and_the_tick_is_off(ana, planned):
    page = ana.get(address(planned)).text
    asked = page.partition('<details class="needs"')[2].partition("</details>")[0]
    for words in (
        "Live captions",
        WORDS,
        SHOWN,
        "Only the hosts of this meeting read it",
        "Simone Baptiste, Joan Kessler",
    ):
        assert words in asked
    assert "checked" not in asked


def test_without_the_tick_nobody_is_told(app, ana, planned):
    assert answer(ana, planned).status_code == 302
    assert answer(ana, planned, needs_asked="1", needs_shown=SHOWN).status_code == 302
    assert told(app) == []


@pytest.mark.parametrize("going", ["yes", "maybe"])
def test_with_it_the_hosts_read_her_name_and_words_and_nobody_else_does(app, ana, planned, sign_in, world, going):
    answer(ana, planned, going, **TICKED)
    assert told(app) == [(world.ana.id, ["captions"], WORDS)]
    for host in (world.simone, world.joan):
        page = hosts_read(sign_in(host), planned)
        assert all(words in page for words in ("What people need", "Ana Ribeiro", "Live captions", WORDS))
    for someone in (world.ben, world.luz, world.peter, world.bettina, world.odessa, world.wren, world.marta):
        page = sign_in(someone).get(address(planned)).text
        assert (WORDS in page, 'class="card told"' in page) == (False, False), someone.name
    assert "checked" in ana.get(address(planned)).text


def test_hosts_read_ready_choices_in_their_own_language(ana, planned, sign_in, world):
    answer(ana, planned, **TICKED)
    joan = sign_in(world.joan)
    joan.post("/preferences", data={"language": "es"})
    assert "Subtítulos en vivo" in hosts_read(joan, planned)


@pytest.mark.parametrize(
    "then",
    [{"going": "yes", "needs_asked": "1", "needs_shown": SHOWN}, {"going": "no"}, {"going": "no"} | TICKED],
    ids=["the tick taken away", "no, from the home page", "no, with the tick"],
)
def test_it_is_withdrawn_at_once(app, ana, planned, sign_in, world, then):
    answer(ana, planned, **TICKED)
    assert ana.post(f"{address(planned)}/rsvp", data=then).status_code == 302
    assert told(app) == []
    assert WORDS not in sign_in(world.joan).get(address(planned)).text


def test_an_answer_from_home_that_did_not_ask_leaves_it_as_it_is(app, ana, planned):
    answer(ana, planned, **TICKED)
    answer(ana, planned, "maybe")
    assert len(told(app)) == 1
    assert "needs_asked" not in ana.get("/").text


def test_clearing_it_on_the_account_or_deleting_the_account_withdraws_it(app, ana, planned):
    answer(ana, planned, **TICKED)
    ana.post("/account/needs", data={"words": ""})
    assert told(app) == []
    ana.post("/account/needs", data={"kinds": ["captions"], "words": WORDS})
    answer(ana, planned, **TICKED)
    delete(ana)
    assert told(app) == []


def test_a_change_on_the_account_tells_the_hosts_nothing_new_until_she_does(app, ana, planned, world):
    answer(ana, planned, **TICKED)
    ana.post("/account/needs", data={"words": "Something else"})
    assert told(app) == [(world.ana.id, ["captions"], WORDS)]
    assert "The hosts have another text from you." in ana.get(address(planned)).text
    refused = answer(ana, planned, **TICKED)  # a page that was open before
    assert refused.status_code == 422
    assert "has changed. Please look at it again." in refused.text
    answer(ana, planned, **TICKED | {"needs_shown": fingerprint([], "Something else")})
    assert told(app) == [(world.ana.id, [], "Something else")]


@pytest.mark.parametrize("shown", ["", "0" * 16, "x" * 3000])
def test_words_that_were_not_shown_are_not_told(app, ana, planned, shown):
    assert answer(ana, planned, **TICKED | {"needs_shown": shown}).status_code == 422
    assert told(app) == []


def test_without_stored_needs_one_writes_them_for_this_meeting_only(app, sign_in, planned, world):
    ben = sign_in(world.ben)
    assert "It is kept with this meeting only." in ben.get(address(planned)).text
    answer(ben, planned, needs_asked="1", tell="y", needs_words="Large letters, please")
    assert told(app) == [(world.ben.id, [], "Large letters, please")]
    assert "Large letters, please" not in ben.get("/account/needs").text
    assert "Large letters, please" in ben.get(address(planned)).text


@pytest.mark.parametrize(
    ("more", "words"),
    [({"tell": "y"}, "Please write what helps you"),
     ({"tell": "y", "needs_words": " \n"}, "Please write what helps you"),
     ({"needs_words": "Large letters"}, "They were not told yet."),
     ({"tell": "y", "needs_words": "y" * 501}, "Please keep it to 500 characters.")],
)  # fmt: skip
def test_what_can_not_be_told_is_said_and_nothing_is_lost(app, sign_in, planned, world, more, words):
    refused = answer(sign_in(world.ben), planned, needs_asked="1", **more)
    assert refused.status_code == 422
    assert words in refused.text
    assert more.get("needs_words", "").strip() in refused.text
    assert told(app) == []


def test_more_fields_tell_nothing_of_anyone_else(app, ana, planned, world):
    answer(ana, planned, **TICKED, meeting_id="1", kinds="asl", words="Not mine")
    assert told(app) == [(world.ana.id, ["captions"], WORDS)]


def test_told_twice_it_is_one(app, ana, planned):
    for _ in "12":
        answer(ana, planned, **TICKED)
    assert len(told(app)) == 1
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalar(select(func.count(jobs.Job.id)).where(jobs.Job.name == "forget-needs")) == 1


def test_hosts_of_another_meeting_read_nothing(ana, planned, sign_in, acting, world):
    with acting(world.odessa):
        western = turn(QUARTER.next, "western", hosts=[(world.odessa, 0), (world.bettina, world.stonefield.id)])
        other = meeting("Another", turn=western)
    answer(ana, planned, **TICKED)
    for someone in (world.odessa, world.bettina):
        browser = sign_in(someone)
        assert hosts_read(browser, planned) == ""
        assert WORDS not in browser.get(address(other)).text
        assert hosts_read(browser, other) != ""


def test_a_host_whose_turn_another_area_took_over_reads_nothing_more(ana, planned, led, sign_in, acting, world):
    answer(ana, planned, **TICKED)
    with acting(world.odessa):
        taken = change(led, world.odessa, "cover", "western")
    for someone in (world.simone, world.joan):
        assert hosts_read(sign_in(someone), planned) == ""
    assert "Nobody has agreed to host yet." in ana.get(address(planned)).text
    with acting(world.odessa):
        change(led, world.odessa, "undo", undoes=taken)
    assert WORDS in hosts_read(sign_in(world.simone), planned)


def test_one_who_has_not_accepted_or_is_no_director_any_more_reads_nothing(ana, sign_in, acting, world):
    with acting(world.simone):
        asked = meeting(turn=turn(QUARTER, "metro_boston", [(world.joan, world.harborlight.id)], accepted=False))
        hosting = turn(QUARTER.next, "metro_boston", [(world.joan, world.harborlight.id)])
        planned = meeting(turn=hosting)
    for one in (asked, planned):
        answer(ana, one, **TICKED)
    joan = sign_in(world.joan)
    assert (hosts_read(joan, asked) == "", hosts_read(joan, planned) == "") == (True, False)
    sign_in(world.peter).post(f"/agencies/harborlight/members/{ids.word(world.joan.id)}/roles/director/delete")
    assert hosts_read(joan, planned) == ""


def test_a_cancelled_meeting_needs_nothing(ana, planned, led, sign_in, acting, world):
    answer(ana, planned, **TICKED)
    with acting(world.simone):
        change(led, world.simone, "cancel")
    assert hosts_read(sign_in(world.joan), planned) == ""
    assert "You told the hosts what helps you take part." in ana.get(address(planned)).text


def ended(app, planned, ago):
    with app.app_context(), tenancy.everywhere():
        one = db.session.get_one(Meeting, planned.id)
        one.starts_at, one.ends_at = one.starts_at - ago - timedelta(days=9), one.ends_at - ago - timedelta(days=9)
        db.session.commit()


def test_after_the_meeting_the_hosts_read_it_for_two_weeks_and_she_can_take_it_back(app, ana, planned, sign_in, world):
    answer(ana, planned, **TICKED)
    ended(app, planned, timedelta(days=10))
    assert WORDS in hosts_read(sign_in(world.joan), planned)
    assert ana.post(f"{address(planned)}/needs/delete").location == address(planned)
    assert told(app) == []
    assert ana.post(f"{address(planned)}/needs/delete").status_code == 302


def test_two_weeks_after_it_is_hidden_and_a_job_takes_the_copy_away(app, ana, planned, sign_in, world):
    answer(ana, planned, **TICKED)
    ended(app, planned, timedelta(days=15))
    assert WORDS not in sign_in(world.joan).get(address(planned)).text
    run_later(app)
    assert told(app) == []


def run_later(app):
    """The jobs that wait, as if their day had come."""
    with app.app_context(), tenancy.everywhere():
        for job in db.session.scalars(select(jobs.Job)).all():
            job.due_at -= timedelta(days=365)
        db.session.commit()
        for number in jobs.due():
            jobs.run(number)


def test_a_meeting_that_was_put_off_keeps_it_longer(app, ana, planned):
    answer(ana, planned, **TICKED)
    run_later(app)
    assert len(told(app)) == 1
    with app.app_context(), tenancy.everywhere():
        (job,) = db.session.scalars(select(jobs.Job).where(jobs.Job.name == "forget-needs")).all()
        assert job.due_at == planned.ends_at + timedelta(days=14)


def test_after_a_restore_which_brings_no_jobs_it_is_still_taken_away(app, ana, planned):
    answer(ana, planned, **TICKED)
    with app.app_context(), tenancy.everywhere():
        db.session.query(jobs.Job).delete()
        db.session.commit()
        for _ in "12":
            forgetting.remember()
        assert db.session.scalar(select(func.count(jobs.Job.id)).where(jobs.Job.name == "forget-needs")) == 1


def test_nobody_takes_back_for_another(app, ana, planned, sign_in, world):
    answer(ana, planned, **TICKED)
    for someone in (world.ben, world.joan, world.wren):
        sign_in(someone).post(f"{address(planned)}/needs/delete")
    assert len(told(app)) == 1
    assert ana.post(f"/meetings/{ids.word(ids.new_id())}/needs/delete").status_code == 404


def test_neither_trail_nor_search_nor_an_agencys_takeout_knows(ana, planned, sign_in, audited, mails, world):  # noqa: F811
    answer(ana, planned, **TICKED)
    assert audited() == []
    joan = sign_in(world.joan)
    assert "Nothing found" in joan.get("/search?q=chair").text
    joan.post("/agencies/harborlight/takeouts")
    mails()
    archive = opened(joan, joan.get("/agencies/harborlight/takeouts").text)
    assert not [name for name in archive.namelist() if "needs" in name]


def test_the_page_takes_the_same_statements_with_needs_and_without(ana, planned, sign_in, count_sql, world):
    counts = {}
    for who in (world.ana, world.ben):
        browser = sign_in(who)
        answer(browser, planned, **(TICKED if who is world.ana else {}))
        with count_sql() as counted:
            browser.get(address(planned))
        counts[who.name] = counted.count
    assert len(set(counts.values())) == 1
    joan, lists = sign_in(world.joan), []
    for more in (world.luz, world.peter):
        with count_sql() as counted:
            joan.get(address(planned))
        lists.append(counted.count)
        answer(sign_in(more), planned, needs_asked="1", tell="y", needs_words="Water")
    assert lists[0] == lists[1] == counts["Ana Ribeiro"] + 1
