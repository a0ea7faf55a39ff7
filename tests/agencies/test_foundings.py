"""A steward sets an agency up, and its first director takes it from there."""

import pytest

from tests.agencies.doors import join, link_in

NEW = {"name": "Wharfside Recovery", "slug": "wharfside", "areas": "southeast", "email": "noor@lantern.example"}


def test_an_agency_begins_with_an_invitation_and_two_spaces(app, sign_in, world, mails):
    wren = sign_in(world.wren)
    assert wren.post("/agencies/new", data=NEW).location == "/agencies"
    assert "Wharfside Recovery" in wren.get("/agencies").text
    noor = app.test_client()
    assert join(noor, link_in(mails()[0])).location == "/agencies/wharfside"
    page = noor.get("/forums").text
    assert "Wharfside Recovery team" in page
    assert noor.get("/agencies/wharfside/settings").status_code == 200
    assert noor.get("/forums/wharfside-peers").status_code == 404


def test_whoever_sets_it_up_is_not_inside(sign_in, world, mails):
    wren = sign_in(world.wren)
    wren.post("/agencies/new", data=NEW)
    assert wren.get("/agencies/wharfside").status_code == 404
    assert wren.get("/agencies/wharfside/trail").status_code == 404


def test_only_a_steward_sets_one_up(sign_in, world):
    for someone in (world.ana, world.joan, world.simone):
        browser = sign_in(someone)
        assert browser.get("/agencies/new").status_code == 403
        assert browser.post("/agencies/new", data=NEW).status_code == 403


@pytest.mark.parametrize(
    "bad", [{"slug": "harborlight"}, {"slug": "new"}, {"slug": "Wharf Side"}, {"name": ""}, {"areas": "atlantis"},
            {"email": "nobody"}]
)  # fmt: skip
def test_what_can_not_be_is_said_and_nothing_is_made(sign_in, world, mails, bad):
    wren = sign_in(world.wren)
    assert wren.post("/agencies/new", data=NEW | bad).status_code == 422
    assert "Wharfside" not in wren.get("/agencies").text
    assert mails() == []
