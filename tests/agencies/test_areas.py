"""What an agency chose to share with an area it serves: seen by the area's Area Director and the agencies there."""

import re

import pytest
from sqlalchemy import func, select

from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.area_news import AreaNews, Withdrawal
from cop.agencies.models.membership import Membership
from cop.core import ids, tenancy
from cop.core.db import db
from tests.agencies.test_endings import close, files_of, when_the_grace_is_over  # noqa: F401
from tests.trust.test_trail import entries

NEW, AREA = "/agencies/harborlight/announcements", "/areas/metro_boston"
NEWS = "A warm line opens on Monday."


@pytest.fixture
def joan(sign_in, world):
    return sign_in(world.joan)


def share(browser, body=NEWS, place="metro_boston", **more):
    return browser.post(NEW, data={"body": body, "place": place} | more)


def withdrawal(page, again=False):
    """Where the page's own button leads."""
    return re.search(rf'action="({AREA}/news/\w+/withdrawal{"/delete" if again else ""})"', page)[1]


def kinds(app, agency):
    return [one.kind for one in entries(app, agency)]


@pytest.fixture
def neighbour(app, world):
    """Bettina's Stonefield serves Metro Boston as well."""
    with app.app_context(), tenancy.everywhere():
        db.session.add(AgencyArea(served_by_id=world.stonefield.id, area_slug="metro_boston"))
        db.session.commit()


def test_who_sees_it_is_chosen_in_words_before_anything_is_written(joan):
    page = joan.get(f"{NEW}/new").text
    choices = (
        "Only Harborlight Community Services",
        "Metro Boston: its Area Director of Recovery and the agencies there",
    )
    at = [page.index(words) for words in (*choices, "<textarea")]
    assert at == sorted(at)
    assert 'checked id="place-0" name="place" type="radio" value="here"' in page
    assert "Western" not in page.partition("<main")[2].partition("</main")[0]


def test_news_is_for_harborlight_alone_unless_another_choice_is_made(joan, sign_in, world):
    assert joan.post(NEW, data={"body": "Only among us"}).location == "/agencies/harborlight"
    assert "Only among us" in sign_in(world.ana).get("/agencies/harborlight").text
    assert "Only among us" not in sign_in(world.simone).get(AREA).text


def test_what_is_shared_is_seen_by_the_areas_director_and_the_agencies_there(joan, sign_in, world, neighbour):
    answer = share(joan)
    assert answer.location == AREA
    assert "Who sees it: Metro Boston: its Area Director of Recovery and the agencies there." in joan.get(AREA).text
    for someone in (world.simone, world.ana, world.luz, world.ivy, world.bettina):
        page = sign_in(someone).get(AREA).text
        assert NEWS in page
        assert "Harborlight Community Services" in page
        assert "Take it back" not in page
    assert NEWS not in joan.get("/agencies/harborlight").text


def test_nobody_else_finds_the_area_at_all(joan, sign_in, world):
    share(joan)
    nothing = sign_in(world.odessa).get("/areas/nowhere").data
    for someone in (world.odessa, world.ivy, world.bettina, world.marta, world.wren):
        answer = sign_in(someone).get(AREA)
        assert answer.status_code == 404
        assert NEWS.encode() not in answer.data
    assert sign_in(world.odessa).get(AREA).data == nothing


def test_sharing_shows_nothing_else_of_the_agency(joan, sign_in, world):
    share(joan)
    joan.post(NEW, data={"body": "Only among us"})
    simone = sign_in(world.simone)
    assert "Only among us" not in simone.get(AREA).text
    assert [simone.get(one).status_code for one in ("/agencies/harborlight", f"{NEW}/new")] == [404, 404]
    assert 'href="/agencies/harborlight"' not in simone.get(AREA).text


def test_an_area_director_is_led_to_their_area_and_an_agencys_people_too(sign_in, world):
    assert f'href="{AREA}"' in sign_in(world.simone).get("/").text
    assert "/areas/" not in sign_in(world.ana).get("/").text
    assert f'href="{AREA}"' in sign_in(world.ana).get("/agencies/harborlight").text
    page = sign_in(world.simone).get(AREA).text
    assert "Simone Baptiste" in page
    assert "Harborlight Community Services" in page
    assert "Stonefield" not in page


@pytest.mark.parametrize("place", ["western", "nowhere", "", "0"])
def test_an_area_the_agency_does_not_serve_is_no_choice(joan, app, place):
    answer = share(joan, place=place)
    assert answer.status_code == 422
    assert "Please choose who sees this." in answer.text
    assert NEWS in answer.text
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalar(select(func.count(AreaNews.id))) == 0


def test_extra_fields_choose_no_other_agency_and_no_other_author(joan, app, world):
    for forged in ({"voice_id": world.stonefield.id}, {"agency_id": world.stonefield.id}, {"author_id": world.ivy.id}):
        assert share(joan, **forged).status_code == 400
    share(joan, area_slug="western")
    with app.app_context(), tenancy.everywhere():
        (made,) = db.session.scalars(select(AreaNews)).all()
    assert (made.voice_id, made.agency_id, made.author_id) == (world.harborlight.id, 0, world.joan.id)
    assert made.area_slug == "metro_boston"


