"""Pictures and files that come with a post when it is changed, and what its history says of them."""

import pytest

from tests.forums.along import ask, files, picture, shown
from tests.forums.test_without_a_name import NAMELESS

WORDS = {"title": "The van", "body": "Look."}  # as it stands there already
FULL = "A post can have up to 4 pictures and 4 files."


def post_of(topic):
    return f"{topic}/posts/{topic.rpartition('/')[2]}"


def change(browser, topic, version=1, **said):
    return browser.post(f"{post_of(topic)}/edit", data=WORDS | {"version": str(version)} | said)


def test_a_picture_and_a_file_come_when_the_words_stay(sign_in, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana, **picture(says="The front")).location
    change(ana, topic, **picture(says="The back"), **files(("plan.txt", b"Words")))
    assert len(shown(ivy, topic)) == 3
    page = ivy.get(topic).text
    for words in ('alt="The front"', 'alt="The back"', "plan.txt", "changed"):
        assert words in page
    assert ivy.get(shown(ivy, topic)[1]).headers["Content-Disposition"].startswith('inline; filename="picture-2.webp"')


def test_its_history_says_how_many_there_were(sign_in, world):
    ana = sign_in(world.ana)
    topic = ask(ana, **picture()).location
    change(ana, topic, **picture())
    change(ana, topic, version=2, body="Look here.")
    history = sign_in(world.ivy).get(f"{post_of(topic)}/versions").text
    now, second, first = history.split('<li class="post">')[1:]
    assert "With 2 pictures or files" in now
    assert "With 2 pictures or files" in second
    assert "With 1 picture or file" in first


def test_to_a_reply_too(sign_in, world):
    ben = sign_in(world.ben)
    topic = ask(sign_in(world.ana)).location
    where = ben.post(f"{topic}/replies", data={"body": "Here."}).location.rpartition("#reply-")[2]
    ben.post(f"{topic}/posts/{where}/edit", data={"body": "Here.", "version": "1"} | picture())
    assert len(shown(sign_in(world.ivy), topic)) == 1


@pytest.mark.parametrize("more", [picture, lambda: files(("plan.txt", b"Words"))])
def test_there_are_no_more_than_a_new_post_could_have(sign_in, world, more):
    ana = sign_in(world.ana)
    four = {key: value for number in range(1, 5) for key, value in picture(number).items()}
    topic = ask(ana, **four, **files(*((f"{number}.txt", b"Words") for number in range(4)))).location
    refused = change(ana, topic, body="Kept in the form.", **more())
    assert refused.status_code == 422
    assert FULL in refused.text
    assert "Kept in the form." in refused.text
    assert len(shown(ana, topic)) == 8


def test_what_was_taken_out_makes_room(sign_in, world):
    ana = sign_in(world.ana)
    topic = ask(ana, **files(*((f"{number}.txt", b"Words") for number in range(4)))).location
    ana.post(f"{shown(ana, topic)[0]}/delete")
    assert change(ana, topic, **files(("last.txt", b"Words"))).status_code == 302
    assert len(shown(ana, topic)) == 4


def test_without_a_name_pictures_may_come_and_files_may_not(sign_in, world):
    ana = sign_in(world.ana)
    topic = ask(ana, **NAMELESS).location
    refused = change(ana, topic, **files(("ana.txt", b"By Ana")))
    assert refused.status_code == 422
    assert "your name may be inside a file" in refused.text
    assert change(ana, topic, **picture()).status_code == 302
    assert len(shown(sign_in(world.ivy), topic)) == 1


def test_nothing_comes_with_what_is_only_looked_at_or_was_changed_elsewhere(sign_in, world):
    ana = sign_in(world.ana)
    topic = ask(ana).location
    assert change(ana, topic, preview="1", **picture()).status_code == 200
    assert change(ana, topic, version=7, **picture()).status_code == 409
    assert shown(ana, topic) == []
