"""When things happened: counted back from now, at hours when people are awake. Also the ids that belong to a moment."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from cop.core import ids

SCRAMBLE = 2_654_435_761  # odd, so that it maps the 22 bits of a salt onto themselves: none comes twice
WAKING, BEDTIME = 6, 22  # hours
A_WHILE = timedelta(minutes=20)  # what lies between now and the newest thing said


@dataclass
class Moments:
    """`now` is in the zone where people live; `random` decides the same things each time for the same seed."""

    now: datetime
    random: Random
    _salts: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def zone(self) -> ZoneInfo:
        zone = self.now.tzinfo
        if not isinstance(zone, ZoneInfo):
            raise TypeError(f"{self.now} needs a time zone with a name")
        return zone

    def id(self, moment: datetime) -> int:
        return ids.id_at(moment, next(self._salts) * SCRAMBLE)

    def on(self, days_ago: float, first_hour: int = 7, last_hour: int = 21) -> datetime:
        """A moment of a day in the past, between two hours of that day."""
        minutes = self.random.randrange(first_hour * 60, last_hour * 60)
        day = (self.now - timedelta(days=days_ago)).date()
        at = datetime.combine(day, time(minutes // 60, minutes % 60, self.random.randrange(60)), self.zone)
        return min(at, self.now - A_WHILE)

    def before_hours(self, at: datetime, hours: float) -> datetime:
        """That moment, or an earlier one when what follows it for some hours would still be to come."""
        latest = self.now - timedelta(hours=hours) - A_WHILE * self.random.uniform(1, 4)
        return min(at, self._last_evening(latest))

    def after(self, at: datetime, hours: float, previous: datetime) -> datetime:
        """Some hours later, in the morning if that is at night, and always later than the one before."""
        then = at + timedelta(hours=hours)
        local = then.astimezone(self.zone)
        if local.hour < WAKING:
            morning = local.replace(hour=WAKING, minute=15) + timedelta(minutes=self.random.randrange(150))
            then = morning if morning < self.now - A_WHILE / 2 else then
        return max(then, previous + timedelta(seconds=self.random.randrange(20, 60)))

    def _last_evening(self, at: datetime) -> datetime:
        local = at.astimezone(self.zone)
        if local.hour >= WAKING:
            return at
        return local.replace(hour=BEDTIME - 1) - timedelta(days=1)
