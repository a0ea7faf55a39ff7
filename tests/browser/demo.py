"""The demo community on a real server, and the people of it who walk through these tests."""

from tests.browser.server import Server

ANA, IVY, RAFAEL = "Ana Ribeiro", "Ivy Donnelly", "Rafael Ortiz"  # of Harborlight, of Stonefield; who reads Spanish
PHONE = {"width": 320, "height": 720}
DESK = {"width": 1280, "height": 900}


class Demo(Server):
    """The example community, where one click signs in."""

    def __init__(self, folder):
        super().__init__(folder, COP_DEMO="1")

    def prepare(self):
        self.run("prepare", "--demo")


def sign_in(page, name):
    page.goto("/sign-in")
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/")
