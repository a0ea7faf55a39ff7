"""What was tried and is not to be: each says so in plain words, and is on record without what was typed."""

import pytest

from tests.agencies.doors import invite, join, link_in
from tests.agencies.test_invitation_lists import send
from tests.agencies.test_members import at
from tests.world import PASSWORD

CYRILLIC = "\u0430na@lantern.example"  # as it is shown it is Ana's


@pytest.fixture
def link(sign_in, world, mails):
    invite(sign_in(world.joan))
    return link_in(mails()[0])


def test_looking_at_an_invitation_that_is_over_or_anothers_is_on_record(app, sign_in, link, audited, world):
    ivy = sign_in(world.ivy)
    assert "for someone else" in ivy.get(link).text
    join(app.test_client(), link)
    audited()
    assert "It was used already" in app.test_client().get(link).text
    assert [one[:2] + one[3:] for one in audited()] == [("InvitationRefused", None, "used-up")]


def test_a_forwarded_invitation_is_on_record_when_it_is_only_looked_at(sign_in, link, audited, world):
    audited()
    sign_in(world.ivy).get(link)
    assert [one[:2] + one[3:] for one in audited()] == [("InvitationRefused", world.ivy.id, "not-yours")]


def test_an_invitation_that_was_changed_says_what_may_have_happened(client, link, audited):
    audited()
    answer = client.get(link[:-1])
    assert (answer.status_code, "was not copied whole" in answer.text) == (404, True)
    assert join(client, link[:-1]).status_code == 404
    assert audited() == [("LinkRefused", None, "invitation", "changed")] * 2


@pytest.mark.parametrize(("typed", "why"), [(CYRILLIC, "letters"), ("noor+2@lantern.example", "tag")])
def test_an_address_that_could_pass_for_another_is_on_record_where_one_names_ones_own(client, audited, typed, why):
    assert client.post("/join", data={"email": typed}).status_code == 422
    assert audited() == [("AddressRefused", None, why)]


def test_and_where_someone_is_invited_or_changes_theirs(sign_in, audited, world):
    joan = sign_in(world.joan)
    audited()
    assert invite(joan, email=CYRILLIC).status_code == 422
    assert joan.post("/account/email", data={"email": CYRILLIC, "password": PASSWORD}).status_code == 422
    assert audited() == [("AddressRefused", None, "letters")] * 2


def test_and_under_a_groups_link(app, client, sign_in, audited, world):
    joan = sign_in(world.joan)
    invite(joan, email="")
    group = joan.get("/agencies/harborlight/invitations").text.partition('readonly value="')[2].partition('"')[0]
    audited()
    assert client.post(group, data={"email": "noor+2@lantern.example"}).status_code == 422
    assert audited() == [("AddressRefused", None, "tag")]


def test_one_that_is_only_misspelled_is_not(client, audited):
    assert client.post("/join", data={"email": "noor@"}).status_code == 422
    assert audited() == []


def test_trying_what_is_not_theirs_is_on_record_and_looking_is_not(sign_in, audited, world):
    ana = sign_in(world.ana)
    audited()
    assert ana.post(at(world.ana, "roles"), data={"role": "director"}).status_code == 403
    assert ana.post("/agencies/harborlight/settings", data={"inviters": "everyone"}).status_code == 403
    assert ana.post("/statewide-roles", data={"email": world.ana.email, "role": "steward"}).status_code == 403
    assert ana.get("/agencies/harborlight/settings").status_code == 403
    assert audited() == [("ActRefused", None, what) for what in ("members", "agency_settings", "statewide_roles")]


def test_it_reads_as_a_sentence_to_those_who_look_after_the_agency(sign_in, world):
    ana = sign_in(world.ana)
    ana.post(at(world.ana, "roles"), data={"role": "director"})
    ana.post("/agencies/harborlight/archive")
    page = sign_in(world.joan).get("/agencies/harborlight/trail").text
    assert "Ana Ribeiro tried to do what is not theirs to do here (people and roles)." in page
    assert "Ana Ribeiro tried to do what is not theirs to do here (archiving and closing)." in page
    ana.post("/statewide-roles", data={"email": world.ana.email, "role": "steward"})
    assert "here (roles for all agencies)" in sign_in(world.wren).get("/agencies/commonwealth/trail").text


def test_a_role_that_was_not_offered_is_refused_and_on_record(sign_in, audited, world):
    change = {"areas": "metro_boston", "inviters": "supervisors", "about": "", "mail_domains": ""}
    sign_in(world.joan).post("/agencies/harborlight/settings", data=change)
    luz = sign_in(world.luz)
    audited()
    assert "Not a valid choice." in invite(luz, role="director").text
    assert audited() == [("ActRefused", None, "invitations")]


def test_the_outsider_leaves_nothing_in_a_trail_that_is_not_theirs(sign_in, audited, world):
    assert sign_in(world.ivy).post("/agencies/harborlight/settings").status_code == 404
    assert audited() == []


def test_whoever_tries_without_end_does_not_fill_the_trail(sign_in, audited, world):
    ana = sign_in(world.ana)
    answers = [ana.post("/agencies/harborlight/settings").status_code for _ in range(61)]
    assert answers == [403] * 60 + [429]
    assert len(audited()) == 60


def test_a_list_with_bad_rows_is_on_record_by_their_number(sign_in, audited, world):
    joan = sign_in(world.joan)
    audited()
    send(joan, "noor@x.example\nsam at x\n=1+1@x.example")
    assert audited() == [("ListRefused", None, 2)]
    send(joan, "noor@x.example")
    assert audited() == []


def test_a_steward_who_looks_for_an_address_is_on_record(sign_in, audited, world):
    wren = sign_in(world.wren)
    audited()
    wren.post("/statewide-roles", data={"email": "noor@x.example", "role": "steering"})
    assert audited() == [("PersonNotFound", None)]


@pytest.mark.parametrize(
    "more", [{"role": "director"}, {"statewide": "steward"}, {"agency_id": "0"}, {"is_admin": "1"}]
)
def test_a_form_with_more_than_it_asks_for_is_refused_whole_and_on_record(sign_in, audited, world, more):
    ana = sign_in(world.ana)
    audited()
    answer = ana.post("/account/profile", data={"name": "Ana R.", "pronouns": "", "time_zone": ""} | more)
    assert answer.status_code == 400
    assert "this page does not ask for. Nothing was changed." in answer.text
    assert "Ana Ribeiro" in ana.get("/account").text
    assert audited() == [("ActRefused", None, "beyond")]


def test_what_one_asks_to_join_with_gives_no_other_role(app, sign_in, world, mails):
    invite(sign_in(world.joan))
    newcomer = app.test_client()
    link = link_in(mails()[0])
    said = {"name": "Noor", "password": PASSWORD, "role": "administrator"}
    assert newcomer.post(link, data=said).status_code == 400
