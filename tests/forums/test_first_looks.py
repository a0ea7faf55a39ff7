"""First posts that wait to be looked at, where a space is set so; and how many topics a newcomer starts in an hour."""

import pytest
from sqlalchemy import select, update

from cop.core import clock, ids, tenancy
from cop.core.db import db
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost
from cop.forums.pages.topics import NEWCOMERS_TOPICS
from cop.people import erasure
from cop.people.limits import NEW
from cop.people.models.person import Person
from tests.forums.along import files, kept_files, picture
from tests.forums.test_mentions import called
from tests.forums.test_topics import open_topic
from tests.trust.looking import about, decide, decision_of, peers_at, review

LOOK, TEAM_LOOK = "/forums/handling-money/first-look", "/forums/harborlight-team/first-look"
SAID = {"title": "My first", "body": "Hello from the zebrawood porch"}


@pytest.fixture
def topic(acting, world):
    """Ana's, from before."""
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.money)


@pytest.fixture
def wren(sign_in, world):
    browser = sign_in(world.wren)
    browser.post(LOOK)
    return browser


def finds(browser, words):
    return "<mark>" in browser.get(f"/search?q={words}").text


def test_a_first_topic_waits_and_is_read_by_its_writer_and_those_who_look_after_it(sign_in, wren, topic, world, mails):
    ivy = sign_in(world.ivy)
    sent = ivy.post("/forums/handling-money/new", data=SAID)
    assert sent.location.startswith("/waiting/")
    assert "Nothing is wrong." in ivy.get(sent.location).text
    assert "zebrawood" in ivy.get(sent.location).text
    assert "My first" in ivy.get("/account/decisions").text
    assert {one["To"] for one in mails()} == {world.marta.email, world.wren.email}
    for someone in (world.ana, world.joan, world.bettina, world.simone):
        browser = sign_in(someone)
        assert browser.get(sent.location).status_code == 404, someone.name
        for where in ("/release", "/return", "/delete"):
            assert browser.post(sent.location + where, data={"answer": "No"}).status_code == 404
        assert "My first" not in browser.get("/forums/handling-money").text + browser.get("/").text
    for browser in (ivy, wren):
        assert not finds(browser, "zebrawood")
    assert "first post" in wren.get("/review").text
    assert "zebrawood" in wren.get(sent.location).text


def test_let_through_it_is_there_and_found_and_the_next_one_does_not_wait(sign_in, app, wren, topic, world, mails):
    ivy = sign_in(world.ivy)
    waiting = ivy.post("/forums/handling-money/new", data=SAID).location
    mails()
    released = wren.post(f"{waiting}/release")
    (mail,) = mails()
    assert mail["To"] == world.ivy.email
    assert released.location in mail.get_content()
    assert "zebrawood" not in mail.get_content()
    page = sign_in(world.ana).get(released.location).text
    assert "zebrawood" in page
    assert "Ivy Donnelly" in page
    assert finds(sign_in(world.ana), "zebrawood")
    assert wren.post(f"{waiting}/release").status_code == 404
    again = ivy.post("/forums/handling-money/new", data=SAID | {"title": "My second"})
    assert again.location.startswith("/topics/")
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(WaitingPost)).all() == []


def test_a_first_reply_waits_too_and_comes_to_its_place(sign_in, app, connect, wren, topic, world):
    ivy, address = sign_in(world.ivy), f"/topics/{ids.word(topic)}"
    socket = connect(sign_in(world.ana))
    socket.emit("subscribe", {"channel": f"topic:{ids.word(topic)}"}, callback=True)
    waiting = ivy.post(f"{address}/replies", data={"body": "We wait by the juniper"}).location
    assert "juniper" not in sign_in(world.ana).get(address).text
    assert socket.get_received() == []
    wren.post(f"{waiting}/release")
    assert "juniper" in sign_in(world.ana).get(address).text
    assert [one["name"] for one in socket.get_received()] == ["reply"]
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(Reply.author_id)).all() == [world.ivy.id]
        assert db.session.get_one(Topic, topic).replies == 1


def test_sent_twice_it_waits_once(sign_in, app, wren, topic, world):
    ivy, once = sign_in(world.ivy), ids.word(ids.new_id())
    places = {ivy.post("/forums/handling-money/new", data=SAID | {"once": once}).location for _ in "12"}
    assert len(places) == 1


