"""Time: aware UTC datetimes in Python, whole milliseconds since the Unix epoch in the database."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

NOT_BEFORE = datetime(2024, 1, 1, tzinfo=UTC)
"""Older than any installation: a computer that believes this has lost its clock."""

_NOT_BEFORE_SECONDS = NOT_BEFORE.timestamp()


def _system_now() -> datetime:
    return from_millis(millis(datetime.now(UTC)))


_source: Callable[[], datetime] = _system_now


def now() -> datetime:
    """The current instant, UTC, in whole milliseconds (what the database can hold)."""
    return _source()


def is_absurd() -> bool:
    """Whether this computer's clock stands where it cannot be right, as after a dead battery."""
    if _source is _system_now:
        return time.time() < _NOT_BEFORE_SECONDS
    return now() < NOT_BEFORE


def millis(instant: datetime) -> int:
    """Whole milliseconds since the Unix epoch; ``instant`` must be aware."""
    return (instant - EPOCH) // _MILLISECOND


def from_millis(value: int) -> datetime:
    """The aware UTC instant of ``value`` milliseconds since the Unix epoch."""
    return EPOCH + value * _MILLISECOND


@cache
def time_zones() -> frozenset[str]:
    """Every time zone of the IANA database that is known here; looked for once."""
    return frozenset(available_timezones())


def midnight(day: date, timezone: str) -> datetime:
    """The first instant, UTC, of ``day`` where clocks show ``timezone`` (an IANA name)."""
    return datetime.combine(day, time_of_day(), ZoneInfo(timezone)).astimezone(UTC)


def use_source(source: Callable[[], datetime] | None) -> None:
    """Replace the clock of this process (simulated years, the tests); ``None`` restores it."""
    global _source  # noqa: PLW0603 - the one process-wide clock
    _source = source or _system_now
