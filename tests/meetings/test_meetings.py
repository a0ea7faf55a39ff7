from datetime import timedelta

import pytest

from cop.core import ids, search
from cop.core.db import db
from cop.core.facts import commit
from cop.meetings import queries
from cop.meetings.calendar import Period
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.rsvp import Rsvp
from tests.meetings.planning import ITEMS, OVER, change, meeting, turn

QUARTER = Period(2027, 2)
JOIN = "https://meet.example/commons"


def address(planned):
    return f"/meetings/{ids.word(planned.id)}"


def test_the_index_shows_what_is_next_then_later_then_past(sign_in, acting, world):
    with acting(world.simone):
        meeting("In spring", begins=timedelta(days=200))
        meeting("In winter", turn=turn(QUARTER, "metro_boston"))
        meeting("In summer", begins=OVER).publish_recap("We **came**.")
        meeting("Long ago", begins=timedelta(days=-400))
        commit()
    page = sign_in(world.ivy).get("/meetings").text
    titles = ("In winter", "In spring", "In summer", "Long ago")
    assert sorted(titles, key=page.index) == list(titles)
    assert page.index('name="going"') < page.index("In spring")
    assert "Metro Boston" in page
    assert page.count(">Recap<") == 1


def test_nothing_planned_is_said_in_words(sign_in, world):
    page = sign_in(world.ana).get("/meetings")
    assert page.status_code == 200
    assert "No meeting is planned yet" in page.text


def test_the_index_takes_as_many_statements_for_one_meeting_as_for_three(sign_in, acting, world, count_sql):
    counts, ana = [], sign_in(world.ana)
    for number in (1, 3):
        with acting(world.simone):
            for which in range(number):
                meeting(turn=turn(Period(2030 + number, which + 1), "central"))
                meeting(begins=OVER, turn=turn(Period(2020 + number, which + 1), "central")).publish_recap("Words")
                commit()
        with count_sql() as counted:
            assert ana.get("/meetings").status_code == 200
        counts.append(counted.count)
    assert counts[0] == counts[1] <= 8  # six, and on PostgreSQL two that tell it the scope


def test_past_meetings_come_a_page_at_a_time(sign_in, acting, world):
    with acting(world.simone):
        for number in range(queries.PAST_PER_PAGE + 2):
            meeting(f"Meeting {number:02}", begins=timedelta(days=-number - 1))
    first = sign_in(world.ana).get("/meetings").text
    assert "Meeting 11" in first
    assert "Meeting 12" not in first
    older = first.split("before=")[1][:13]
    second = sign_in(world.ana).get(f"/meetings?before={older}").text
    assert "Meeting 11" not in second
    assert second.index("Meeting 12") < second.index("Meeting 13")


def test_a_meeting_shows_its_quarter_area_hosts_and_agenda_by_the_clock(sign_in, acting, world):
    with acting(world.simone) as simone:
        held = turn(QUARTER, "western", hosts=[(world.simone, 0), (world.joan, world.harborlight.id)])
        change(held, simone, "swap", area="metro_boston")
        items = [ITEMS[0] | {"presenter_id": world.ana.id}, ITEMS[1]]
        planned = meeting(turn=held, agenda=items, welcome="You are *welcome*.", mode="both", place="Worcester")
    page = sign_in(world.ivy).get(address(planned)).text
    for words in (
        "October to December 2026 <",
        "(FY2027-Q2)",
        "Metro Boston",
        "in place of Western",
        "Simone Baptiste",
        "(Harborlight Community Services)",
        "Online and in person",
        "Worcester",
        "<em>welcome</em>",
        "Ana Ribeiro",
    ):
        assert words in page
    assert "minutes are planned" not in page
    hosts_page = sign_in(world.simone).get(address(planned)).text
    assert "30 of 90 minutes are planned." in hosts_page
    assert "60 minutes are free." in hosts_page
    second = planned.starts_at + timedelta(minutes=10)
    assert f'<time class="at" datetime="{second.isoformat()}">' in page


def test_an_agenda_that_does_not_fit_says_so(sign_in, acting, world):
    with acting(world.simone):
        planned = meeting(agenda=[{"title": "Everything", "minutes": 100}])
    assert "That is 10 minutes more than there is time for." in sign_in(world.simone).get(address(planned)).text


def test_someone_asked_who_has_not_accepted_is_no_host_yet(sign_in, acting, world):
    with acting(world.simone):
        planned = meeting(turn=turn(QUARTER, "western", hosts=[(world.odessa, 0)], accepted=False))
    assert "Odessa Finch" not in sign_in(world.ana).get(address(planned)).text


def test_a_meeting_takes_the_same_statements_with_one_item_and_with_thirty(sign_in, acting, world, count_sql):
    counts, ana = [], sign_in(world.ana)
    everyone = [world.ana, world.ben, world.luz, world.joan, world.ivy]
    for number, people in ((1, 1), (3, 3), (30, 5)):
        with acting(world.simone):
            items = [{"title": "Item", "minutes": 2, "presenter_id": world.ana.id}] * number
            taken = turn(Period(2027, number % 4 + 1), "central", [(world.joan, world.harborlight.id)])
            planned = meeting(turn=taken, agenda=items)
            going = [
                Rsvp(agency_id=0, meeting_id=planned.id, person_id=one.id, going="yes") for one in everyone[:people]
            ]
            db.session.add_all(going)
            commit()
        with count_sql() as counted:
            assert ana.get(address(planned)).status_code == 200
        counts.append(counted.count)
    assert len(set(counts)) == 1
    assert counts[0] <= 8


