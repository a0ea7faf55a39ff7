"""An agency's logo and color: set by those who look after it, worn by its own pages."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image

from cop.agencies.models.logo import SIDE, Logo
from cop.core import jobs, storage, tenancy
from tests.agencies.test_endings import close, files_of, when_the_grace_is_over
from tests.core.letting_go import take_files_away
from tests.core.test_pictures import drawn, seen
from tests.people.test_leaving import opened
from tests.trust.test_trail import entries

HOME = "/agencies/harborlight"
LOOK, LOGO, ACCENT = f"{HOME}/look", f"{HOME}/logo", f"{HOME}/accent"
PALE, GREEN = "#7fd1b9", "#1f6f5c"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def joan(sign_in, world):
    return sign_in(world.joan)


def put(browser, picture=None, name="logo.png", **more):
    file = picture if isinstance(picture, BytesIO) else BytesIO(picture or drawn(80, 40).read())
    return browser.post(LOGO, data={"file": (file, name)} | more, content_type="multipart/form-data")


def source(page):
    return re.search(r'src="([^"]*/logo/\w+)"', page)[1]


def choose(browser, typed, **more):
    return browser.post(ACCENT, data={"typed": typed} | more)


def kinds(app, agency):
    return [one.kind for one in entries(app, agency)]


# The logo.


def test_a_logo_stands_beside_the_name_on_the_agencys_own_page(joan, app, sign_in, world):
    assert put(joan).status_code == 302
    page = sign_in(world.ana).get(HOME).text
    where = source(page)
    assert f'src="{where}" alt=""' in page
    assert f'src="{where}" alt="Logo of Harborlight Community Services"' in joan.get(LOOK).text
    answer = sign_in(world.ana).get(where)
    assert answer.content_type == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert seen(answer.data).size == (80, 40)
    assert "Joan Kessler set the agency" in joan.get(f"{HOME}/trail").text


def test_only_its_own_people_are_shown_it(joan, app, sign_in, world):
    put(joan)
    where = source(joan.get(LOOK).text)
    for someone in (world.ivy, world.bettina, world.simone, world.marta, world.wren):
        assert sign_in(someone).get(where).status_code == 404
        assert sign_in(someone).get(f"/sign-in/agency{where.removeprefix('/agencies')}").status_code == 404
    assert app.test_client().get(where).status_code == 302
    assert joan.get(where[:-1] + "x").status_code == 404


def test_where_the_agency_has_its_own_sign_in_strangers_see_it_on_that_page(joan, app, provider):
    put(joan)
    client = app.test_client()
    page = client.get("/sign-in/agency/harborlight").text
    where = source(page)
    assert f'src="{where}" alt=""' in page
    assert client.get(where).content_type == "image/webp"
    assert client.get(where[:-1] + "x").status_code == 404
    assert client.get(where.replace("harborlight", "stonefield")).status_code == 404


def test_it_is_made_anew_small_and_without_where_it_was_taken(joan, app, world):
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    put(joan, drawn(1600, 900, "JPEG", exif=exif, comment=b"at home"), "at-home.jpg")
    made = seen(joan.get(source(joan.get(LOOK).text)).data)
    assert (made.format, made.size, dict(made.getexif())) == ("WEBP", (SIDE, 288), {})
    with app.app_context(), tenancy.everywhere():
        assert Logo.of(world.harborlight.id).file_name == "logo.webp"


@pytest.mark.parametrize(
    ("content", "name"),
    [(SVG, "logo.svg"), (SVG, "logo.png"), (b"<!doctype html><script>alert(1)</script>", "logo.png"),
     (b"%PDF-1.7", "a.pdf"), (b"\x89PNG\r\n\x1a\n", "logo.png"), (drawn(30, 30, "GIF").read(), "logo.gif")],
)  # fmt: skip
def test_what_is_no_such_picture_is_refused_in_plain_words(joan, app, world, content, name):
    answer = put(joan, content, name)
    assert answer.status_code == 422
    assert "We can keep PNG, JPEG and WebP pictures. This is none of them, or it is broken." in answer.text
    assert "<script>alert" not in answer.text
    assert kinds(app, world.harborlight) == []


def test_a_bomb_of_forty_million_pixels_is_refused(joan):
    bomb = drawn(8000, 5000, mode="1", color=0)
    assert len(bomb.getvalue()) < 100_000
    answer = put(joan, bomb)
    assert answer.status_code == 422
    assert "This picture is too large. Please make it smaller first." in answer.text


def test_more_than_two_megabytes_are_refused(joan):
    answer = put(joan, drawn(9, 9).read() + b"\0" * 2_000_000)
    assert answer.status_code == 422
    assert "This picture is too big. It can have up to 2 MB." in answer.text


def test_nothing_chosen_says_so(joan):
    assert "Please choose a picture." in joan.post(LOGO, data={}).text
    assert "Please choose a picture." in joan.post(LOGO, data={"file": "words"}).text


def test_another_takes_its_place_and_the_same_one_again_stays(joan, app, world):
    before = files_of(app, world.harborlight)
    put(joan)
    first = source(joan.get(LOOK).text)
    put(joan)
    assert joan.get(source(joan.get(LOOK).text)).status_code == 200
    put(joan, drawn(20, 60))
    with app.app_context():
        jobs.run_due()
    assert joan.get(first).status_code == 404
    assert source(joan.get(LOOK).text) != first
    assert len(files_of(app, world.harborlight) - before) == 1


def test_it_is_taken_away_file_and_all(joan, app, sign_in, world):
    before = files_of(app, world.harborlight)
    put(joan)
    where = source(joan.get(LOOK).text)
    assert [joan.post(f"{LOGO}/delete").status_code for _ in "12"] == [302, 302]
    with app.app_context():
        jobs.run_due()
    assert joan.get(where).status_code == 404
    assert "<img" not in sign_in(world.ana).get(HOME).text
    take_files_away(app)
    assert files_of(app, world.harborlight) == before
    assert kinds(app, world.harborlight) == ["logo-set", "logo-removed"]


def test_the_same_picture_set_again_meanwhile_keeps_its_file(joan, app):
    put(joan)
    joan.post(f"{LOGO}/delete")
    put(joan)
    with app.app_context():
        jobs.run_due()
    assert joan.get(source(joan.get(LOOK).text)).status_code == 200


def test_a_file_that_is_gone_is_no_more_than_not_found(joan, app, world):
    put(joan)
    with app.app_context(), tenancy.everywhere():
        storage.forget(Logo.of(world.harborlight.id).file_key)
    assert joan.get(source(joan.get(LOOK).text)).status_code == 404
    assert joan.get(HOME).status_code == 200


def test_it_is_in_the_agencys_takeout_and_erased_with_it(joan, app, mails, world):
    before = files_of(app, world.harborlight)
    put(joan)
    choose(joan, GREEN)
    joan.post(f"{HOME}/announcements", data={"body": "For our area", "place": "metro_boston"})
    joan.post(f"{HOME}/takeouts")
    mails()
    archive = opened(joan, joan.get(f"{HOME}/takeouts").text)
    (file,) = [name for name in archive.namelist() if name.endswith("-logo.webp")]
    assert seen(archive.read(file)).size == (80, 40)
    assert json.loads(archive.read("data/agency_settings.json"))[0]["accent"] == GREEN
    assert json.loads(archive.read("data/area_news.json"))[0]["body_source"] == "For our area"
    close(joan)
    when_the_grace_is_over(app, world)
    take_files_away(app)
    assert files_of(app, world.harborlight) == before


# The color.


def test_a_color_marks_the_agencys_own_pages_and_no_others(joan, sign_in, world, app):
    assert choose(joan, "#1F6F5C").status_code == 302
    ana, sheet = sign_in(world.ana), 'href="/accents/1f6f5c.css"'
    assert sheet in ana.get(HOME).text
    assert sheet in ana.get("/forums/harborlight-team").text
    assert sheet in joan.get(f"{HOME}/settings").text
    for where in ("/", "/forums/handling-money", "/agencies"):
        assert "/accents/" not in ana.get(where).text
    assert "Joan Kessler chose the agency&#39;s color: #1f6f5c." in joan.get(f"{HOME}/trail").text
    assert "style=" not in joan.get(LOOK).text.partition("<main")[2]


def test_its_stylesheet_sets_one_property_for_each_theme_and_is_kept_for_long(app):
    answer = app.test_client().get("/accents/1f6f5c.css")
    assert answer.content_type == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    values = re.findall(r"--([\w-]+): (#\w{6});", answer.text)
    assert [name for name, _ in values] == ["accent"] * 3
    assert values[0][1] == GREEN
    assert values[1] == values[2] != values[0]


@pytest.mark.parametrize("digits", ["7fd1b9", "1F6F5C", "1f6", "red", "1f6f5c;}", "1f6f5c%0a", "zzzzzz"])
def test_no_stylesheet_for_what_could_not_be_chosen(app, digits):
    assert app.test_client().get(f"/accents/{digits}.css").status_code == 404


def test_a_pale_color_is_refused_with_its_ratio_and_the_nearest_shade_is_one_tap_away(joan, sign_in, world):
    answer = choose(joan, PALE)
    assert answer.status_code == 422
    assert (
        f"{PALE} is too pale to read on our light pages. Its contrast is 1.67 to 1; 4.5 to 1 is needed." in answer.text
    )
    assert f'value="{PALE}"' in answer.text  # what was typed stays
    nearest = re.search(r'name="typed" value="(#\w{6})">', answer.text)[1]
    assert f"Use the nearest shade that can be read: {nearest}" in answer.text
    assert choose(joan, nearest).status_code == 302
    assert f'href="/accents/{nearest[1:]}.css"' in joan.get(HOME).text


@pytest.mark.parametrize(
    "typed", ["red;}", "red", "#12", "#1f6f5c;}", "url(//x)", "</style>", "\u202e#1f6f5c", "#1f6f5c" * 9]
)
def test_what_is_no_color_is_refused_in_plain_words(joan, app, world, typed):
    answer = choose(joan, typed)
    assert answer.status_code == 422
    assert "/accents/" not in answer.text
    assert kinds(app, world.harborlight) == []


def test_red_with_more_after_it_is_told_what_a_color_is(joan):
    words = "Please write a color as # and six digits or letters from a to f, like #1f6f5c."
    assert words in choose(joan, "red;}").text
    assert words in joan.post(ACCENT, data={}).text


def test_one_that_was_picked_counts_where_nothing_is_typed(joan):
    joan.post(ACCENT, data={"picked": "#702050", "typed": ""})
    assert "/accents/702050.css" in joan.get(HOME).text
    joan.post(ACCENT, data={"picked": "#702050", "typed": GREEN})
    assert "/accents/1f6f5c.css" in joan.get(HOME).text


def test_one_may_look_before_it_is_kept(joan, app, world):
    page = choose(joan, GREEN, trying="y")
    assert page.status_code == 200
    assert f"{GREEN}, which you only look at" in page.text
    assert f'fill="{GREEN}"' in page.text
    assert "In dark colors: #" in page.text
    assert "/accents/" not in joan.get(HOME).text
    assert kinds(app, world.harborlight) == []


def test_it_is_taken_away(joan, app, world):
    choose(joan, GREEN)
    choose(joan, GREEN)
    assert [joan.post(f"{ACCENT}/delete").status_code for _ in "12"] == [302, 302]
    assert "/accents/" not in joan.get(HOME).text
    assert kinds(app, world.harborlight) == ["accent-chosen", "accent-removed"]


# Both.


def test_only_those_who_look_after_the_agency_change_how_it_looks(sign_in, world):
    for someone, code in (
        (world.ana, 403),
        (world.luz, 403),
        (world.bettina, 404),
        (world.simone, 404),
        (world.wren, 404),
    ):
        browser = sign_in(someone)
        answers = [browser.get(LOOK), put(browser), choose(browser, GREEN)]
        answers += [browser.post(f"{one}/delete") for one in (LOGO, ACCENT)]
        assert {answer.status_code for answer in answers} == {code}


def test_extra_fields_reach_no_other_agency_and_no_other_setting(joan, app, sign_in, world):
    more = {
        "slug": "stonefield",
        "inviters": "everyone",
        "file_key": "0/aa/aa",
        "sha256": "aa",
    }
    choose(joan, GREEN, **more)
    put(joan, **more)
    bettina = sign_in(world.bettina).get("/agencies/stonefield").text
    assert "/accents/" not in bettina
    assert "<img" not in bettina
    assert 'checked id="inviters-0"' in joan.get(f"{HOME}/settings").text
    with app.app_context(), tenancy.everywhere():
        assert Logo.of(world.harborlight.id).file_key.startswith(f"{world.harborlight.id}/")
        assert Logo.of(world.stonefield.id) is None


def test_an_archived_agency_keeps_its_look(joan):
    put(joan)
    joan.post(f"{HOME}/archive")
    assert [put(joan).status_code, choose(joan, GREEN).status_code] == [403, 403]
    assert joan.get(LOOK).status_code == 200


def test_no_page_takes_a_statement_more_for_a_color(joan, sign_in, world, count_sql):
    ana, counts = sign_in(world.ana), []
    ana.get("/forums/harborlight-team")
    for color in (None, GREEN):
        if color:
            choose(joan, color)
        with count_sql() as counted:
            ana.get("/forums/harborlight-team")
        counts.append(counted.count)
    assert counts[0] == counts[1]
