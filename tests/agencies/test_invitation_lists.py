"""Many invitations from a list: looked at first, each bad row with its reason, nothing sent until one is sure."""

import io

import pytest

from tests.agencies.test_invitations import invitations

GOOD = """e-mail,role,discipline
noor@x.example,peer supporter,Recovery Coach
sam@x.example,Administrator,
kit@x.example
"""


def send(browser, rows="", **more):
    return browser.post("/agencies/harborlight/invitation-list", data={"rows": rows} | more)


def test_a_list_is_looked_at_and_then_sent(app, sign_in, world, mails):
    joan = sign_in(world.joan)
    looked = send(joan, GOOD)
    assert "3 rows can be sent." in looked.text
    assert "An invitation as: Peer supporter, Recovery Coach" in looked.text
    assert (mails(), invitations(app)) == ([], [])
    assert send(joan, GOOD, sure="y").status_code == 302
    assert [(one.role, one.discipline) for one in invitations(app)] == [
        ("peer_supporter", "rc"), ("administrator", None), ("peer_supporter", None)]  # fmt: skip
    assert len(mails()) == 3


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("noor@x.example,wizard", "We do not know this role."),
        ("noor@x.example,peer supporter,psychic", "We do not know this discipline."),
        ("noor at x", "This is not an e-mail address we can use."),
        ("noor@x.example,peer supporter,,extra", "There are too many columns."),
        ("kit@x.example\nkit@x.example", "This address is in the list twice."),
        ("ana@lantern.example", "This person works here already."),
        ('noor@x.example,"=HYPERLINK(1)"', "A cell begins like a formula."),
        ("@sum.example", "A cell begins like a formula."),
        ("Noor Haddad,noor@x.example", "The e-mail is not in the first column."),
        ("\u0430na@lantern.example", "This is not an e-mail address we can use."),
    ],
)
def test_every_bad_row_has_its_reason_and_is_left_out(app, sign_in, world, mails, row, why):
    joan = sign_in(world.joan)
    assert why in send(joan, f"good@x.example\n{row}").text
    send(joan, f"good@x.example\n{row}", sure="y")
    assert row.split("\n")[0] not in [one.email for one in invitations(app)[1:]] or "kit" in row
    assert "good@x.example" in [mail["To"] for mail in mails()]


def test_the_first_line_is_a_heading_or_a_row_and_never_lost_without_a_word(sign_in, world):
    joan = sign_in(world.joan)
    page = send(joan, "noor at x\nsam@x.example").text
    assert "Read as a heading, because there is no @ in it." in page
    assert "noor at x" in page
    assert "1 row can be sent. </p>" in page
    assert "The e-mail is not in the first column." in send(joan, "Noor,noor@x.example").text
    assert "A cell begins like a formula." in send(joan, "=HYPERLINK(1)").text


def test_each_row_is_called_by_its_own_line(sign_in, world):
    page = send(sign_in(world.joan), "e-mail\n\nnoor@x.example\n\n\nsam at x").text
    assert [f"<td>{line}</td>" in page for line in range(1, 7)] == [True, False, True, False, False, True]


def test_a_second_click_sends_nothing_twice(app, sign_in, world, mails):
    joan = sign_in(world.joan)
    assert send(joan, GOOD, sure="y").status_code == 302
    again = send(joan, GOOD, sure="y")
    assert again.text.count("An invitation to this address is open already.") == 3
    assert (len(invitations(app)), len(mails())) == (3, 3)


def test_a_file_that_is_too_big_is_not_cut_off(app, sign_in, world):
    words = b"noor@x.example,peer supporter\n" + b"a@x.example,\n" * 5_000
    assert "This file is too big." in send(sign_in(world.joan), file=(io.BytesIO(words), "list.csv")).text
    assert invitations(app) == []


def test_a_list_with_no_good_row_sends_nothing_however_sure_one_is(app, sign_in, world):
    assert send(sign_in(world.joan), "nobody\nnowhere", sure="y").status_code == 200
    assert invitations(app) == []


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_may_come_from_any_spreadsheet(sign_in, world, code):
    words = "correo;función\nnoor@x.example;Peer supporter\n".encode(code)
    looked = send(sign_in(world.joan), file=(io.BytesIO(words), "list.csv"))
    assert "1 row can be sent." in looked.text
    assert "función" in looked.text


def test_a_file_that_is_no_list_is_refused_and_an_empty_one_too(sign_in, world):
    joan = sign_in(world.joan)
    assert send(joan, file=(io.BytesIO(b"\x00\x01\x02\x03"), "list.csv")).status_code == 422
    assert send(joan, file=(io.BytesIO(b""), "list.csv")).status_code == 422
    assert send(joan, "a@x.example," + "x" * 60_000).status_code == 422
