"""A challenge at one agency, a reply from another, and what those that tried it found: each agency counts once."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from cop.agencies.models import roles
from cop.agencies.models.agency import Agency
from cop.core import ids, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.forums import journey
from cop.forums.models.evidence import FRESH, Evidence
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.topic import Topic
from tests.forums.test_posts import finds, page_of, post_of
from tests.forums.test_topics import open_topic
from tests.people.test_drafts import kept, save
from tests.trust.looking import decide, decision_of, review
from tests.world import PASSWORD

BODY = "They hold it. We wait by the juniper."


def written(acting, asker, place, answerer):
    with acting(asker) as viewer:
        topic_id = open_topic(viewer, place)
    with acting(answerer) as viewer:
        reply = Reply.write_in(db.session.get_one(Topic, topic_id), viewer, BODY, None)
        commit()
    return topic_id, reply.id


@pytest.fixture
def told(acting, world):
    """Ana's challenge, and Ivy's reply from another agency: (topic, reply)."""
    return written(acting, world.ana, world.money, world.ivy)


@pytest.fixture
def solution(sign_in, told, world):
    """The address of the page of Ivy's reply as a solution."""
    return sign_in(world.ana).post(f"{post_of(*told)}/solution").location


def counts_of(app):
    with app.app_context(), tenancy.everywhere():
        one = db.session.scalars(select(Solution)).one()
        return one.worked, one.changed, one.failed


def test_a_reply_to_a_challenge_is_proposed_and_two_agencies_tell_what_they_found(sign_in, told, solution, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    assert "1 solution" in page_of(ivy, told[0])
    ana.post(f"{solution}/evidence", data={"verdict": "worked", "setting": "A branch in town"})
    ivy.post(f"{solution}/evidence", data={"verdict": "changed", "what": "The bank wanted a letter."})
    page = ivy.get(solution).text
    for words in (
        "worked at 1 agency, with changes at 1",
        "A branch in town",
        "The bank wanted a letter.",
        "Stonefield",
    ):
        assert words in page
    assert page.count('class="verdict worked"') == 3  # on the map, in its legend, in the table


def test_an_agency_counts_once_and_says_so_anew_knowing_what_stands_there(sign_in, app, solution, world):
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    ana.post(f"{solution}/evidence", data={"verdict": "worked", "what": "It took one visit."})
    refused = ben.post(f"{solution}/evidence", data={"verdict": "not", "what": "Not for us."})
    assert refused.status_code == 409
    assert "It took one visit." in refused.text
    assert "Not for us." in refused.text
    assert counts_of(app) == (1, 0, 0)
    known = re.search(r'name="known" value="([^"]+)"', ben.get(solution).text)[1]
    ben.post(f"{solution}/evidence", data={"verdict": "not", "what": "Not for us in the end.", "known": known})
    assert counts_of(app) == (0, 0, 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Please choose one."),
        ({"verdict": "perhaps"}, "Not a valid choice."),
        ({"verdict": "changed", "what": " "}, "it is what helps the next agency"),
        ({"verdict": "not"}, "it is what helps the next agency"),
        ({"verdict": "worked", "setting": "x" * 121}, "This is too long"),
        ({"verdict": "worked", "agency": "stonefield"}, "Not a valid choice."),
        ({"verdict": "worked", "agency": "commonwealth"}, "Not a valid choice."),
        ({"verdict": "worked", "tried_on": "9999-12"}, "still to come"),
        ({"verdict": "worked", "tried_on": "yesterday"}, "Not a valid"),
    ],
)
def test_what_can_not_be_kept_is_said_and_kept_in_the_form(sign_in, app, solution, world, data, said):
    answer = sign_in(world.ana).post(f"{solution}/evidence", data=data)
    assert answer.status_code == 422
    assert said in answer.text
    assert counts_of(app) == (0, 0, 0)


def test_who_belongs_to_no_agency_has_none_to_speak_for(sign_in, solution, world):
    simone = sign_in(world.simone)
    assert "What did your agency find?" not in simone.get(solution).text
    assert simone.post(f"{solution}/evidence", data={"verdict": "worked"}).status_code == 403


