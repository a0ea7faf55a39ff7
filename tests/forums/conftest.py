from datetime import timedelta

import pytest

from cop.core import clock


@pytest.fixture
def later(monkeypatch):
    """Turns the clock on."""
    real = clock.now

    def turn(**by):
        monkeypatch.setattr(clock, "now", lambda: real() + timedelta(**by))

    return turn