def test_only_those_who_look_after_the_agency_share(sign_in, world):
    for someone, code in (
        (world.peter, 302),
        (world.ana, 403),
        (world.luz, 403),
        (world.bettina, 404),
        (world.simone, 404),
    ):
        assert share(sign_in(someone)).status_code == code


def test_sent_twice_it_is_shared_once(joan, app):
    once = ids.word(ids.new_id())
    assert [share(joan, once=once).status_code for _ in "12"] == [302, 302]
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalar(select(func.count(AreaNews.id))) == 1


def test_it_is_taken_back_and_shared_again(joan, app, sign_in, world):
    share(joan)
    peter, simone = sign_in(world.peter), sign_in(world.simone)
    back = withdrawal(peter.get(AREA).text)
    assert [peter.post(back).status_code for _ in "12"] == [302, 302]
    assert NEWS not in simone.get(AREA).text
    assert NEWS not in sign_in(world.ana).get(AREA).text
    page = joan.get(AREA).text
    assert "Taken back by Peter Okafor" in page
    assert NEWS in page
    joan.post(withdrawal(page, again=True))
    assert NEWS in simone.get(AREA).text
    assert kinds(app, world.harborlight) == ["shared-with-area", "sharing-taken-back", "shared-again"]
    trail = joan.get("/agencies/harborlight/trail").text
    assert "Peter Okafor took back what was shared with an area: Metro Boston." in trail


def test_only_those_who_may_write_take_it_back(joan, sign_in, world, neighbour):
    share(joan)
    back = withdrawal(joan.get(AREA).text)
    for someone, code in (
        (world.ana, 403),
        (world.bettina, 403),
        (world.simone, 403),
        (world.odessa, 404),
        (world.wren, 404),
    ):
        browser = sign_in(someone)
        assert [browser.post(one).status_code for one in (back, f"{back}/delete")] == [code, code]
    joan.post(back)
    for someone in (world.ana, world.bettina, world.simone):
        assert sign_in(someone).post(f"{back}/delete").status_code == 404
    assert joan.post(back.replace("metro_boston", "western")).status_code == 404


def test_an_agency_that_stops_serving_an_area_is_not_heard_there_until_it_serves_it_again(joan, sign_in, world):
    settings = {"about": "", "inviters": "administrators", "mail_domains": ""}
    share(joan)
    joan.post("/agencies/harborlight/settings", data=settings | {"areas": "western"})
    simone = sign_in(world.simone)
    assert NEWS not in simone.get(AREA).text
    assert "Harborlight" not in simone.get(AREA).text
    assert joan.get(AREA).status_code == 404
    joan.post("/agencies/harborlight/settings", data=settings | {"areas": "metro_boston"})
    assert NEWS in simone.get(AREA).text


def test_an_archived_agency_shares_nothing_more_and_may_still_take_back(joan, sign_in, world):
    share(joan)
    back = withdrawal(joan.get(AREA).text)
    joan.post("/agencies/harborlight/archive")
    assert NEWS in sign_in(world.simone).get(AREA).text
    assert "Share something" not in joan.get(AREA).text
    assert share(joan).status_code == 403
    assert joan.post(back).status_code == 302
    assert joan.post(f"{back}/delete").status_code == 403


def test_what_an_erased_agency_shared_is_gone_and_it_serves_no_area(joan, app, sign_in, world, neighbour):
    bettina = sign_in(world.bettina)
    bettina.post("/agencies/stonefield/announcements", data={"body": "From Stonefield", "place": "metro_boston"})
    share(joan, body="Taken back before")
    joan.post(withdrawal(joan.get(AREA).text))
    share(joan)
    close(joan)
    assert NEWS in bettina.get(AREA).text
    when_the_grace_is_over(app, world)
    page = bettina.get(AREA).text
    assert NEWS not in page
    assert "Harborlight" not in page
    assert "From Stonefield" in page
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(AreaNews.voice_id)).all() == [world.stonefield.id]
        assert db.session.scalar(select(func.count(Withdrawal.id))) == 0
        assert (
            db.session.scalars(select(Agency.name).where(Agency.slug == "harborlight")).one() == world.harborlight.name
        )


def test_one_who_leaves_the_agency_sees_the_area_no_longer(joan, app, sign_in, world):
    share(joan)
    ana = sign_in(world.ana)
    assert ana.get(AREA).status_code == 200
    with app.app_context(), tenancy.everywhere():
        db.session.delete(db.session.scalars(select(Membership).where(Membership.person_id == world.ana.id)).one())
        db.session.commit()
    assert ana.get(AREA).status_code == 404


def test_the_newest_come_first_a_page_at_a_time(joan, sign_in, world):
    for number in range(22):
        share(joan, body=f"News number {number}.")
    simone = sign_in(world.simone)
    page = simone.get(AREA).text
    assert re.findall(r"News number (\d+)\.", page) == [str(number) for number in range(21, 1, -1)]
    older = re.search(rf'href="({AREA}\?before=\w+)"', page)[1]
    assert re.findall(r"News number (\d+)\.", simone.get(older).text) == ["1", "0"]
    assert "Older news" not in simone.get(older).text


def test_one_piece_of_news_and_three_take_the_same_statements(joan, sign_in, world, count_sql):
    simone, counts = sign_in(world.simone), []
    for more in (1, 2):
        for _ in range(more):
            share(joan)
        with count_sql() as counted:
            simone.get(AREA)
        counts.append(counted.count)
    assert counts[0] == counts[1] <= 7
