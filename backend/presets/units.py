"""Amounts as people write them: ``25 torekes``, ``3 %``, ``EUR 5.60``.

Settings count minor units, thousandths and cents; a file says what they mean. What follows the
number decides: a word of the currency makes minor units, ``%`` permille or percent as its key is
called, and ``EUR`` cents. Text in quotes is never taken for an amount.
"""

import re
from collections.abc import Callable

from backend.amounts import MAX_DECIMALS, parse_amount
from backend.errors import AmountInvalid
from backend.presets.document import Document, Path, Plain
from backend.presets.errors import Problem

_COINS = re.compile(r"([0-9]+(?:\.[0-9]+)?) (\w[\w .'-]*)")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9])?) ?%")
_EURO = re.compile(r"EUR ([0-9]+(?:\.[0-9]{1,2})?)")
_ALWAYS = frozenset({"coin", "coins"})


def resolve(document: Document) -> list[Problem]:
    """Replace every amount in ``document`` by its number; says which could not be."""
    currency = document.values.get("currency")
    words, decimals = _ALWAYS, MAX_DECIMALS
    if isinstance(currency, dict):
        given = {str(currency.get("name")), str(currency.get("plural"))}
        words = _ALWAYS | given
        kept = currency.get("decimals")
        if isinstance(kept, int) and 0 <= kept <= MAX_DECIMALS:
            decimals = kept
    problems: list[Problem] = []

    def number(path: Path, text: str) -> Plain:
        try:
            return _number(path, text, words, decimals)
        except ValueError as wrong:
            problems.append(document.problem(path, str(wrong)))
            return text

    document.values = {
        key: _walk(value, (key,), document, number) for key, value in document.values.items()
    }
    return problems


def _walk(
    value: Plain, path: Path, document: Document, number: Callable[[Path, str], Plain]
) -> Plain:
    if isinstance(value, dict):
        return {key: _walk(part, (*path, key), document, number) for key, part in value.items()}
    if isinstance(value, list):
        return [_walk(part, (*path, at), document, number) for at, part in enumerate(value)]
    if isinstance(value, str) and path not in document.quoted:
        return number(path, value)
    return value


def _number(path: Path, text: str, words: frozenset[str], decimals: int) -> Plain:
    key = str(next((part for part in reversed(path) if isinstance(part, str)), ""))
    if percent := _PERCENT.fullmatch(text):
        return _percent(percent[1], key)
    if euro := _EURO.fullmatch(text):
        if not key.endswith("_cents"):
            raise ValueError(f"{text} fits a key that ends in _cents")
        return _minor(euro[1], 2, text)
    coins = _COINS.fullmatch(text)
    if coins and coins[2] in words:
        return _minor(coins[1], decimals, text)
    return text


def _percent(text: str, key: str) -> int:
    whole, _, tenth = text.partition(".")
    if key.endswith("permille"):
        return int(whole) * 10 + int(tenth or "0")
    if key.endswith("percent") and not tenth:
        return int(whole)
    raise ValueError(f"{text} % fits a key that ends in permille, or whole ones in percent")


def _minor(number: str, decimals: int, text: str) -> int:
    if not number.strip("0."):
        return 0
    try:
        return parse_amount(number, decimals)
    except AmountInvalid as refusal:
        reason = str(refusal.params.get("reason")).replace("_", " ")
        raise ValueError(f"{text}: {reason} (the currency counts {decimals} decimals)") from None
