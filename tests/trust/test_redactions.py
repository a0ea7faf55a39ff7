"""Taking words out for good: from everywhere they stand, with the lesson left, and nothing that says what they were."""

import json

import pytest
from sqlalchemy import select

from cop.core import ids, kept, mail, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.core.jobs import Job
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.topic import Topic
from cop.trust.facts import WordsTakenOut
from cop.trust.models.redaction import Redaction
from cop.trust.models.trail import TrailEntry
from cop.trust.review.cut import OUT, Cut
from tests.forums.test_topics import open_topic
from tests.trust.looking import WHY, about, decide, decision_of, flag, peers_at, post_at, reply_of

NAME = "Quillwort Zebrawood"
WORDS = f"I went with **{NAME}** to the bank. It helped to wait outside."


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.money, title=f"Going with {NAME}")


@pytest.fixture
def reply(acting, topic, world):
    """Ben's, changed once since: both versions name someone."""
    reply_id = reply_of(acting, world.ben, topic, f"First with quillwort  ZEBRAWOOD, then alone. {WORDS}")
    with acting(world.ben):
        db.session.get_one(Reply, reply_id).edit(WORDS)
        commit()
    return reply_id


def take_out(browser, post_id, words=NAME, **more):
    """`message` is what one who looks after a space says; for one's own words it is not asked."""
    return browser.post(about(post_id, "redaction"), data={"words": words, "sure": "1", "message": WHY} | more)


def everything_kept(app):
    """All rows of all tables, as text."""
    with app.app_context(), tenancy.everywhere():
        connection = tenancy.tell_database(db.session(), tenancy.current_scope())
        return " ".join(str(connection.execute(select(table)).all()) for table in db.metadata.sorted_tables)


def test_the_words_are_nowhere_and_the_lesson_stays(sign_in, app, topic, reply, world):
    ben, ivy = sign_in(world.ben), sign_in(world.ivy)
    flag(ivy, reply, note=f"It names {NAME}")
    decide(sign_in(world.wren), reply, "edit", message=f"Please say it without {NAME}.")
    assert take_out(ben, reply).status_code == 302
    assert f"It names {NAME}" in everything_kept(app)  # what others said of it is not its writer's to take out
    assert take_out(sign_in(world.wren), reply).status_code == 302
    page = ivy.get(f"/topics/{ids.word(topic)}").text
    assert f"I went with <strong>{OUT}</strong> to the bank. It helped to wait outside." in page
    assert f"First with {OUT}, then alone." in ivy.get(f"{post_at(topic, reply)}/versions").text
    left = everything_kept(app)
    title = f"Going with {NAME}"  # Ana's, which is not Ben's to change
    assert left.count(NAME) == left.count(title)
    assert "ZEBRAWOOD" not in left
    assert "<mark>" in ivy.get("/search?q=outside").text


def test_one_who_looks_after_the_space_takes_them_out_of_the_whole_topic(sign_in, app, topic, reply, world):
    assert take_out(sign_in(world.wren), topic, everywhere="y").status_code == 302
    left = everything_kept(app)
    assert "Quillwort" not in left
    assert "Zebrawood" not in left
    ivy = sign_in(world.ivy)
    assert "Quillwort" not in ivy.get("/search?q=bank").text
    assert f"Going with {OUT}" in ivy.get("/forums/handling-money").text


def test_what_was_taken_back_or_hidden_loses_them_too(sign_in, app, topic, reply, world):
    wren = sign_in(world.wren)
    decide(wren, reply, "hide")
    assert NAME in everything_kept(app)
    take_out(wren, reply)
    left = everything_kept(app)
    assert left.count(NAME) == left.count(f"Going with {NAME}")


