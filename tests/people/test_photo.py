"""Ana's photo: hers to show and to whom, small, without what was hidden in it, and gone when she takes it away."""

import io
import re

import pytest
from PIL import Image

from cop.core import ids, storage
from cop.core.db import db
from cop.people.models.person import Person
from cop.people.models.photo import FOLDER, Photo
from tests.core.letting_go import take_files_away
from tests.core.test_pictures import AMBER, HARBOUR, drawn
from tests.forums.test_topics import open_topic
from tests.people.test_leaving import delete, opened

SHOWN = re.compile(r'<img src="(/photos/[0-9a-f]{64})" alt=""')


def bring(browser, file=None, shown_to="agencies", name="me.jpg", **more):
    data = {"shown_to": shown_to, **more}
    if file is not None:
        data["file"] = (file, name)
    return browser.post("/account/photo", data=data)


def where(app, someone):
    with app.app_context():
        return f"/photos/{db.session.get_one(Person, someone.id).photo}"


@pytest.fixture
def ana(sign_in, world):
    browser = sign_in(world.ana)
    assert bring(browser, drawn(900, 600, "JPEG")).status_code == 302
    return browser


def test_a_photo_is_made_small_and_square_and_stands_where_the_initials_do(app, ana, world):
    answer = ana.get(where(app, world.ana))
    assert Image.open(io.BytesIO(answer.data)).size == (256, 256)
    assert answer.content_type == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"].startswith("private, max-age=")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert SHOWN.findall(ana.get("/account/photo").text) == [where(app, world.ana)] * 2  # above, and on the page


def test_where_it_was_taken_and_how_the_camera_was_held_is_gone(app, sign_in, world):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A camera"
    wide = Image.new("RGB", (600, 300), HARBOUR)
    wide.paste(AMBER, (0, 0, 300, 300))
    made = io.BytesIO()
    wide.save(made, "JPEG", exif=exif)
    ana = sign_in(world.ana)
    bring(ana, io.BytesIO(made.getvalue()))
    shown = Image.open(io.BytesIO(ana.get(where(app, world.ana)).data)).convert("RGB")
    assert dict(shown.getexif()) == {}
    assert all(abs(a - b) < 12 for a, b in zip(shown.getpixel((128, 20)), AMBER, strict=True))  # left is now above


def test_it_is_for_people_of_her_agency_and_for_nobody_else(app, ana, sign_in, client, world):
    for someone, code in ((world.ben, 200), (world.joan, 200), (world.ivy, 404), (world.bettina, 404),
                          (world.wren, 404), (world.simone, 404)):  # fmt: skip
        assert sign_in(someone).get(where(app, world.ana)).status_code == code, someone.name
    assert client.get(where(app, world.ana)).status_code == 302


def test_for_everyone_when_she_says_so_and_no_longer_when_she_says_that(app, ana, sign_in, world):
    ivy = sign_in(world.ivy)
    assert bring(ana, shown_to="everyone").status_code == 302
    assert ivy.get(where(app, world.ana)).status_code == 200
    bring(ana, shown_to="agencies")
    assert ivy.get(where(app, world.ana)).status_code == 404


def test_whoever_leaves_the_agency_sees_it_no_more(app, ana, sign_in, world):
    ben = sign_in(world.ben)
    ben.post("/agencies/harborlight/departure")
    assert ben.get(where(app, world.ana)).status_code == 404


def test_beside_what_she_wrote_for_everyone_only_if_it_is_for_everyone(app, ana, acting, sign_in, world):
    with acting(world.ana) as viewer:
        topics = [f"/topics/{ids.word(open_topic(viewer, place, replies=1))}" for place in (world.money, world.team)]
    ben = sign_in(world.ben)
    assert [SHOWN.findall(ben.get(topic).text) for topic in topics] == [[], [where(app, world.ana)] * 2]
    bring(ana, shown_to="everyone")
    assert SHOWN.findall(sign_in(world.ivy).get(topics[0]).text) == [where(app, world.ana)] * 2


def test_a_topic_takes_the_same_statements_with_photos_and_without(ana, acting, sign_in, count_sql, world):
    with acting(world.ana) as viewer:
        topic = f"/topics/{ids.word(open_topic(viewer, world.team, replies=3))}"
    ben, counts = sign_in(world.ben), []
    for act in (lambda: None, lambda: ana.post("/account/photo/delete")):
        act()
        with count_sql() as counted:
            assert ben.get(topic).status_code == 200
        counts.append(counted.count)
    assert counts[0] == counts[1]


def test_in_the_list_of_people_and_beside_an_announcement(app, sign_in, world):
    joan = sign_in(world.joan)
    bring(joan, drawn(300, 300))
    joan.post("/agencies/harborlight/announcements/new", data={"body": "Doors open at nine."})
    ben = sign_in(world.ben)
    assert SHOWN.findall(ben.get("/agencies/harborlight/members").text) == [where(app, world.joan)]
    assert set(SHOWN.findall(ben.get("/agencies/harborlight").text)) == {where(app, world.joan)}


