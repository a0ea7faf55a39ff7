"""The demo community on a real server, and the people of it who walk through these tests."""

import os

from tests.browser import test_room

NEEDS_CHROMIUM = test_room.pytestmark  # skipped where the rooms' own tests are, and for the same reasons
CHROMIUM, QUIET = test_room.CHROMIUM, test_room.QUIET
ANA, IVY, RAFAEL = "Ana Ribeiro", "Ivy Donnelly", "Rafael Ortiz"  # of Harborlight, of Stonefield; who reads Spanish
PHONE = {"width": 320, "height": 720}
DESK = {"width": 1280, "height": 900}


class Demo(test_room.Server):
    """`cop serve` with the example community, where one click signs in."""

    def __init__(self, folder):
        port = test_room.free_port()
        self.address = f"http://127.0.0.1:{port}"
        known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.env = known | {"COP_DATA": str(folder), "PORT": str(port), "COP_SECURE_COOKIES": "0", "COP_DEMO": "1"}
        self.run("prepare", "--demo")
        self.begin()


def sign_in(page, name):
    page.goto("/sign-in")
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/")
