"""A passkey in a browser: made in the account, and used to sign in, with an authenticator that Chromium plays."""

import pytest
from playwright.sync_api import expect

from cop.demo.people import PASSWORD
from tests.browser.demo import ANA, sign_in
from tests.browser.server import NEEDS_CHROMIUM

pytestmark = NEEDS_CHROMIUM
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
          "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip


@pytest.fixture
def page(demo, chromium):
    """A page at the name that passkeys belong to, with a device that has its person's finger on it."""
    context = chromium.new_context(base_url=demo.address.replace("127.0.0.1", "localhost"))
    shown = context.new_page()
    shown.heard = []
    shown.on("console", lambda words: shown.heard.append(words.text) if words.type == "error" else None)
    shown.devices = context.new_cdp_session(shown)
    shown.devices.send("WebAuthn.enable")
    shown.device = shown.devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    yield shown
    context.close()


def add_passkey(page, password):
    page.goto("/account/passkeys")
    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Add a passkey").click()


def test_ana_makes_a_passkey_and_signs_in_with_it_and_nothing_else(page):
    sign_in(page, ANA)
    add_passkey(page, PASSWORD)
    expect(page.get_by_text("Your passkey is added.")).to_be_visible()
    expect(page.get_by_text("My laptop")).to_be_visible()
    page.goto("/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("link", name=f"Your account: {ANA}")).to_be_visible()
    assert page.heard == []


def test_a_wrong_password_makes_none_and_says_so(page):
    sign_in(page, ANA)
    add_passkey(page, "a guess")
    expect(page.get_by_text("This is not your password.")).to_be_visible()
    found = page.devices.send("WebAuthn.getCredentials", {"authenticatorId": page.device})
    assert found["credentials"] == []


def test_a_finger_that_does_not_fit_is_explained_and_can_be_tried_again(page):
    page.goto("/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("That did not work.")).to_be_visible(timeout=70_000)
    expect(page.get_by_role("button", name="Use a passkey")).to_be_enabled()
    assert page.heard == []


def test_at_a_number_the_page_says_where_passkeys_work(walk_in):
    page = walk_in(ANA)
    page.goto("/account/passkeys")
    expect(page.get_by_role("link", name="http://localhost")).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
