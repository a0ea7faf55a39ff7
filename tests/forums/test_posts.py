"""What one wrote can be looked at first, changed, taken back and given back; nobody else's can."""

import json
import re

import pytest
from flask import g
from sqlalchemy import select

from cop.core import clock, ids, jobs, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.forums import queries
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.forums.models.version import LASTS, Removal, Version
from tests.core.test_live import heard
from tests.forums.test_topics import open_topic

FIRST, SECOND = "Who holds the zebrawood card?", "They hold it. We wait by the juniper."


@pytest.fixture
def topic(acting, world):
    """Ana's, with one reply by Ben."""
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.money, body=FIRST)


@pytest.fixture
def reply(acting, topic, world):
    with acting(world.ben) as viewer:
        written = Reply.write_in(db.session.get_one(Topic, topic), viewer, SECOND, None)
        commit()
    return written.id


@pytest.fixture
def later(monkeypatch):
    """Time goes on."""

    def go(by):
        at = clock.now() + by
        monkeypatch.setattr(clock, "now", lambda: at)

    return go


def post_of(topic_id, post_id):
    return f"/topics/{ids.word(topic_id)}/posts/{ids.word(post_id)}"


def page_of(browser, topic_id):
    return browser.get(f"/topics/{ids.word(topic_id)}").text


def finds(browser, words):
    return "<mark>" in browser.get(f"/search?q={words}").text


def test_a_reply_says_something_else_and_what_it_said_before_can_be_read(sign_in, topic, reply, world):
    ben, ivy = sign_in(world.ben), sign_in(world.ivy)
    page = ben.get(f"{post_of(topic, reply)}/edit").text
    assert SECOND in page
    answer = ben.post(
        f"{post_of(topic, reply)}/edit", data={"body": "They hold **it**, the willow way.", "version": "1"}
    )
    assert answer.location == f"/topics/{ids.word(topic)}#reply-{ids.word(reply)}"
    shown = page_of(ivy, topic)
    assert "<strong>it</strong>" in shown
    assert SECOND not in shown
    assert SECOND in ivy.get(f"{post_of(topic, reply)}/versions").text
    assert finds(ivy, "willow")
    assert not finds(ivy, "juniper")


def test_a_topic_gets_another_title_and_its_replies_are_found_under_it(sign_in, topic, reply, world):
    data = {"title": "The bank, together", "body": FIRST, "version": "1"}
    sign_in(world.ana).post(f"{post_of(topic, topic)}/edit", data=data)
    ivy = sign_in(world.ivy)
    assert "<h1>The bank, together</h1>" in page_of(ivy, topic)
    assert "The bank, together" in ivy.get("/search?q=juniper").text
    assert "Going to the bank" in ivy.get(f"{post_of(topic, topic)}/versions").text


def test_saving_without_a_change_makes_no_version(sign_in, app, topic, reply, world):
    sign_in(world.ben).post(f"{post_of(topic, reply)}/edit", data={"body": SECOND, "version": "1"})
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(Version)).all() == []


def test_of_two_tabs_the_second_sees_both_and_overwrites_nothing(sign_in, topic, reply, world):
    ben, edit = sign_in(world.ben), f"{post_of(topic, reply)}/edit"
    ben.post(edit, data={"body": "From the first tab", "version": "1"})
    refused = ben.post(edit, data={"body": "From the second tab", "version": "1"})
    assert refused.status_code == 409
    assert "From the first tab" in refused.text
    assert "From the second tab" in refused.text
    assert "From the first tab" in page_of(ben, topic)
    again = re.search(r'name="version" value="(\d+)"', refused.text)[1]
    assert ben.post(edit, data={"body": "From both tabs", "version": again}).status_code == 302
    assert "From both tabs" in page_of(ben, topic)


