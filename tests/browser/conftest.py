"""One demo on a real server, and one browser to walk through it. Each person has a browser context of their own."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.demo import Demo, sign_in
from tests.browser.server import CHROMIUM, QUIET
from tests.browser.visitors import Visitors


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """Where the demo is kept as it was loaded, for all processes that test."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "loaded"


@pytest.fixture(scope="package")
def demo(tmp_path_factory, loaded):
    """The demo in which all tests write, each in topics, files and rooms of its own."""
    running = Demo(tmp_path_factory.mktemp("demo"), loaded)
    yield running
    running.end()


@pytest.fixture(scope="package")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def visitors(demo, chromium):
    people = Visitors(chromium, demo.address, sign_in)
    yield people
    people.end()


@pytest.fixture
def walk_in(visitors):
    """A page of someone of the demo who is signed in, in a browser context of their own."""
    yield visitors.page
    visitors.leave()


@pytest.fixture
def another_device(visitors):
    """A page of someone who signs in on a device that knows nothing of them."""
    contexts = []

    def page(name):
        contexts.append(visitors.new_device())
        fresh = contexts[-1].new_page()
        visitors.sign_in(fresh, name)
        return fresh

    yield page
    for context in contexts:
        context.close()
