"""Whoever was taken out of an agency does not let themselves in again."""

import pytest

from tests.agencies.doors import invite, join, link_in
from tests.agencies.test_invitations import invitations
from tests.agencies.test_members import at
from tests.world import PASSWORD

HOME = "/agencies/harborlight"


@pytest.fixture
def joan(sign_in, world):
    return sign_in(world.joan)


def test_an_invitation_that_was_still_on_its_way_to_them_no_longer_works(joan, sign_in, mails, world):
    invite(joan, email=world.ben.email, role="administrator")
    link = link_in(mails()[0])
    joan.post(at(world.ben, "delete"))
    assert sign_in(world.ben).post(link).status_code == 410


def test_nor_does_one_that_they_sent_themselves(joan, app, sign_in, mails, world):
    peter = sign_in(world.peter)
    invite(peter, email=world.peter.email, role="director")
    invite(peter, email="accomplice@lantern.example", role="director")
    links = [link_in(mail) for mail in mails()]
    joan.post(at(world.peter, "delete"))
    assert peter.post(links[0]).status_code == 410
    assert join(app.test_client(), links[1]).status_code == 410


def test_nor_a_groups_link_that_they_made(joan, app, sign_in, mails, world):
    peter = sign_in(world.peter)
    invite(peter, email="", role="administrator")
    with app.app_context():
        link = f"/join/{invitations(app)[0].token}"
    joan.post(at(world.peter, "delete"))
    assert app.test_client().post(link, data={"email": world.peter.email}).status_code == 410
    assert mails() == []


def test_whoever_looks_after_it_no_longer_has_given_nothing_they_may_not_give(joan, app, sign_in, mails, world):
    peter = sign_in(world.peter)
    joan.post(at(world.peter, "roles"), data={"role": "peer_supporter"})
    invite(peter, email="a@lantern.example", role="director")
    invite(peter, email="b@lantern.example", role="peer_supporter")
    first, second = (link_in(mail) for mail in mails())
    joan.post(at(world.peter, "roles", "administrator", "delete"))
    assert join(app.test_client(), first).status_code == 410
    assert join(app.test_client(), second).status_code == 302


def test_a_mail_domain_does_not_let_in_again_whoever_left_but_an_invitation_does(joan, app, sign_in, mails, world):
    domain = {"areas": "metro_boston", "inviters": "administrators", "mail_domains": "lantern.example"}
    joan.post(f"{HOME}/settings", data=domain)
    joan.post(at(world.ben, "delete"))
    app.test_client().post("/join", data={"email": world.ben.email})
    assert mails() == []
    invite(joan, email=world.ben.email)
    ben = sign_in(world.ben)
    assert ben.post(link_in(mails()[0])).status_code == 302
    assert ben.get(HOME).status_code == 200


def test_an_account_that_is_deleted_takes_its_invitations_along(joan, app, sign_in, mails, world):
    peter = sign_in(world.peter)
    invite(peter, email="a@lantern.example")
    link = link_in(mails()[0])
    peter.post("/account/deletion", data={"password": PASSWORD})
    assert join(app.test_client(), link).status_code == 410


def test_one_address_gets_three_invitations_a_day_and_no_more(joan, mails):
    answers = [invite(joan).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 422]
    assert len(mails()) == 3
    listed = joan.post(f"{HOME}/invitation-list", data={"rows": "noor@lantern.example"}).text
    assert "has had three invitations today" in listed


def test_a_groups_page_does_not_write_to_one_address_again_and_again(joan, app, mails):
    invite(joan, email="")
    with app.app_context():
        link = f"/join/{invitations(app)[0].token}"
    places = [{"REMOTE_ADDR": f"127.0.0.{number}"} for number in range(2, 7)]
    asked = [app.test_client().post(link, data={"email": "v@x.example"}, environ_base=one) for one in places]
    assert [one.status_code for one in asked] == [200, 200, 200, 429, 429]
    assert len(mails()) == 3


def test_a_list_that_is_far_too_long_is_refused_before_it_is_looked_at(joan, count_sql):
    with count_sql() as counted:
        page = joan.post(f"{HOME}/invitation-list", data={"rows": "x@x.example\n" * 4000}).text
    assert "Please send at most 500 at once." in page
    assert page.count("<tr>") == 2  # the headings, and why
    assert counted.count < 12


@pytest.mark.parametrize("domain", ["gmail.com", "yahoo.com, harborlight.example"])
def test_a_mail_domain_that_is_everyones_is_refused(joan, domain):
    data = {"areas": "metro_boston", "inviters": "everyone", "mail_domains": domain}
    assert "Anyone can have an address at" in joan.post(f"{HOME}/settings", data=data).text


@pytest.mark.parametrize(
    "address", ["..@c.example", "a@-b.example", f"a@{'b' * 64}.example", "a@b.invalid", "a..b@c.d"]
)
def test_addresses_that_no_mail_reaches_are_refused(joan, address):
    assert invite(joan, email=address).status_code == 422
