"""Roles given and taken, and leaving: what it changes, at once, for pages and open sockets alike."""

import pytest

from cop.core import ids
from cop.core.live import channel
from tests.forums.test_topics import open_topic


def at(person, *more):
    return "/".join(["/agencies/harborlight/members", ids.word(person.id), *more])


def gets(browser, *paths):
    return [browser.get(path).status_code for path in paths]


@pytest.fixture
def teams_topic(acting, world):
    with acting(world.ana) as viewer:
        return open_topic(viewer, world.team)


def test_those_who_look_after_an_agency_give_and_take_roles(sign_in, world):
    joan, ana = sign_in(world.joan), sign_in(world.ana)
    assert gets(ana, at(world.ben), "/agencies/harborlight/settings") == [403, 403]
    joan.post(at(world.ana, "roles"), data={"role": "administrator"})
    assert gets(ana, at(world.ben), "/agencies/harborlight/settings") == [200, 200]
    joan.post(at(world.ana, "roles", "administrator", "delete"))
    assert gets(ana, at(world.ben), "/agencies/harborlight/settings") == [403, 403]


def test_nobody_gives_a_role_where_they_do_not_look_after_people(sign_in, world):
    for someone, code in ((world.ana, 403), (world.luz, 403), (world.bettina, 404), (world.wren, 404)):
        browser = sign_in(someone)
        assert browser.post(at(world.ana, "roles"), data={"role": "director"}).status_code == code
        assert browser.post(at(world.ben, "delete")).status_code == code
    assert sign_in(world.joan).post(at(world.ana, "roles"), data={"role": "steward"}).status_code == 422
    assert sign_in(world.joan).post(at(world.ivy, "roles"), data={"role": "supervisor"}).status_code == 404


def test_someone_always_looks_after_an_agency(sign_in, world):
    joan = sign_in(world.joan)
    assert joan.post(at(world.peter, "roles", "administrator", "delete")).status_code == 302
    assert joan.post(at(world.joan, "roles", "director", "delete")).status_code == 409
    assert joan.post(at(world.joan, "delete")).status_code == 409
    assert joan.post("/agencies/harborlight/departure").status_code == 409
    joan.post(at(world.luz, "roles"), data={"role": "administrator"})
    assert joan.post("/agencies/harborlight/departure").location == "/"
    assert joan.get("/agencies/harborlight").status_code == 404


def test_whoever_is_taken_out_sees_nothing_from_the_next_click_on(sign_in, world, teams_topic):
    ana = sign_in(world.ana)
    inside = (f"/topics/{ids.word(teams_topic)}", "/forums/harborlight-team", "/agencies/harborlight")
    assert gets(ana, *inside) == [200, 200, 200]
    sign_in(world.joan).post(at(world.ana, "delete"))
    assert gets(ana, *inside) == [404, 404, 404]
    assert gets(ana, "/", "/forums/handling-money") == [200, 200]


def test_what_they_wrote_stays_under_their_name(sign_in, world, teams_topic):
    sign_in(world.joan).post(at(world.ana, "delete"))
    assert "Ana Ribeiro" in sign_in(world.ben).get(f"/topics/{ids.word(teams_topic)}").text


def test_an_open_socket_hears_no_more_of_an_agency_one_has_left(sign_in, connect, world, teams_topic):
    ana = sign_in(world.ana)
    socket = connect(ana)
    name = channel("topic", teams_topic)
    assert socket.emit("subscribe", {"channel": name}, callback=True) == {"ok": True}
    sign_in(world.joan).post(at(world.ana, "delete"))
    sign_in(world.ben).post(f"/topics/{ids.word(teams_topic)}/replies", data={"body": "Only among us"})
    assert socket.get_received() == []
    assert socket.emit("subscribe", {"channel": name}, callback=True) == {"ok": False, "why": "closed"}


def test_an_open_socket_in_a_peers_only_topic_is_shut_out_when_its_person_begins_to_supervise(
    sign_in, connect, acting, world
):
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.peers)
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    sockets = [connect(one) for one in (ana, ben)]
    for socket in sockets:
        socket.emit("subscribe", {"channel": channel("topic", topic)}, callback=True)
    sign_in(world.joan).post(at(world.ana, "roles"), data={"role": "supervisor"})
    ben.post(f"/topics/{ids.word(topic)}/replies", data={"body": "Only among peers"})
    assert [len(socket.get_received()) for socket in sockets] == [0, 1]


def test_the_list_is_found_by_name_and_counts_its_statements(sign_in, count_sql, world):
    ana = sign_in(world.ana)
    page = ana.get("/agencies/harborlight/members?q=LUZ").text
    assert "Luz Marrero" in page
    assert "Ben Castellano" not in page
    assert "Nobody here has this" in ana.get("/agencies/harborlight/members?q=%25").text
    with count_sql() as counted:
        ana.get("/agencies/harborlight/members")
    assert counted.count <= 7  # on PostgreSQL two of them tell it the scope
