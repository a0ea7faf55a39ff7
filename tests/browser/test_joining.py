"""From an invitation to a first post, and out again: two people of Harborlight on a real server."""

import email
import email.policy
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.demo import PHONE
from tests.browser.server import NEEDS_CHROMIUM

pytestmark = NEEDS_CHROMIUM
JOAN, BEN, ANA = "Joan Kessler", "Ben Castellano", "Ana Ribeiro"
PATIENCE = 15  # seconds until a mail is there


def mail_to(demo, address):
    """The mail to an address, once the worker has written it."""
    folder = Path(demo.env["COP_DATA"]) / "mail"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for path in folder.glob("*.eml"):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if mail["To"] == address:
                return mail
        time.sleep(0.05)
    pytest.fail(f"no mail to {address} came")


def test_noor_is_invited_joins_on_her_phone_and_writes(demo, walk_in, chromium):
    joan = walk_in(JOAN)
    joan.goto("/agencies/harborlight")
    joan.get_by_role("link", name="Invite people").click()
    joan.get_by_label("E-mail").fill("noor@lantern.example")
    joan.get_by_label("Discipline, for a peer supporter").select_option("Recovery Coach")
    joan.get_by_role("button", name="Invite", exact=True).click()
    expect(joan.get_by_text("The invitation is on its way.")).to_be_visible()

    link = re.search(r"http\S+/join/\S+", mail_to(demo, "noor@lantern.example").get_content())[0]
    context = chromium.new_context(viewport=PHONE, base_url=demo.address)
    noor = context.new_page()
    noor.goto(link)
    expect(noor.get_by_role("heading", level=1)).to_have_text("Join Harborlight Community Services")
    noor.get_by_label("Your name, as you wish to be called").fill("Noor Haddad")
    noor.get_by_label("New password").fill("a door with a warm light")
    noor.get_by_role("button", name="Join").click()
    expect(noor.get_by_text("Welcome to Harborlight Community Services.")).to_be_visible()

    noor.goto("/forums/harborlight-team/new")
    noor.get_by_label("Title").fill("Hello from the new one")
    noor.locator("main textarea").fill("I start on Monday, and I am glad to be here.")
    noor.get_by_role("button", name="Post").click()
    expect(noor.get_by_role("heading", level=1)).to_have_text("Hello from the new one")
    context.close()

    joan.goto("/agencies/harborlight/trail")
    expect(joan.get_by_text("Noor Haddad joined as: Peer supporter.")).to_be_visible()


def test_ben_is_taken_out_while_he_looks_and_hears_no_more(walk_in):
    ben, ana, joan = walk_in(BEN), walk_in(ANA), walk_in(JOAN)
    ana.goto("/forums/harborlight-team/new")
    ana.get_by_label("Title").fill("Only among us")
    ana.locator("main textarea").fill("Who has the key?")
    ana.get_by_role("button", name="Post").click()
    ben.goto(ana.url)
    reply(ana, "The first, which Ben hears")
    expect(ben.get_by_text("The first, which Ben hears")).to_be_visible()

    joan.goto("/agencies/harborlight/members")
    joan.get_by_role("link", name=BEN).click()
    joan.get_by_text("End their place in this agency").click()
    joan.get_by_role("button", name="End it now").click()
    expect(joan.get_by_text("They are no longer in this agency.")).to_be_visible()

    reply(ana, "The second, which he does not")
    joan.goto(ana.url)
    expect(joan.get_by_text("The second, which he does not")).to_be_visible()
    expect(ben.get_by_text("The second, which he does not")).to_have_count(0)
    ben.reload()
    expect(ben.get_by_role("heading", level=1)).to_have_text("There is nothing here")


def reply(page, words):
    page.locator("main textarea").fill(words)
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("[data-replies] > li").filter(has_text=words)).to_be_visible()
