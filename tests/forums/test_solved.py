"""Who hears that a solution was proposed: whoever asked, with or without their name, and who has the challenge too."""

import pytest
from sqlalchemy import select

from cop.agencies.models import roles
from cop.core import ids, jobs
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.solved import TELL
from tests.forums.test_posts import page_of, post_of
from tests.forums.test_solutions import written
from tests.forums.test_without_a_name import NAMELESS, ask

ABOUT = "Someone proposed a solution"


@pytest.fixture
def asked(acting, world):
    """Ana's challenge, and Ivy's reply from another agency: (topic, reply)."""
    return written(acting, world.ana, world.money, world.ivy)


def propose(browser, asked):
    return browser.post(f"{post_of(*asked)}/solution")


def heard(mails):
    return sorted(one["To"] for one in mails() if one["Subject"] == ABOUT)


def replied(browser, topic, **more):
    """The address of a reply of theirs."""
    where = browser.post(f"{topic}/replies", data={"body": "By the juniper."} | more).location
    return f"{topic}/posts/{where.rpartition('#reply-')[2]}"


def test_whoever_asked_and_who_has_it_too_are_told_once_without_a_word_of_it(sign_in, app, asked, mails, world):
    ben, simone = sign_in(world.ben), sign_in(world.simone)
    for _ in "12":
        ben.post(f"/topics/{ids.word(asked[0])}/shared")
    simone.post(f"/topics/{ids.word(asked[0])}/shared")
    assert "2 people have this too." in page_of(ben, asked[0])
    assert world.ben.name not in page_of(simone, asked[0])
    simone.post(f"/topics/{ids.word(asked[0])}/shared/delete")
    propose(sign_in(world.ivy), asked)
    found = {mail["To"]: mail for mail in mails()}
    assert found.keys() == {world.ana.email, world.ben.email}
    mail = found[world.ben.email]
    assert mail.get_content() == found[world.ana.email].get_content()
    assert "/solutions/" in mail.get_content()
    for secret in ("juniper", "bank", world.ana.name, world.ivy.name):
        assert secret not in mail.get_content() + str(mail["Subject"])


def test_who_lost_sight_of_the_challenge_is_not_told(sign_in, acting, mails, world):
    topic, reply = written(acting, world.ana, world.team, world.ana)
    sign_in(world.ben).post(f"/topics/{ids.word(topic)}/shared")
    with acting(world.joan):
        roles.leave(world.harborlight.id, world.ben.id)
        commit()
    mails()
    sign_in(world.luz).post(f"{post_of(topic, reply)}/solution")
    assert [one["To"] for one in mails() if "/solutions/" in one.get_content()] == []


def test_nobody_hears_of_what_they_proposed_or_wrote_themselves(sign_in, acting, mails, asked, world):
    propose(sign_in(world.ana), asked)
    assert heard(mails) == []
    propose(sign_in(world.ben), written(acting, world.ana, world.money, world.ana))
    assert heard(mails) == []


def test_whoever_asked_and_made_it_quiet_is_not_told(sign_in, mails, asked, world):
    sign_in(world.ana).post(f"/topics/{ids.word(asked[0])}/subscription", data={"level": "quiet"})
    propose(sign_in(world.ben), asked)
    assert heard(mails) == []


def test_of_one_that_was_taken_back_nobody_hears(sign_in, mails, asked, world):
    propose(sign_in(world.ben), asked)
    sign_in(world.ivy).post(f"{post_of(*asked)}/removal")
    assert heard(mails) == []


def test_whoever_asked_without_a_name_hears_when_the_hour_is_over_and_no_row_says_so(
    sign_in, acting, mails, world, later
):
    began = ids.new_id()
    topic = ask(sign_in(world.ana), **NAMELESS).location
    sign_in(world.ben).post(f"{replied(sign_in(world.ivy), topic)}/solution")
    assert heard(mails) == []
    with acting(world.ivy):
        (job,) = db.session.scalars(select(jobs.Job).where(jobs.Job.name == TELL)).all()
    assert (job.due_at.minute, job.due_at.second) == (0, 0)
    assert job.id < began
    assert str(world.ana.id) not in job.payload
    later(hours=1)
    assert heard(mails) == [world.ana.email]
    with acting(world.ivy):
        assert db.session.scalars(select(jobs.Job)).all() == []


def test_without_a_name_too_nobody_hears_of_their_own(sign_in, mails, world, later):
    ana = sign_in(world.ana)
    topic = ask(ana, **NAMELESS).location
    ana.post(f"{replied(sign_in(world.ivy), topic)}/solution")
    sign_in(world.ben).post(f"{replied(ana, topic, **NAMELESS)}/solution")
    later(hours=1)
    assert heard(mails) == []


def test_who_asked_without_a_name_and_made_it_quiet_is_not_told(sign_in, mails, world, later):
    ana = sign_in(world.ana)
    topic = ask(ana, **NAMELESS).location
    ana.post(f"{topic}/subscription", data={"level": "quiet"})
    sign_in(world.ben).post(f"{replied(sign_in(world.ivy), topic)}/solution")
    later(hours=1)
    assert heard(mails) == []
