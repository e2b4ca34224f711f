"""Calendar months and years, in which earnings are counted. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from backend import clock


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month or year: from ``starts`` until the day before ``over``."""

    starts: date
    over: date

    def holds(self, day: date) -> bool:
        """Whether ``day`` is one of its days."""
        return self.starts <= day < self.over

    def bounds(self, timezone: str) -> tuple[datetime, datetime]:
        """Its first instant and the first instant after it, where clocks show ``timezone``."""
        return clock.midnight(self.starts, timezone), clock.midnight(self.over, timezone)


def month_of(day: date) -> Period:
    """The calendar month of ``day``."""
    starts = day.replace(day=1)
    return Period(starts, starts + relativedelta(months=1))


def year_of(day: date) -> Period:
    """The calendar year of ``day``."""
    return Period(date(day.year, 1, 1), date(day.year + 1, 1, 1))
