"""How invitations are sent and opened in these tests."""

import re

LINK = re.compile(r"https://lantern\.example(/join/\S+)")


def invite(browser, slug="harborlight", **data):
    said = {"email": "noor@lantern.example", "role": "peer_supporter", "discipline": "rc", "most": "20"} | data
    return browser.post(f"/agencies/{slug}/invitations", data=said)


def link_in(mail):
    return LINK.search(mail.get_content())[1]


def join(browser, link, **data):
    return browser.post(link, data={"name": "Noor Haddad", "new_password": "a door with a warm light"} | data)


def told(answer):
    """What a page says, without the token that is new each time."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text)