def test_inside_an_agency_it_alone_can_tell_and_no_other_finds_it(sign_in, acting, world):
    topic, reply = written(acting, world.ana, world.team, world.ben)
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    page = ana.post(f"{post_of(topic, reply)}/solution").location
    ana.post(f"{page}/evidence", data={"verdict": "worked", "what": "By the zebrawood door."})
    assert ivy.get(page).status_code == 404
    assert ivy.post(f"{page}/evidence", data={"verdict": "worked"}).status_code == 404
    assert ivy.post(f"/topics/{ids.word(topic)}/shared").status_code == 404
    assert not finds(ivy, "zebrawood")
    assert finds(ana, "zebrawood")
    assert "Going to the bank" not in ivy.get("/").text


def test_someone_of_two_agencies_speaks_for_neither_inside_one_of_them_but_that_one(sign_in, acting, world):
    topic, reply = written(acting, world.ana, world.team, world.ben)
    with acting(world.joan):
        roles.give(world.harborlight.id, world.ivy.id, "supervisor")
        commit()
    page = sign_in(world.ana).post(f"{post_of(topic, reply)}/solution").location
    answer = sign_in(world.ivy).post(f"{page}/evidence", data={"verdict": "worked", "agency": "stonefield"})
    assert answer.status_code == 422


def test_what_is_no_challenge_or_no_reply_is_no_solution(sign_in, acting, told, world):
    ana = sign_in(world.ana)
    assert ana.post(f"{post_of(told[0], told[0])}/solution").status_code == 403
    with acting(world.ana) as viewer:
        plain = db.session.get_one(Topic, open_topic(viewer, world.money))
        plain.challenge = False
        reply = Reply.write_in(plain, viewer, "A thought", None)
        commit()
    assert ana.post(f"{post_of(plain.id, reply.id)}/solution").status_code == 403


def test_a_second_click_proposes_it_once(sign_in, told, solution, world):
    assert sign_in(world.ben).post(f"{post_of(*told)}/solution").location == solution
    assert "1 solution" in page_of(sign_in(world.ben), told[0])


def test_it_can_be_withdrawn_until_an_agency_has_tried_it(sign_in, app, told, solution, world):
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    assert ben.post(f"{solution}/delete").status_code == 403
    ana.post(f"{solution}/evidence", data={"verdict": "worked"})
    assert ana.post(f"{solution}/delete").status_code == 403
    (evidence,) = re.findall(r"/evidence/(\w+)", ana.get(solution).text)
    ana.post(f"{solution}/evidence/{evidence}/removal")
    assert counts_of(app) == (0, 0, 0)
    ana.post(f"{solution}/delete")
    assert ana.get(solution).status_code == 404
    assert "No solution yet" in page_of(ana, told[0])
    assert BODY in page_of(ana, told[0])


def test_only_its_teller_and_those_who_look_after_the_agency_take_evidence_away(sign_in, app, solution, world):
    sign_in(world.ana).post(f"{solution}/evidence", data={"verdict": "worked"})
    with app.app_context(), tenancy.everywhere():
        path = f"{solution}/evidence/{ids.word(db.session.scalars(select(Evidence.id)).one())}/removal"
    for someone in (world.ben, world.luz, world.ivy, world.simone, world.wren):
        assert sign_in(someone).post(path).status_code == 403
    assert sign_in(world.joan).post(path).status_code == 302


def test_after_a_year_it_asks_whether_it_is_still_so(sign_in, app, solution, world):
    sign_in(world.ana).post(f"{solution}/evidence", data={"verdict": "worked"})
    with app.app_context(), tenancy.everywhere():
        db.session.scalars(select(Evidence)).one().at -= FRESH + timedelta(days=1)
        db.session.commit()
    assert "It is still so" not in sign_in(world.ivy).get(solution).text
    assert "Told more than a year ago" in sign_in(world.ivy).get(solution).text
    (path,) = re.findall(r'action="([^"]+/confirmation)"', sign_in(world.ben).get(solution).text)
    assert sign_in(world.ivy).post(path).status_code == 403
    sign_in(world.ben).post(path)
    assert "It is still so" not in sign_in(world.ben).get(solution).text


