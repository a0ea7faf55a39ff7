"""The outsider at every door: each address and method there is, tried on something of another agency's, and signed out.

A new route without a row here fails: it must be said what a stranger gets.
"""

import io

import pytest
from sqlalchemy import select

from cop.agencies.models.area_news import AreaNews
from cop.agencies.models.invitation import Invitation
from cop.agencies.models.logo import Logo
from cop.core import ids, storage
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.along import PICTURE, Piece
from cop.forums.models.attachment import Attachment
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost
from cop.library.models.resource import Edition, Resource
from cop.people.models.person import Person
from cop.people.models.photo import Photo
from cop.people.models.sign_in import SignIn
from cop.rooms.models.room import Room
from cop.trust.review import deciding, subjects
from tests.core.test_pictures import drawn
from tests.forums.test_topics import open_topic

NOWHERE = "nowhere"
HIDDEN = 404  # what belongs to another agency does not exist
# Addresses that are the same for everyone who is signed in: they name nothing of anyone's.
COMMON = {
    "static": 404,
    "health.alive": 200,
    "health.ready": 200,
    "health.metrics": 200,
    "sign_in.new": 302,
    "sign_in.create": 422,
    "sign_in.destroy": 302,
    "password_resets.new": 200,
    "password_resets.create": 422,
    "password_resets.edit": 410,
    "password_resets.update": 410,
    "preferences.update": 302,
    "nudges.show": 404,
    "account.show": 200,
    "statewide_roles.index": 403,
    "statewide_roles.create": 403,
    "statewide_roles.destroy": 403,
    "takeouts.index": 200,
    "takeouts.create": 302,
    "drafts.show": 200,
    "drafts.update": 422,
    "subscriptions.index": 200,
    "deletions.new": 200,
    "deletions.create": 422,
    "profile.edit": 200,
    "needs.edit": 200,
    "needs.update": 302,
    "photo.edit": 200,
    "photo.update": 422,
    "photo.destroy": 302,
    "own_trail.show": 200,
    "own_decisions.index": 200,
    "reviews.index": 403,
    "reviews.log": 403,
    "profile.update": 422,
    "lived_experience.edit": 403,
    "lived_experience.update": 403,
    "lived_experience.destroy": 302,
    "password.edit": 200,
    "password.update": 422,
    "sign_ins.destroy_others": 302,
    "two_step.show": 200,
    "two_step.create": 422,
    "two_step.destroy": 422,
    "two_step.renew": 422,
    "second_step.new": 302,
    "passkeys.index": 200,
    "passkeys.ask": 422,
    "passkeys.create": 302,
    "passkey_sign_in.ask": 200,
    "passkey_sign_in.create": 302,
    "agency_sign_in.new": 302,
    "agency_sign_in.create": 422,
    "past_places.index": 200,
    "identities.index": 200,
    "identities.create": 422,
    "sign_in_links.new": 200,
    "sign_in_links.create": 422,
    "sign_in_links.show": 410,
    "sign_in_links.update": 410,
    "second_step.create": 302,
    "email.edit": 200,
    "email.update": 422,
    "email_changes.show": 410,
    "email_changes.create": 410,
    "email_returns.show": 410,
    "email_returns.create": 410,
    "agencies.index": 200,
    "foundings.new": 403,
    "foundings.create": 403,
    "joins.new": 200,
    "joins.ask": 422,
    "joins.show": 404,  # a link that was changed says so
    "spaces.index": 200,
    "spaces.new": 200,
    "spaces.create": 422,
    "home.show": 200,
    "search.show": 200,
    "cards.index": 200,
    "library.index": 200,
    "library.new": 200,
    "library.create": 422,
    "rooms.index": 200,
    "rooms.new": 200,
    "rooms.create": 422,
    "meetings.index": 200,
    "rotation.show": 200,
    "rotation_orders.index": 200,
    "rotation_orders.create": 403,
    "api_rotation.show": 200,
    "accents.show": 404,
}
OPEN = {
    "quiet.show",
    "quiet.create",
    "quiet_summaries.show",
    "quiet_summaries.create",
    "static",
    "health.alive",
    "health.ready",
    "health.metrics",
    "sign_in.new",
    "sign_in.create",
    "password_resets.new",
    "password_resets.create",
    "password_resets.edit",
    "password_resets.update",
    "second_step.new",
    "passkey_sign_in.ask",
    "passkey_sign_in.create",
    "agency_sign_in.new",
    "agency_sign_in.create",
    "agency_sign_in.show",
    "agency_sign_in.leave",
    "agency_answers.show",
    "sign_in_links.new",
    "sign_in_links.create",
    "sign_in_links.show",
    "sign_in_links.update",
    "second_step.create",
    "email_changes.show",
    "email_changes.create",
    "email_returns.show",
    "email_returns.create",
    "preferences.update",
    "joins.new",
    "joins.ask",
    "joins.show",
    "joins.create",
    "sign_in_logo.show_at_door",
    "accents.show",
}
# What Harborlight shared with its area, which its Area Director may read.
SHARED = {"area.show": 200, "withdrawals.create": 403, "withdrawals.destroy": 403}
STATEWIDE = {"meetings.show", "rsvps.update", "shared_needs.destroy"}  # every meeting is the Commonwealth's