def test_sent_back_it_is_its_writers_alone_and_nothing_is_lost(sign_in, wren, topic, world, mails):
    ivy = sign_in(world.ivy)
    waiting = ivy.post("/forums/handling-money/new", data=SAID).location
    assert wren.post(f"{waiting}/return", data={"answer": " "}).status_code == 422
    wren.post(f"{waiting}/return", data={"answer": "Please leave the porch out."})
    page = ivy.get(waiting).text
    assert "Please leave the porch out." in page
    assert "Hello from the zebrawood porch" in page
    assert [one["To"] for one in mails() if "sent it back" in one.get_content()] == [world.ivy.email]
    assert wren.get(waiting).status_code == 404
    assert "My first" not in wren.get("/review").text
    assert ivy.post(f"{waiting}/delete").status_code == 302
    assert ivy.get(waiting).status_code == 404


def test_nobody_lets_their_own_words_through(sign_in, app, world):
    wren = sign_in(world.wren)
    wren.post(LOOK)
    waiting = wren.post("/forums/handling-money/new", data=SAID).location
    assert waiting.startswith("/waiting/")
    assert wren.post(f"{waiting}/release").status_code == 403
    assert "My first" not in wren.get("/review").text
    assert sign_in(world.marta).post(f"{waiting}/release").status_code == 302


def test_who_may_no_longer_write_there_is_not_let_through(sign_in, app, world):
    joan, ben = sign_in(world.joan), sign_in(world.ben)
    joan.post(TEAM_LOOK)
    waiting = ben.post("/forums/harborlight-team/new", data=SAID).location
    ben.post("/agencies/harborlight/departure")
    assert joan.post(f"{waiting}/release").location == "/review"
    assert "My first" not in joan.get("/forums/harborlight-team").text


def test_it_is_set_by_those_who_look_after_the_space_and_is_off_at_first(sign_in, app, acting, world):
    for someone in (world.ana, world.luz, world.joan, world.ivy, world.simone):
        assert sign_in(someone).post(LOOK).status_code == 403, someone.name
        assert "Looking after this space" not in sign_in(someone).get("/forums/handling-money").text
    for someone, code in ((world.ben, 403), (world.luz, 403), (world.ivy, 404), (world.wren, 404), (world.joan, 302)):
        assert sign_in(someone).post(TEAM_LOOK).status_code == code, someone.name
    assert sign_in(world.ben).post("/forums/harborlight-team/new", data=SAID).location.startswith("/waiting/")
    joan = sign_in(world.joan)
    assert "Let first posts through at once" in joan.get("/forums/harborlight-team").text
    joan.post(f"{TEAM_LOOK}/delete")
    assert sign_in(world.ben).post("/forums/harborlight-team/new", data=SAID).location.startswith("/topics/")
    assert sign_in(world.ivy).post("/forums/handling-money/new", data=SAID).location.startswith("/topics/")
    told = joan.get("/agencies/harborlight/trail").text
    assert "Joan Kessler set that newcomers&#39; first posts in a space wait for a look." in told


def test_in_an_agencys_peers_only_space_no_boss_sets_it(sign_in, app, world):
    peers_at(app, world.harborlight)
    for someone, code in ((world.joan, 404), (world.peter, 404), (world.luz, 404), (world.ben, 403), (world.wren, 404)):
        assert sign_in(someone).post("/forums/ours/first-look").status_code == code, someone.name


def test_what_waits_goes_with_its_writer(sign_in, app, wren, world):
    sign_in(world.ivy).post("/forums/handling-money/new", data=SAID)
    with app.app_context():
        erasure.erase(db.session.get_one(Person, world.ivy.id), words=False)
        db.session.commit()
        with tenancy.everywhere():
            assert db.session.scalars(select(WaitingPost)).all() == []


