"""Decisions about disputes, from plain values; ``now`` is an argument. Amounts are minor units."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.disputes.errors import DisputeClosed, DisputeNotYourTurn, DisputeTooLate
from backend.payments.errors import PaymentNotPaid, RefundTooMuch

OPEN = "open"
ANSWERED = "answered"
ASKED = "asked"
CLOSED = "closed"
"""Whose turn it is: the shop's, the payer's, the community's, nobody's."""


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment as far as it matters: when, how much, what was given back of it."""

    status: str
    at: datetime
    amount: int
    refunded: int

    @property
    def left(self) -> int:
        """What can still be given back."""
        return self.amount - self.refunded


@dataclass(frozen=True, slots=True)
class Stand:
    """A dispute as it stands; ``due_at`` is until when whoever's turn it is has time."""

    status: str
    outcome: str | None
    due_at: datetime | None


def amount_of(payment: Paid, wanted: int | None, days: int, now: datetime) -> int:
    """How much of a payment is disputed: ``wanted``, or None for all that is left of it.

    Raises PaymentNotPaid, DisputeTooLate, RefundTooMuch.
    """
    if payment.status != "paid":
        raise PaymentNotPaid(now=payment.status)
    if now > payment.at + timedelta(days=days):
        raise DisputeTooLate(days=days)
    if payment.left < 1 or (wanted or 0) > payment.left:
        raise RefundTooMuch(left=payment.left)
    return wanted or payment.left


def check_refund(payment: Paid, amount: int) -> None:
    """Raise RefundTooMuch when more is to go back than is left of the payment."""
    if amount > payment.left:
        raise RefundTooMuch(left=payment.left)


def overdue(stand: Stand, now: datetime) -> str | None:
    """What the calendar does to a dispute nobody moved in time: ``asked``, ``lapsed`` or nothing.

    A shop that does not answer leaves it to the community; a payer who does not react to an
    answer accepts it.
    """
    if stand.due_at is None or now < stand.due_at:
        return None
    return {OPEN: "asked", ANSWERED: "lapsed"}.get(stand.status)


def status_at(stand: Stand, now: datetime) -> str:
    """Whose turn it is at ``now``, whether or not the calendar has noticed."""
    passed = overdue(stand, now)
    if passed is None:
        return stand.status
    return ASKED if passed == "asked" else CLOSED


def check_turn(stand: Stand, *turns: str) -> None:
    """Raise DisputeClosed or DisputeNotYourTurn unless it is the turn of one of ``turns``."""
    if stand.status == CLOSED:
        raise DisputeClosed(outcome=stand.outcome)
    if stand.status not in turns:
        raise DisputeNotYourTurn(state=stand.status)
