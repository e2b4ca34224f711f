"""The arithmetic, with plain values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.circulation import rules
from backend.circulation.errors import CentsDoNotDivide, DenominationUnknown
from backend.circulation.rules import Moved, Rate
from backend.errors import AmountInvalid

AMOUNTS = st.integers(0, 10**9)


@given(st.integers(1, 1000), st.integers(1, 10_000), st.integers(0, 3), st.integers(1, 10**6))
def test_euro_buy_exactly_what_they_are_worth_or_the_nearest_sums_are_named(
    coins: int, euro_cents: int, decimals: int, cents: int
) -> None:
    rate = Rate.of(coins, euro_cents, decimals)
    try:
        amount = rate.coin_for(cents)
    except CentsDoNotDivide as refusal:
        nearest = refusal.params["nearest"]
        assert isinstance(nearest, list)
        for other in nearest:
            assert abs(other - cents) < rate.cents
            assert rate.coin_for(other) * euro_cents == other * coins * 10**decimals
    except AmountInvalid:
        assert cents * coins * 10**decimals > 2**31 * euro_cents
    else:
        assert amount * euro_cents == cents * coins * 10**decimals
        assert rate.exchangeable(amount) == (amount, cents)


@given(AMOUNTS, AMOUNTS, AMOUNTS, st.integers(0, 1000))
def test_demurrage_is_of_what_lay_there_when_due_and_never_more_than_is_left(
    held: int, received: int, spent: int, permille: int
) -> None:
    spent = min(spent, held + received)
    now = held + received - spent
    charge = rules.demurrage(now, Moved(received, spent), permille, None)
    assert charge == min(held * permille // 1000, now)
    still = rules.demurrage(now, Moved(received, spent), permille, Moved())
    assert still == charge
    assert rules.demurrage(now, Moved(received, spent), permille, Moved(0, 1)) == 0
    came = min(held, 5)
    assert (
        rules.demurrage(held, Moved(), permille, Moved(came, 0)) == (held - came) * permille // 1000
    )


def test_charging_months_are_the_same_every_year() -> None:
    months = [date(2026, month, 1) for month in range(1, 13)]
    assert [d.month for d in months if rules.is_charging_month(d, 6)] == [1, 7]
    assert [d.month for d in months if rules.is_charging_month(d, 3)] == [1, 4, 7, 10]
    assert all(rules.is_charging_month(d, 1) for d in months)
    assert rules.months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert rules.months_later(date(2026, 1, 1), -1) == date(2025, 12, 1)


def test_notes_are_worth_their_denominations() -> None:
    assert rules.value_of({100: 3, 1_000: 1}, [100, 1_000]) == 1_300
    with pytest.raises(DenominationUnknown):
        rules.value_of({500: 1}, [100, 1_000])
    with pytest.raises(AmountInvalid):
        rules.value_of({}, [100])
