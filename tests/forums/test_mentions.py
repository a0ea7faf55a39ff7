"""Mentioning someone: who can be, who hears of it, and what nobody learns by it."""

import pytest
from sqlalchemy import select

from cop.agencies.models.membership import Membership
from cop.core import clock, ids, jobs, tenancy
from cop.core.db import db
from cop.forums.models.mention import Mention
from cop.forums.models.reply import Reply
from cop.people.models.person import Person
from cop.trust import pseudonyms
from tests.forums.test_topics import open_topic
from tests.forums.test_without_a_name import NAMELESS


@pytest.fixture
def topic(acting, world):
    """Ana's, in a space that is everyone's."""
    with acting(world.ana) as viewer:
        return f"/topics/{ids.word(open_topic(viewer, world.money))}"


def answer(browser, topic, body, **more):
    return browser.post(f"{topic}/replies", data={"body": body} | more)


CALLED = {"Someone mentioned you", "Alguien mencionó su nombre"}


def calls(mails):
    """Whoever follows the topic hears of a reply as well: that is another mail."""
    return [mail for mail in mails() if mail["Subject"] in CALLED]


def called(mails):
    return sorted(mail["To"] for mail in calls(mails))


def test_whoever_wrote_there_can_be_mentioned_from_another_agency_and_hears_of_it_once(sign_in, topic, mails, world):
    ivy = sign_in(world.ivy)
    where = answer(ivy, topic, "Thank you, @Ana Ribeiro. As @Ana Ribeiro says.").location
    assert "Thank you, <strong>@Ana Ribeiro</strong>." in ivy.get(where).text
    (mail,) = calls(mails)
    assert (mail["To"], mail["Subject"]) == (world.ana.email, "Someone mentioned you")
    for told in ("Ivy", "Thank you", "Going to the bank", "Stonefield"):
        assert told not in mail.as_string()
    assert f"https://lantern.example{topic}/posts/{where.rsplit('reply-', 1)[1]}" in mail.get_content()
    assert called(mails) == []


def test_the_mail_is_in_the_language_of_whoever_gets_it(sign_in, topic, mails, app, world):
    with app.app_context():
        db.session.get_one(Person, world.ana.id).language = "es"
        db.session.commit()
    answer(sign_in(world.ivy), topic, "@Ana Ribeiro")
    (mail,) = calls(mails)
    assert mail["Subject"] == "Alguien mencionó su nombre"