def test_what_agencies_told_of_a_solution_loses_them(sign_in, app, acting, topic, world):
    with acting(world.ivy) as viewer:
        open_one = db.session.get_one(Topic, topic)
        reply = Reply.write_in(open_one, viewer, "We wait outside.", None)
        solution = Solution.propose(open_one, reply, viewer)
        said = {"verdict": "changed", "what": f"{NAME} came too", "setting": NAME, "tried_on": None}
        solution.tell(viewer.voice_id, viewer, said)
        commit()
        about_it = reply.id
    take_out(sign_in(world.wren), about_it)
    page = sign_in(world.ana).get(f"/solutions/{ids.word(solution.id)}").text
    assert f"{OUT} came too" in page
    left = everything_kept(app)
    assert left.count(NAME) == left.count(f"Going with {NAME}")


def test_it_is_shown_first_what_goes_and_what_had_gone_out(sign_in, connect, app, topic, reply, world):
    watching = connect(sign_in(world.ivy))
    watching.emit("subscribe", {"channel": f"topic:{ids.word(topic)}"}, callback=True)
    ben = sign_in(world.ben)
    looked = ben.post(about(reply, "redaction"), data={"words": NAME})
    assert looked.status_code == 200
    assert "They stand in 3 places." in looked.text
    assert "Nothing is taken out yet." in looked.text
    assert "1 person has the topic open now" in looked.text
    assert NAME in ben.get(f"/topics/{ids.word(topic)}").text
    take_out(ben, reply)
    ((event, data),) = [(one["name"], one["args"][0]) for one in watching.get_received()]
    assert event == "changed"
    assert OUT in data["html"]["en"]
    assert "Quillwort" not in data["html"]["en"]


def test_nothing_is_claimed_where_the_words_do_not_stand(sign_in, app, topic, reply, world):
    answer = take_out(sign_in(world.ben), reply, words="Somebody Else")
    assert answer.status_code == 200
    assert "These words do not stand here." in answer.text
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(Redaction)).all() == []


def test_only_whoever_wrote_it_and_those_who_look_after_it(sign_in, topic, reply, world):
    for someone in (world.ana, world.ivy, world.joan, world.luz, world.simone):
        browser = sign_in(someone)
        assert take_out(browser, reply).status_code == 404, someone.name
        assert browser.get(about(reply, "redaction")).status_code == 404
    assert NAME in sign_in(world.ivy).get(f"/topics/{ids.word(topic)}").text


def test_whoever_wrote_it_takes_words_out_of_their_own_post_alone(sign_in, topic, reply, world):
    take_out(sign_in(world.ben), reply, everywhere="y")
    assert f"Going with {NAME}" in sign_in(world.ivy).get(f"/topics/{ids.word(topic)}").text


def test_an_edit_that_was_open_does_not_bring_them_back(sign_in, topic, reply, world):
    ben = sign_in(world.ben)
    take_out(sign_in(world.wren), reply)
    stale = ben.post(f"{post_at(topic, reply)}/edit", data={"body": WORDS, "version": "2"})
    assert stale.status_code == 409
    assert NAME not in sign_in(world.ivy).get(post_at(topic, reply)).text.replace(f"Going with {NAME}", "")


def test_the_trail_says_that_it_happened_and_never_what_nor_whose_post(sign_in, app, topic, reply, world):
    take_out(sign_in(world.ben), reply)
    take_out(sign_in(world.wren), topic)
    with app.app_context(), tenancy.everywhere():
        told = db.session.scalars(select(TrailEntry).where(TrailEntry.kind == "words-taken-out")).all()
    assert [(one.actor_id, one.person_id) for one in told] == [(None, None), (world.wren.id, None)]
    assert {*json.loads(told[0].details), *json.loads(told[1].details)} == {"redaction_id"}
    assert told[0].address == ""
    log = sign_in(world.wren).get("/review/log").text
    assert "Wren Alvarado" in log
    assert "Whoever wrote it" in log


def test_a_download_that_is_ready_is_made_anew_and_those_that_left_are_counted(sign_in, app, acting, mails, world):
    with acting(world.ana) as viewer:
        inside = open_topic(viewer, world.team, body=WORDS)
    joan = sign_in(world.joan)
    joan.post("/agencies/harborlight/takeouts")
    mails()
    link = joan.get("/agencies/harborlight/takeouts").text.partition('class="button" href="')[2].partition('"')[0]
    assert joan.get(link).status_code == 200
    looked = joan.post(about(inside, "redaction"), data={"words": NAME, "message": WHY})
    assert "The agency downloaded everything 1 time since." in looked.text
    assert joan.get(link).status_code == 200
    take_out(joan, inside)
    assert joan.get(link).status_code == 404


