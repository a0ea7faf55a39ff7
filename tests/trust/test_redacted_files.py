"""Words taken out of a post that has pictures and files: of what is said of them, and of their names."""

import re

import pytest
from sqlalchemy import select

from cop.core import ids, tenancy
from cop.core.db import db
from cop.forums.models.mention import Mention
from cop.trust.review.cut import OUT
from tests.forums.along import ask, files, picture, shown
from tests.trust.looking import about, decide, review
from tests.trust.test_redactions import NAME, everything_kept, take_out


@pytest.fixture
def post(sign_in, world):
    """Ana's opening post, in everybody's space, which says nothing of whose van it is but in what came with it."""
    notes = files((f"Notes_{NAME.replace(' ', '-')}.txt", b"Who holds the card?"))
    return ask(sign_in(world.ana), **picture(says=f"The van of {NAME}"), **notes).location


def number(post):
    return ids.number(post.rsplit("/", 1)[1])


def test_what_is_said_of_a_picture_and_the_name_of_a_file_lose_them(sign_in, app, post, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    looked = ana.post(about(number(post), "redaction"), data={"words": NAME})
    assert "They stand in 2 places." in looked.text
    assert "2 pictures and files of this post stay as they are" in looked.text
    assert take_out(ana, number(post)).status_code == 302
    page = ivy.get(post).text
    assert f'alt="The van of {OUT}"' in page
    assert f"Notes_{OUT}.txt" in page
    left = everything_kept(app)
    assert "Quillwort" not in left
    assert "Zebrawood" not in left
    assert [ivy.get(where).status_code for where in shown(ivy, post)] == [200, 200]


def test_one_who_looks_after_the_space_is_told_that_the_files_stay_and_hides_them(sign_in, post, world):
    wren, ana = sign_in(world.wren), sign_in(world.ana)
    where = shown(ana, post)
    looked = wren.post(about(number(post), "redaction"), data={"words": NAME, "message": "It says who someone is."})
    assert "If they tell who someone is, hide the post." in looked.text
    decide(wren, number(post), "hide")
    for browser in (ana, wren, sign_in(world.ivy)):
        assert [browser.get(one).status_code for one in where] == [404, 404]
        assert shown(browser, post) == []


def test_of_a_name_that_was_mentioned_no_row_is_left(sign_in, app, world):
    ana = sign_in(world.ana)
    post = ask(ana, body="Please ask @Ben Castellano.").location
    take_out(ana, number(post), words="Ben Castellano")
    assert f"Please ask @{OUT}." in sign_in(world.ivy).get(post).text
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(Mention)).all() == []


def test_names_that_remain_go_on_standing_out_and_nobody_is_called_anew(sign_in, world, mails):
    ana = sign_in(world.ana)
    post = ask(ana, body="First @Ben Castellano and the zebrawood door.").location
    said = {"title": "Hope", "body": "Ask @Ben Castellano & @Luz Marrero by the zebrawood door.", "version": "1"}
    ana.post(f"{post}/posts/{post.rsplit('/', 1)[1]}/edit", data=said)
    mails()
    take_out(ana, number(post), words="zebrawood\nLuz Marrero")
    page = sign_in(world.ivy).get(post).text
    assert f"Ask <strong>@Ben Castellano</strong> &amp; @{OUT} by the {OUT} door." in page
    before = sign_in(world.ivy).get(f"{post}/posts/{post.rsplit('/', 1)[1]}/versions").text
    assert f"First <strong>@Ben Castellano</strong> and the {OUT} door." in before
    assert mails() == []


def test_those_who_decide_see_what_comes_with_a_post_also_once_it_is_hidden(sign_in, post, world):
    wren, subject = sign_in(world.wren), number(post)
    seen = re.compile(rf'href="({review(subject)}/files/\w+)"')
    for decided in (None, "hide"):
        if decided:
            decide(wren, subject, decided)
        page = wren.get(review(subject)).text
        where = seen.findall(page)
        assert [wren.get(one).status_code for one in where] == [200, 200]
        assert f'alt="The van of {NAME}"' in page
    for someone in (world.ana, world.ivy, world.joan, world.luz, world.simone):
        assert [sign_in(someone).get(one).status_code for one in where] == [404, 404], someone.name


def test_what_its_writer_took_back_is_nobodys_to_see(sign_in, post, world):
    wren, ana, subject = sign_in(world.wren), sign_in(world.ana), number(post)
    where = re.findall(rf'href="({review(subject)}/files/\w+)"', wren.get(review(subject)).text)
    ana.post(f"{post}/posts/{post.rsplit('/', 1)[1]}/removal")
    assert "/files/" not in wren.get(review(subject)).text
    assert [wren.get(one).status_code for one in where] == [404, 404]
