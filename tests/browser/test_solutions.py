"""A challenge is answered by another agency and proposed as a solution; both tell of it, and a map shows it."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo import ANA, IVY, open_bank_topic
from tests.browser.server import NEEDS_CHROMIUM
from tests.browser.test_forum import box, replies, reply

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def together(walk_in):
    """Ana's challenge, before both."""
    ana, ivy = walk_in(ANA), walk_in(IVY)
    ana.goto("/forums/handling-money/new")
    ana.get_by_label("Title").fill("Paying at the counter")
    box(ana).fill("How do you stand beside someone who pays?")
    ana.get_by_label("This is a challenge").check()
    ana.get_by_role("button", name="Post").click()
    expect(ana.get_by_role("heading", name="No solution yet")).to_be_visible()
    ivy.goto(ana.url)
    return ana, ivy


def tell(page, verdict, **fields):
    page.get_by_label(verdict, exact=True).check()
    for label, words in fields.items():
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="Share what we found").click()
    expect(page.get_by_text("It is on the map.")).to_be_visible()


def test_a_solution_travels_from_one_agency_to_another(together):
    ana, ivy = together
    ivy.get_by_role("button", name="I have this too").click()
    expect(ivy.get_by_text("1 person has this too.")).to_be_visible()
    reply(ivy, "Half a step behind, and look at the street")
    replies(ana).get_by_role("link", name="Reply to Ivy Donnelly").evaluate("link => location.assign(link.href)")
    ana.get_by_role("button", name="Propose it as a solution").click()
    tell(ana, "It worked here")
    expect(ana.get_by_role("img", name="Where it was tried")).to_be_visible()
    ivy.goto(ana.url)
    tell(ivy, "It worked here with changes", **{"What did you change": "We look at the sky."})
    table = ivy.get_by_role("table", name="What agencies found")
    expect(table.get_by_role("row")).to_have_count(3)
    expect(table.get_by_role("row").last).to_contain_text("We look at the sky.")
    ivy.goto("/")
    expect(ivy.get_by_role("heading", name="What worked elsewhere")).to_be_visible()
    expect(ivy.get_by_role("link", name="Paying at the counter").first).to_be_visible()


def test_the_map_and_its_table_fit_a_small_phone(walk_in):
    ana = walk_in(ANA)
    ana.set_viewport_size({"width": 320, "height": 720})
    open_bank_topic(ana)
    ana.get_by_role("link", name="The bank will sit down").click()
    expect(ana.get_by_role("img", name="Where it was tried")).to_be_visible()
    assert ana.evaluate("document.scrollingElement.scrollWidth") == 320
    rows = ana.get_by_role("table", name="What agencies found").get_by_role("row")
    expect(rows).to_have_count(5)
    for box_ in rows.evaluate_all("rows => rows.slice(1).map((row) => row.getBoundingClientRect().toJSON())"):
        assert 0 <= box_["left"] < box_["right"] <= 320
