"""People at their doors: browsers already seated in one open room."""

import pytest

from tests.rooms.circles import open_room, path


@pytest.fixture
def room(acting, world):
    """A statewide room, opened by Ana; nobody sits in it yet."""
    with acting(world.ana) as viewer:
        return open_room(viewer)


@pytest.fixture
def seat(sign_in):
    """A browser of someone who has taken a seat."""

    def seated(someone, room_id):
        browser = sign_in(someone)
        assert browser.post(path(room_id, "seat")).status_code == 302
        return browser

    return seated