def test_search_and_home_prefer_what_worked_somewhere(sign_in, solution, world):
    ivy = sign_in(world.ivy)
    assert "What worked elsewhere" not in ivy.get("/").text
    sign_in(world.ana).post(f"{solution}/evidence", data={"verdict": "worked", "setting": "A willow bank"})
    assert "What worked elsewhere" in ivy.get("/").text
    first = re.search(r'<ol class="rows hits">.*?href="([^"]+)"', ivy.get("/search?q=juniper").text, re.S)[1]
    assert first == solution
    assert finds(ivy, "willow")


def test_when_its_reply_is_taken_back_nothing_of_it_is_found(sign_in, told, solution, world):
    ivy = sign_in(world.ivy)
    sign_in(world.ana).post(f"{solution}/evidence", data={"verdict": "worked", "setting": "A willow bank"})
    ivy.post(f"{post_of(*told)}/removal")
    assert not finds(ivy, "juniper")
    assert not finds(ivy, "willow")
    assert "juniper" not in ivy.get(solution).text + ivy.get("/").text + page_of(ivy, told[0])
    ivy.post(f"{post_of(*told)}/removal/delete")
    assert finds(ivy, "willow")


def test_whoever_asked_does_not_have_it_too(sign_in, told, world):
    assert sign_in(world.ana).post(f"/topics/{ids.word(told[0])}/shared").status_code == 403


def test_a_solution_page_takes_as_many_statements_for_one_agency_as_for_two(sign_in, solution, world, count_sql):
    ivy, counts = sign_in(world.ivy), []
    for someone in (world.ana, world.ivy):
        sign_in(someone).post(f"{solution}/evidence", data={"verdict": "worked"})
        with count_sql() as counted:
            ivy.get(solution)
        counts.append(counted.count)
    assert counts[0] == counts[1] <= 9


class Told:
    def __init__(self, *areas, verdict="worked"):
        self.areas, self.verdict, self.aged = areas, verdict, False


def test_a_map_marks_an_agency_in_each_area_it_serves_by_its_number():
    found = [Told("western"), Told("western", "southeast", verdict="not")]
    marks = {one.area: [(mark.number, mark.verdict) for mark in one.marks] for one in journey.tiles(found)}
    assert marks["western"] == [(1, "worked"), (2, "not")]
    assert marks["southeast"] == [(2, "not")]
    assert marks["central"] == marks["northeast"] == marks["metro_boston"] == []


def test_on_a_map_no_mark_leaves_its_tile_and_none_hides_another():
    for tile in journey.tiles([Told(*journey.TILES) for _ in range(40)]):
        assert len(tile.marks) + tile.more == 40
        assert len({(mark.x, mark.y) for mark in tile.marks}) == len(tile.marks)
        for mark in tile.marks:
            assert tile.x + 12 <= mark.x <= tile.x + tile.width - 12
            assert tile.y + 12 <= mark.y <= tile.y + tile.height - 12


def test_a_month_is_said_in_each_language(app):
    with app.test_request_context(headers={"Accept-Language": "es"}):
        assert app.jinja_env.filters["month"](date(2026, 9, 1)) == "septiembre de 2026"


def test_an_agencys_download_tells_nobody_who_has_it_too_nor_what_was_taken_back(app, sign_in, acting, world):
    from cop.core import takeout

    topic, reply = written(acting, world.ana, world.team, world.ben)
    ben = sign_in(world.ben)
    ben.post(f"/topics/{ids.word(topic)}/shared")
    ben.post(f"{post_of(topic, reply)}/edit", data={"body": "By the willow.", "version": "1"})
    ben.post(f"{post_of(topic, reply)}/removal")
    with app.app_context(), tenancy.within(tenancy.agencies(world.harborlight.id)):
        picked = {table.name: takeout.of_agency(table, world.harborlight.id) for table in takeout.tables()}
    assert [picked[name] for name in ("shared_challenge", "post_removal", "post_version")] == [None] * 3
    assert picked["topic"] is not None


