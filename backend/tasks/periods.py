"""Calendar months and years, in which earnings are counted. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo


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
        zone = ZoneInfo(timezone)
        return (
            datetime.combine(self.starts, time(), zone),
            datetime.combine(self.over, time(), zone),
        )


def month_of(day: date) -> Period:
    """The calendar month of ``day``."""
    starts = day.replace(day=1)
    return Period(starts, _first_of_next_month(starts))


def year_of(day: date) -> Period:
    """The calendar year of ``day``."""
    return Period(date(day.year, 1, 1), date(day.year + 1, 1, 1))


def _first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