def test_taken_away_its_address_is_one_that_does_not_exist(app, ana, sign_in, world):
    address, key = where(app, world.ana), key_of(app, world.ana)
    assert ana.post("/account/photo/delete").location == "/account/photo"
    for browser in (ana, sign_in(world.ben)):
        assert browser.get(address).status_code == 404
    assert take_files_away(app) == 1
    with app.app_context(), pytest.raises(FileNotFoundError):
        storage.stream(key)
    assert SHOWN.findall(ana.get("/account").text) == []
    assert ana.post("/account/photo/delete").status_code == 302


def test_another_one_takes_its_place(app, ana, world):
    before = where(app, world.ana)
    bring(ana, drawn(300, 300, color=HARBOUR))
    assert ana.get(before).status_code == 404
    assert ana.get(where(app, world.ana)).status_code == 200


def test_the_very_same_photo_of_two_people_goes_only_with_the_last(app, ana, sign_in, world):
    ben = sign_in(world.ben)
    bring(ben, drawn(900, 600, "JPEG"))
    assert where(app, world.ben) == where(app, world.ana)
    ana.post("/account/photo/delete")
    take_files_away(app)
    assert ben.get(where(app, world.ben)).status_code == 200


def test_it_is_in_her_takeout_and_goes_with_her_account(app, ana, mails, world):
    ana.post("/account/takeouts")
    mails()
    archive = opened(ana, ana.get("/account/takeouts").text)
    (name,) = [one for one in archive.namelist() if one.startswith("files/")]
    assert Image.open(io.BytesIO(archive.read(name))).size == (256, 256)
    key = key_of(app, world.ana)
    assert key.startswith(f"{FOLDER}/")
    delete(ana)
    take_files_away(app)
    with app.app_context(), pytest.raises(FileNotFoundError):
        storage.stream(key)


def test_an_agencys_takeout_has_no_photo(ana, sign_in, mails, world):
    joan = sign_in(world.joan)
    joan.post("/agencies/harborlight/takeouts")
    mails()
    archive = opened(joan, joan.get("/agencies/harborlight/takeouts").text)
    assert not [one for one in archive.namelist() if "photo" in one or one.startswith("files/")]
    assert b"photo" not in archive.read("data/person.json")


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"<!doctype html><script>alert(1)</script>", "me.jpg"), (b"GIF89a" + b"\0" * 40, "me.gif"), (b"", "me.png"),
     (b"\x89PNG\r\n\x1a\n and then nothing", "me.png"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "me.webp")],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_words(app, sign_in, world, content, name):
    answer = bring(sign_in(world.ana), io.BytesIO(content), name=name)
    assert answer.status_code == 422
    assert "Please choose" in answer.text
    assert where(app, world.ana) == "/photos/"


def test_forty_megapixels_are_refused_before_they_are_unpacked(app, sign_in, world):
    file = drawn(8000, 5000, mode="1", color=0)
    assert len(file.getvalue()) < 20_000
    answer = bring(sign_in(world.ana), file)
    assert answer.status_code == 422
    assert "too many pixels" in answer.text
    assert where(app, world.ana) == "/photos/"


def test_more_than_five_megabytes_are_refused(app, sign_in, world):
    answer = bring(sign_in(world.ana), io.BytesIO(drawn(30, 30).getvalue() + b"\0" * 5_000_000))
    assert answer.status_code == 422
    assert "up to 5 MB" in answer.text


def test_a_refused_one_leaves_the_one_before(app, ana, world):
    before = where(app, world.ana)
    assert bring(ana, io.BytesIO(b"no picture"), shown_to="everyone").status_code == 422
    assert bring(ana, drawn(30, 30), shown_to="the world").status_code == 422
    assert where(app, world.ana) == before
    assert ana.get(before).status_code == 200


def test_without_a_file_there_is_nothing_to_show(sign_in, world):
    answer = bring(sign_in(world.ana))
    assert answer.status_code == 422
    assert "Please choose a photo." in answer.text


def test_more_fields_change_nobody_elses(app, sign_in, world):
    bring(sign_in(world.ana), drawn(30, 30), person_id=str(world.ben.id), photo="x" * 64, sha256="y" * 64)
    assert where(app, world.ben) == "/photos/"
    assert "x" not in where(app, world.ana)


@pytest.mark.parametrize("mark", ["", "0" * 64, "x", "..%2f..%2fcop.db", "' OR 1=1 --", "0" * 5000])
def test_addresses_of_no_photo_do_not_exist(ana, mark):
    assert ana.get(f"/photos/{mark}").status_code == 404


def test_a_file_that_is_lost_is_a_photo_that_is_not_there(app, ana, world):
    with app.app_context():
        storage.forget(key_of(app, world.ana))
    assert ana.get(where(app, world.ana)).status_code == 404


def key_of(app, someone):
    with app.app_context():
        return db.session.scalars(Photo.of(someone.id).with_only_columns(Photo.file_key)).one()
