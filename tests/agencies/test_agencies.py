from cop.agencies import audience
from cop.core import tenancy
from tests.forums.test_topics import open_topic


def test_an_agencys_home_is_for_its_own_people(sign_in, world):
    page = sign_in(world.ana).get("/agencies/harborlight").text
    assert "Joan Kessler" in page
    assert "Ivy Donnelly" not in page
    for someone in (world.ivy, world.simone, world.wren):
        assert sign_in(someone).get("/agencies/harborlight").status_code == 404


def test_an_announcement_is_seen_first_and_taken_down(sign_in, world):
    joan, ana = sign_in(world.joan), sign_in(world.ana)
    assert joan.post("/agencies/harborlight/announcements", data={"body": "Doors open at **nine**."}).status_code == 302
    page = ana.get("/agencies/harborlight").text
    assert "Doors open at <strong>nine</strong>." in page
    assert "Take it down" not in page
    down = joan.get("/agencies/harborlight").text.partition('action="/agencies/harborlight/announcements/')[2]
    gone = f"/agencies/harborlight/announcements/{down.partition(chr(34))[0]}"
    assert [sign_in(one).post(gone).status_code for one in (world.ana, world.ivy)] == [403, 404]
    assert joan.post(gone).status_code == 302
    assert "Doors open" not in ana.get("/agencies/harborlight").text


def test_an_agencys_home_shows_its_own_forums_to_those_they_are_for(sign_in, acting, world):
    with acting(world.ana) as viewer:
        open_topic(viewer, world.team, title="Only among us")
        open_topic(viewer, world.money, title="For everyone")
    page = sign_in(world.luz).get("/agencies/harborlight").text
    assert "Only among us" in page
    assert "For everyone" not in page


def test_everyone_sees_which_agencies_take_part(sign_in, world):
    page = sign_in(world.simone).get("/agencies").text
    assert "Harborlight Community Services" in page
    assert "Stonefield Human Services" in page


def test_a_scope_is_the_commonwealth_and_ones_own_agencies(acting, world):
    with acting(world.ana) as ana:
        assert ana.scope.agency_ids == {tenancy.COMMONWEALTH, world.harborlight.id}
    with acting(world.simone) as simone:
        assert simone.scope.agency_ids == {tenancy.COMMONWEALTH}


def test_audiences_follow_from_what_one_is(acting, world):
    seen = {}
    for name in ("ana", "luz", "joan", "simone", "wren"):
        with acting(getattr(world, name)) as viewer:
            seen[name] = {one for agency, one in viewer.audiences if agency == tenancy.COMMONWEALTH}
    assert seen == {
        "ana": {"everyone", "peers", "metro_boston"},
        "luz": {"everyone", "supervisors", "metro_boston"},
        "joan": {"everyone", "directors", "metro_boston"},
        "simone": {"everyone", "directors", "metro_boston"},
        "wren": {"everyone"},
    }


def test_one_who_supervises_anywhere_is_not_among_peers_only():
    assert audience.PEERS in audience.of_roles(["peer_supporter"])
    assert audience.PEERS not in audience.of_roles(["peer_supporter", "supervisor"])


def test_the_list_of_agencies_is_no_place_in_the_navigation_and_ones_own_agency_is(sign_in, world):
    ana = sign_in(world.ana)
    assert 'aria-current="page"' not in ana.get("/agencies").text
    assert ana.get(f"/agencies/{world.harborlight.slug}").text.count('aria-current="page"') == 1
