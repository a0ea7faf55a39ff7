"""One demo on a real server, and one browser to walk through it. Each person has a browser context of their own."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.demo import DESK, Demo, sign_in
from tests.browser.server import CHROMIUM, QUIET


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """Where the demo is kept as it was loaded, for this process's tests."""
    return tmp_path_factory.mktemp("loaded") / "demo"


@pytest.fixture(scope="module")
def demo(tmp_path_factory, loaded):
    running = Demo(tmp_path_factory.mktemp("demo"), loaded)
    yield running
    running.end()


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def walk_in(demo, chromium):
    """A page of someone of the demo who is signed in, in a browser context of their own."""
    contexts = []

    def walked_in(name):
        contexts.append(chromium.new_context(viewport=DESK, base_url=demo.address))
        page = contexts[-1].new_page()
        sign_in(page, name)
        return page

    yield walked_in
    for context in contexts:
        context.close()
