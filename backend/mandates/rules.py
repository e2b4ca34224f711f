"""Decisions about standing orders, from plain values alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from backend.mandates.errors import FirstDayInvalid, LastDayInvalid

Period = Literal["day", "week", "month", "quarter", "year"]
PERIODS: dict[str, relativedelta] = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
FURTHEST = timedelta(days=366)
"""How far ahead the first day of a mandate may lie."""


@dataclass(frozen=True, slots=True)
class Retries:
    """What a community does when the balance is short: tries again, then skips or ends."""

    times: int
    days: int
    ends: bool


class Order(NamedTuple):
    """Where a mandate stands: the period that is due, its ``nth``, and the tries in vain."""

    period: str
    first_on: date
    ends_on: date | None
    nth: int
    due_on: date
    tries: int


class Next(NamedTuple):
    """How a mandate goes on: the next try, or (``try_on`` None) its end and why."""

    nth: int
    due_on: date
    try_on: date | None
    tries: int
    end_reason: str | None = None


@lru_cache(maxsize=4096)
def due_day(period: str, first_on: date, nth: int) -> date:
    """The day of period ``nth`` (0 is the first): of a month that is too short, its last day."""
    return first_on + PERIODS[period] * nth


def after_period(order: Order) -> Next:
    """What follows when a period was paid or skipped."""
    nth = order.nth + 1
    due_on = due_day(order.period, order.first_on, nth)
    if order.ends_on is not None and due_on > order.ends_on:
        return Next(nth, due_on, None, 0, "finished")
    return Next(nth, due_on, due_on, 0)


def after_shortage(order: Order, today: date, retries: Retries) -> tuple[Next, str]:
    """What follows when the balance was short ``today``, and how the period stands now.

    It is tried again up to ``retries.times``, as long as the next period is not due by then;
    who was asked late for the first time gets one chance all the same.
    """
    again = today + timedelta(days=retries.days)
    in_time = again < due_day(order.period, order.first_on, order.nth + 1)
    asked_late = order.tries == 0 and today > order.due_on
    if order.tries < retries.times and (in_time or asked_late):
        return Next(order.nth, order.due_on, again, order.tries + 1), "short"
    if retries.ends:
        return Next(order.nth, order.due_on, None, order.tries, "short"), "skipped"
    return after_period(order), "skipped"


def check_days(first_on: date, ends_on: date | None, today: date) -> None:
    """Raise FirstDayInvalid or LastDayInvalid unless the days of a new mandate are possible."""
    latest = today + FURTHEST
    if not today <= first_on <= latest:
        raise FirstDayInvalid(earliest=today.isoformat(), latest=latest.isoformat())
    if ends_on is not None and ends_on < first_on:
        raise LastDayInvalid(earliest=first_on.isoformat())


def is_told(first_due: date, today: date, notice_days: int) -> bool:
    """Whether the payer, who gives the mandate today, needs no other notice of its first day."""
    return first_due - today <= timedelta(days=notice_days)
