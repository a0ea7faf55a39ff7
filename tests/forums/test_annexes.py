"""Harborlight says something among itself under a topic of everyone's; nobody else can tell that it did."""

import json

import pytest
from sqlalchemy import func, select

from cop.agencies import keeping
from cop.agencies.models.membership import Membership
from cop.core import clock, ids, search, tenancy
from cop.core.db import db
from cop.forums.models.annex import Annex, AnnexPost
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from tests.agencies.rules import keep
from tests.agencies.test_endings import close, when_the_grace_is_over
from tests.core.test_live import heard
from tests.forums.annexes import address, page_of, say_aside, topic_row
from tests.forums.test_topics import open_topic
from tests.people.test_drafts import kept, save
from tests.people.test_leaving import opened

WORDS = "Here, call the **quagga** line first."


@pytest.fixture
def topic(acting, world):
    with acting(world.ivy) as viewer:
        return open_topic(viewer, world.money, replies=2)


@pytest.fixture
def aside(topic, acting, world):
    """Ana's words: the ids of the annex and the post."""
    with acting(world.ana) as viewer:
        return say_aside(viewer, world.harborlight.id, topic, WORDS)


def test_ana_says_it_aside_and_luz_reads_it_under_the_topic(sign_in, topic, world):
    ana, luz = sign_in(world.ana), sign_in(world.luz)
    answer = ana.post(address(topic), data={"agency": "harborlight", "body": WORDS})
    assert answer.status_code == 302
    page = luz.get(answer.location).text
    assert "call the <strong>quagga</strong> line first" in page
    assert "Only Harborlight Community Services" in page
    under = luz.get(f"/topics/{ids.word(topic)}").text
    assert "Only Harborlight Community Services: a side conversation" in under
    assert "1 post" in under


OUTSIDE = ("ivy", "bettina", "simone", "marta", "wren")


def shown_outside(sign_in, world, topic, count_sql):
    """Every page that could tell of it, as each of those outside gets it, and how many statements it took."""
    places = ["/", "/forums", "/forums/handling-money", f"/topics/{ids.word(topic)}", address(topic)]
    places += [f"/topics/{ids.word(topic)}/posts/{ids.word(topic)}", "/search?q=quagga", "/search?q=call+line"]
    places += [
        "/search?q=card",
        "/search?q=quagga&kind=annex",
        "/api/v1/rotation",
        "/agencies",
        "/agencies/harborlight",
    ]
    places += [
        "/agencies/stonefield",
        "/agencies/stonefield/trail",
        "/areas/metro_boston",
        "/library",
        "/account/trail",
    ]
    found = {}
    for name in OUTSIDE:
        browser = sign_in(getattr(world, name))
        for place in places:
            with count_sql() as counted:
                found[name, place] = page_of(browser, place)
            found[name, place] += (counted.count,)
    return found


def test_no_page_outside_changes_by_a_byte_or_a_statement(sign_in, acting, topic, world, count_sql):
    shown_outside(sign_in, world, topic, count_sql)  # what is rendered once is rendered
    before = shown_outside(sign_in, world, topic, count_sql)
    with acting(world.ana) as viewer:
        row = topic_row(topic)
        say_aside(viewer, world.harborlight.id, topic, WORDS)
        assert topic_row(topic) == row
    assert shown_outside(sign_in, world, topic, count_sql) == before
    assert "1 post" in sign_in(world.ben).get(f"/topics/{ids.word(topic)}").text  # and inside it did


def taken_along(sign_in, mails, someone, page, ask):
    browser = sign_in(someone)
    browser.post(ask)
    mails()
    archive = opened(browser, browser.get(page).text)
    return {name: archive.read(name) for name in archive.namelist() if "sign_in" not in name and "trail" not in name}


