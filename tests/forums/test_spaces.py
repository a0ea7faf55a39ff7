"""Spaces: who may make one and for whom, who looks after it, and that nobody's words get a wider audience."""

import pytest
from sqlalchemy import select, update

from cop.core import ids, search, tenancy
from cop.core.db import db
from cop.forums import starters
from cop.forums.models.space import Space
from tests.agencies.test_members import at
from tests.core.test_live import heard
from tests.forums.annexes import say_aside
from tests.forums.test_topics import open_topic
from tests.trust.test_trail import entries

SAID = {"name": "Van keys", "purpose": "Who has them, and when.", "opened_by": "everyone"}


def make(browser, place, **said):
    return browser.post("/forums/new", data={"place": place} | SAID | said)


def offered(browser):
    page = browser.get("/forums/new").text.partition('name="place"')[2].partition("</select>")[0]
    return [one.partition('"')[0] for one in page.split('value="')[1:]]


@pytest.fixture
def joan(sign_in, world):
    return sign_in(world.joan)


@pytest.fixture
def here(world):
    return world.harborlight.id


def test_each_of_us_is_offered_what_they_may_give(sign_in, world, here):
    inside = [f"{here}:{name}" for name in ("everyone", "peers", "supervisors", "directors", "invited")]
    statewide = [f"0:{name}" for name in ("everyone", "peers", "supervisors", "directors")]
    areas = [f"0:{name}" for name in ("western", "central", "northeast", "southeast", "metro_boston")]
    assert offered(sign_in(world.joan)) == ["0:invited", *inside]
    assert offered(sign_in(world.peter)) == ["0:invited", *inside]
    assert offered(sign_in(world.ana)) == ["0:invited", f"{here}:invited"]
    assert offered(sign_in(world.luz)) == ["0:invited", f"{here}:invited"]
    assert offered(sign_in(world.simone)) == ["0:metro_boston", "0:invited"]
    for someone in (world.marta, world.wren):
        assert offered(sign_in(someone)) == [*statewide, *areas, "0:invited"]


@pytest.mark.parametrize("place", ["0:everyone", "0:western", "7:everyone", "nothing", ""])
def test_what_one_may_not_give_is_refused(joan, app, place):
    assert make(joan, place).status_code == 422
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(Space.id).where(Space.name == "Van keys")).all() == []


def test_joan_makes_a_space_and_looks_after_it(joan, sign_in, app, world, here):
    answer = make(joan, f"{here}:everyone")
    page = sign_in(world.ben).get(answer.location).text
    assert "Who has them, and when." in page
    assert "Only Harborlight Community Services" in page
    assert "Looked after by Joan Kessler" in page
    assert sign_in(world.ivy).get(answer.location).status_code == 404
    assert "space-made" in [entry.kind for entry in entries(app, world.harborlight)]


def test_the_same_form_sent_twice_makes_one_space(joan, here):
    once = ids.word(ids.new_id())
    first, second = (make(joan, f"{here}:everyone", once=once).location for _ in "12")
    assert first == second
    assert joan.get("/forums").text.count("Van keys") == 1


def test_joan_can_make_a_space_for_peers_only_and_not_read_it(joan, sign_in, world, here):
    assert "for others than you" in joan.get("/forums/new").text
    assert "for others than you" not in sign_in(world.ana).get("/forums/new").text
    answer = make(joan, f"{here}:peers")
    assert answer.location == "/forums"
    assert "It is for others than you" in joan.get("/forums").text
    ana = sign_in(world.ana)
    (where,) = {one.partition('"')[0] for one in ana.get("/forums").text.split('href="') if "van-keys" in one[:40]}
    assert [one.get(where).status_code for one in (joan, sign_in(world.luz), ana)] == [404, 404, 200]
    assert "I will look after it" in ana.get(f"{where}/caretakers").text
    ana.post(f"{where}/caretakers/own")
    assert "Looked after by Ana Ribeiro" in sign_in(world.ben).get(where).text
    assert sign_in(world.ben).post(f"{where}/caretakers/own").status_code == 403
    assert ana.post("/forums/harborlight-team/caretakers/own").status_code == 403  # Joan can, by her role
    assert ana.get(f"{where}/edit").status_code == 200


