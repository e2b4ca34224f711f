"""The arithmetic of the coin's own rules. Pure: minor units, and days of the community's zone.

Everything is rounded down to whole minor units: a bonus, a gift and a charge are never larger than
the rule says, and what is too small to be charged is not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import gcd

from dateutil.relativedelta import relativedelta

from backend.amounts import MAX_AMOUNT, check_amount
from backend.circulation.errors import CentsDoNotDivide, DenominationUnknown

_MONTHS = 12
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many minor units of coin for so many euro cents."""

    minor: int
    cents: int

    @classmethod
    def of(cls, coins: int, euro_cents: int, decimals: int) -> "Rate":
        """From a setting in whole coins, in lowest terms."""
        minor = coins * 10**decimals
        common = gcd(minor, euro_cents)
        return cls(minor // common, euro_cents // common)

    def coin_for(self, cents: int) -> int:
        """What ``cents`` buy. Raises CentsDoNotDivide with the nearest sums, AmountInvalid."""
        if cents % self.cents:
            times = cents // self.cents
            bought = [n for n in (times, times + 1) if 0 < n * self.minor <= MAX_AMOUNT]
            check_amount((times or 1) * self.minor)
            raise CentsDoNotDivide(nearest=[n * self.cents for n in bought])
        return check_amount(cents // self.cents * self.minor)

    def exchangeable(self, amount: int) -> tuple[int, int]:
        """The most of ``amount`` that is a whole number of cents, and those cents."""
        times = amount // self.minor
        return times * self.minor, times * self.cents


def share(amount: int, permille: int) -> int:
    """Thousandths of an amount, rounded down."""
    return amount * permille // _THOUSAND


def months_later(day: date, months: int) -> date:
    """The same day so many months later (earlier when negative), or the last day of that month."""
    return day + relativedelta(months=months)


def is_charging_month(day: date, every_months: int) -> bool:
    """Whether demurrage falls due in this month.

    Months are counted from January of year 0, so that "every 6 months" is January and July.
    """
    return (day.year * _MONTHS + day.month - 1) % every_months == 0


@dataclass(frozen=True, slots=True)
class Moved:
    """What an account received and spent within some time, without demurrage and expiry."""

    received: int = 0
    spent: int = 0


def held_at_due(balance: int, since_due: Moved) -> int:
    """What lay in an account at the due instant, from what lies there now."""
    return balance - since_due.received + since_due.spent


def demurrage(balance: int, since_due: Moved, permille: int, idle: Moved | None) -> int:
    """What an account pays: thousandths of what it held at the due instant, at most all it has.

    With ``idle`` (what moved in the months before the due instant) only coin that lay still all
    that time is charged: nothing when anything was spent, and not what came in meanwhile.
    """
    held = held_at_due(balance, since_due)
    if idle is not None:
        held = 0 if idle.spent else held - idle.received
    return max(0, min(share(held, permille), balance))


def expiring(balance: int, since_due: Moved, before: Moved) -> int:
    """What expires: all of an account that nothing moved in or out of, as it was when due."""
    if before.spent or before.received:
        return 0
    return max(0, min(held_at_due(balance, since_due), balance))


def usable(undrawn: int, *, frozen: bool) -> int:
    """How much of a credit line can be drawn."""
    return 0 if frozen else undrawn


def unspent(lent: int, repaid: int, spent: int, balance: int) -> int:
    """What is taken back of a loan that was not spent in time: at most what is there."""
    return max(0, min(lent - repaid - spent, balance))


def value_of(notes: Mapping[int, int], denominations: Iterable[int]) -> int:
    """The sum of ``notes`` (count by denomination).

    Raises DenominationUnknown, AmountInvalid.
    """
    known = list(denominations)
    for amount in notes:
        if amount not in known:
            raise DenominationUnknown(amount=amount, denominations=known)
    return check_amount(sum(amount * count for amount, count in notes.items()))


def days_between(start: datetime, end: datetime) -> float:
    """Days of 24 hours from ``start`` to ``end``."""
    return (end - start) / timedelta(days=1)


def percent(permille: int) -> str:
    """Thousandths as people say them: 30 is "3", 25 is "2.5"."""
    whole, tenths = divmod(permille, 10)
    return f"{whole}.{tenths}" if tenths else str(whole)
