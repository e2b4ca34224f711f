"""What follows a period that was paid, or that could not be paid."""

from datetime import date

import pytest

from backend.mandates.errors import FirstDayInvalid, LastDayInvalid
from backend.mandates.rules import (
    Next,
    Order,
    Retries,
    after_period,
    after_shortage,
    check_days,
    due_day,
    is_told,
)

SKIP, END = Retries(2, 3, ends=False), Retries(2, 3, ends=True)
JANUARY_31 = date(2027, 1, 31)


def order(**changes: object) -> Order:
    fields = {
        "period": "month", "first_on": JANUARY_31, "ends_on": None, "nth": 0,
        "due_on": JANUARY_31, "tries": 0,
    }  # fmt: skip
    return Order(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_month_that_is_too_short_is_due_on_its_last_day_and_the_next_one_is_not() -> None:
    days = [due_day("month", JANUARY_31, nth) for nth in range(4)]
    assert [(day.month, day.day) for day in days] == [(1, 31), (2, 28), (3, 31), (4, 30)]
    assert due_day("year", date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert due_day("year", date(2028, 2, 29), 4) == date(2032, 2, 29)
    assert due_day("quarter", JANUARY_31, 1) == date(2027, 4, 30)
    assert due_day("week", JANUARY_31, 2) == date(2027, 2, 14)
    assert due_day("day", JANUARY_31, 1) == date(2027, 2, 1)


def test_a_paid_period_is_followed_by_the_next_until_the_last_day() -> None:
    february = date(2027, 2, 28)
    assert after_period(order()) == Next(1, february, february, 0)
    assert after_period(order(ends_on=february)).try_on == february
    ended = after_period(order(ends_on=date(2027, 2, 27)))
    assert (ended.try_on, ended.end_reason) == (None, "finished")


def test_a_shortage_is_tried_again_then_skipped_or_the_end() -> None:
    again, status = after_shortage(order(), JANUARY_31, SKIP)
    assert (again, status) == (Next(0, JANUARY_31, date(2027, 2, 3), 1), "short")
    late, _ = after_shortage(order(), date(2027, 2, 9), SKIP)
    assert late.try_on == date(2027, 2, 12)
    assert after_shortage(order(), date(2027, 5, 1), SKIP)[1] == "short"
    skipped, status = after_shortage(order(tries=2), date(2027, 2, 6), SKIP)
    assert (skipped.nth, skipped.tries, status) == (1, 0, "skipped")
    ended, status = after_shortage(order(tries=2), date(2027, 2, 6), END)
    assert (ended.nth, ended.try_on, ended.end_reason, status) == (0, None, "short", "skipped")
    assert after_shortage(order(period="day"), JANUARY_31, SKIP)[1] == "skipped"


def test_the_first_day_is_not_in_the_past_and_not_after_the_last() -> None:
    check_days(JANUARY_31, JANUARY_31, JANUARY_31)
    with pytest.raises(FirstDayInvalid):
        check_days(date(2027, 1, 30), None, JANUARY_31)
    with pytest.raises(FirstDayInvalid):
        check_days(date(2028, 2, 2), None, JANUARY_31)
    with pytest.raises(LastDayInvalid):
        check_days(date(2027, 2, 2), date(2027, 2, 1), JANUARY_31)
    assert is_told(date(2027, 2, 3), JANUARY_31, 3)
    assert not is_told(date(2027, 2, 4), JANUARY_31, 3)