def test_a_mail_that_waits_and_holds_them_loses_them(sign_in, app, topic, reply, world):

    with app.app_context():
        mail.post("solution_proposed", world.ana.email, "en", solution=1, said=f"About {NAME}")
        commit()
    take_out(sign_in(world.wren), reply)
    with app.app_context():
        waiting = " ".join(db.session.scalars(select(Job.payload)))
    assert NAME not in waiting
    assert json.dumps(f"About {OUT}") in waiting
    assert world.ana.email in waiting


def test_a_steward_takes_words_out_of_what_was_flagged_among_an_agencys_peers(sign_in, app, acting, world):
    space = peers_at(app, world.harborlight)
    with acting(world.ana) as viewer:
        among_peers = open_topic(viewer, space, body=WORDS)
    wren = sign_in(world.wren)
    assert take_out(wren, among_peers).status_code == 404
    flag(sign_in(world.ben), among_peers)
    looked = wren.post(about(among_peers, "redaction"), data={"words": NAME, "message": WHY})
    assert "They stand in 1 place." in looked.text
    assert NAME in everything_kept(app)
    assert take_out(wren, among_peers).status_code == 302
    assert NAME not in everything_kept(app)
    assert "It helped to wait outside." in sign_in(world.ben).get(f"/topics/{ids.word(among_peers)}").text
    for boss in (world.luz, world.peter, world.joan):
        assert take_out(sign_in(boss), among_peers, words="outside").status_code == 404
    assert "Words were taken out" not in sign_in(world.joan).get("/agencies/harborlight/trail").text


def test_a_steward_asks_nothing_of_the_rest_of_a_topic_they_may_not_read(sign_in, app, acting, world):
    """Where words stand, too, is what a space for peers keeps to itself."""
    space = peers_at(app, world.harborlight)
    with acting(world.ana) as viewer:
        topic_id = open_topic(viewer, space, body="Nothing of it here", replies=1)
        topic = db.session.get_one(Topic, topic_id)
        Reply.write_in(topic, viewer, WORDS, None)
        commit()
    flag(sign_in(world.ben), topic_id)
    wren = sign_in(world.wren)
    looked = wren.post(about(topic_id, "redaction"), data={"words": NAME, "message": WHY, "everywhere": "y"})
    assert "These words do not stand here." in looked.text
    take_out(wren, topic_id, everywhere="y")
    assert NAME in everything_kept(app)


def test_whoever_wrote_it_learns_nothing_of_what_was_said_about_it(sign_in, app, topic, reply, world):
    flag(sign_in(world.ivy), reply, note="It is about the zinnia")
    looked = sign_in(world.ben).post(about(reply, "redaction"), data={"words": "zinnia"})
    assert "These words do not stand here." in looked.text


def test_what_was_kept_rendered_is_forgotten(sign_in, app, topic, reply, world):
    sign_in(world.ivy).get(f"/topics/{ids.word(topic)}")
    assert kept._rendered.cache_info().currsize > 0
    take_out(sign_in(world.ben), reply)
    with app.test_request_context():
        assert kept._rendered.cache_info().currsize < 10  # what was sent live since


@pytest.mark.parametrize(
    ("words", "source", "left"),
    [
        ("Al", "Al also called al.", "▢▢ also called ▢▢."),
        ("Maria", "**Ma**ria came", "▢▢ came"),
        ("Maria", "M&#97;ria came, 3 \\* 4", "▢▢ came, 3 \\* 4"),
        ("Ana\nIvy", "Ana, Ivy and Anabel", "▢▢, ▢▢ and Anabel"),
        ("Elm Street 4", "At Elm\nStreet  4.", "At ▢▢."),
        ("José", "JOSÉ habló", "▢▢ habló"),
        ("a.b (c)", "a.b (c), axb (c)", "▢▢, axb (c)"),
    ],
)
def test_exact_words_in_any_form_and_no_others(words, source, left):
    cut = Cut(words.splitlines())
    assert cut.markdown(source) == left
    assert cut.touches(source)
    assert not cut.touches(left)