def test_words_taken_back_with_an_account_are_in_no_search(sign_in, app, solution, told, world):
    sign_in(world.ben).post(f"{solution}/evidence", data={"verdict": "worked", "what": "The zebrawood trick."})
    sign_in(world.ben).post("/account/deletion", data={"password": PASSWORD, "words": "y"})
    ivy = sign_in(world.ivy)
    assert "zebrawood" not in ivy.get(solution).text
    assert not finds(ivy, "zebrawood")
    sign_in(world.ana).post("/account/deletion", data={"password": PASSWORD, "words": "y"})
    assert "Going to the bank" not in ivy.get("/search?q=juniper").text


def test_who_leaves_is_no_longer_counted_among_those_who_have_it_too(sign_in, told, world):
    for someone in (world.ben, world.luz):
        sign_in(someone).post(f"/topics/{ids.word(told[0])}/shared")
    sign_in(world.ben).post("/account/deletion", data={"password": PASSWORD})
    assert "1 person has this too." in page_of(sign_in(world.ivy), told[0])


def test_to_confirm_makes_nobodys_words_ones_own(sign_in, app, solution, world):
    sign_in(world.ana).post(f"{solution}/evidence", data={"verdict": "worked", "what": "It took one visit."})
    with app.app_context(), tenancy.everywhere():
        one = db.session.scalars(select(Evidence)).one()
        one.at -= FRESH + timedelta(days=1)
        db.session.commit()
        path = f"{solution}/evidence/{ids.word(one.id)}"
    sign_in(world.ben).post(f"{path}/confirmation")
    assert sign_in(world.ana).post(f"{path}/removal").status_code == 302


def test_what_worked_at_ones_own_agency_is_not_told_as_elsewhere(sign_in, solution, world):
    sign_in(world.ana).post(f"{solution}/evidence", data={"verdict": "worked"})
    assert "What worked elsewhere" not in sign_in(world.ben).get("/").text
    assert "What worked elsewhere" in sign_in(world.ivy).get("/").text


def age(app, **days):
    """What each agency found was told so many days ago, by the agency's slug."""
    with app.app_context(), tenancy.everywhere():
        for one, slug in db.session.execute(select(Evidence, Agency.slug).join(Agency, Agency.id == Evidence.voice_id)):
            one.at -= timedelta(days=days.get(slug, 0))
            solution = db.session.get_one(Solution, one.solution_id)
            solution.found_at = one.at
        db.session.commit()


def test_after_a_year_home_asks_those_who_may_say_whether_it_is_still_so(sign_in, app, solution, world):
    sign_in(world.ana).post(f"{solution}/evidence", data={"verdict": "worked"})
    assert "Is it still so?" not in sign_in(world.ben).get("/").text
    age(app, harborlight=366)
    for someone in (world.ana, world.ben, world.luz, world.joan):
        page = sign_in(someone).get("/").text
        assert "Harborlight Community Services told of a solution to “Going to the bank” more than a year ago." in page
        assert f'href="{solution}#told-' in page
    for someone in (world.ivy, world.simone, world.wren):
        assert "Is it still so?" not in sign_in(someone).get("/").text
    ben = sign_in(world.ben)
    (path,) = re.findall(r'action="([^"]+/confirmation)"', ben.get(solution).text)
    ben.post(path)
    assert "Is it still so?" not in ben.get("/").text


def test_an_archived_agency_is_not_asked(sign_in, app, solution, world):
    sign_in(world.ana).post(f"{solution}/evidence", data={"verdict": "worked"})
    age(app, harborlight=366)
    sign_in(world.joan).post("/agencies/harborlight/archive")
    assert "Is it still so?" not in sign_in(world.ben).get("/").text


