"""A file goes onto the shelf, is found by a word inside it, and comes back the same."""

import time

from playwright.sync_api import expect

from tests.browser.demo import ANA, IVY
from tests.browser.server import NEEDS_CHROMIUM

pytestmark = NEEDS_CHROMIUM
WORDS = "Bring the teal folder, and ask for the quiet counter. Each page is signed by both.\n"
PATIENCE = 20  # seconds until a file has been read


def add(page, path, title, place="Everyone"):
    page.goto("/library/new")
    page.get_by_label("Who can see it").select_option(index=0 if place == "Everyone" else 1)
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_label("Title").fill(title)
    page.get_by_label("What is it good for?").fill("A first visit to the bank.")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url


def search_until_found(page, query, title):
    """The file is read by a job; whoever searches again a moment later finds it."""
    until = time.monotonic() + PATIENCE
    hit = page.locator(".hits").get_by_role("link", name=title)
    while not hit.count():
        assert time.monotonic() < until, f"{query} was not found"
        page.goto("/search")
        page.get_by_label("What are you looking for?").fill(query)
        page.get_by_label("What are you looking for?").press("Enter")
        page.wait_for_url("**/search?q=*")
    return hit


def test_a_file_is_added_found_by_a_word_inside_it_and_downloaded(walk_in, tmp_path):
    ana, ivy = walk_in(ANA), walk_in(IVY)
    paper = tmp_path / "bank day.txt"
    paper.write_text(WORDS)
    add(ana, paper, "Notes for a bank day")
    search_until_found(ivy, "teal", "Notes for a bank day").click()
    expect(ivy.locator(".inside")).to_contain_text("ask for the quiet counter")
    with ivy.expect_download() as caught:
        ivy.get_by_role("link", name="Download").click()
    assert caught.value.suggested_filename == "bank day.txt"
    assert caught.value.path().read_text() == WORDS


def test_what_is_added_for_one_agency_is_not_there_for_another(walk_in, tmp_path):
    ana, ivy = walk_in(ANA), walk_in(IVY)
    paper = tmp_path / "own.txt"
    paper.write_text("The vermilion kettle is ours.\n")
    page = add(ana, paper, "Our kettle", place="Harborlight")
    search_until_found(ana, "vermilion", "Our kettle")
    assert ivy.goto(page).status == 404
    assert ivy.goto(f"{page}/file").status == 404
    ivy.goto("/search?q=vermilion")
    expect(ivy.get_by_text("Nothing found")).to_be_visible()


def test_a_file_that_is_none_of_ours_is_refused_and_the_rest_is_kept(walk_in, tmp_path):
    ana = walk_in(ANA)
    paper = tmp_path / "picture.png"
    paper.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    ana.goto("/library/new")
    ana.get_by_label("File", exact=True).set_input_files(paper)
    ana.get_by_label("Title").fill("A picture")
    ana.get_by_label("What is it good for?").fill("Looking at.")
    ana.get_by_role("button", name="Add", exact=True).click()
    expect(ana.get_by_role("alert")).to_be_focused()
    expect(ana.get_by_role("alert")).to_contain_text("This is none of them.")
    expect(ana.get_by_label("Title")).to_have_value("A picture")


def test_a_file_that_is_too_big_is_said_before_it_is_sent(walk_in, tmp_path):
    ana = walk_in(ANA)
    ana.goto("/library/new")
    big = tmp_path / "big.txt"
    big.write_bytes(b"x" * 25_000_001)
    field = ana.get_by_label("File", exact=True)
    field.set_input_files(str(big))
    assert field.evaluate("field => field.validationMessage") == "This file is too big. Files can be up to 25 MB."
