"""Tags are words of the opening post: they go where it goes, come back with it, and are cut with its words."""

import pytest
from sqlalchemy import select

from cop.core import ids, jobs, tenancy
from cop.core.db import db
from cop.forums.models.facet import Facet
from cop.forums.models.subscription import Subscription
from cop.trust.review.cut import Cut
from tests.forums.test_facets import MONEY, facets_shown, opened, titles
from tests.trust.looking import decide
from tests.trust.test_redactions import everything_kept, take_out
from tests.world import PASSWORD


@pytest.fixture
def topic(sign_in, world):
    """Ana's, about someone whose name is a tag."""
    tags = {"tags": "Quill Zebra, bank, visit of quill zebra", "core_values": ["hopeful"]}
    return opened(sign_in(world.ana), **tags).location


def number(topic):
    return ids.number(topic.rsplit("/", 1)[1])


def removal(topic, more=""):
    return f"{topic}/posts/{topic.rsplit('/', 1)[1]}/removal{more}"


def nothing_tells(app, browser, topic):
    for page in (topic, MONEY, "/forums"):
        assert "zebra" not in browser.get(page).text
        assert "#bank" not in browser.get(page).text
    assert titles(browser, "tag=bank") == titles(browser, "value=hopeful") == []
    assert facets_shown(browser.get(MONEY).text) == []
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(Facet)).all() == []


def test_what_she_takes_back_is_found_by_nothing_and_comes_back_whole(sign_in, app, topic, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    before = facets_shown(ivy.get(MONEY).text)
    ana.post(removal(topic))
    nothing_tells(app, ivy, topic)
    ana.post(removal(topic, "/delete"))
    assert facets_shown(ivy.get(MONEY).text) == before != []
    assert titles(ivy, "tag=quill-zebra") == ["The bank"]


def test_what_is_hidden_too(sign_in, app, topic, world):
    wren, ivy = sign_in(world.wren), sign_in(world.ivy)
    decide(wren, number(topic), "hide")
    nothing_tells(app, ivy, topic)


def test_after_thirty_days_they_are_nowhere(sign_in, app, topic, world, later):
    sign_in(world.ana).post(removal(topic))
    assert "quill-zebra" in everything_kept(app)  # they can be given back
    later(days=31)
    with app.app_context():
        jobs.run_due()
    assert "quill-zebra" not in everything_kept(app)


def test_with_her_account_they_go_at_once(sign_in, app, topic, world):
    sign_in(world.ana).post("/account/deletion", data={"password": PASSWORD, "words": "y"})
    nothing_tells(app, sign_in(world.ivy), topic)
    assert "quill-zebra" not in everything_kept(app)


def test_a_name_that_is_taken_out_goes_from_them_and_from_who_follows_it(sign_in, app, topic, world):
    ivy = sign_in(world.ivy)
    for tag in ("quill-zebra", "bank"):
        ivy.post(f"{MONEY}/subscription", data={"tag": tag, "level": "every"})
    with app.app_context(), tenancy.everywhere():
        assert len(db.session.scalars(select(Subscription.tag).where(Subscription.tag.is_not(None))).all()) == 2
    assert take_out(sign_in(world.ana), number(topic), words="Quill Zebra").status_code == 302
    assert [name for name, _ in facets_shown(ivy.get(MONEY).text)] == ["#bank", "#visit-of", "Hopeful"]
    assert "zebra" not in everything_kept(app)
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(Subscription.tag).where(Subscription.tag.is_not(None))).all() == ["bank"]


def test_from_what_was_taken_back_too(sign_in, app, topic, world):
    ana = sign_in(world.ana)
    ana.post(removal(topic))
    take_out(ana, number(topic), words="Quill Zebra")
    assert "zebra" not in everything_kept(app)
    ana.post(removal(topic, "/delete"))
    assert [name for name, _ in facets_shown(ana.get(MONEY).text)] == ["#bank", "#visit-of", "Hopeful"]


@pytest.mark.parametrize(
    ("words", "name", "left"),
    [
        ("Ana Luz", "visit-of-ana-luz", "visit-of-▢▢"),
        ("Ana Luz", "analuz", "▢▢"),
        ("Ana Luz", "Notes_Ana.LUZ", "Notes_▢▢"),
        ("O'Brien", "o-brien", "▢▢"),
        ("St. Clair", "st-clair", "▢▢"),
        ("Weiß", "weiss", "▢▢"),
        ("Ana", "banana-anatomy", "banana-anatomy"),
        ("…", "bank", "bank"),
    ],
)
def test_in_a_name_words_have_any_marks_between_them(words, name, left):
    cut = Cut([words])
    assert cut.name(name) == left
    assert cut.count_named(name) == (name != left)


@pytest.fixture
def merged(sign_in, topic, world):
    """Ana's, gone on in one of Ivy's about the same."""
    into = opened(sign_in(world.ivy), title="Whose purse", tags="purse").location
    sign_in(world.marta).post(f"{topic}/merge", data={"into": into.rsplit("/", 1)[1]})
    return into


def tags_in(browser):
    return sorted(name for name, _ in facets_shown(browser.get(MONEY).text) if name.startswith("#"))


ALL = ["#bank", "#purse", "#quill-zebra", "#visit-of-quill-zebra"]


def test_what_came_along_into_another_topic_goes_and_comes_back_with_its_words(sign_in, topic, merged, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    here = f"{merged}/posts/{topic.rsplit('/', 1)[1]}/removal"
    assert tags_in(ivy) == ALL
    ana.post(here)
    assert tags_in(ivy) == ["#purse"]
    ana.post(f"{here}/delete")
    assert tags_in(ivy) == ALL


def test_and_is_nowhere_after_thirty_days(sign_in, app, topic, merged, world, later):
    sign_in(world.ana).post(f"{merged}/posts/{topic.rsplit('/', 1)[1]}/removal")
    later(days=31)
    with app.app_context():
        jobs.run_due()
    assert "zebra" not in everything_kept(app)


def test_or_with_the_account(sign_in, app, topic, merged, world):
    sign_in(world.ana).post("/account/deletion", data={"password": PASSWORD, "words": "y"})
    assert tags_in(sign_in(world.ivy)) == ["#purse"]
    assert "zebra" not in everything_kept(app)


def test_or_when_the_name_is_taken_out(sign_in, app, topic, merged, world):
    take_out(sign_in(world.ana), number(topic), words="Quill Zebra")
    assert tags_in(sign_in(world.ivy)) == ["#bank", "#purse", "#visit-of"]
    assert "zebra" not in everything_kept(app)
