"""The calendar of jobs: on which days periods begin."""

from datetime import date, timedelta
from typing import Literal

Period = Literal["day", "week", "month", "quarter", "half_year", "year"]

_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_DAYS: dict[str, int] = {"day": 1, "week": 7}
_MONTHS_OF_A_YEAR = 12


def first_from(period: Period, day: date) -> date:
    """The first day on or after ``day`` on which a period begins; weeks begin on Monday."""
    begun = begin_of(period, day)
    return begun if begun == day else following(period, begun)


def begin_of(period: Period, day: date) -> date:
    """The day on which the period that ``day`` lies in began."""
    if period == "day":
        return day
    if period == "week":
        return day - timedelta(days=day.weekday())
    months = _MONTHS[period]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def following(period: Period, begin: date) -> date:
    """The day on which the period after the one that began on ``begin`` begins."""
    return _shifted(period, begin, 1)


def preceding(period: Period, begin: date) -> date:
    """The day on which the period before the one that began on ``begin`` began."""
    return _shifted(period, begin, -1)


def _shifted(period: Period, begin: date, periods: int) -> date:
    if period in _DAYS:
        return begin + timedelta(days=_DAYS[period] * periods)
    month = begin.year * _MONTHS_OF_A_YEAR + begin.month - 1 + _MONTHS[period] * periods
    return date(month // _MONTHS_OF_A_YEAR, month % _MONTHS_OF_A_YEAR + 1, 1)