def test_a_long_text_is_gone_through_quickly_and_keeps_its_length():
    source = "Maria and others. " * 1100
    assert len(Cut(["Maria"]).markdown(source)) <= len(source)


@pytest.mark.parametrize("words", ["", " ", "a", "M\nAna"])
def test_what_stands_everywhere_is_refused(sign_in, topic, reply, world, words):
    assert take_out(sign_in(world.ben), reply, words=words).status_code == 422


def test_a_fact_of_it_holds_no_words():
    assert {*WordsTakenOut.__dataclass_fields__} == {"agency_id", "person_id", "redaction_id"}


def test_it_is_told_how_many_have_a_mail_that_leads_there_whatever_for(sign_in, world, mails):
    """Ana follows it, Joan is mentioned, and whoever is both is one."""
    topic = sign_in(world.ana).post("/forums/handling-money/new", data={"title": "T", "body": "Who?"}).location
    mails()
    said = f"Ask @Ana Ribeiro and @Joan Kessler about {NAME}."
    where = sign_in(world.ben).post(f"{topic}/replies", data={"body": said}).location
    assert {one["To"] for one in mails()} == {world.ana.email, world.joan.email}
    reply = ids.number(where.rpartition("#reply-")[2])
    looked = sign_in(world.wren).post(about(reply, "redaction"), data={"words": NAME, "message": WHY})
    assert "2 people may have a mail that leads here." in looked.text


def test_whoever_wrote_it_is_told_with_a_reason_that_it_cant_be_undone(sign_in, app, topic, reply, world, mails):
    ben, wren = sign_in(world.ben), sign_in(world.wren)
    flag(sign_in(world.ivy), reply)
    mails()
    take_out(wren, reply)
    assert [one["To"] for one in mails()] == [world.ben.email]
    decision = decision_of(app, reply, "redact")
    assert "Words were taken out of what you wrote." in ben.get("/account/decisions").text
    page = ben.get(f"/account/decisions/{decision}").text
    for said in (WHY, "this can't be undone", f"{post_at(topic, reply)}/edit"):
        assert said in page
    assert "Wren" not in page
    assert ben.post(f"/account/decisions/{decision}/appeal", data={"words": "No"}).status_code == 403
    log = wren.get("/review/log").text
    assert "Wren Alvarado took words out of it for good." in log
    assert log.count(f"/review/{ids.word(reply)}") == 2  # the decision, and the list of words taken out
    assert f"/review/{ids.word(reply)}" not in wren.get("/review").text  # the flag asked for just that
    assert "Undo it" not in wren.get(f"/review/{ids.word(reply)}").text


@pytest.mark.parametrize("message", ["", " ", f"It says {NAME.lower()}"])
def test_nothing_is_taken_out_of_anothers_words_without_a_reason_or_with_one_that_says_them(
    sign_in, topic, reply, world, message
):
    assert take_out(sign_in(world.wren), reply, message=message).status_code == 422
    assert NAME in sign_in(world.ivy).get(post_at(topic, reply)).text


def test_of_a_whole_topic_each_writer_is_told_once(sign_in, app, acting, topic, reply, world, mails):
    reply_of(acting, world.ben, topic, f"And {NAME} again.")
    mails()
    take_out(sign_in(world.wren), topic, everywhere="y")
    assert sorted(one["To"] for one in mails()) == sorted([world.ana.email, world.ben.email])
    assert sign_in(world.ben).get("/account/decisions").text.count("Words were taken out of what you wrote.") == 2


def test_ones_own_redaction_is_no_decision(sign_in, topic, reply, world, mails):
    mails()
    take_out(sign_in(world.ben), reply)
    assert mails() == []
    assert "Words were taken out" not in sign_in(world.ben).get("/account/decisions").text
