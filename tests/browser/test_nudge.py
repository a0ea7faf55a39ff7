"""The nudge while one writes, on a real server: shown, said once, put in, left; plain words go by."""

import pytest
from playwright.sync_api import expect

from tests.browser import looks
from tests.browser.demo import ANA, PHONE, RAFAEL
from tests.browser.server import NEEDS_CHROMIUM

pytestmark = NEEDS_CHROMIUM
NAMED = "My client Maria asked about money. A guest named Tom did too."


@pytest.fixture
def ana(walk_in):
    page = walk_in(ANA)
    page.heard = []
    page.on("console", lambda words: page.heard.append(words.text) if words.type == "error" else None)
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    page.goto("/forums/handling-money/new")
    page.get_by_label("Title").fill("About a nudge")
    return page


def box(page):
    return page.get_by_label("What would you like to say?")


def found(page):
    return page.locator(".nudge:visible li")


def write(page, words):
    expect(page.locator(".stack")).to_have_count(1)  # its script has arrived
    box(page).fill(words)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_what_is_found_is_shown_beneath_and_underlined_after_a_pause(ana):
    write(ana, NAMED)
    expect(found(ana)).to_have_text([
        "Maria may tell who this is about. Perhaps: Someone I supportPut in Someone I supportLeave it Maria",
        "Tom may tell who this is about. Perhaps: Someone I supportPut in Someone I supportLeave it Tom",
    ])  # fmt: skip
    assert ana.locator(".mirror mark").all_text_contents() == ["Maria", "Tom"]
    assert ana.heard == []


def test_the_underlines_lie_under_their_words(ana):
    """The copy beneath is as wide, and breaks its lines, as the field does."""
    ana.set_viewport_size(PHONE)
    write(ana, "We sat for a long while before anyone spoke, and then some. " * 4 + NAMED)
    expect(found(ana)).to_have_count(2)
    field, copy = box(ana).bounding_box(), ana.locator(".mirror").bounding_box()
    assert field == copy
    heights = ana.locator(".stack").evaluate(
        "stack => [stack.children[0].scrollHeight, stack.children[1].scrollHeight]"
    )
    line = 28
    assert abs(heights[0] - heights[1]) <= line  # the copy ends with a line's end


def test_it_is_announced_once_and_not_at_each_key(ana):
    heard = ana.locator("[data-announce]")
    heard.evaluate("""place => new MutationObserver(() => {
        place.dataset.heard = Number(place.dataset.heard ?? 0) + 1;
    }).observe(place, { childList: true })""")
    write(ana, "My client Maria asked")
    expect(heard).to_have_text("Beneath your words is one thing to look at before you send.")
    box(ana).press_sequentially(" about money")
    expect(found(ana)).to_have_count(1)
    ana.get_by_label("Title").focus()
    expect(ana.locator(".mirror mark")).to_have_count(1)  # looked at again
    expect(heard).to_have_attribute("data-heard", "1")


def test_a_suggestion_is_put_in_and_undo_takes_it_back(ana):
    write(ana, NAMED)
    found(ana).first.get_by_role("button", name="Put in").click()
    expect(box(ana)).to_have_value("Someone I support asked about money. A guest named Tom did too.")
    expect(found(ana)).to_have_count(1)
    expect(box(ana)).to_be_focused()
    ana.keyboard.press("Control+z")
    expect(box(ana)).to_have_value(NAMED)


def test_what_is_left_is_not_asked_about_again(ana):
    write(ana, "My client Maria asked about money.")
    press(ana, "Leave it Maria")
    expect(found(ana)).to_have_count(0)
    expect(box(ana)).to_be_focused()
    press(ana, "Post")
    expect(ana.get_by_text("My client Maria asked about money.")).to_be_visible()
    expect(ana.get_by_role("heading", level=1)).to_have_text("About a nudge")


def test_sending_too_soon_is_held_once_and_the_writer_decides(ana):
    sent = []
    ana.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    write(ana, NAMED)
    press(ana, "Post")
    expect(ana.get_by_role("button", name="Change it")).to_be_focused()
    expect(ana.locator("[data-announce]")).to_have_text("Not sent yet. Please look beneath your words: you decide.")
    assert sent == []
    ana.keyboard.press("Enter")
    expect(box(ana)).to_be_focused()
    press(ana, "Send it as it is")
    expect(ana.get_by_role("heading", level=1)).to_have_text("About a nudge")
    assert len(sent) == 1