def test_it_goes_along_with_harborlight_and_with_its_writer_and_nobody_else(sign_in, aside, mails, world):
    own = "/account/takeouts"
    for someone in (world.ivy, world.simone, world.wren):
        assert b"quagga" not in b"".join(taken_along(sign_in, mails, someone, own, own).values())
    theirs = "/agencies/stonefield/takeouts"
    stonefield = taken_along(sign_in, mails, world.bettina, theirs, theirs)
    assert "data/annex.json" not in stonefield
    assert b"quagga" not in b"".join(stonefield.values())
    here = "/agencies/harborlight/takeouts"
    harborlight = taken_along(sign_in, mails, world.joan, here, here)
    assert [one["body_source"] for one in json.loads(harborlight["data/annex_post.json"])] == [WORDS]
    mine = taken_along(sign_in, mails, world.ana, own, own)
    assert [one["body_source"] for one in json.loads(mine["data/annex_post.json"])] == [WORDS]


def test_what_is_said_aside_among_peers_is_not_in_the_agencys_takeout(sign_in, acting, mails, world):
    with acting(world.ivy) as viewer:
        topic = open_topic(viewer, world.peers)
    with acting(world.ana) as viewer:
        say_aside(viewer, world.harborlight.id, topic, WORDS)
    here = "/agencies/harborlight/takeouts"
    assert b"quagga" not in b"".join(taken_along(sign_in, mails, world.joan, here, here).values())


def test_it_is_found_inside_and_labelled(sign_in, aside, topic, acting, world):
    page = sign_in(world.luz).get("/search?q=quagga").text
    assert "Only your agency: a side conversation" in page
    assert f'href="{address(topic, ids.word(aside[1]))}"' in page
    with acting(world.ivy) as viewer:
        assert search.find("quagga", viewer.audiences) == []


def test_under_a_topic_for_peers_only_it_is_for_peers_only(sign_in, acting, connect, world):
    with acting(world.ivy) as viewer:
        topic = open_topic(viewer, world.peers)
    with acting(world.ana) as viewer:
        annex, post = say_aside(viewer, world.harborlight.id, topic, WORDS)
    luz, ben = sign_in(world.luz), sign_in(world.ben)
    assert [one.get(address(topic)).status_code for one in (luz, ben)] == [404, 200]
    assert [one.get(address(topic, ids.word(post))).status_code for one in (luz, ben)] == [404, 200]
    assert "<mark>" not in luz.get("/search?q=quagga").text
    assert "Peer supporters only, at Harborlight" in ben.get(address(topic)).text
    channel = {"channel": f"annex:{ids.word(annex)}"}
    assert [connect(one).emit("subscribe", channel, callback=True)["ok"] for one in (luz, ben)] == [False, True]


def test_there_is_none_inside_an_agency_and_none_for_whoever_has_no_agency(sign_in, acting, world, topic):
    with acting(world.ana) as viewer:
        inside = open_topic(viewer, world.team)
    assert sign_in(world.ana).get(address(inside)).status_code == 404
    assert "side conversation" not in sign_in(world.ana).get(f"/topics/{ids.word(inside)}").text
    for someone in (world.simone, world.marta, world.wren):
        assert sign_in(someone).get(address(topic)).status_code == 404
        assert "side conversation" not in sign_in(someone).get(f"/topics/{ids.word(topic)}").text


def test_ivy_gets_stonefields_own_and_nothing_of_harborlights(sign_in, topic, aside, world):
    ivy = sign_in(world.ivy)
    assert "quagga" not in ivy.get(address(topic)).text
    missing = ivy.get(address(topic, ids.word(ids.new_id())))
    for place in (address(topic, ids.word(aside[1])), f"{address(topic)}?agency=harborlight"):
        assert (ivy.get(place).status_code, ivy.get(place).data) == (404, missing.data)
    for place in (address(topic, ids.word(aside[1])), address(topic, ids.word(aside[1]), "removal")):
        assert ivy.post(place, data={"body": "Mine"}).status_code == 404
    assert ivy.post(address(topic), data={"agency": "harborlight", "body": "Mine"}).status_code == 404
    assert ivy.get(f"/topics/{ids.word(topic)}/posts/{ids.word(aside[1])}").status_code == 404


