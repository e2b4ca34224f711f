from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.amounts import MAX_AMOUNT, check_amount, format_amount, parse_amount
from backend.errors import AmountInvalid
from tests.codes.support import read_vectors

CASES = read_vectors("amounts")


@pytest.mark.parametrize("case", CASES["parsed"], ids=lambda case: ascii(case["typed"]))
def test_a_typed_amount_is_read(case: dict[str, Any]) -> None:
    assert parse_amount(case["typed"], case["decimals"]) == case["amount"]


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: ascii(case["typed"])[:30])
def test_a_wrong_amount_is_refused_with_its_reason(case: dict[str, Any]) -> None:
    with pytest.raises(AmountInvalid) as refusal:
        parse_amount(case["typed"], case["decimals"])
    assert refusal.value.params == {"reason": case["reason"]}


@pytest.mark.parametrize("case", CASES["terminal"])
def test_an_amount_is_written_for_a_terminal(case: dict[str, Any]) -> None:
    assert format_amount(case["amount"], case["decimals"]) == case["text"]


@given(st.integers(1, MAX_AMOUNT), st.integers(0, 3))
def test_what_is_written_reads_back(amount: int, decimals: int) -> None:
    assert parse_amount(format_amount(amount, decimals).replace(",", ""), decimals) == amount


@given(st.text(max_size=40), st.integers(0, 3))
def test_no_text_whatever_fails_without_a_name(text: str, decimals: int) -> None:
    try:
        amount = parse_amount(text, decimals)
    except AmountInvalid:
        return
    assert 1 <= amount <= MAX_AMOUNT


@pytest.mark.parametrize(
    ("amount", "reason"), [(0, "zero"), (-1, "negative"), (MAX_AMOUNT + 1, "too_large")]
)
def test_an_amount_outside_the_range_is_refused(amount: int, reason: str) -> None:
    assert check_amount(MAX_AMOUNT) == MAX_AMOUNT
    with pytest.raises(AmountInvalid) as refusal:
        check_amount(amount)
    assert refusal.value.params == {"reason": reason}


def test_an_endless_number_is_too_large_and_costs_nothing() -> None:
    with pytest.raises(AmountInvalid) as refusal:
        parse_amount("9" * 100_000, 2)
    assert refusal.value.params == {"reason": "too_large"}


def test_a_currency_has_at_most_three_decimals() -> None:
    with pytest.raises(ValueError, match="decimals"):
        parse_amount("1", 4)