def test_nobody_is_left_without_anyone_who_could_begin(joan, here):
    answer = make(joan, f"{here}:peers", opened_by="caretakers")
    assert answer.status_code == 422
    assert "Nobody could" in answer.text


def test_only_those_who_look_after_it_start_topics_where_that_was_said(joan, sign_in, world, here):
    where = make(joan, f"{here}:everyone", opened_by="caretakers").location
    ben, topic = sign_in(world.ben), {"title": "T", "body": "B"}
    assert "Only they start topics" in ben.get(where).text
    assert ben.get(f"{where}/new").status_code == 403
    assert ben.post(f"{where}/new", data=topic).status_code == 403
    opened = joan.post(f"{where}/new", data=topic).location
    assert ben.post(f"{opened}/replies", data={"body": "A reply"}).status_code == 302
    page = joan.get(f"{where}/caretakers").text
    assert "Ben Castellano" in page
    joan.post(f"{where}/caretakers", data={"person": ids.word(world.ben.id)})
    assert ben.post(f"{where}/new", data=topic).status_code == 302
    joan.post(f"{where}/caretakers/{ids.word(world.ben.id)}/delete")
    assert ben.post(f"{where}/new", data=topic).status_code == 403


def test_nobody_is_asked_whom_one_can_not_see(joan, sign_in, world, here):
    where = make(joan, f"{here}:everyone").location
    assert joan.post(f"{where}/caretakers", data={"person": ids.word(world.ivy.id)}).status_code == 422
    assert "Ivy Donnelly" not in joan.get(f"{where}/caretakers").text
    marta = sign_in(world.marta)
    page = marta.get(f"{make(marta, '0:western').location}/caretakers")
    assert page.status_code == 404  # it is for the western area, and Marta has none
    statewide = make(marta, "0:everyone").location
    page = marta.get(f"{statewide}/caretakers").text
    assert "Odessa Finch" in page
    assert "Ana Ribeiro" not in page


@pytest.mark.parametrize(("who", "code"), [("ana", 403), ("joan", 403), ("simone", 403), ("marta", 200), ("wren", 200)])
def test_a_statewide_space_is_changed_by_the_steering_committee_and_stewards(sign_in, world, who, code):
    browser = sign_in(getattr(world, who))
    assert browser.get("/forums/handling-money/edit").status_code == code
    said = {"place": "everyone", "name": "Money", "purpose": "P", "opened_by": "everyone"}
    assert browser.post("/forums/handling-money/edit", data=said).status_code == {200: 302}.get(code, code)


def change(browser, slug, place, **said):
    return browser.post(f"/forums/{slug}/edit", data={"place": place} | SAID | said)


def test_the_reason_is_said(joan, sign_in, acting, world, here):
    where = make(joan, f"{here}:directors").location
    joan.post(f"{where}/new", data={"title": "T", "body": "Between directors"})
    answer = joan.post(f"{where}/edit", data={"place": "everyone"} | SAID)
    assert answer.status_code == 422
    assert "People wrote here for: Directors of Peer Support only, at Harborlight Community Services." in answer.text
    assert sign_in(world.ben).get(where).status_code == 404


def test_an_empty_space_may_be_for_others(joan, sign_in, world, here):
    where = make(joan, f"{here}:directors").location
    assert joan.post(f"{where}/edit", data={"place": "everyone"} | SAID).status_code == 302
    assert sign_in(world.ben).get(where).status_code == 200


def test_words_for_some_are_not_sent_to_others_who_were_let_in_meanwhile(joan, sign_in, world, here):
    where = make(joan, f"{here}:directors").location
    written = joan.get(f"{where}/new").text
    assert 'name="audience" value="directors"' in written
    joan.post(f"{where}/edit", data={"place": "everyone"} | SAID)
    sent = {"title": "T", "body": "Between directors", "audience": "directors"}
    answer = joan.post(f"{where}/new", data=sent)
    assert answer.status_code == 409
    assert "Between directors" in answer.text
    assert "Between directors" not in sign_in(world.ben).get(where).text
    assert joan.post(f"{where}/new", data=sent | {"audience": "everyone"}).status_code == 302