def test_after_the_end_the_recap_stands_where_the_question_was(sign_in, acting, world):
    with acting(world.simone):
        held = meeting(begins=OVER)
        held.publish_recap("### What we decided\n<script>alert(1)</script>")
        bare = meeting("No words yet", begins=OVER)
        commit()
    page = sign_in(world.ana).get(address(held)).text
    assert ">What we decided</h" in page
    assert "<script>alert" not in page
    assert 'name="going"' not in page
    assert "Its recap will be here when it is written." in sign_in(world.ana).get(address(bare)).text


def test_a_later_recap_takes_the_place_of_the_first(acting, world):
    with acting(world.simone) as viewer:
        held = meeting(begins=OVER)
        for words in ("The umbrella", "The lantern"):
            held.publish_recap(words)
            commit()
        assert queries.show(viewer, held.id).meeting.recap.body_html == "<p>The lantern</p>\n"
        assert search.find("umbrella", viewer.audiences) == []


@pytest.mark.parametrize("words", ["zebrawood", "stories", "umbrella"])
def test_a_meeting_is_found_by_its_welcome_agenda_and_recap(acting, world, words):
    with acting(world.simone) as viewer:
        planned = meeting(welcome="A zebrawood table", agenda=ITEMS, begins=OVER)
        planned.publish_recap("We shared an umbrella")
        commit()
        assert [(hit.kind, hit.id) for hit in search.find(words, viewer.audiences)] == [("meeting", planned.id)]


def test_the_link_to_join_is_for_those_coming_from_15_minutes_before_to_the_end(sign_in, acting, world):
    minutes = {"early": 20, "open": 10, "running": -30, "over": -120}
    with acting(world.ana) as ana:
        shown = {name: meeting(begins=timedelta(minutes=m), join_url=JOIN) for name, m in minutes.items()}
        for one in shown.values():
            db.session.add(Rsvp(agency_id=0, meeting_id=one.id, person_id=ana.id, going="maybe"))
        commit()
    pages = {name: sign_in(world.ana).get(address(one)).text for name, one in shown.items()}
    assert {name for name, page in pages.items() if JOIN in page} == {"open", "running"}
    assert "15 minutes before the start" in pages["early"]
    ben = sign_in(world.ben)
    assert JOIN not in ben.get(address(shown["open"])).text
    ben.post(f"{address(shown['open'])}/rsvp", data={"going": "no"})
    assert JOIN not in ben.get(address(shown["open"])).text
    ben.post(f"{address(shown['open'])}/rsvp", data={"going": "yes"})
    assert JOIN in ben.get(address(shown["open"])).text


def test_a_join_address_is_of_the_web():
    with pytest.raises(ValueError, match="javascript"):
        Meeting(join_url="javascript:alert(1)")


def test_a_meeting_in_person_promises_no_link(sign_in, acting, world):
    with acting(world.ana):
        planned = meeting(mode="in_person")
    assert "link to join" not in sign_in(world.ana).get(address(planned)).text


def test_a_cancelled_meeting_is_not_next_and_says_so(sign_in, acting, world):
    with acting(world.simone) as viewer:
        off = turn(QUARTER, "central")
        change(off, viewer, "cancel")
        cancelled, on = meeting("Off", turn=off), meeting("On", begins=timedelta(days=20))
        assert queries.next_meeting(viewer).meeting is on
    ana = sign_in(world.ana)
    assert "This meeting is cancelled." in ana.get(address(cancelled)).text
    assert ana.post(f"{address(cancelled)}/rsvp", data={"going": "yes"}).status_code == 403


def test_a_stranger_is_asked_to_sign_in_and_told_nothing(client, acting, world):
    with acting(world.simone):
        planned = meeting()
    for path in ("/meetings", "/meetings/rotation", address(planned)):
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (302, "/sign-in")
    assert client.post(f"{address(planned)}/rsvp", data={"going": "yes"}).status_code == 401


def test_a_meeting_for_others_is_a_page_that_does_not_exist(sign_in, acting, world):
    with acting(world.joan):
        hidden = meeting("For directors", audience="directors")
    ivy, missing = sign_in(world.ivy), f"/meetings/{ids.word(ids.new_id())}"
    assert ivy.get(address(hidden)).data == ivy.get(missing).data
    assert ivy.get(address(hidden)).status_code == 404
    assert ivy.post(f"{address(hidden)}/rsvp", data={"going": "yes"}).status_code == 404
    assert "For directors" not in ivy.get("/meetings").text
    assert "For directors" in sign_in(world.joan).get("/meetings").text
    assert ivy.get("/meetings/not-an-id").status_code == 404
