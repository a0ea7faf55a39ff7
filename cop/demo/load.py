"""Loads the example community into an empty, migrated database. The same seed gives the same community."""

from collections.abc import Callable

from cop.core import clock, tenancy
from cop.core.db import db
from cop.demo import asides, circles, gatherings, looking, neighbors, people, selves, shelf, solutions, talk
from cop.demo.words import Pen

SEED = 20270701


def load(say: Callable[[str], object], scale: int = 1, seed: int = SEED) -> None:
    """`scale` multiplies topics and replies; people, meetings, rooms and the library stay as they are."""
    pen = Pen(clock.now().replace(microsecond=0), seed)
    with tenancy.everywhere():
        say("    agencies, people and spaces")
        cast = people.load(pen)
        say("    meetings and the rotation")
        gatherings.load(cast, pen)
        selves.load(cast, pen)
        say("    rooms")
        circles.load(cast, pen)
        say("    the library, with its files")
        shelf.load(cast, pen)
        say("    topics and replies")
        talk.load(cast, pen, scale, say)
        solutions.load(cast, pen)
        asides.load(cast, pen)
        say("    how agencies look, and what they share with their areas")
        neighbors.load(cast, pen)
        say("    what waits to be looked at")
        looking.load(cast, pen)
    db.session.remove()