def test_someone_of_two_agencies_chooses_and_the_two_stay_apart(app, sign_in, topic, aside, world):
    with app.app_context(), tenancy.everywhere():
        db.session.add(Membership(agency_id=world.stonefield.id, person_id=world.ben.id, role="peer_supporter"))
        db.session.commit()
    ben = sign_in(world.ben)
    page = ben.get(address(topic)).text
    assert "quagga" not in page
    assert f"{address(topic)}?agency=stonefield" in page
    assert "quagga" in ben.get(f"{address(topic)}?agency=harborlight").text
    assert "quagga" not in ben.get(f"{address(topic)}?agency=stonefield").text
    assert ben.post(address(topic), data={"body": "Where?"}).status_code == 404
    ben.post(address(topic), data={"agency": "stonefield", "body": "Over here"})
    assert "Over here" in sign_in(world.ivy).get(address(topic)).text
    assert "Over here" not in sign_in(world.ana).get(address(topic)).text


def test_it_is_changed_taken_back_and_put_back_by_whoever_wrote_it(sign_in, topic, aside, world):
    where = address(topic, ids.word(aside[1]))
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    assert ben.post(where, data={"body": "Not mine", "version": "1"}).status_code == 403
    assert ben.post(f"{where}/removal").status_code == 403
    assert ana.post(where, data={"body": "Call the okapi line.", "version": "1"}).status_code == 302
    assert ana.post(where, data={"body": "An older form", "version": "1"}).status_code == 409
    assert "okapi" in ben.get(address(topic)).text
    ana.post(f"{where}/removal")
    assert "okapi" not in ben.get(address(topic)).text
    assert "<mark>" not in ben.get("/search?q=okapi").text
    assert "Put it back" in ana.get(where).text
    ana.post(f"{where}/removal/delete")
    assert "okapi" in ben.get(address(topic)).text


def test_what_could_not_be_kept_stays_in_the_form(sign_in, topic, world):
    answer = sign_in(world.ana).post(address(topic), data={"agency": "harborlight", "body": " "})
    assert answer.status_code == 422
    assert "Please fill this in." in answer.text


def test_the_same_form_sent_twice_counts_once(app, sign_in, topic, world):
    once, ana = ids.word(ids.new_id()), sign_in(world.ana)
    sent = [ana.post(address(topic), data={"agency": "harborlight", "body": "B", "once": once}) for _ in "12"]
    assert sent[0].location == sent[1].location
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(Annex.posts)).all() == [1]


def test_it_arrives_live_inside_and_whoever_reads_the_topic_outside_hears_nothing(
    sign_in, connect, topic, aside, acting, world
):
    ivy, ben = connect(sign_in(world.ivy)), connect(sign_in(world.ben))
    assert ivy.emit("subscribe", {"channel": f"topic:{ids.word(topic)}"}, callback=True)["ok"]
    channel = {"channel": f"annex:{ids.word(aside[0])}"}
    assert ivy.emit("subscribe", channel, callback=True) == {"ok": False, "why": "closed"}
    assert ben.emit("subscribe", channel, callback=True) == {"ok": True}
    with acting(world.ana) as viewer:
        say_aside(viewer, world.harborlight.id, topic, "And *one* more")
    (told,) = heard(ben)
    assert "And <em>one</em> more" in told["html"]["en"]
    assert told["count"] == 2
    assert heard(ivy) == []


def test_its_page_takes_the_same_statements_for_one_post_and_for_three(sign_in, acting, topic, world, count_sql):
    ben, counts = sign_in(world.ben), []
    for many in (1, 2):
        with acting(world.ana) as viewer:
            for _ in range(many):
                say_aside(viewer, world.harborlight.id, topic, WORDS)
        with count_sql() as counted:
            assert ben.get(address(topic)).status_code == 200
        counts.append(counted.count)
    assert counts[0] == counts[1]


