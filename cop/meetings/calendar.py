"""Massachusetts' fiscal calendar: the year starts on July 1 and is named after the one it ends in."""

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, date

WRITTEN = re.compile(r"FY([0-9]{4})-Q([1-4])")
FIRST_YEAR = 2  # fiscal year 1 would begin before there are dates


@dataclass(frozen=True, order=True)
class Period:
    """One quarter of a fiscal year: FY2027-Q2 is October to December 2026."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        if not (FIRST_YEAR <= self.year <= MAXYEAR and 1 <= self.quarter <= 4):
            raise ValueError(f"no such quarter: {self.year}, {self.quarter}")

    @classmethod
    def parse(cls, written: str) -> "Period":
        """Raises ValueError for anything that `str` can't have written."""
        found = WRITTEN.fullmatch(written)
        if found is None:
            raise ValueError(written)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Period":
        """The quarter a day lies in. Raises ValueError past the last fiscal year that ends before dates do."""
        months = (day.month - 7) % 12  # since July
        return cls(day.year + (day.month >= 7), months // 3 + 1)

    def __str__(self) -> str:
        return f"FY{self.year:04d}-Q{self.quarter}"

    @property
    def first_day(self) -> date:
        month = (self.quarter + 1) * 3 + 1  # 7, 10, 13, 16: the last two lie in the year it is named after
        return date(self.year - (month <= 12), (month - 1) % 12 + 1, 1)

    @property
    def last_day(self) -> date:
        first = self.first_day
        return date(first.year, first.month + 2, calendar.monthrange(first.year, first.month + 2)[1])

    @property
    def next(self) -> "Period":
        return Period(self.year + self.quarter // 4, self.quarter % 4 + 1)

    @property
    def number(self) -> int:
        """How many quarters there were before it: what lies between two is counted by it."""
        return self.year * 4 + self.quarter - 1

    @classmethod
    def numbered(cls, number: int) -> "Period":
        return cls(number // 4, number % 4 + 1)

    def following(self, many: int) -> list["Period"]:
        """It, and those after it."""
        return [Period.numbered(self.number + after) for after in range(many)]