@pytest.mark.parametrize("version", ["", "0", "7", "x" * 5000, "-1"])
def test_a_form_that_knows_no_version_overwrites_nothing(sign_in, topic, reply, world, version):
    ben = sign_in(world.ben)
    data = {"body": "Something else", "version": version}
    assert ben.post(f"{post_of(topic, reply)}/edit", data=data).status_code == 409
    assert SECOND in page_of(ben, topic)


def test_nobody_changes_what_another_wrote(sign_in, topic, reply, world):
    for someone in (world.ana, world.joan, world.ivy, world.simone, world.wren):
        browser = sign_in(someone)
        for what in ("edit", "removal", "removal/delete"):
            data = {"body": "Not theirs", "version": "1", "author_id": str(someone.id)}
            assert browser.post(f"{post_of(topic, reply)}/{what}", data=data).status_code == 403, what
        assert browser.get(f"{post_of(topic, reply)}/edit").status_code == 403
    assert SECOND in page_of(sign_in(world.ana), topic)


def test_a_reply_of_another_topic_is_not_found_under_this_one(sign_in, acting, topic, reply, world):
    with acting(world.ben) as viewer:
        other = open_topic(viewer, world.money)
    assert sign_in(world.ben).get(post_of(other, reply)).status_code == 404
    assert sign_in(world.ben).get(post_of(topic, other)).status_code == 404


def test_what_is_taken_back_is_nowhere_and_can_be_given_back(sign_in, app, topic, reply, world):
    ben, ivy = sign_in(world.ben), sign_in(world.ivy)
    ben.post(f"{post_of(topic, reply)}/edit", data={"body": "They hold it, by the willow.", "version": "1"})
    ben.post(f"{post_of(topic, reply)}/removal")
    for page in (page_of(ivy, topic), ivy.get(post_of(topic, reply)).text):
        assert "Taken back by whoever wrote it." in page
        assert "willow" not in page
    assert ivy.get(f"{post_of(topic, reply)}/versions").status_code == 404
    assert not finds(ivy, "willow")
    assert "Put it back" in ben.get(post_of(topic, reply)).text
    assert "Put it back" not in ivy.get(post_of(topic, reply)).text
    ben.post(f"{post_of(topic, reply)}/removal")  # a double click
    ben.post(f"{post_of(topic, reply)}/removal/delete")
    assert "willow" in page_of(ivy, topic)
    assert finds(ivy, "willow")
    assert SECOND in ivy.get(f"{post_of(topic, reply)}/versions").text


