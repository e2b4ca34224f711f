"""Which copies stay. Pure: the copies' times are arguments."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Keep:
    """Of how many of the last days, weeks and months that have a copy the newest one stays."""

    days: int
    weeks: int
    months: int


def superfluous(made: Collection[datetime], keep: Keep) -> set[datetime]:
    """Those of the copies made then (UTC) that may go; never the newest one."""
    newest_first = sorted(made, reverse=True)
    staying = set(newest_first[:1])
    staying |= _newest_of_each(newest_first, lambda at: at.date(), keep.days)
    staying |= _newest_of_each(newest_first, lambda at: at.isocalendar()[:2], keep.weeks)
    staying |= _newest_of_each(newest_first, lambda at: (at.year, at.month), keep.months)
    return set(newest_first) - staying


def _newest_of_each(
    newest_first: list[datetime], period: Callable[[datetime], object], most: int
) -> set[datetime]:
    found: dict[object, datetime] = {}
    for at in newest_first:
        found.setdefault(period(at), at)
    return set(list(found.values())[:most])