def test_the_topic_page_takes_no_statement_more_for_it(sign_in, acting, topic, world, count_sql):
    ben, counts = sign_in(world.ben), []
    for _ in "12":
        with count_sql() as counted:
            ben.get(f"/topics/{ids.word(topic)}")
        counts.append(counted.count)
        with acting(world.ana) as viewer:
            say_aside(viewer, world.harborlight.id, topic, WORDS)
    assert counts[0] == counts[1] <= 6


def test_a_title_that_was_taken_back_is_not_kept_beside_it(app, sign_in, topic, aside, world):
    assert "Going to the bank" in sign_in(world.ben).get("/search?q=quagga").text
    sign_in(world.ivy).post(f"/topics/{ids.word(topic)}/posts/{ids.word(topic)}/removal")
    page = sign_in(world.ben).get("/search?q=quagga").text
    assert "quagga" in page
    assert "Going to the bank" not in page


def number(app, kind):
    with app.app_context(), tenancy.everywhere():
        return db.session.scalar(select(func.count(kind.id)))


def test_it_is_erased_with_the_agency_and_the_topic_stays(app, sign_in, topic, aside, world):
    close(sign_in(world.joan))
    when_the_grace_is_over(app, world)
    assert [number(app, kind) for kind in (Annex, AnnexPost, Topic, Reply)] == [0, 0, 1, 2]
    with app.app_context(), tenancy.everywhere():
        kinds = db.session.scalars(select(search.SearchEntry.kind)).all()
    assert "annex" not in kinds


def test_it_goes_when_the_time_that_the_agency_keeps_words_is_over(app, sign_in, topic, aside, world, monkeypatch):
    keep(sign_in(world.joan), 1)
    later = clock.now().replace(year=clock.now().year + 3, day=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with app.app_context():
        keeping.erase({"agency_id": world.harborlight.id})
    assert [number(app, kind) for kind in (Annex, AnnexPost, Topic)] == [0, 0, 1]
    assert keeping.kept["annex"].words(2) == "2 side conversations"


def test_nothing_is_added_once_the_agency_is_archived(sign_in, topic, aside, world):
    sign_in(world.joan).post("/agencies/harborlight/archive")
    ana = sign_in(world.ana)
    assert "quagga" in ana.get(address(topic)).text
    assert ana.post(address(topic), data={"agency": "harborlight", "body": "More"}).status_code == 403


def test_what_it_said_before_is_read_inside_and_nowhere_else(sign_in, topic, aside, world):
    ana, luz = sign_in(world.ana), sign_in(world.luz)
    post = address(topic, ids.word(aside[1]))
    assert "/versions" not in luz.get(address(topic)).text
    ana.post(post, data={"body": "By the quillwort now.", "version": "1"})
    for page in (address(topic), post):
        assert f'href="{post}/versions"' in luz.get(page).text
    history = luz.get(f"{post}/versions").text
    assert "By the quillwort now." in history
    assert "Version 1" in history
    assert sign_in(world.ivy).get(f"{post}/versions").status_code == 404
    ana.post(f"{post}/removal")
    assert luz.get(f"{post}/versions").status_code == 404


def test_what_is_begun_there_is_kept_until_it_is_sent(sign_in, topic, aside, world):
    ana = sign_in(world.ana)
    post = address(topic, ids.word(aside[1]))
    places = [f"annex:{ids.word(topic)}:harborlight", f"annex-edit:{ids.word(aside[1])}:1"]
    for place, page in zip(places, (address(topic), post), strict=True):
        assert f'data-draft="{place}" data-draft-away="/drafts"' in ana.get(page).text
        save(ana, "Half a thought", place)
    ana.post(address(topic), data={"body": "Said."})
    assert kept(ana, *places) == {places[1]: "Half a thought"}
    ana.post(post, data={"body": "Changed.", "version": "1"})
    assert kept(ana, *places) == {}