def test_a_colleague_can_be_mentioned_and_a_stranger_is_only_words(sign_in, topic, mails, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    page = ana.get(answer(ana, topic, "@Ben Castellano, @Ivy Donnelly, @Nobody Atall").location).text
    assert "<strong>@Ben Castellano</strong>, @Ivy Donnelly, @Nobody Atall" in page
    assert "@Ben Castellano</p>" in ivy.get(answer(ivy, topic, "And you, @Ben Castellano").location).text
    assert called(mails) == [world.ben.email]


def test_whoever_may_not_read_the_space_is_only_words(sign_in, acting, mails, world):
    with acting(world.ana) as viewer:
        peers = f"/topics/{ids.word(open_topic(viewer, world.peers))}"
    ana = sign_in(world.ana)
    page = ana.get(answer(ana, peers, "@Luz Marrero and @Ben Castellano").location).text
    assert "@Luz Marrero and <strong>@Ben Castellano</strong>" in page
    assert called(mails) == [world.ben.email]


def test_nobody_hears_of_mentioning_themselves_or_of_what_was_taken_back_at_once(sign_in, topic, mails, world):
    ana = sign_in(world.ana)
    answer(ana, topic, "I am @Ana Ribeiro")
    post = answer(ana, topic, "@Ben Castellano").location.rsplit("reply-", 1)[1]
    ana.post(f"{topic}/posts/{post}/removal")
    assert called(mails) == []


def test_an_edit_tells_only_those_whom_it_adds_and_nobody_a_second_time(sign_in, topic, mails, world):
    ana = sign_in(world.ana)
    post = answer(ana, topic, "@Ben Castellano").location.rsplit("reply-", 1)[1]
    edit = f"{topic}/posts/{post}/edit"
    assert called(mails) == [world.ben.email]
    for version, (body, told) in enumerate(
        [
            ("@Ben Castellano, anew", []),
            ("@Ben Castellano and @Peter Okafor", [world.peter.email]),
            ("Nobody", []),
            ("@Ben Castellano and @Peter Okafor", []),
        ],
        start=1,
    ):
        assert ana.post(edit, data={"body": body, "version": version}).status_code == 302
        assert called(mails) == told


def test_ten_may_be_mentioned_and_not_eleven(sign_in, topic, mails, app, world):
    with app.app_context():
        for number in range(11):
            db.session.add(Person(email=f"twin{number}@lantern.example", name="Twin Marrow", password_hash="-"))
        db.session.commit()
        twins = db.session.scalars(select(Person.id).where(Person.name == "Twin Marrow")).all()
    _employ(app, world, twins[:10])
    ana = sign_in(world.ana)
    assert answer(ana, topic, "@Twin Marrow").status_code == 302
    _employ(app, world, twins[10:])
    refused = answer(ana, topic, "All of it stays. @Twin Marrow")
    assert refused.status_code == 422
    assert "Please mention at most 10 people in one post." in refused.text
    assert "All of it stays." in refused.text
    assert len(called(mails)) == 10


def _employ(app, world, people):
    with app.app_context(), tenancy.everywhere():
        for person_id in people:
            db.session.add(Membership(agency_id=world.harborlight.id, person_id=person_id, role="administrator"))
        db.session.commit()


def test_ten_thousand_mentions_are_refused_kindly_and_kept_in_the_form(sign_in, topic, world):
    refused = answer(sign_in(world.ana), topic, "@Ben Castellano " * 10_000)
    assert refused.status_code == 422
    assert "This is too long." in refused.text


@pytest.mark.parametrize("words", ["a\u202eb", "\x00"])
def test_what_turns_words_around_is_refused(sign_in, topic, world, words):
    assert answer(sign_in(world.ana), topic, f"@Ben Castellano {words}").status_code == 422


def test_zalgo_is_kept_as_it_is(sign_in, topic, world):
    ana, zalgo = sign_in(world.ana), "h" + "\u0336\u0489\u0334" * 300
    assert zalgo in ana.get(answer(ana, topic, zalgo).location).text


def test_without_a_name_only_those_of_the_topic_can_be_mentioned(sign_in, topic, mails, world):
    """A colleague's name that stands out would tell where one works."""
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    answer(ivy, topic, "Here I am.")
    page = ana.get(answer(ana, topic, "@Ivy Donnelly and @Ben Castellano", **NAMELESS).location).text
    assert "<strong>@Ivy Donnelly</strong> and @Ben Castellano" in page


def test_without_a_name_the_mail_goes_when_the_hour_is_over(sign_in, topic, app, mails, world):
    """Nor is whoever wrote it left out: that would tell who they are."""
    answer(sign_in(world.ivy), topic, "Here I am.")
    answer(sign_in(world.ivy), topic, "@Ivy Donnelly and @Ana Ribeiro", **NAMELESS)
    assert called(mails) == []
    with app.app_context():
        waiting = db.session.scalars(select(jobs.Job).where(jobs.Job.name == "tell-mentioned")).all()
        over = pseudonyms.rounded(clock.now())
        assert {(one.due_at - over).total_seconds() for one in waiting} == {3600}
        for one in waiting:
            one.due_at = over
        db.session.commit()
    assert called(mails) == sorted([world.ivy.email, world.ana.email])


def test_names_are_offered_to_whoever_may_write_there(sign_in, acting, topic, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    assert ana.get(f"{topic}/mentions?q=ben").json == ["Ben Castellano"]
    assert ana.get(f"{topic}/mentions?q=ben&without_name=1").json == []
    assert ana.get(f"{topic}/mentions?q=%25").json == []
    assert ivy.get(f"{topic}/mentions?q=ana").json == ["Ana Ribeiro"]
    assert ivy.get(f"{topic}/mentions?q=ben").json == []
    assert ana.get("/forums/peers/new/mentions?q=l").json == ["Ben Castellano"]
    with acting(world.ana) as viewer:
        inside = f"/topics/{ids.word(open_topic(viewer, world.team))}"
    assert ivy.get(f"{inside}/mentions?q=ana").status_code == 404
    assert sign_in(world.luz).get("/forums/peers/new/mentions?q=a").status_code == 404


def test_words_without_an_at_ask_nothing_more(sign_in, topic, count_sql, world):
    ana = sign_in(world.ana)
    answer(ana, topic, "First")
    counts = []
    for body in ("Plain words", "Words @ night", "@Ben Castellano @Peter Okafor"):
        with count_sql() as counted:
            assert answer(ana, topic, body).status_code == 302
        counts.append(sum("set_config" not in one for one in counted.statements))
    assert counts[1] == counts[0] + 2
    assert counts[2] > counts[1]


def test_someone_who_goes_is_mentioned_no_more(sign_in, topic, app, mails, acting, world):
    answer(sign_in(world.ana), topic, "@Ben Castellano")
    sign_in(world.ben).post("/account/deletion", data={"password": "a calm lantern by the door"})
    assert called(mails) == []
    with acting(world.ana):
        assert db.session.scalars(select(Mention)).all() == []
        assert db.session.scalars(select(Reply.body_source)).all() == ["@Ben Castellano"]