def test_a_topic_that_is_taken_back_keeps_its_replies_and_loses_its_title(sign_in, topic, reply, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    ana.post(f"{post_of(topic, topic)}/removal")
    page = page_of(ivy, topic)
    assert "A topic whose words are gone" in page
    assert "zebrawood" not in page
    assert SECOND in page
    assert "Going to the bank" not in ivy.get("/forums/handling-money").text + ivy.get("/search?q=juniper").text
    ana.post(f"{post_of(topic, topic)}/removal/delete")
    assert "Going to the bank" in page_of(ivy, topic)


def test_after_a_month_it_is_gone_for_good(sign_in, app, topic, reply, later, world):
    ben = sign_in(world.ben)
    ben.post(f"{post_of(topic, reply)}/edit", data={"body": "They hold it, by the willow.", "version": "1"})
    ben.post(f"{post_of(topic, reply)}/removal")
    later(LASTS)
    with app.app_context():
        jobs.run_due()
        with tenancy.everywhere():
            kept = [vars(one) for kind in (Version, Removal, Reply) for one in db.session.scalars(select(kind))]
    assert "willow" not in str(kept)
    assert "juniper" not in str(kept)
    assert "Put it back" not in sign_in(world.ben).get(post_of(topic, reply)).text
    sign_in(world.ben).post(f"{post_of(topic, reply)}/removal/delete")
    assert "Taken back" in page_of(sign_in(world.ivy), topic)


def test_one_that_was_given_back_and_removed_anew_has_a_whole_month_again(sign_in, app, topic, reply, later, world):
    ben = sign_in(world.ben)
    ben.post(f"{post_of(topic, reply)}/removal")
    ben.post(f"{post_of(topic, reply)}/removal/delete")
    later(LASTS / 2)
    ben = sign_in(world.ben)
    ben.post(f"{post_of(topic, reply)}/removal")
    later(LASTS / 2)
    with app.app_context():
        jobs.run_due()
    ben = sign_in(world.ben)
    ben.post(f"{post_of(topic, reply)}/removal/delete")
    assert SECOND in page_of(ben, topic)


def test_a_post_can_be_looked_at_before_it_is_sent(sign_in, topic, world):
    ivy, address = sign_in(world.ivy), f"/topics/{ids.word(topic)}"
    looked = ivy.post(f"{address}/replies", data={"body": "We **wait** outside", "preview": "1"})
    assert looked.status_code == 200
    assert "It is not sent yet." in looked.text
    assert "We <strong>wait</strong> outside" in looked.text
    assert "We **wait** outside" in looked.text
    assert "We <strong>wait</strong> outside" not in page_of(ivy, topic)
    new = ivy.post("/forums/handling-money/new", data={"title": "Looked at", "body": "A *word*", "preview": "1"})
    assert "A <em>word</em>" in new.text
    assert "Looked at" not in ivy.get("/forums/handling-money").text


def test_looking_at_nothing_says_what_is_missing(sign_in, topic, world):
    answer = sign_in(world.ivy).post(f"/topics/{ids.word(topic)}/replies", data={"body": " ", "preview": "1"})
    assert answer.status_code == 422
    assert "It is not sent yet." not in answer.text


def test_a_reply_says_what_it_answers(sign_in, topic, reply, world):
    ivy = sign_in(world.ivy)
    ivy.post(f"/topics/{ids.word(topic)}/replies", data={"body": "So do we.", "to": ids.word(reply)})
    page = page_of(ivy, topic)
    assert re.search(rf"In reply to {world.ben.name}</summary>\s*<p class=\"from\">{SECOND}", page)


def test_what_a_removed_reply_said_is_not_told_by_one_that_answers_it(sign_in, topic, reply, world):
    ivy = sign_in(world.ivy)
    ivy.post(f"/topics/{ids.word(topic)}/replies", data={"body": "So do we.", "to": ids.word(reply)})
    sign_in(world.ben).post(f"{post_of(topic, reply)}/removal")
    assert "juniper" not in page_of(ivy, topic)
    assert "So do we." in page_of(ivy, topic)


def test_a_reply_to_one_that_was_taken_back_meanwhile_is_kept_and_tells_nothing_of_it(sign_in, topic, reply, world):
    ivy, to = sign_in(world.ivy), ids.word(reply)
    sign_in(world.ben).post(f"{post_of(topic, reply)}/removal")
    answer = ivy.post(f"/topics/{ids.word(topic)}/replies", data={"body": "So do we.", "to": to})
    assert answer.status_code == 302
    page = page_of(ivy, topic)
    assert "So do we." in page
    assert "juniper" not in page
    assert ivy.get(answer.location).status_code == 200


@pytest.mark.parametrize("to", ["", "x", "0" * 13, "9" * 5000])
def test_a_reply_to_nothing_that_is_here_is_a_plain_reply(sign_in, topic, world, to):
    ivy = sign_in(world.ivy)
    assert ivy.post(f"/topics/{ids.word(topic)}/replies", data={"body": "So do we.", "to": to}).status_code == 302
    assert "In reply to" not in page_of(ivy, topic).split('id="reply-form"')[0]


def test_a_reply_can_not_point_into_another_topic(sign_in, acting, topic, world):
    """A team's reply would lend its beginning to a page that everyone reads."""
    with acting(world.ben) as viewer:
        team = open_topic(viewer, world.team)
        hidden = Reply.write_in(db.session.get_one(Topic, team), viewer, "Under the hemlock mat", None)
        commit()
    ben = sign_in(world.ben)
    ben.post(f"/topics/{ids.word(topic)}/replies", data={"body": "So do we.", "to": ids.word(hidden.id)})
    assert "hemlock" not in page_of(ben, topic)


def test_those_who_have_it_before_them_see_the_change_in_their_own_language(connect, sign_in, topic, reply, world):
    ivy = connect(sign_in(world.ivy))
    ivy.emit("subscribe", {"channel": f"topic:{ids.word(topic)}"}, callback=True)
    sign_in(world.ben).post(f"{post_of(topic, reply)}/edit", data={"body": "They hold **it**.", "version": "1"})
    (told,) = heard(ivy)
    assert told["id"] == ids.word(reply)
    assert set(told["html"]) == {"en", "es"}
    assert ">changed</a>" in told["html"]["en"]
    assert ">cambiado</a>" in told["html"]["es"]


def test_a_download_of_ones_own_holds_earlier_versions_and_nobody_elses(app, topic, reply, sign_in, world):
    from cop.core import takeout

    sign_in(world.ben).post(f"{post_of(topic, reply)}/edit", data={"body": "By the willow.", "version": "1"})
    with app.app_context(), tenancy.everywhere():
        table = Version.__table__
        mine = [
            json.dumps(takeout._rows(table, takeout.of_person(table, someone.id), None))
            for someone in (world.ben, world.ana)
        ]
    assert "juniper" in mine[0]
    assert mine[1] == "[]"


def test_a_statement_count_that_does_not_grow_with_what_is_answered(sign_in, topic, reply, world, count_sql):
    ivy, counts = sign_in(world.ivy), []
    for _ in range(2):
        with count_sql() as counted:
            page_of(ivy, topic)
        counts.append(counted.count)
        ivy.post(f"/topics/{ids.word(topic)}/replies", data={"body": "So do we.", "to": ids.word(reply)})
    assert counts[0] == counts[1] <= 6


def test_an_edit_does_not_bring_back_what_was_taken_back_meanwhile(sign_in, app, topic, reply, monkeypatch, world):
    """It was still there when the page was asked for, and is not when it is saved."""
    ben = sign_in(world.ben)
    ben.post(f"{post_of(topic, reply)}/removal")
    monkeypatch.setattr("cop.forums.pages.posts._mine", lambda *which: queries.find_post(g.viewer, *which))
    answer = ben.post(f"{post_of(topic, reply)}/edit", data={"body": "Something else", "version": "1"})
    assert answer.status_code == 409
    assert "Something else" in answer.text
    assert "Something else" not in page_of(ben, topic)


def test_ones_own_download_holds_what_one_took_back_and_nobody_elses_does(app, topic, reply, sign_in, world):
    from cop.core import takeout

    sign_in(world.ben).post(f"{post_of(topic, reply)}/removal")
    with app.app_context(), tenancy.everywhere():
        table = Removal.__table__
        ben, ana = (
            takeout._rows(table, takeout.of_person(table, someone.id), None) for someone in (world.ben, world.ana)
        )
    assert "juniper" in json.dumps(ben)
    assert ana == []


def test_go_there_leads_to_the_reply_on_whatever_page_it_is(sign_in, acting, world):
    with acting(world.ana) as viewer:
        topic = db.session.get_one(Topic, open_topic(viewer, world.money))
        first = Reply.write_in(topic, viewer, "A spare coat", None)
        answer = Reply.write_in(topic, viewer, "And a thermos", None, first.id)
        commit()
    ivy = sign_in(world.ivy)
    there = f'href="{post_of(topic.id, first.id)}" data-there="reply-{ids.word(first.id)}"'
    later = ivy.get(f"/topics/{ids.word(topic.id)}?after={ids.word(first.id)}").text
    assert f'id="reply-{ids.word(first.id)}"' not in later
    for page in (later, ivy.get(post_of(topic.id, answer.id)).text):
        assert there in page
    assert "A spare coat" in ivy.get(post_of(topic.id, first.id)).text
