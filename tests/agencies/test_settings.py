"""The settings are one page with three parts: saving one keeps what was typed into the others."""

import re

import pytest

from tests.agencies.rules import RULES, SETTINGS, keep
from tests.trust.test_trail import entries

SAID = {"about": "", "areas": "metro_boston", "inviters": "administrators", "mail_domains": ""}
PAGE = SAID | RULES | {"years": "0", "whole": "y"}  # as a browser sends it when nothing was changed
NOT_SAVED = "Something else on this page is not saved yet."


@pytest.fixture
def joan(sign_in, world):
    return sign_in(world.joan)


def at(part):
    return SETTINGS if part == "settings" else SETTINGS.replace("settings", part)


def test_what_is_typed_elsewhere_on_the_page_stays_and_is_not_saved(joan, app, world):
    typed = {"about": "A calm house", "mail_domains": "harborlight.example", "second_step": "y", "years": "7"}
    page = joan.post(at("sign-in-rules"), data=PAGE | typed | {"longest_hours": "24"}).text
    assert NOT_SAVED in page
    assert "A calm house</textarea>" in page
    assert 'value="harborlight.example"' in page
    assert re.search(r'<input checked[^>]*name="second_step"', page)
    assert re.search(r'<input checked[^>]*name="years"[^>]*value="7"', page)
    assert [one.kind for one in entries(app, world.harborlight)] == ["sign-in-length-set"]
    again = joan.get(SETTINGS).text
    assert '<option selected value="24">' in again
    assert "A calm house" not in again


@pytest.mark.parametrize("part", ["settings", "sign-in-rules", "retention"])
def test_with_nothing_else_changed_one_goes_on(joan, part):
    assert joan.post(at(part), data=PAGE).status_code == 302


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("settings", {"years": "3"}),
        ("settings", {"ways": ["passkey", "password"]}),
        ("retention", {"idle_hours": "1"}),
        ("retention", {"areas": ["metro_boston", "central"]}),
    ],
)
def test_whatever_part_is_saved_and_whatever_else_was_changed(joan, part, changed):
    answer = joan.post(at(part), data=PAGE | changed)
    assert (answer.status_code, NOT_SAVED in answer.text) == (200, True)


def test_what_can_not_be_saved_keeps_the_rest_too(joan):
    answer = joan.post(at("sign-in-rules"), data=PAGE | {"ways": [], "about": "A calm house"})
    assert answer.status_code == 422
    assert "At least one way has to stay open." in answer.text
    assert "A calm house</textarea>" in answer.text


def test_the_page_is_one_form_that_sends_all_its_parts(joan):
    page = joan.get(SETTINGS).text
    form = page.partition(f'action="{SETTINGS}"')[2].partition("</form>")[0]
    for name in (*PAGE.keys() - {"second_step"}, "second_step", "csrf_token"):
        assert f'name="{name}"' in form
    assert f'formaction="{at("sign-in-rules")}"' in form
    assert f'formaction="{at("retention")}"' in form


def test_an_agency_that_kept_something_shows_it(joan):
    keep(joan, 3)
    assert joan.post(at("settings"), data=PAGE | {"years": "3"}).status_code == 302
