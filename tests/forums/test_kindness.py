"""Thanks, me too, holding this with you: counted, and never told whose they are."""

import json
import re
import zipfile
from io import BytesIO

import pytest
from sqlalchemy import func, select

from cop.core import ids
from cop.core.db import db
from cop.forums.models.kindness import KINDS, Kindness
from tests.forums.test_reading import replies_of
from tests.forums.test_topics import open_topic
from tests.world import PASSWORD


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.money, replies=1)


@pytest.fixture
def path(topic):
    return f"/topics/{ids.word(topic)}"


def say(browser, path, post_id, kind="thanks", **more):
    return browser.post(f"{path}/posts/{ids.word(post_id)}/kindness", data={"kind": kind} | more)


def counts(browser, path):
    """As the page shows them, for each post in its order."""
    page = browser.get(path).text
    found = re.findall(r'data-kind="(\w+)">[^<]*<span class="many" data-many>(\d*)', page)
    return [dict(found[at : at + len(KINDS)]) for at in range(0, len(found), len(KINDS))]


def test_a_kind_word_is_counted_and_taken_back_without_script(sign_in, topic, path, world):
    ben, ivy = sign_in(world.ben), sign_in(world.ivy)
    assert say(ben, path, topic).location == path
    say(ivy, path, topic)
    say(ivy, path, topic, "holding")
    assert counts(ben, path)[0] == {"thanks": "2", "too": "", "holding": "1"}
    assert "Taken back." in say(ben, path, topic).headers.get("Location", "") + ben.get(path).text
    assert counts(ben, path)[0] == {"thanks": "1", "too": "", "holding": "1"}


def test_a_reply_has_its_own_and_the_way_leads_back_to_it(sign_in, acting, topic, path, world):
    (reply,) = replies_of(acting, world.ben, topic)
    ben = sign_in(world.ben)
    assert say(ben, path, reply, "too").location == f"{path}#reply-{ids.word(reply)}"
    assert counts(ben, path) == [{"thanks": "", "too": "", "holding": ""}, {"thanks": "", "too": "1", "holding": ""}]
    assert f'data-kind-by-me="{ids.word(reply)}:too "' in ben.get(path).text
    assert 'data-kind-by-me=""' in sign_in(world.ivy).get(path).text


def test_said_twice_by_script_it_is_said_once(sign_in, topic, path, world):
    ben = sign_in(world.ben)
    answers = [say(ben, path, topic, on="1").json["counts"]["thanks"] for _ in "12"]
    answers += [say(ben, path, topic, on="0").json["counts"]["thanks"] for _ in "12"]
    assert answers == [1, 1, 0, 0]


def test_only_kind_ones_and_none_for_oneself_or_for_what_was_taken_back(sign_in, topic, path, world):
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    assert say(ben, path, topic, "dislike").status_code == 422
    assert say(ana, path, topic).status_code == 403
    ana.post(f"{path}/posts/{ids.word(topic)}/removal")
    assert say(ben, path, topic).status_code == 403


def test_those_who_look_on_hear_how_many_and_nobody_hears_who(sign_in, connect, topic, path, world):
    ivy = connect(sign_in(world.ivy))
    ivy.emit("subscribe", {"channel": f"topic:{ids.word(topic)}"}, callback=True)
    say(sign_in(world.ben), path, topic, "holding")
    (heard,) = ivy.get_received()
    assert heard["name"] == "kindness"
    told = {
        "channel": f"topic:{ids.word(topic)}",
        "id": ids.word(topic),
        "counts": {"thanks": 0, "too": 0, "holding": 1},
    }
    assert heard["args"][0] == told
    for someone in (world.ana, world.ivy, world.luz):
        assert world.ben.name not in sign_in(someone).get(path).text


def test_who_leaves_takes_their_kind_words_along(sign_in, app, acting, topic, path, world):
    ben, ivy = sign_in(world.ben), sign_in(world.ivy)
    (reply,) = replies_of(acting, world.ben, topic)
    for kind in KINDS:
        say(ben, path, topic, kind)
        say(ben, path, reply, kind)
    say(ivy, path, topic)
    ben.post("/account/deletion", data={"password": PASSWORD})
    assert counts(ivy, path) == [{"thanks": "1", "too": "", "holding": ""}, {"thanks": "", "too": "", "holding": ""}]
    with acting(world.ivy):
        assert db.session.scalar(select(func.count(Kindness.id))) == 1


def test_an_agencys_download_tells_nobody_who_thanks_reads_or_follows(sign_in, acting, mails, world):
    with acting(world.ana) as viewer:
        inside = open_topic(viewer, world.team)
    path, ben, joan = f"/topics/{ids.word(inside)}", sign_in(world.ben), sign_in(world.joan)
    say(ben, path, inside)
    ben.post(f"{path}/reading")
    ben.post(f"{path}/subscription", data={"level": "every"})
    for browser, place in ((joan, "/agencies/harborlight/takeouts"), (ben, "/account/takeouts")):
        browser.post(place)
        mails()
        link = browser.get(place).text.partition('class="button" href="')[2].partition('"')[0]
        archive = zipfile.ZipFile(BytesIO(browser.get(link).data))
        names = {f"data/{name}.json" for name in ("kindness", "reading", "subscription")}
        assert names & set(archive.namelist()) == (names if browser is ben else set())
    assert json.loads(archive.read("data/kindness.json"))[0]["kind"] == "thanks"


def test_ones_own_come_with_the_page_in_no_statement_of_their_own(sign_in, acting, topic, path, world, count_sql):
    """With a solution proposed, too, the page takes no more than it may in all."""
    ben, counted = sign_in(world.ben), []
    (reply,) = replies_of(acting, world.ben, topic)
    ben.post(f"{path}/posts/{ids.word(reply)}/solution")
    ben.post(f"{path}/shared")
    for kind in (None, "thanks", "too"):
        if kind:
            for post in (topic, reply):
                say(ben, path, post, kind)
        with count_sql() as one:
            ben.get(path)
        counted.append(one.count)
    assert len(set(counted)) == 1
    assert counted[0] <= 6
