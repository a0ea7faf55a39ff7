"""An archived agency is read and not written to: every address there is, tried as its director and a peer supporter.

A new one that adds something to an archived agency fails here.
"""

from cop.agencies.models.ending import Archive
from cop.core.facts import commit
from tests.agencies.test_members import at
from tests.matrix import things, walk

# What is no writing: taking away, taking along, going, handing on, and the end itself.
STILL = {
    "POST /agencies/<slug>/archive",
    "POST /agencies/<slug>/closing",
    "POST /agencies/<slug>/closing/delete",
    "POST /agencies/<slug>/takeouts",
    "POST /agencies/<slug>/departure",
    "POST /agencies/<slug>/announcements/<id:announcement_id>/delete",
    "POST /agencies/<slug>/members/<id:person_id>/delete",
    "POST /agencies/<slug>/members/<id:person_id>/roles/<role>/delete",
    "POST /agencies/<slug>/identity-provider/delete",
    "POST /agencies/<slug>/logo/delete",
    "POST /agencies/<slug>/accent/delete",
    "POST /areas/<area_slug>/news/<id:news_id>/withdrawal",
    "POST /topics/<id:topic_id>/shared/delete",
    "POST /rooms/<id:room_id>/seat/delete",
    # One's own place in what is read.
    "POST /forums/<slug>/subscription",
    "POST /topics/<id:topic_id>/subscription",
    "POST /topics/<id:topic_id>/reading",
    # What is still read can still harm: it is looked at, hidden, and words are taken out.
    "POST /posts/<id:subject_id>/check",
    "POST /posts/<id:subject_id>/flag",
    "POST /posts/<id:subject_id>/redaction",
    "POST /review/<id:subject_id>/decisions",
    "POST /review/<id:subject_id>/decisions/<id:decision_id>/answer",
    "POST /review/<id:subject_id>/decisions/<id:decision_id>/delete",
    "POST /review/<id:subject_id>/seen",
    # A first post that waited goes back to its writer: it is not let through any more.
    "POST /waiting/<id:waiting_id>/release",
    "POST /waiting/<id:waiting_id>/return",
}


def test_nothing_is_added_to_an_archived_agency(app, acting, sign_in, world):
    with acting(world.ana) as viewer:
        everything = things.build(viewer, world)
    with acting(world.joan):
        Archive.make(world.harborlight.id, world.joan.id)
        commit()
    browsers = [lambda one=one: sign_in(one) for one in (world.joan, world.ben)]
    ours = [
        (what, cells)
        for what, whose, cells in walk.pages(app, everything, browsers)
        if what.startswith("POST ") and whose in {things.HARBORLIGHT, things.AREA}
    ]
    assert {what for what, cells in ours if set(cells) - {"403", "404"}} == STILL


def test_only_who_looks_after_it_is_still_arranged(sign_in, world):
    joan = sign_in(world.joan)
    joan.post("/agencies/harborlight/archive")
    given = [joan.post(at(world.ana, "roles"), data={"role": one}).status_code for one in ("supervisor", "director")]
    assert given == [403, 302]
    assert 'value="supervisor"' not in joan.get(at(world.ana)).text
