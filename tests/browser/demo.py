"""The demo community on a real server, and the people of it who walk through these tests."""

import fcntl
import shutil

from tests.browser.server import Server

ANA, IVY, RAFAEL = "Ana Ribeiro", "Ivy Donnelly", "Rafael Ortiz"  # of Harborlight, of Stonefield; who reads Spanish
LUZ = "Luz Marrero"  # who supervises Ana
PHONE = {"width": 320, "height": 720}
DESK = {"width": 1280, "height": 900}


class Demo(Server):
    """The example community, where one click signs in. Loading it takes seconds, so each begins with a copy of one."""

    def __init__(self, folder, loaded):
        self.folder, self.loaded = folder, loaded
        super().__init__(folder, COP_DEMO="1")

    def prepare(self):
        with self.loaded.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the first of all processes loads it, and the others wait
            if not self.loaded.exists():
                self.run(["prepare", "--demo"])
                shutil.copytree(self.folder, self.loaded)
                return
        shutil.copytree(self.loaded, self.folder, dirs_exist_ok=True)


def sign_in(page, name):
    page.goto("/sign-in")
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/")


def open_bank_topic(page):
    """The demo's longest topic, wherever it stands by now in the list of its forum."""
    page.goto("/search?kind=topic&q=bank+together+holding+card")
    page.get_by_role("link", name="Going to the bank together, without holding the card").click()