def test_a_number_that_must_go_has_no_way_on_and_leaves_nothing(ana):
    sent = []
    ana.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    write(ana, "Her SSN is 219-09-9417.")
    press(ana, "Post")
    expect(ana.locator(".nudge:visible .error")).to_have_text(
        "Not sent yet. Please take out the number that is shown below your words."
    )
    expect(ana.get_by_role("button", name="Send it as it is")).to_be_hidden()
    expect(ana.get_by_role("button", name="Leave it")).to_have_count(0)
    assert sent == []
    press(ana, "Put in (number left out)")
    press(ana, "Post")
    expect(ana.get_by_text("Her SSN is (number left out).")).to_be_visible()


def test_plain_words_are_sent_as_if_there_were_no_nudge(ana):
    write(ana, "We wait outside the bank, and they hold their own card.")
    press(ana, "Post")
    expect(ana.get_by_role("heading", level=1)).to_have_text("About a nudge")


def test_nothing_is_asked_of_the_server_while_one_writes(ana):
    asked = []
    expect(ana.locator(".stack")).to_have_count(1)
    ana.on("request", lambda request: asked.append(request.url))
    write(ana, NAMED)
    expect(found(ana)).to_have_count(2)
    assert asked == []


def test_without_scripts_the_page_asks(demo, chromium):
    context = chromium.new_context(base_url=demo.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_role("button", name=ANA).click()
    page.goto("/forums/handling-money/new")
    page.get_by_label("Title").fill("Without scripts")
    box(page).fill(NAMED)
    press(page, "Post")
    expect(found(page)).to_have_count(2)
    expect(box(page)).to_have_value(NAMED)
    page.get_by_label("Title").press("Enter")  # not the second button
    expect(found(page)).to_have_count(2)
    press(page, "Send it as it is")
    expect(page.get_by_role("heading", level=1)).to_have_text("Without scripts")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_seen_heard_and_touched_on_a_small_phone(ana, scheme):
    ana.set_viewport_size(PHONE)
    ana.emulate_media(color_scheme=scheme)
    write(ana, NAMED + " Her SSN is 219-09-9417, call 413-555-0112, at 45 Chestnut Street.")
    expect(found(ana)).to_have_count(5)
    press(ana, "Post")
    assert looks.violations(ana) == []
    assert ana.evaluate(looks.STICKS_OUT) == []
    assert ana.evaluate(looks.TOO_SMALL) == []
    assert ana.evaluate(looks.UNSEEN) == []
    assert ana.heard == []


def test_in_spanish(walk_in):
    page = walk_in(RAFAEL)
    page.goto("/forums/handling-money/new")
    expect(page.locator(".stack")).to_have_count(1)
    page.locator("main textarea").fill("Mi clienta Rosa no quiso ir.")
    expect(found(page)).to_have_text(
        "Rosa puede decir de quién se trata. Quizás: Una persona a la que acompaño"
        "Poner Una persona a la que acompañoDejarlo así Rosa"
    )


def test_a_room_is_not_held_up_but_by_a_number_that_must_go(walk_in):
    page = walk_in(ANA)
    page.goto("/rooms")
    page.get_by_role("link", name="Evening circle").click()
    words = page.get_by_label("Your words")
    expect(page.locator(".stack")).to_have_count(1)
    said = page.locator(".said-one").filter(has_text="My client Maria laughed")
    words.fill("My client Maria laughed")
    expect(found(page)).to_have_count(1)
    press(page, "Share")
    expect(said).to_be_visible()
    expect(words).to_have_value("")
    expect(found(page)).to_have_count(0)
    words.fill("SSN 219-09-9417")
    press(page, "Share")
    expect(page.locator(".nudge:visible .error")).to_be_visible()
    expect(words).to_have_value("SSN 219-09-9417")
    expect(page.get_by_text("Waiting to be sent")).to_be_hidden()


def test_the_name_of_a_file_is_looked_at_and_can_be_changed_here(ana):
    write(ana, "We hold it together.")
    ana.get_by_text("Add pictures or files").click()
    notes = {"name": "SSN_219-09-9417.txt", "mimeType": "text/plain", "buffer": b"Who holds the card?"}
    ana.get_by_label("Files").set_input_files(notes)
    expect(found(ana)).to_have_count(1)
    press(ana, "Post")
    expect(ana.get_by_role("button", name="Send it as it is")).to_be_hidden()
    press(ana, "Put in (number left out)")
    expect(found(ana)).to_have_count(0)
    press(ana, "Post")
    expect(ana.get_by_role("link", name="SSN (number left out).txt")).to_be_visible()
