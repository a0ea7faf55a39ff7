"""A challenge is answered by another agency and proposed as a solution; both tell of it, and a map shows it."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo import ANA, IVY, LUZ, open_bank_topic
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


def test_one_asks_without_a_name_and_the_answer_travels(walk_in):
    """Nobody but Ana sees who asked; her form said what could be guessed. Another agency tells, and all see the map."""
    ana, ivy, luz = walk_in(ANA), walk_in(IVY), walk_in(LUZ)
    ana.goto("/forums/handling-money/new")
    ana.get_by_label("Title").fill("Standing beside a gambler")
    box(ana).fill("How do you stay beside someone who gambles?")
    ana.get_by_label("This is a challenge").check()
    ana.get_by_label("Post without my name").check()
    for said in ("not your agency, not a moderator", "They could still guess from what you tell", "as you post it"):
        expect(ana.locator("[data-nameless]")).to_contain_text(said)
    ana.get_by_role("button", name="Post", exact=True).click()
    expect(ana.get_by_text("In this topic you are")).to_be_visible()
    for reader in (ivy, luz):
        reader.goto(ana.url)
        expect(reader.get_by_text("without a name").first).to_be_visible()
        expect(reader.locator("main")).not_to_contain_text("Ana Ribeiro")
        expect(reader.locator(".post.first")).not_to_contain_text("Harborlight")
    reply(ivy, "We agree on a sum, before we go in")
    replies(ana).get_by_role("link", name="Reply to Ivy Donnelly").evaluate("link => location.assign(link.href)")
    ana.get_by_role("button", name="Propose it as a solution").click()
    expect(ana.locator("#tell")).to_contain_text("Here the name of your agency is shown.")
    ivy.goto(ana.url)
    expect(ivy.locator("#tell")).not_to_contain_text("Here the name of your agency is shown.")
    tell(ivy, "It worked here")
    for reader in (ana, ivy, luz):
        reader.goto(ana.url)
        expect(reader.get_by_role("img", name="Where it was tried")).to_be_visible()
        expect(reader.get_by_role("table", name="What agencies found").get_by_role("row")).to_have_count(2)
        expect(reader.locator(".steps")).not_to_contain_text("Ana Ribeiro")
    expect(luz.get_by_role("button", name="It is no solution after all")).to_have_count(0)
