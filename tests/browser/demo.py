"""The demo community on a real server, and the people of it who walk through these tests."""

import shutil

from tests.browser.server import Server

ANA, IVY, RAFAEL = "Ana Ribeiro", "Ivy Donnelly", "Rafael Ortiz"  # of Harborlight, of Stonefield; who reads Spanish
PHONE = {"width": 320, "height": 720}
DESK = {"width": 1280, "height": 900}


class Demo(Server):
    """The example community, where one click signs in. Loading it takes seconds, so each begins with a copy of one."""

    def __init__(self, folder, loaded):
        self.folder, self.loaded = folder, loaded
        super().__init__(folder, COP_DEMO="1")

    def prepare(self):
        if not self.loaded.exists():
            self.run("prepare", "--demo")
            shutil.copytree(self.folder, self.loaded)
        else:
            shutil.copytree(self.loaded, self.folder, dirs_exist_ok=True)


def sign_in(page, name):
    page.goto("/sign-in")
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/")
