"""From an invitation to a place in an agency: by mail, for a group, from a list, and by a mail domain."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cop.agencies.models.invitation import Invitation
from cop.core import clock, ids, tenancy
from cop.core.db import db
from cop.people.models.person import Person
from tests.agencies.doors import invite, join, link_in, told


@pytest.fixture
def link(sign_in, world, mails):
    """Joan has invited Noor, who found this link in her mail."""
    assert invite(sign_in(world.joan)).status_code == 302
    return link_in(mails()[0])


def invitations(app):
    with app.app_context(), tenancy.everywhere():
        return db.session.scalars(select(Invitation).order_by(Invitation.id)).all()


def test_an_invitation_comes_by_mail_in_plain_words(sign_in, world, mails):
    invite(sign_in(world.joan))
    (mail,) = mails()
    assert mail["To"] == "noor@lantern.example"
    assert mail["Subject"] == "Joan Kessler invites you to Harborlight Community Services on Lantern"
    assert "as: Peer supporter." in mail.get_content()


def test_noor_joins_with_a_name_and_a_password_and_is_inside(app, link):
    noor = app.test_client()
    assert "Joan Kessler invites you" in noor.get(link).text
    assert join(noor, link).location == "/agencies/harborlight"
    assert "Welcome to Harborlight" in noor.get("/agencies/harborlight").text
    assert "Recovery Coach" in noor.get("/agencies/harborlight/members").text
    assert noor.get("/forums/peers").status_code == 200


def test_a_link_works_once(app, link):
    join(app.test_client(), link)
    second = app.test_client()
    assert second.get(link).status_code == 410
    again = join(second, link)
    assert again.status_code == 410
    assert "It was used already" in again.text


def test_what_is_missing_or_weak_is_said_and_what_was_typed_stays(app, link):
    noor = app.test_client()
    answer = join(noor, link, new_password="short")
    assert answer.status_code == 422
    assert 'value="Noor Haddad"' in answer.text
    assert "at least 12" in answer.text
    assert join(noor, link, name=" ").status_code == 422


def test_an_invitation_that_is_too_old_or_taken_back_says_so(app, sign_in, world, link):
    with app.app_context(), tenancy.everywhere():
        one = db.session.scalars(select(Invitation)).one()
        one.expires_at = clock.now() - timedelta(minutes=1)
        db.session.commit()
    assert "they are over" in app.test_client().get(link).text
    joan = sign_in(world.joan)
    invite(joan, email="sam@lantern.example")
    sams = invitations(app)[-1]
    joan.post(f"/agencies/harborlight/invitations/{ids.word(sams.id)}/delete")
    with app.app_context():
        assert "It was taken back" in app.test_client().get(f"/join/{sams.token}").text


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "1" + t[1:], lambda t: t.split(".")[0], lambda t: "x"])
def test_a_link_that_was_changed_does_not_exist(app, link, change):
    token = link.removeprefix("/join/")
    assert app.test_client().get("/join/" + change(token)).status_code == 404
    assert join(app.test_client(), "/join/" + change(token)).status_code == 404


def test_a_forwarded_link_is_for_its_address_only(app, sign_in, world, link):
    ivy = sign_in(world.ivy)
    assert "for someone else" in ivy.get(link).text
    assert ivy.post(link).status_code == 410
    assert ivy.get("/agencies/harborlight").status_code == 404


def test_someone_with_an_account_signs_in_and_joins_a_second_agency(app, sign_in, client, world, mails):
    invite(sign_in(world.joan), email=world.ivy.email, role="supervisor")
    link = link_in(mails()[0])
    assert "You have an account here already" in client.get(link).text
    assert join(client, link).location == "/sign-in"
    ivy = sign_in(world.ivy)
    assert "You are signed in as Ivy Donnelly" in ivy.get(link).text
    assert ivy.post(link).location == "/agencies/harborlight"
    assert ivy.get("/agencies/harborlight").status_code == ivy.get("/agencies/stonefield").status_code == 200


def test_extra_fields_give_no_other_role(app, link):
    noor = app.test_client()
    assert join(noor, link, role="director", agency_id="0", most="9").status_code == 400
    join(noor, link, most="9")
    assert noor.get("/agencies/harborlight/settings").status_code == 403


def test_a_groups_link_sends_each_their_own_and_stops_when_it_is_full(app, sign_in, world, mails):
    invite(sign_in(world.joan), email="", most="2")
    (group,) = invitations(app)
    with app.app_context():
        link = f"/join/{group.token}"
    answers = []
    for name in ("noor", "sam", "kit"):
        guest = app.test_client()
        asked = guest.post(link, data={"email": f"{name}@lantern.example"})
        mail = mails()
        answers.append((asked.status_code, join(guest, link_in(mail[0])).status_code if mail else None))
    assert answers == [(200, 302), (200, 302), (410, None)]


def test_a_groups_page_says_the_same_for_an_address_that_has_an_account(app, sign_in, world, mails):
    invite(sign_in(world.joan), email="")
    (group,) = invitations(app)
    with app.app_context():
        link = f"/join/{group.token}"
    pages = [told(app.test_client().post(link, data={"email": one})) for one in ("noor@x.example", world.ana.email)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("address", ["аna@lantern.example", "a b@lantern.example", "ana@", "ana@lantern", "x" * 255])
def test_addresses_that_only_look_like_one_are_refused(sign_in, world, address):
    """The first begins with a Cyrillic letter."""
    answer = invite(sign_in(world.joan), email=address)
    assert answer.status_code == 422


def test_who_may_invite_is_the_agencys_own_choice(sign_in, world, mails):
    joan, luz, ana = (sign_in(one) for one in (world.joan, world.luz, world.ana))
    assert [invite(one).status_code for one in (luz, ana)] == [403, 403]
    change = {"areas": "metro_boston", "inviters": "supervisors", "about": "", "mail_domains": ""}
    joan.post("/agencies/harborlight/settings", data=change)
    assert [invite(one).status_code for one in (luz, ana)] == [302, 403]
    assert invite(luz, role="director").status_code == 422
    assert invite(sign_in(world.bettina)).status_code == 404


def test_a_mail_domain_that_may_join_gets_a_link_and_any_other_the_same_words(app, sign_in, world, mails):
    change = {
        "areas": "metro_boston",
        "inviters": "everyone",
        "about": "",
        "mail_domains": "@Harborlight.example, x.org",
    }
    sign_in(world.joan).post("/agencies/harborlight/settings", data=change)
    stranger = app.test_client()
    pages = [told(stranger.post("/join", data={"email": f"noor@{at}"})) for at in ("harborlight.example", "else.org")]
    assert pages[0] == pages[1]
    (mail,) = mails()
    assert join(stranger, link_in(mail)).location == "/agencies/harborlight"
    assert app.test_client().post("/join", data={"email": "noor+2@harborlight.example"}).status_code == 422


def test_a_person_keeps_one_account_whatever_the_letters(app, link):
    join(app.test_client(), link)
    with app.app_context():
        assert len(db.session.scalars(Person.with_email(" NOOR@Lantern.Example ")).all()) == 1


def test_a_double_click_is_one_invitation_and_one_mail(app, sign_in, world, mails):
    joan = sign_in(world.joan)
    page = joan.get("/agencies/harborlight/invitations").text
    once = page.partition('name="once" value="')[2].partition('"')[0]
    answers = [invite(joan, once=once) for _ in "12"]
    assert [one.status_code for one in answers] == [302, 302]
    assert len(mails()) == len(invitations(app)) == 1
    invite(joan)
    assert len(mails()) == 1