def test_in_the_first_week_a_few_topics_an_hour_and_what_was_typed_is_kept(sign_in, app, world):
    ivy = sign_in(world.ivy)
    ivy.post("/forums/handling-money/new", data={"title": " ", "body": "Does not count"})
    for number in range(NEWCOMERS_TOPICS):
        assert ivy.post("/forums/handling-money/new", data=SAID | {"title": f"T{number}"}).status_code == 302
    refused = ivy.post("/forums/handling-money/new", data=SAID)
    assert refused.status_code == 429
    assert "In your first week here" in refused.text
    assert SAID["body"] in refused.text
    assert sign_in(world.ana).post("/forums/handling-money/new", data=SAID).status_code == 302
    with app.app_context():
        joined = update(Person).where(Person.id == world.ivy.id).values(created_at=clock.now() - NEW)
        db.session.execute(joined)
        db.session.commit()
    assert ivy.post("/forums/handling-money/new", data=SAID).status_code == 302


def test_one_that_waits_takes_no_pictures_or_files_and_nothing_typed_is_lost(sign_in, app, wren, topic, world):
    before = kept_files(app)
    ivy = sign_in(world.ivy)
    for where in ("/forums/handling-money/new", f"/topics/{ids.word(topic)}/replies"):
        for brought in (picture(), files(("plan.txt", b"Words"))):
            refused = ivy.post(where, data=SAID | brought)
            assert refused.status_code == 422
            assert "so it can't have pictures or files yet." in refused.text
            assert "Please choose your pictures and files again" not in refused.text
            assert "Hello from the zebrawood porch" in refused.text
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(WaitingPost)).all() == []
    assert kept_files(app) == before
    assert ivy.post("/forums/handling-money/new", data=SAID).location.startswith("/waiting/")


def test_whom_it_mentions_is_told_when_it_is_let_through(sign_in, wren, topic, world, mails):
    ivy = sign_in(world.ivy)
    said = {"body": "Thank you, @Ana Ribeiro"}
    waiting = ivy.post(f"/topics/{ids.word(topic)}/replies", data=said).location
    assert called(mails) == []
    page = wren.get(wren.post(f"{waiting}/release").location).text
    assert "<strong>@Ana Ribeiro</strong>" in page
    assert called(mails) == [world.ana.email]


def test_who_wrote_without_their_name_only_goes_on_doing_so_and_nobody_can_tell(sign_in, app, world):
    """Ana wrote before the space was set so. With her name a first post waits as anybody's: it would tell, else."""
    ana, ivy, hidden = sign_in(world.ana), sign_in(world.ivy), {"without_name": "y", "few_known": "y"}
    before = ana.post("/forums/handling-money/new", data=SAID | hidden).location
    sign_in(world.wren).post(LOOK)
    assert ana.post(f"{before}/replies", data={"body": "One thing more"} | hidden).status_code == 302
    assert ana.post("/forums/handling-money/new", data=SAID | hidden).location.startswith("/topics/")
    assert ivy.post("/forums/handling-money/new", data=SAID | hidden).status_code == 422
    assert ana.post("/forums/handling-money/new", data=SAID).location.startswith("/waiting/")
    with app.app_context(), tenancy.everywhere():
        assert [one.author_id for one in db.session.scalars(select(WaitingPost))] == [world.ana.id]
        assert all(one.author_id is None for one in db.session.scalars(select(Topic)))


def test_a_hand_inside_an_agency_is_no_hand_statewide(sign_in, app, world):
    ana, hidden = sign_in(world.ana), {"without_name": "y", "few_known": "y"}
    with app.app_context(), tenancy.everywhere():
        db.session.execute(update(Space).where(Space.id == world.team.id).values(nameless=True))
        db.session.commit()
    assert ana.post("/forums/harborlight-team/new", data=SAID | hidden).location.startswith("/topics/")
    sign_in(world.wren).post(LOOK)
    assert ana.post("/forums/handling-money/new", data=SAID | hidden).status_code == 422


def test_it_keeps_what_it_is_about_and_leaves_no_draft(sign_in, app, wren, topic, world):
    ivy = sign_in(world.ivy)
    for place in ("new-title:handling-money", "new-body:handling-money"):
        ivy.post("/drafts", data={"place": place, "words": "Hello"})
    waiting = ivy.post("/forums/handling-money/new", data=SAID | {"tags": "porch, night", "core_values": ["hopeful"]})
    asked = "/drafts?place=new-title:handling-money&place=new-body:handling-money"
    assert ivy.get(asked).json["drafts"] == []
    assert "#porch #night Hopeful" in " ".join(wren.get(waiting.location).text.split())
    wren.post(f"{waiting.location}/release")
    found = sign_in(world.ana).get("/forums/handling-money?tag=porch").text
    assert "My first" in found
    assert "My first" in sign_in(world.ana).get("/forums/handling-money?value=hopeful").text


