"""Pictures and files that go with posts: who sees them, what is taken out of them, and when they are gone."""

import io
import json

import pytest
from PIL import Image
from sqlalchemy import select

from cop.core import clock, ids
from cop.core.db import db
from cop.core.file_kinds import TYPES, kind_of
from cop.forums.models.attachment import Attachment
from cop.trust import pseudonyms
from tests.forums.along import ask, files, kept_files, packed, picture, shown
from tests.forums.test_without_a_name import NAMELESS
from tests.library.test_uploads import MADE


def test_a_picture_stands_below_its_post_with_nothing_hidden_in_it(sign_in, world):
    exif = Image.Exif()
    exif[0x9286] = "Harborlight, Ward 3"
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana, **picture(exif=exif)).location
    page = ivy.get(topic).text
    assert 'alt="A white van"' in page
    assert 'width="400" height="300"' in page
    assert "IMG_2026" not in page
    (where,) = shown(ivy, topic)
    answer = ivy.get(where)
    assert answer.content_type == "image/webp"
    assert answer.headers["Content-Disposition"].startswith('inline; filename="picture-1.webp"')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"Harborlight" not in answer.data
    assert not Image.open(io.BytesIO(answer.data)).getexif()
    again = ivy.get(where, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_files_are_named_links_and_are_only_ever_saved(sign_in, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana).location
    brought = files(*((f"Our <b> plan.{kind}", made("quillwort")) for kind, made in MADE.items()))
    reply = ana.post(f"{topic}/replies", data={"body": "Here."} | brought).location
    assert ivy.get(reply).text.count("Our &lt;b&gt; plan.") == 4
    found = shown(ivy, reply)
    assert len(found) == 4
    for where, kind in zip(found, MADE, strict=True):
        answer = ivy.get(where)
        assert answer.content_type == TYPES[kind]
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.content_length == len(answer.data)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (packed(("xl/workbook.xml", "")), "xlsx"),
        (packed(("mimetype", TYPES["odt"]), ("content.xml", "")), "odt"),
        (packed(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")), None),
        (packed(("word/document.xml", ""), ("word/vbaProject.bin", "")), None),
        (packed(("index.html", "<script>")), None),
        (b"MZ\x90\x00", None),
        (b"", None),
        (b"PK\x03\x04broken", None),
    ],
)
def test_kinds_are_told_by_what_is_inside(content, kind):
    assert kind_of(io.BytesIO(content)) == kind


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "plan.pdf"])
def test_what_is_text_is_kept_as_text_whatever_its_name(sign_in, world, name):
    ana = sign_in(world.ana)
    (where,) = shown(ana, ask(ana, **files((name, b"<svg onload=alert(1)>"))).location)
    answer = ana.get(where)
    assert answer.content_type == "text/plain; charset=utf-8"
    assert ".txt" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("brought", "said"),
    [
        (lambda: picture(says=" "), "Please say what the picture shows"),
        (lambda: picture() | {"picture_1": (io.BytesIO(b"<svg/>"), "a.png")}, "We can keep PNG, JPEG and WebP"),
        (lambda: {"picture_2_says": "A van"}, "Please choose the picture, or take these words out."),
        (lambda: files(("run.exe", b"MZ\x90\x00")), "run.exe is none of them."),
        (lambda: files(*[("a.txt", b"a")] * 5), "Please choose at most 4 files."),
        (lambda: files(("a.txt", b"a")) | NAMELESS, "Without your name you can add pictures only"),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_words_stay(sign_in, world, app, brought, said):
    before = kept_files(app)
    refused = ask(sign_in(world.ana), body="A long paragraph.", **brought())
    assert refused.status_code == 422
    assert said in refused.text
    assert "A long paragraph." in refused.text
    assert kept_files(app) == before


def test_a_look_at_it_first_keeps_nothing_and_asks_for_the_file_again(sign_in, world, app):
    before = kept_files(app)
    looked = ask(sign_in(world.ana), preview="1", **picture())
    assert looked.status_code == 200
    assert "Please choose your pictures and files again" in looked.text
    assert kept_files(app) == before


def test_the_same_form_sent_twice_keeps_them_once(sign_in, world, app):
    before = kept_files(app)
    ana, once = sign_in(world.ana), ids.word(ids.new_id())
    first, second = (ask(ana, once=once, **picture()).location for _ in "12")
    assert first == second
    assert len(kept_files(app)) == len(before) + 1


def test_a_stranger_finds_no_picture_of_an_agencys_own(sign_in, world):
    ana = sign_in(world.ana)
    inside = ask(ana, "harborlight-team", **picture()).location
    outside = ask(ana).location
    (where,) = shown(ana, inside)
    assert sign_in(world.ben).get(where).status_code == 200
    assert sign_in(world.ivy).get(where).status_code == 404
    assert sign_in(world.ivy).get(where.replace(inside, outside)).status_code == 404
    assert ana.get(where.replace(inside, outside)).status_code == 404


def test_a_page_takes_one_statement_more_with_pictures_and_none_without(sign_in, world, count_sql):
    ana = sign_in(world.ana)
    plain, one = ask(ana).location, ask(ana, **picture()).location
    many = ask(ana, **picture(1), **picture(2)).location
    for number in range(3):
        ana.post(f"{many}/replies", data={"body": f"Reply {number}"} | picture(3) | files(("a.txt", b"a")))
    counts = []
    for where in (plain, one, many):
        with count_sql() as counted:
            assert ana.get(where).status_code == 200
        counts.append(counted.count)
    assert counts[1:] == [counts[0] + 1] * 2
    assert counts[1] <= 6


def test_without_a_name_a_picture_tells_nothing_of_whose_it_is(sign_in, world, app, acting):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana, **picture(), **NAMELESS).location
    (where,) = shown(ivy, topic)
    assert ivy.get(where).headers["Content-Disposition"].startswith('inline; filename="picture-1.webp"')
    with acting(world.ivy):
        row = db.session.scalars(select(Attachment)).one()
        assert row.file_key.startswith("0/apart/")
        assert "ana" not in json.dumps([row.file_name, row.says, row.file_key])
    assert ana.post(f"{where}/delete").status_code == 302


def test_two_of_the_same_picture_have_nothing_in_common(sign_in, world, acting):
    ana = sign_in(world.ana)
    ask(ana, **picture())
    ask(ana, **picture(), **NAMELESS)
    with acting(world.ana):
        keys = db.session.scalars(select(Attachment.file_key)).all()
    assert len(set(keys)) == 2


def test_a_live_reply_shows_its_picture(sign_in, world, connect):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana).location
    socket = connect(ivy)
    socket.emit("subscribe", {"channel": f"topic:{topic.rsplit('/', 1)[1]}"}, callback=True)
    ana.post(f"{topic}/replies", data={"body": "Look."} | picture())
    (event,) = [one for one in socket.get_received() if one["name"] == "reply"]
    assert 'alt="A white van"' in event["args"][0]["html"]["en"]


def test_the_folder_tells_the_hour_in_which_a_picture_came_and_no_more(sign_in, app, world):
    """Of every post alike, so that those without a name do not stand out."""
    ana = sign_in(world.ana)
    for more in ({}, NAMELESS):
        ask(ana, **picture(), **more)
    hour = pseudonyms.rounded(clock.now()).timestamp()
    folder = app.extensions["settings"].data / "files" / "0" / "apart"
    new = [path for path in folder.iterdir() if path.stat().st_ctime >= hour]
    assert len(new) >= 2
    for path in (*new, folder, folder.parent):
        assert path.stat().st_mtime == hour
