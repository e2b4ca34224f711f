"""Periods: whole days of a community, as people ask for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from backend import clock
from backend.errors import PeriodInvalid

EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of ``first`` to the end of ``last``; None is unbounded."""

    first: date | None
    last: date | None
    timezone: str

    @property
    def since(self) -> datetime | None:
        """The first instant, UTC."""
        return None if self.first is None else clock.midnight(self.first, self.timezone)

    @property
    def until(self) -> datetime | None:
        """The instant after the last, UTC."""
        if self.last is None:
            return None
        return clock.midnight(self.last + timedelta(days=1), self.timezone)

    def day(self, instant: datetime) -> date:
        """The day on which ``instant`` falls here."""
        return instant.astimezone(ZoneInfo(self.timezone)).date()


def checked(first: date | None, last: date | None, timezone: str, today: date) -> Period:
    """The period, when it is one that has begun; a last day to come becomes today's end.

    Raises PeriodInvalid.
    """
    if first is not None and not EARLIEST <= first <= today:
        raise PeriodInvalid(earliest=EARLIEST.isoformat(), latest=today.isoformat())
    if last is not None and last < (first or EARLIEST):
        raise PeriodInvalid(earliest=(first or EARLIEST).isoformat(), latest=today.isoformat())
    return Period(first, last if last is not None and last < today else None, timezone)