def test_what_was_written_follows_to_fewer_in_search_sockets_and_asides(sign_in, acting, connect, world):
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.money, body="A quokka", replies=1)
        say_aside(viewer, world.harborlight.id, topic, "A quokka, aside")
    luz = connect(sign_in(world.luz))
    channel = {"channel": f"topic:{ids.word(topic)}"}
    assert luz.emit("subscribe", channel, callback=True)["ok"]
    assert len(find(acting, world.luz)) == 2
    assert change(sign_in(world.marta), "handling-money", "peers").status_code == 302
    assert find(acting, world.luz) == []
    assert sorted(hit.kind for hit in find(acting, world.ben)) == ["annex", "topic"]
    sign_in(world.ana).post(f"/topics/{ids.word(topic)}/replies", data={"body": "Among us"})
    assert heard(luz) == []
    assert sign_in(world.luz).get(f"/topics/{ids.word(topic)}").status_code == 404


def find(acting, someone):
    with acting(someone) as viewer:
        return search.find("quokka", viewer.audiences)


def test_whoever_leaves_the_agency_looks_after_nothing_there(joan, sign_in, app, world, here):
    where = make(joan, f"{here}:everyone").location
    joan.post(f"{where}/caretakers", data={"person": ids.word(world.ben.id)})
    joan.post(at(world.ben, "delete"))
    assert "Ben Castellano" not in joan.get(where).text


def test_a_list_of_spaces_takes_the_same_statements_for_more(joan, count_sql, here):
    counts = []
    for _ in "12":
        with count_sql() as counted:
            joan.get("/forums")
        counts.append(counted.count)
        make(joan, f"{here}:everyone")
    assert counts[0] == counts[1]


def test_a_new_installation_has_the_spaces_of_the_domain(app, world, sign_in):
    with app.app_context():
        tenancy.enter(tenancy.EVERYWHERE)
        db.session.execute(update(Space).where(Space.agency_id == 0).values(agency_id=world.stonefield.id))
        db.session.commit()
        tenancy.enter(None)
        for _ in "12":  # and only once
            starters.remember()
    page = sign_in(world.simone).get("/forums").text
    for name in ("Role clarity", "MAP certification", "Grief and loss", "Career ladder", "Metro Boston area"):
        assert page.count(f">{name}</a>") == 1
    assert "Western area" not in page
    assert ">Peers only<" not in page
    assert starters.remember in app.extensions["at_start"]


def test_a_space_from_the_beginning_speaks_the_readers_language_until_it_is_renamed(app, world, sign_in):
    with app.app_context(), tenancy.everywhere():
        db.session.execute(update(Space).where(Space.id == world.money.id).values(starter="handling-money"))
        db.session.commit()
    marta, ana = sign_in(world.marta), sign_in(world.ana)
    ana.post("/preferences", data={"language": "es"})
    assert "Manejo del dinero" in ana.get("/forums").text
    assert "Handling money" in marta.get("/forums").text
    words = {"name": "Handling money", "purpose": "Being near people's money without standing over it."}
    rules = {"place": "everyone", "opened_by": "caretakers"}
    marta.post("/forums/handling-money/edit", data=words | rules)
    assert "Manejo del dinero" in ana.get("/forums").text  # only who may begin was changed
    marta.post("/forums/handling-money/edit", data={"name": "Money", "purpose": "P"} | rules)
    assert ">Money</a>" in ana.get("/forums").text


def test_an_agencys_own_spaces_carry_its_name(app, sign_in, world):
    with app.app_context(), tenancy.everywhere():
        db.session.execute(update(Space).where(Space.id == world.team.id).values(starter="team", name="Harborlight"))
        db.session.commit()
    ben = sign_in(world.ben)
    assert "Harborlight team" in ben.get("/agencies/harborlight").text
    ben.post("/preferences", data={"language": "es"})
    assert "Equipo de Harborlight" in ben.get("/forums/harborlight-team").text
