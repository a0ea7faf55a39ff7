"""The clock of the forums' tests, where a week has to go by."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cop.core import clock
from cop.forums import summarizing
from cop.forums.summarizing import last_monday

HOUSE = ZoneInfo("America/New_York")
SUMMARIES = {"Your weekly summary of new posts", "Su resumen semanal de lo nuevo"}


@pytest.fixture
def turn_to(monkeypatch):
    """Sets the clock."""

    def turn(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    return turn


@pytest.fixture
def next_monday():
    """Eight in the morning, in the house's own zone, two hours from now or more: no hour that began here reaches it."""
    soon = datetime.now(UTC) + timedelta(hours=2)
    return last_monday(soon + timedelta(weeks=1), HOUSE)


@pytest.fixture
def on_monday(app, mails, turn_to, next_monday):
    """Turns the clock to a Monday morning, and gives the summaries that arrive, by whose they are."""

    def arrived(weeks=0, **later):
        turn_to(next_monday + timedelta(weeks=weeks, **later))
        with app.app_context():
            summarizing.remember()
        return {one["To"]: one for one in mails() if one["Subject"] in SUMMARIES}

    return arrived


@pytest.fixture
def later(monkeypatch):
    """Turns the clock on."""
    real = clock.now

    def turn(**by):
        monkeypatch.setattr(clock, "now", lambda: real() + timedelta(**by))

    return turn
