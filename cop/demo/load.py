"""Loads the example community."""

from collections.abc import Callable


def load(say: Callable[[str], object]) -> None:
    say("...")
