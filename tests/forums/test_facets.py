"""Tags and core values: what a topic is about, and what a forum can be looked through by."""

import re

import pytest
from sqlalchemy import select

from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.forums import facets
from cop.forums.models.facet import Facet, plain_tag, tags_of
from cop.forums.models.topic import Topic
from tests.forums.test_topics import open_topic

MONEY = "/forums/handling-money"


def opened(browser, title="The bank", space=MONEY, **more):
    return browser.post(f"{space}/new", data={"title": title, "body": "Who holds the card?"} | more)


def titles(browser, query):
    return re.findall(r'<h3><a href="/topics/\w+[^"]*">([^<]*)', browser.get(f"{MONEY}?{query}").text)


def facets_shown(page):
    return [(name.strip(), many) for name, many in re.findall(r'<li><a [^>]*>([^<]*)<span class="many">(\d+)', page)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Rep Payee", "rep-payee"),
        ("  #Bank!! ", "bank"),
        ("Alimentación", "alimentación"),
        ("a_b", "a-b"),
        ("<b>", "b"),
        ("!!", ""),
    ],
)
def test_a_tag_is_plain_letters(typed, kept):
    assert plain_tag(typed) == kept


def test_tags_are_told_apart_by_commas_and_kept_once():
    assert tags_of("Bank, first visit;bank,, ,#card") == ["bank", "first-visit", "card"]


def test_a_topic_says_what_it_is_about_and_each_leads_to_what_else_is(sign_in, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    asked = opened(ana, tags="Bank, First visit", core_values=["hopeful", "voluntary"])
    opened(ivy, title="A card of one's own", tags="bank")
    opened(ivy, title="Something else")
    page = ivy.get(asked.location).text
    for chip in ("?tag=bank", "?tag=first-visit", "?value=hopeful", "?value=voluntary"):
        assert f'href="{MONEY}{chip}"' in page
    assert sorted(titles(ivy, "tag=bank")) == ["A card of one&#39;s own", "The bank"]
    assert titles(ivy, "value=hopeful") == ["The bank"]
    assert titles(ivy, "tag=nothing") == []
    assert "No topic here is about it yet." in ivy.get(f"{MONEY}?tag=nothing").text
    assert len(titles(ivy, "value=made-up")) == 3
    assert facets_shown(ivy.get(MONEY).text) == [
        ("#bank", "2"),
        ("#first-visit", "1"),
        ("Hopeful", "1"),
        ("Voluntary", "1"),
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"tags": "a,b,c,d,e,f"}, "Please keep it to five tags."),
        ({"tags": "x" * 31}, "A tag can have up to 30 letters."),
        ({"core_values": ["hopeful", "voluntary", "empathic", "transparent"]}, "Please choose three values at most."),
        ({"core_values": ["made-up"]}, "is not a valid choice"),
    ],
)
def test_too_many_or_too_long_is_said_and_what_was_typed_is_kept(sign_in, world, more, said):
    answer = opened(sign_in(world.ana), **more)
    assert answer.status_code == 422
    assert said.replace("'", "&#39;") in answer.text
    assert more.get("tags", "Who holds the card?") in answer.text


def test_whoever_opened_it_changes_what_it_is_about(sign_in, app, world):
    ana = sign_in(world.ana)
    asked = opened(ana, tags="bank", core_values=["hopeful"])
    edit = f"{asked.location}/posts/{asked.location[-13:]}/edit"
    page = ana.get(edit).text
    assert 'value="bank"' in page
    assert re.search(r'checked[^>]*value="hopeful"', page)
    form = {
        "title": "The bank",
        "body": "Who holds the card?",
        "version": "1",
        "tags": "card",
        "core_values": ["empathic"],
    }
    assert ana.post(edit, data=form).status_code == 302
    assert titles(ana, "tag=bank") == titles(ana, "value=hopeful") == []
    assert titles(ana, "tag=card") == titles(ana, "value=empathic") == ["The bank"]
    assert sign_in(world.ben).post(edit, data=form | {"tags": "mine"}).status_code == 403


def test_what_is_typed_into_an_address_is_never_markup(sign_in, world):
    page = sign_in(world.ana).get(f"{MONEY}?tag=<script>alert(1)</script>&value=<b>").text
    assert "<script>alert" not in page
    assert "#script-alert-1-script" in page


def test_older_topics_about_one_thing_come_a_page_at_a_time(sign_in, acting, world):
    with acting(world.ana) as viewer:
        for number in range(27):
            topic = db.session.get_one(Topic, open_topic(viewer, world.money, title=f"Topic {number}"))
            topic.say_of(["bank"])
        commit()
    ana = sign_in(world.ana)
    page = ana.get(f"{MONEY}?tag=bank").text
    older = re.search(r'href="([^"]*before=[^"]*)"', page)[1].replace("&amp;", "&")
    assert "tag=bank" in older
    assert titles(ana, older.partition("?")[2]) == ["Topic 1", "Topic 0"]


def test_what_topics_of_harborlights_are_about_is_harborlights_own(sign_in, acting, world):
    opened(sign_in(world.ana), space="/forums/harborlight-team", tags="van-keys")
    assert "van-keys" in sign_in(world.ben).get("/forums/harborlight-team").text
    with acting(world.ana):
        assert [one.name for one in facets.of_space(world.team)] == ["van-keys"]
    with acting(world.ivy):
        assert facets.of_space(world.team) == []
        assert db.session.scalars(select(Facet.name)).all() == []


def test_a_page_of_one_tag_takes_as_many_statements_for_one_topic_as_for_three(sign_in, world, count_sql):
    ana, counts = sign_in(world.ana), []
    for title in ("One", "Two", "Three"):
        opened(ana, title=title, tags="bank, card", core_values=["hopeful"])
        with count_sql() as counted:
            ana.get(f"{MONEY}?tag=bank")
        counts.append(counted.count)
    assert len(set(counts)) == 1


def test_a_topic_without_any_shows_none(sign_in, acting, world):
    with acting(world.ana) as viewer:
        path = f"/topics/{ids.word(open_topic(viewer, world.money))}"
    assert 'class="chips"' not in sign_in(world.ben).get(path).text
