"""What may be sent and paid. Pure: facts and ``now`` go in; docs/codes.md has the order."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.codes.errors import RequestExpired
from backend.payments.errors import LimitExceeded
from backend.sending.errors import (
    DayLimitReached,
    RequestAmountMismatch,
    RequestCancelled,
    RequestPaid,
    RequestTooLong,
    SendingNotAllowed,
)

MOST_DAYS = 400
"""How long a request may be good; a "pay me" code is meant to be kept for a year."""

REMEMBERED = timedelta(days=400)
"""How long a member with whom coin was exchanged stays a contact."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database knows of a registered request; ``amount`` 0 is for the payer to name."""

    amount: int
    many: bool
    payments: int
    cancelled: bool
    expires_at: datetime
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What the community lets members send. Minor units; ``sent`` today without a passkey.

    ``limit``: what needs no question. ``sent_in_all`` counts the whole of today.
    """

    allowed: bool
    day_limit: int | None
    max_payment: int
    limit: int
    sent: int
    sent_in_all: int


def check_life(issued_at: datetime, expires_at: datetime) -> None:
    """Raise RequestTooLong for a request that is good for longer than ``MOST_DAYS``."""
    if expires_at - issued_at > timedelta(days=MOST_DAYS):
        raise RequestTooLong(days=MOST_DAYS)


def check_open(request: Standing) -> None:
    """Raise RequestCancelled or RequestPaid for a request that can be paid no more."""
    if request.cancelled:
        raise RequestCancelled
    if request.payments and not request.many:
        raise RequestPaid


def check_amount(request: Standing, amount: int) -> None:
    """Raise RequestAmountMismatch when the request asks for another amount."""
    if request.amount and amount != request.amount:
        raise RequestAmountMismatch(amount=request.amount)


def check_between(terms: Terms, amount: int) -> None:
    """Return when a member may send ``amount`` to a member now.

    Raises SendingNotAllowed, LimitExceeded or DayLimitReached.
    """
    if not terms.allowed:
        raise SendingNotAllowed
    if amount > terms.max_payment:
        raise LimitExceeded(limit=terms.max_payment)
    if terms.day_limit is not None and terms.sent_in_all + amount > terms.day_limit:
        left = max(0, terms.day_limit - terms.sent_in_all)
        raise DayLimitReached(limit=terms.day_limit, left=left)


def needs_passkey(terms: Terms, amount: int) -> bool:
    """Whether the payer has to prove who they are.

    What went to members today without a question counts, so that a phone in the wrong hands
    cannot send the limit again and again.
    """
    return terms.sent + amount > terms.limit


def status_of(request: Standing, now: datetime) -> str:
    """What became of a request: open, paid, declined, cancelled or expired.

    One for many stays open however often it is paid.
    """
    if request.payments and not request.many:
        return "paid"
    if request.cancelled:
        return "cancelled"
    if request.declined:
        return "declined"
    return "expired" if now >= request.expires_at else "open"


def check_not_expired(expires_at: datetime, now: datetime) -> None:
    """Raise RequestExpired for a request whose time was over before ``now``."""
    if now >= expires_at:
        raise RequestExpired(seconds=int((now - expires_at).total_seconds()))