def test_what_was_told_long_ago_is_an_outline_and_says_so(sign_in, app, solution, world):
    for someone in (world.ana, world.ivy):
        sign_in(someone).post(f"{solution}/evidence", data={"verdict": "worked"})
    assert "verdict worked aged" not in sign_in(world.ivy).get(solution).text
    age(app, harborlight=366)
    page = sign_in(world.ivy).get(solution).text
    assert page.count('class="verdict worked aged"') == 3  # on the map, in its legend, in the table
    assert page.count("Told more than a year ago") == 2  # in the legend and in the table


def test_home_and_search_prefer_what_was_told_or_confirmed_lately(sign_in, acting, app, solution, told, world):
    newer = sign_in(world.ana).post(f"{post_of(*written(acting, world.ana, world.money, world.ivy))}/solution").location
    for page in (newer, solution):
        sign_in(world.ana).post(f"{page}/evidence", data={"verdict": "worked"})
    ivy = sign_in(world.ivy)

    def found(page):
        return [one for one in re.findall(r'href="(/solutions/\w+)"', ivy.get(page).text) if one in {newer, solution}]

    assert found("/")[:2] == [solution, newer]
    with app.app_context(), tenancy.everywhere():
        one = db.session.get_one(Solution, ids.number(solution.rpartition("/")[2]))
        evidence = db.session.scalars(Evidence.of(one)).one()
        evidence.at -= timedelta(days=400)
        one.hear()
        commit()
    assert found("/")[:2] == [newer, solution]
    assert found("/search?q=juniper")[:2] == [newer, solution]
    sign_in(world.ben).post(f"{solution}/evidence/{ids.word(evidence.id)}/confirmation")
    assert found("/")[:2] == [solution, newer]


def test_what_an_agency_has_begun_to_tell_is_kept_until_it_is_sent(sign_in, solution, world):
    ana = sign_in(world.ana)
    places = [f"found-{what}:{solution.rpartition('/')[2]}:" for what in ("what", "where")]
    for place in places:
        assert f'data-draft="{place}"' in ana.get(solution).text
        save(ana, "Half a thought", place)
    ana.post(f"{solution}/evidence", data={"verdict": "worked"})
    assert kept(ana, *places) == {}


@pytest.mark.parametrize("gone", ["hidden", "taken back"])
def test_while_its_words_are_gone_it_asks_for_nothing_and_is_not_counted(sign_in, app, told, solution, world, gone):
    wren, ivy, ana = sign_in(world.wren), sign_in(world.ivy), sign_in(world.ana)
    said = {"hidden": "Hidden by those who look after this space.", "taken back": "Taken back by whoever wrote it."}
    sign_in(world.ben).post(f"{solution}/evidence", data={"verdict": "worked", "what": "One visit."})
    answer = ana.post(f"/topics/{ids.word(told[0])}/replies", data={"body": "Thank you", "to": ids.word(told[1])})
    assert answer.status_code == 302
    if gone == "hidden":
        decide(wren, told[1], "hide")
    else:
        ivy.post(f"{post_of(*told)}/removal")
    page = ivy.get(solution).text
    for other, words in said.items():
        assert (words in page) == (words in page_of(ana, told[0])) == (other == gone)
    assert "What did your agency find?" not in page
    assert "One visit." in page
    assert ivy.post(f"{solution}/evidence", data={"verdict": "worked"}).status_code == 403
    assert "No solution yet" in page_of(ana, told[0])
    if gone == "hidden":
        wren.post(review(told[1], "decisions", decision_of(app, told[1], "hide"), "delete"))
    else:
        ivy.post(f"{post_of(*told)}/removal/delete")
    assert "1 solution" in page_of(ana, told[0])
    assert "What did your agency find?" in ivy.get(solution).text


def test_who_leaves_with_their_words_leaves_no_solution_to_count(sign_in, app, told, solution, world):
    sign_in(world.ivy).post("/account/deletion", data={"password": PASSWORD, "words": "y"})
    assert "No solution yet" in page_of(sign_in(world.ana), told[0])