def test_a_first_reply_leaves_no_draft_either(sign_in, wren, topic, world):
    ivy, place = sign_in(world.ivy), f"reply:{ids.word(topic)}"
    ivy.post("/drafts", data={"place": place, "words": "We wait"})
    ivy.post(f"/topics/{ids.word(topic)}/replies", data={"body": "We wait"})
    assert ivy.get(f"/drafts?place={place}").json["drafts"] == []


def sent_back(sign_in, app, wren, world):
    """The address of Ivy's first post, and of the decision about it."""
    ivy = sign_in(world.ivy)
    waiting = ivy.post("/forums/handling-money/new", data=SAID).location
    wren.post(f"{waiting}/return", data={"answer": "Please leave the porch out."})
    post_id = ids.number(waiting.rpartition("/")[2])
    return waiting, post_id, decision_of(app, post_id, "return")


def test_what_was_sent_back_is_asked_about_and_let_through(sign_in, app, wren, topic, world, mails):
    waiting, post_id, decision = sent_back(sign_in, app, wren, world)
    ivy, marta = sign_in(world.ivy), sign_in(world.marta)
    assert f"/account/decisions/{decision}" in ivy.get(waiting).text
    assert "Wren Alvarado sent a first post back." in marta.get("/review/log").text
    assert "zebrawood" not in marta.get(review(post_id)).text  # its writer's alone, until they ask
    mails()
    ivy.post(f"/account/decisions/{decision}/appeal", data={"words": "The porch is mine"})
    assert {one["To"] for one in mails()} == {world.marta.email, world.wren.email}
    assert review(post_id) in marta.get("/review").text
    page = marta.get(review(post_id)).text
    assert "zebrawood" in page
    assert "The porch is mine" in page
    answer = {"outcome": "undone", "answer": "It is. Welcome."}
    assert wren.post(review(post_id, "decisions", decision, "answer"), data=answer).status_code == 403
    marta.post(review(post_id, "decisions", decision, "answer"), data=answer)
    assert [one["To"] for one in mails()] == [world.ivy.email]
    assert "My first" in sign_in(world.ana).get("/forums/handling-money").text
    assert "It is. Welcome." in ivy.get(f"/account/decisions/{decision}").text


def test_what_stays_sent_back_is_its_writers_alone_again(sign_in, app, wren, topic, world, mails):
    _waiting, post_id, decision = sent_back(sign_in, app, wren, world)
    ivy, marta = sign_in(world.ivy), sign_in(world.marta)
    ivy.post(f"/account/decisions/{decision}/appeal", data={"words": "The porch is mine"})
    mails()
    marta.post(review(post_id, "decisions", decision, "answer"), data={"outcome": "stays", "answer": "Not yet."})
    assert [one["To"] for one in mails()] == [world.ivy.email]
    assert "zebrawood" not in marta.get(review(post_id)).text
    assert "My first" not in sign_in(world.ana).get("/forums/handling-money").text


def test_letting_through_is_in_the_log_with_the_post(sign_in, app, wren, topic, world):
    waiting = sign_in(world.ivy).post("/forums/handling-money/new", data=SAID).location
    post = wren.post(f"{waiting}/release").location.rpartition("/")[2]
    log = wren.get("/review/log").text
    assert "Wren Alvarado let a first post through." in log
    assert f"/review/{post}" in log


def test_a_post_that_waits_is_neither_flagged_nor_decided_about(sign_in, wren, topic, world):
    waiting = sign_in(world.ivy).post("/forums/handling-money/new", data=SAID).location
    post_id = ids.number(waiting.rpartition("/")[2])
    for someone in (world.ana, world.wren, world.ivy):
        for what in ("flag", "check", "redaction"):
            assert sign_in(someone).get(about(post_id, what)).status_code == 404
    assert decide(wren, post_id, "hide").status_code == 422
    assert waiting in wren.get(review(post_id)).text
