"""Names of files are looked at as words are: what must go stops them, and the rest is asked about once."""

import io

import pytest

from cop.library.models.resource import Resource
from cop.trust.nudge.findings import built_in
from cop.trust.nudge.names import as_read
from tests.forums.along import ask, files, picture, shown
from tests.trust.nudge.test_sending import ASKED, CANARY, how_many, marked

NOTES = b"Who holds the card?"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (f"{CANARY}.pdf", [CANARY]),
        (f"notes_{CANARY}_v2.pdf", [CANARY]),
        ("MRN_1234567.pdf", ["1234567"]),
        ("case-number-1234567.docx", ["1234567"]),
        ("My_client_Maria.txt", ["Maria"]),
        ("my-client-Maria-2026.txt", ["Maria"]),
        ("413-555-0112.txt", ["413-555-0112"]),
        ("Working-agreement_2026.pdf", []),
        ("minutes-2026-11-03.txt", []),
        ("", []),
    ],
)
def test_marks_in_a_name_are_read_as_spaces(name, found):
    read = as_read(name, built_in())
    assert [one.within(read) for one in built_in().find(read)] == found


def test_a_number_that_must_go_has_no_way_on(sign_in, app, world):
    answer = ask(sign_in(world.ana), **files((f"SSN_{CANARY}.txt", NOTES)), as_it_is="1")
    assert answer.status_code == 422
    assert "be sent from here. Please take it out." in answer.text
    assert "It stands in the name of a file. You can rename the file, and choose it again." in answer.text
    assert marked(answer) == [CANARY]
    assert "Send it as it is" not in answer.text


def test_what_else_may_tell_who_it_is_brings_two_ways_on(sign_in, world):
    ana, notes = sign_in(world.ana), "My_client_Maria.txt"
    asked = ask(ana, **files((notes, NOTES)))
    assert (asked.status_code, ASKED in asked.text) == (200, True)
    assert marked(asked) == ["Maria"]
    assert "Send it as it is" in asked.text
    sent = ask(ana, **files((notes, NOTES)), as_it_is="1")
    assert sent.status_code == 302
    assert len(shown(ana, sent.location)) == 1


def test_of_a_picture_what_it_shows_is_looked_at_and_its_name_is_gone(sign_in, world):
    ana = sign_in(world.ana)
    assert marked(ask(ana, **picture(says="My client Maria at the bank"))) == ["Maria"]
    assert ask(ana, **picture(says=f"A card with {CANARY}"), as_it_is="1").status_code == 422


def test_in_the_library_too(sign_in, app, world):
    about = {"title": "A form", "summary": "To fill in", "place": "statewide"}
    named = about | {"file": (io.BytesIO(NOTES), f"{CANARY}.txt")}
    answer = sign_in(world.ana).post("/library/new", data=named)
    assert answer.status_code == 422
    assert marked(answer) == [CANARY]
    assert how_many(app, Resource) == 0
