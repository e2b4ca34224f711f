"""Decisions about programmes, from plain values alone; amounts are minor units, euro cents."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.errors import PeriodInvalid, SamePerson
from backend.programmes import errors

WAITING, BOOKED, DECLINED, EXPIRED = "waiting", "booked", "declined", "expired"
ENOUGH, LOW, EMPTY = "enough", "low", "empty"

TIME_TO_AGREE = timedelta(days=7)
"""How long a request waits for a second person."""


@dataclass(frozen=True, slots=True)
class Backing:
    """What a community promises of its coin: ``percent`` of it is covered, None when nothing is.

    ``coins`` whole coins of ``10 ** decimals`` minor units are worth ``euro_cents``.
    """

    percent: int | None
    coins: int
    euro_cents: int
    decimals: int

    def possible(self, outstanding: int, reserve_cents: int) -> int | None:
        """How much more coin may exist, never below 0; None without a promise.

        The same sum as the ledger's own, multiplied out so that nothing is rounded.
        """
        if self.percent is None:
            return None
        most = reserve_cents * self._per_euro // (self.euro_cents * self.percent)
        return max(0, most - outstanding)

    def spare_cents(self, outstanding: int, reserve_cents: int) -> int:
        """How much of the reserve the coin outstanding does not need, in cents, never below 0."""
        return max(0, reserve_cents - self._needed_cents(outstanding))

    def missing_cents(self, outstanding: int, reserve_cents: int) -> int:
        """How much has to come into the reserve before ``outstanding`` coin may exist, in cents."""
        return max(0, self._needed_cents(outstanding) - reserve_cents)

    def worth_cents(self, amount: int) -> int:
        """``amount`` in euro cents at the rate, rounded down."""
        return amount * self.euro_cents * 100 // self._per_euro

    def _needed_cents(self, outstanding: int) -> int:
        """What covers that much coin, rounded up."""
        return -(-outstanding * self.euro_cents * (self.percent or 0) // self._per_euro)

    @property
    def _per_euro(self) -> int:
        return int(self.coins * 10**self.decimals * 100)


def standing(status: str, asked_at: datetime, now: datetime) -> str:
    """The status of a request at ``now``: one that waited too long has expired."""
    late = status == WAITING and now - asked_at >= TIME_TO_AGREE
    return EXPIRED if late else status


def check_second(status: str, asked_by: uuid.UUID, by: uuid.UUID, wanted: str) -> bool:
    """Whether ``by`` may decide ``wanted`` now; False when it was decided so before.

    ``status`` is what ``standing`` says. Raises SamePerson, RequestExpired, RequestDecided.
    """
    if by == asked_by:
        raise SamePerson
    return check_undecided(status, wanted)


def check_undecided(status: str, wanted: str) -> bool:
    """As ``check_second``, for what anybody in the role may decide, whoever asked.

    Saying no makes nothing, so whoever asked may also think better of it.
    """
    if status == EXPIRED:
        raise errors.RequestExpired(days=TIME_TO_AGREE.days)
    if status not in {WAITING, wanted}:
        raise errors.RequestDecided(decided=status)
    return status == WAITING


def check_programme(
    amount: int, lines: Iterable[int], starts_on: date, ends_on: date, today: date
) -> None:
    """Raise PeriodInvalid or LinesTooLarge unless a programme may be like this."""
    if ends_on < starts_on or ends_on < today:
        raise PeriodInvalid(earliest=max(starts_on, today).isoformat())
    over = sum(lines) - amount
    if over > 0:
        raise errors.LinesTooLarge(over=over)


def state_of(balance: int, put_in: int, percent: int) -> str:
    """Whether a budget is ``empty``, ``low`` (``percent`` of what was put in, or less) or not."""
    if balance <= 0:
        return EMPTY
    return LOW if balance * 100 <= put_in * percent else ENOUGH
