"""Decisions about redeeming, from plain values alone. Amounts are minor units of the coin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.redemption.errors import RedemptionBelowMinimum, RedemptionTooSmall

_THOUSAND = 1000
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Terms:
    """``rate_minor`` minor units are worth ``rate_cents`` euro cents, less a fee in thousandths.

    ``shares`` say to whom the fee goes ("fund" or "association"), in thousandths of the amount.
    """

    rate_minor: int
    rate_cents: int
    fee_permille: int = 0
    shares: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What leaves the till, the fee in it, the euro paid out, and what stays in the till."""

    amount: int
    fee: int
    euro_cents: int
    stays: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Coin that becomes redeemable on a day (community's time zone)."""

    day: date
    amount: int


def fee_of(amount: int, terms: Terms) -> int:
    """The fee on ``amount``, rounded to the nearest minor unit, halves up."""
    return (amount * terms.fee_permille + _THOUSAND // 2) // _THOUSAND


def fee_parts(fee: int, terms: Terms) -> list[tuple[str, int]]:
    """The fee shared out: each part rounded down, what is left over to the last one."""
    if fee == 0:
        return []
    shares = terms.shares or (("fund", terms.fee_permille),)
    parts = [(to, fee * permille // terms.fee_permille) for to, permille in shares]
    last, given = parts[-1][0], sum(amount for _, amount in parts[:-1])
    return [(to, amount) for to, amount in [*parts[:-1], (last, fee - given)] if amount]


def quote(wanted: int, terms: Terms) -> Quote:
    """What ``wanted`` gives: euro are rounded down to a whole cent.

    Of the amounts that give as many cents the least is taken: the rest stays in the till.
    Raises RedemptionTooSmall when it is not worth a cent.
    """
    cents = _cents(wanted, terms)
    if cents < 1:
        raise RedemptionTooSmall
    least = _least(cents, wanted, terms)
    return Quote(least, fee_of(least, terms), cents, wanted - least)


def check_minimum(amount: int, minimum: int) -> None:
    """Raise RedemptionBelowMinimum when ``amount`` is less than what is paid out at once."""
    if amount < minimum:
        raise RedemptionBelowMinimum(minimum=minimum)


def split_by_age(
    balance: int, arrivals: Iterable[tuple[datetime, int]], free_from: timedelta
) -> tuple[int, list[tuple[datetime, int]]]:
    """What of ``balance`` is redeemable, and when (instants) the rest will be.

    First in, first out: what is left is what came in last. ``arrivals`` are what came in within
    the waiting time (less what was given back of it), newest first.
    """
    left, waiting = balance, []
    for at, amount in arrivals:
        held = min(left, amount)
        if held > 0:
            waiting.append((at + free_from, held))
            left -= held
    return left, waiting[::-1]


def by_day(waiting: Sequence[tuple[date, int]]) -> list[Waiting]:
    """Sums by day, earliest first."""
    sums: dict[date, int] = {}
    for day, amount in waiting:
        sums[day] = sums.get(day, 0) + amount
    return [Waiting(day, sums[day]) for day in sorted(sums)]


def next_cut_off(today: date, day_of_month: int | None) -> date | None:
    """The day on which the calendar gathers next; a request of that day itself is too late."""
    if day_of_month is None:
        return None
    if today.day < day_of_month:
        return today.replace(day=day_of_month)
    if today.month == DECEMBER:
        return date(today.year + 1, 1, day_of_month)
    return date(today.year, today.month + 1, day_of_month)


def _cents(amount: int, terms: Terms) -> int:
    return (amount - fee_of(amount, terms)) * terms.rate_cents // terms.rate_minor


def _least(cents: int, most: int, terms: Terms) -> int:
    """The least amount worth ``cents``, which ``most`` is; more coin is never worth less."""
    low, high = 1, most
    while low < high:
        middle = (low + high) // 2
        if _cents(middle, terms) >= cents:
            high = middle
        else:
            low = middle + 1
    return low