@pytest.fixture
def harborlights_own(acting, world):
    """One of each thing, inside Harborlight, by what routes call it."""
    with acting(world.ana) as viewer:
        topic = open_topic(viewer, world.team)
        Attachment.put(db.session.get_one(Topic, topic), [Piece(PICTURE, drawn(9, 9).read(), says="Ours")])
        attached = db.session.scalars(select(Attachment.id)).one()
        invitation = Invitation.write(world.harborlight.id, viewer.id, "director")
        room = Room(agency_id=world.harborlight.id, audience="everyone", opener_id=viewer.id, title="R", kind="debrief",
                    purpose="P")  # fmt: skip
        room.agree_on("- Kind")
        kept = storage.keep(world.harborlight.id, io.BytesIO(b"Only ours"))
        resource = Resource(agency_id=world.harborlight.id, author_id=viewer.id, voice_id=world.harborlight.id,
                            audience="everyone", title="Ours", summary="Ours")  # fmt: skip
        db.session.add_all([room, resource])
        db.session.flush()
        db.session.add(Edition(agency_id=world.harborlight.id, resource_id=resource.id, file_key=kept.key, kind="txt",
                               file_name="ours.txt", size=kept.size, sha256=kept.sha256, words=""))  # fmt: skip
        here = SignIn(person_id=viewer.id, token_hash="ana's own", agent="a phone")
        db.session.add(here)
        commit()
        ids_of = {
            "topic_id": topic,
            "post_id": topic,
            "attachment_id": attached,
            "room_id": room.id,
            "resource_id": resource.id,
            "person_id": world.ben.id,
        }
        Logo.put(world.harborlight.id, b"a picture", viewer.id)
        shared = AreaNews.share(world.harborlight.id, "metro_boston", viewer.id, "For our area", None)
        commit()
        ids_of |= {"subject_id": topic, **looked_after(viewer, topic, world)}
        ids_of |= {"sign_in_id": here.id, "sha256": photo_of(viewer)}
        ids_of |= {"area_slug": "metro_boston", "news_id": shared.id}
        ids_of |= {"mark": Logo.of(world.harborlight.id).mark}
        return ids_of | {"invitation_id": invitation.id, "role": "peer_supporter", "slug": "harborlight-team"}


def looked_after(viewer, topic_id, world):
    """A decision about Ana's topic, and a first post of hers that waits."""
    subject = subjects.find(topic_id)
    decision = deciding.decide(subject, world.joan.id, "note", "Thank you for asking.", 1)
    said = {"title": "T", "body_source": "Not yet"}
    waiting = WaitingPost.send(db.session.get_one(Space, world.team.id), viewer, said, None)
    commit()
    return {"decision_id": decision.id, "waiting_id": waiting.id}


def photo_of(viewer):
    Photo.put(viewer.id, drawn(300, 300).read())
    return db.session.get_one(Person, viewer.id).photo


def doors(app):
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def address(app, rule, values):
    agencys = rule.rule.startswith("/agencies/") and values["slug"] != NOWHERE
    here = values | ({"slug": "harborlight"} if agencys else {})
    with app.test_request_context():
        return rule.build(
            {name: here.get(name, ids.new_id()) for name in rule.arguments - {"filename"}} | {"filename": "x"}
        )[1]


def opened(browser, where, method):
    return (
        browser.get(where)
        if method == "GET"
        else browser.open(where, method=method, data={"csrf_token": browser.token()})
    )


def test_the_outsider_finds_nothing_of_harborlights_behind_any_door(app, sign_in, world, harborlights_own):
    for rule, method in doors(app):
        expected = COMMON.get(rule.endpoint, HIDDEN)
        answer = opened(sign_in(world.ivy), address(app, rule, harborlights_own), method)
        assert answer.status_code == expected, f"{method} {rule.rule} as the outsider"


@pytest.mark.parametrize("who", ["bettina", "simone", "odessa", "wren"])
def test_nobody_from_outside_gets_further_whatever_they_are(app, sign_in, world, harborlights_own, who):
    """Another agency's director, Area Directors (Harborlight's own area's sees what was shared), the steward."""
    for rule, method in doors(app):
        if rule.endpoint not in COMMON:
            answer = opened(sign_in(getattr(world, who)), address(app, rule, harborlights_own), method)
            expected = SHARED.get(rule.endpoint, HIDDEN) if who == "simone" else HIDDEN
            assert answer.status_code == expected, f"{method} {rule.rule} as {who}"


def test_a_hidden_page_is_the_same_to_the_byte_as_one_that_does_not_exist(app, sign_in, world, harborlights_own):
    ivy = sign_in(world.ivy)
    ivy.get("/")  # what a first page puts into the cookie is no difference between the two
    for rule, method in doors(app):
        if method == "GET" and rule.endpoint not in COMMON and rule.arguments:
            missing = {name: ids.new_id() for name in rule.arguments} | {"slug": NOWHERE, "area_slug": NOWHERE}
            hidden, nothing = (ivy.get(address(app, rule, values)) for values in (harborlights_own, missing))
            assert hidden.data == nothing.data, rule.rule
            assert sorted(hidden.headers) == sorted(nothing.headers), rule.rule


def test_a_stranger_is_sent_to_sign_in_from_every_door_but_the_open_ones(app, client, harborlights_own):
    for rule, method in doors(app):
        if rule.endpoint not in OPEN:
            answer = opened(app.test_client(), address(app, rule, harborlights_own), method)
            expected = 302 if method == "GET" and not rule.rule.startswith("/api/") else 401
            assert answer.status_code == expected, f"{method} {rule.rule} signed out"


def test_every_door_is_known(app):
    """Guards the sweep itself: it would pass if the routes were not there."""
    found = {rule.endpoint for rule, _ in doors(app)}
    assert COMMON.keys() <= found
    assert found >= STATEWIDE
    assert len(found) >= 35
