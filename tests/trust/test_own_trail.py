"""What was done with Ana's account, said to Ana: hers only, and nothing that others may keep to themselves."""

import json
import re

import pytest

from cop.core import ids, tenancy
from cop.core.db import db
from cop.core.facts import Audited, commit, record
from cop.people.facts import SignedIn
from cop.trust.models.trail import TrailEntry
from cop.trust.own_words import NOT_SAID, SENTENCES
from cop.trust.queries import PER_PAGE
from cop.trust.reactions import kind_of
from cop.trust.words import PHRASES
from tests.agencies.test_members import at
from tests.forums.test_topics import open_topic
from tests.trust.test_trail import facts_of
from tests.world import PASSWORD

OWN = "/account/trail"
LINES = re.compile(r'<li class="row"><p>(.*?)</p><p class="from">(.*?)</p></li>')
FAR = {"REMOTE_ADDR": "127.77.77.77"}


def lines(browser, query=""):
    return [words for words, _ in LINES.findall(browser.get(OWN + query).text)]


def test_sign_ins_and_changes_are_told_newest_first_with_when_and_from_where(app, client, world):
    client.post("/sign-in", data={"email": world.ana.email, "password": "a guess"}, environ_base=FAR)
    client.post("/sign-in", data={"email": world.ana.email, "password": PASSWORD}, environ_base=FAR)
    client.post("/account/password", data={"password": PASSWORD, "new_password": "seven herons over water"})
    client.post("/account/takeouts")
    assert lines(client) == [
        "You asked to download everything of yours.",
        "Your password was changed.",
        "You signed in with a password.",
        "Someone tried to sign in as you, or to change your account, and was refused.",
    ]
    told = [where for _, where in LINES.findall(client.get(OWN).text)]
    assert ["127.77.77.77" in one for one in told] == [False, False, True, True]


def test_roles_are_told_with_their_agency_and_not_who_gave_them_or_from_where(sign_in, world):
    joan = sign_in(world.joan)
    joan.post(at(world.ana, "roles"), data={"role": "supervisor"}, environ_base=FAR)
    joan.post(at(world.ana, "roles", "supervisor", "delete"), environ_base=FAR)
    ana = sign_in(world.ana)
    assert lines(ana) == [
        "A role of yours at Harborlight Community Services ended: Peer support supervisor.",
        "You were given a role at Harborlight Community Services: Peer support supervisor.",
    ]
    page = ana.get(OWN).text
    assert "Joan Kessler" not in page
    assert "127.77.77.77" not in page


def test_it_is_there_after_one_has_left_the_agency(sign_in, world):
    ana = sign_in(world.ana)
    ana.post("/agencies/harborlight/departure")
    assert lines(ana)[0] == "Your place at Harborlight Community Services ended."


def test_nobody_elses_is_ever_there(sign_in, world):
    for someone in (world.ben, world.joan, world.wren):
        sign_in(someone).post("/account/takeouts")
    joan = sign_in(world.joan)
    joan.post("/agencies/harborlight/takeouts")
    joan.post("/agencies/harborlight/announcements/new", data={"body": "Doors open at nine."})
    assert lines(sign_in(world.ana)) == []
    assert lines(joan) == ["You asked to download everything of Harborlight Community Services.",
                           "You asked to download everything of yours."]  # fmt: skip
    for query in (
        f"?person_id={world.ben.id}",
        f"?before={ids.word(ids.LARGEST)}",
        f"?person={ids.word(world.ben.id)}",
    ):
        assert lines(sign_in(world.ana), query) == []


def test_what_one_writes_is_never_in_it(sign_in, acting, world):
    with acting(world.ana) as viewer:
        open_topic(viewer, world.peers, title="Between us")
    assert lines(sign_in(world.ana)) == []


def test_an_invitation_that_did_not_work_is_the_agencys_to_know(app, sign_in, world):
    from cop.agencies.refusal_facts import InvitationRefused

    with app.app_context(), tenancy.everywhere():
        record(InvitationRefused(world.stonefield.id, world.ana.id, 1, "used"))
        commit()
    assert lines(sign_in(world.ana)) == []


def test_it_comes_a_page_at_a_time_in_one_statement_more(app, sign_in, count_sql, world):
    ana = sign_in(world.ana)
    with count_sql() as none:
        ana.get(OWN)
    with app.app_context(), tenancy.everywhere():
        for _ in range(PER_PAGE + 3):
            record(SignedIn(0, world.ana.id, "passkey, code"))
        commit()
    with count_sql() as many:
        page = ana.get(OWN).text
    assert none.count == many.count
    assert len(lines(ana)) == PER_PAGE
    assert lines(ana)[0] == "You signed in with a passkey and a second step."
    more = page.partition('href="/account/trail?before=')[2].partition('"')[0]
    assert len(lines(ana, f"?before={more}")) == 3


@pytest.mark.parametrize("before", ["", "x", "-5", "9" * 40, "zzzzzzzzzzzzz", "'"])
def test_any_place_in_it_can_be_asked_for(sign_in, world, before):
    assert sign_in(world.ana).get(f"{OWN}?before={before}").status_code == 200


def test_in_spanish_too(sign_in, world):
    ana = sign_in(world.ana)
    ana.post("/account/takeouts")
    ana.post("/preferences", data={"language": "es"})
    assert lines(ana) == ["Usted pidió descargar todo lo suyo."]


def test_every_kind_that_can_be_about_someone_is_thought_of(app, world):
    """A new fact about a person's account is said to them, or kept from the page for a reason."""
    of_agencies = {"agency-founded", "agency-changed", "agency-archived", "agency-reopened", "agency-closing",
                   "agency-kept", "agency-erased", "announced", "person-invited", "invitation-revoked",
                   "identity-provider-kept", "identity-provider-removed", "trail-read", "accent-chosen",
                   "accent-removed", "logo-set", "logo-removed", "shared-with-area", "sharing-taken-back",
                   "shared-again", "retention-set", "sign-in-length-set", "sign-in-ways-set",
                   "words-erased", "decided", "decision-undone", "appeal-answered", "words-taken-out", "space-made",
                   "space-changed", "first-look-set", "first-look-ended", "post-let-through", "post-sent-back",
                   "list-refused", "act-refused", "person-not-found", "topic-arranged"}  # fmt: skip
    assert {kind_of(fact) for fact in facts_of(Audited)} == SENTENCES.keys() | NOT_SAID | of_agencies
    assert SENTENCES.keys() <= PHRASES.keys()


def test_an_old_entry_that_says_less_or_more_can_be_read(app, sign_in, world):
    with app.app_context(), tenancy.everywhere():
        for details in ({"way": "carrier pigeon"}, {}, {"way": "password", "role": 5}):
            TrailEntry.append(0, "signed-in", None, world.ana.id, "", json.loads(json.dumps(details)))
        db.session.commit()
    assert len(lines(sign_in(world.ana))) == 3
