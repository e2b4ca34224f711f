"""Amounts: whole numbers of minor units, what a person types, and what a terminal shows.

A currency with two decimals counts cents: ``6,50`` is 650. No float comes near.
"""

import re

from backend.errors import AmountInvalid

MAX_AMOUNT = 2_147_483_647
"""The largest amount of one transfer, minor units (a signed 32-bit integer)."""

MAX_DECIMALS = 3
_LONGEST_TYPED = 20
_TYPED = re.compile(r"([0-9]*)(?:[.,]([0-9]*))?")
_LATIN = {
    **{0x0660 + digit: str(digit) for digit in range(10)},
    **{0x06F0 + digit: str(digit) for digit in range(10)},
    0x066B: ",",
}


def latin_digits(text: str) -> str:
    """``text`` with Arabic-Indic and Persian digits, and their decimal sign, as Latin ones."""
    return text.translate(_LATIN)


def parse_amount(text: str, decimals: int) -> int:
    """Minor units (1 to MAX_AMOUNT) of what a person typed: "6", "6,5" or "6.50".

    ``decimals`` is the currency's, 0 to 3. A grouping sign is not accepted: "1.250" would mean
    different sums to different people. Raises AmountInvalid with a ``reason``: empty,
    not_a_number, negative, too_many_decimals, zero or too_large.
    """
    typed = latin_digits(text.strip(" \t\r\n\u00a0"))
    if not typed:
        raise AmountInvalid(reason="empty")
    if typed[0] in "-\u2212":
        raise AmountInvalid(reason="negative")
    match = _TYPED.fullmatch(typed)
    if match is None or len(typed.strip(".,")) == 0:
        raise AmountInvalid(reason="not_a_number")
    return _minor_units(match[1], match[2] or "", decimals)


def _minor_units(whole: str, fraction: str, decimals: int) -> int:
    if len(fraction) > decimals:
        raise AmountInvalid(reason="too_many_decimals")
    digits = (whole + fraction.ljust(_scale_digits(decimals), "0")).lstrip("0")
    if not digits:
        raise AmountInvalid(reason="zero")
    if len(digits) > _LONGEST_TYPED or int(digits) > MAX_AMOUNT:
        raise AmountInvalid(reason="too_large")
    return int(digits)


def check_amount(amount: int) -> int:
    """``amount`` when it is 1 to MAX_AMOUNT minor units, else AmountInvalid with a ``reason``."""
    if amount <= 0:
        raise AmountInvalid(reason="zero" if amount == 0 else "negative")
    if amount > MAX_AMOUNT:
        raise AmountInvalid(reason="too_large")
    return amount


def format_amount(amount: int, decimals: int) -> str:
    """Minor units (a balance may be negative) for a terminal: 125050, two decimals: "1,250.50"."""
    whole, fraction = divmod(abs(amount), 10 ** _scale_digits(decimals))
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole:,}" + (f".{fraction:0{decimals}}" if decimals else "")


def _scale_digits(decimals: int) -> int:
    if not 0 <= decimals <= MAX_DECIMALS:
        raise ValueError(f"a currency has 0 to {MAX_DECIMALS} decimals, not {decimals}")
    return decimals
