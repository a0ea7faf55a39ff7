"""What may be a password: long enough, and not easy to guess for someone who knows the person."""

import pytest

from cop.people import passwords
from cop.people.forms import NewPasswordForm
from tests.world import PASSWORD


@pytest.fixture
def refused(app):
    """The first thing said against a new password, or nothing."""

    def why(password, known=()):
        with app.test_request_context(method="POST", data={"new_password": password}):
            form = NewPasswordForm(known=known, meta={"csrf": False})
            form.validate()
            return str(form.new_password.errors[0]) if form.new_password.errors else None

    return why


@pytest.mark.parametrize("password", [PASSWORD, "three calm herons", "mi perro come pan", "            x Y 9 z ñ é"])
def test_words_in_a_row_are_welcome_without_rules_of_composition(refused, password):
    assert refused(password) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "Please fill this in."),
        ("eleven char", "Please make it at least 12"),
        ("password1234", "This would be easy to guess"),
        ("qwertyuiop12", "This would be easy to guess"),
        ("a" * 900, "This would be easy to guess"),
        ("é" * 501, "This is too long"),
    ],
)
def test_short_common_and_endless_ones_are_refused_in_words(refused, password, why):
    assert refused(password).startswith(why)


@pytest.mark.parametrize("password", ["anaribeiro1234", "ana@lantern.example", "AnaRibeiro!!", "ana.ribeiro.2026"])
def test_ones_own_name_and_address_are_easy_to_guess(refused, password):
    assert refused(password, ["Ana Ribeiro", "ana@lantern.example"]).startswith("This would be easy to guess")


def test_the_longest_password_is_handled(refused):
    longest = "a calm lantern by the door " * 37
    assert len(longest) == 999
    assert refused(longest) is None
    kept = passwords.hash_of(longest)
    assert passwords.matches(longest, kept)
    assert not passwords.matches(longest[:-1], kept)


def test_the_same_letter_from_another_keyboard_is_the_same():
    assert passwords.matches("man\u0303ana en la costa", passwords.hash_of("ma\u00f1ana en la costa"))


def test_the_demos_password_still_signs_in_though_it_would_not_be_chosen():
    assert passwords.matches("lantern", passwords.hash_of("lantern"))
