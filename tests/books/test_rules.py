"""Groups of fewer than five people: never shown, and never to be worked out from what is shown."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.books.money import in_cents
from backend.books.period import checked
from backend.books.plain import cell, commodity, plain, slug, units
from backend.books.rules import LEAST, Month, Sum, merge_small, safe_spans
from backend.errors import PeriodInvalid

people = st.frozensets(st.integers(0, 30), max_size=12)
sums = st.builds(Sum, st.integers(-50, 1_000), st.just(Fraction()), people)


def total(parts: list[Sum]) -> int:
    return sum(part.amount for part in parts)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), sums, max_size=8))
def test_no_small_group_is_shown_nor_left_over(groups: dict[str, Sum]) -> None:
    found = merge_small(groups)
    counted = {name: each for name, each in groups.items() if each.people or each.amount}
    assert all(not each.people or len(each.people) >= LEAST for _, each in found.shown)
    if found.merged is None:
        # Either nothing had to be hidden, or nothing may be told.
        assert len(found.shown) in {0, len(counted)}
        return
    hidden = counted.keys() - {name for name, _ in found.shown}
    assert len(hidden) >= 2
    assert len(found.merged.people) >= LEAST
    assert found.merged.people == frozenset().union(*(counted[name].people for name in hidden))
    whole = [each for _, each in found.shown] + [found.merged]
    assert total(whole) == total(list(counted.values()))


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    """Alone in "other" it would be the total less all others."""
    crowd = {name: Sum(100 * size, people=frozenset(range(size))) for name, size in
             (("broom", 9), ("soup", 7), ("dog", 6))}  # fmt: skip
    found = merge_small({**crowd, "sew": Sum(35, people=frozenset({90}))})
    assert [name for name, _ in found.shown] == ["broom", "soup"]
    assert found.merged is not None
    assert found.merged.amount == 635
    # Four and four, but the same four: that is still four.
    four = frozenset(range(4))
    found = merge_small({"a": Sum(1, people=four), "b": Sum(2, people=four)})
    assert (found.shown, found.merged) == ((), None)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(sums, sums), max_size=10))
def test_months_wait_for_enough_people_and_never_change_afterwards(
    found: list[tuple[Sum, Sum]],
) -> None:
    months = [Month(f"2026-{at + 1:02}", *pair) for at, pair in enumerate(found)]
    spans = safe_spans(months)
    for span in spans:
        for each in (span.earned, span.spent):
            assert not each.people or len(each.people) >= LEAST
    # A report a month earlier showed the same, as far as it went: nothing comes out by subtraction.
    earlier = safe_spans(months[:-1])
    assert spans[: len(earlier)] == earlier
    shown = [month for month in months if spans and month.key <= spans[-1].last]
    assert total([span.earned for span in spans]) == total([month.earned for month in shown])


def test_text_that_people_typed_is_made_safe() -> None:
    assert plain("a\r\nb\u2028c\u202ed\x00e\u200df\ud800") == "a b cde\u200df"
    assert [cell(text) for text in ("=1+1", "\t@x", "+3", "\n-2", "a=1", "")] == [
        "'=1+1", "'@x", "'+3", "'-2", "a=1", "",
    ]  # fmt: skip
    assert [slug(text, "X") for text in ("Bakkerij Özdemir & Zn.", "بقالة", "1e hulp", "-")] == [
        "Bakkerij-Ozdemir-Zn", "X", "1e-Hulp", "X",
    ]  # fmt: skip
    assert [commodity(name) for name in ("ooievaar", "euro", "EUR", "مونت", "x" * 60)] == [
        "OOIEVAAR", "EURO", "COIN-EUR", "COIN-X", "X" * 20,
    ]  # fmt: skip
    assert [units(minor, 2) for minor in (0, 5, -5, -1_250, 100)] == [
        "0.00", "0.05", "-0.05", "-12.50", "1.00",
    ]  # fmt: skip
    assert units(-7, 0) == "-7"


def test_euro_are_rounded_once_and_away_from_zero() -> None:
    assert [in_cents(Fraction(n, 2)) for n in (1, -1, 3, -3, 4)] == [1, -1, 2, -2, 2]


def test_a_period_is_whole_days_of_the_neighbourhood() -> None:
    today = date(2026, 11, 23)
    period = checked(date(2026, 3, 28), date(2026, 3, 29), "Europe/Amsterdam", today)
    assert period.since == datetime(2026, 3, 27, 23, tzinfo=UTC)
    assert period.until == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert checked(None, today, "Europe/Amsterdam", today).last is None
    for first, last in ((today, date(2026, 11, 22)), (date(2026, 11, 24), None)):
        with pytest.raises(PeriodInvalid):
            checked(first, last, "Europe/Amsterdam", today)
