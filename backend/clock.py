"""Time: aware UTC datetimes in Python, whole milliseconds since the Unix epoch in the database."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def _system_now() -> datetime:
    return from_millis(millis(datetime.now(UTC)))


_source: Callable[[], datetime] = _system_now


def now() -> datetime:
    """The current instant, UTC, in whole milliseconds (what the database can hold)."""
    return _source()


def millis(instant: datetime) -> int:
    """Whole milliseconds since the Unix epoch; ``instant`` must be aware."""
    return (instant - EPOCH) // _MILLISECOND


def from_millis(value: int) -> datetime:
    """The aware UTC instant of ``value`` milliseconds since the Unix epoch."""
    return EPOCH + value * _MILLISECOND


def midnight(day: date, timezone: str) -> datetime:
    """The first instant, UTC, of ``day`` where clocks show ``timezone`` (an IANA name)."""
    return datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC)


def use_source(source: Callable[[], datetime] | None) -> None:
    """Replace the clock of this process (simulated years, the tests); ``None`` restores it."""
    global _source  # noqa: PLW0603 - the one process-wide clock
    _source = source or _system_now
