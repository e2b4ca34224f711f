"""What may be paid, answered and given back. Pure: facts and ``now`` go in, a decision comes out.

The order of the checks is part of the protocol (docs/codes.md, "Checks, in order").
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from backend.codes import payment
from backend.codes.errors import (
    CodeExpired,
    CodeFromFuture,
    CodeKeyRevoked,
    CodeKeyUnknown,
    CodeSignatureBad,
    CodeUnreadable,
    CodeVersionUnknown,
    CodeWrongCommunity,
)
from backend.codes.payment import PaymentCode
from backend.errors import DomainError
from backend.ledger.errors import NotEnoughCoins
from backend.payments.errors import (
    CategoryNotAllowed,
    CodeAmountMismatch,
    LimitExceeded,
    NotAllowedHere,
    PaymentNotPaid,
    RefundTooLate,
    RefundTooMuch,
    ShopClosed,
)

ASK_FOR = timedelta(minutes=2)
"""How long a payment above the payer's limit waits for the payer's passkey."""

ASK_AT_MOST = timedelta(minutes=20)
"""How long it waits when the payer asks for more time, ten times the first (WCAG 2.2, 2.2.1)."""

_UNPROVEN = (
    CodeUnreadable,
    CodeVersionUnknown,
    CodeWrongCommunity,
    CodeKeyUnknown,
    CodeKeyRevoked,
    CodeSignatureBad,
)
_BEFORE_USED = (*_UNPROVEN, CodeExpired, CodeFromFuture)


class Decision(Enum):
    """What to do with a code that is not refused."""

    BOOK = "book"
    ASK_PAYER = "ask payer"


@dataclass(frozen=True, slots=True)
class PayerFacts:
    """The owner of the key that a code names.

    ``limit``: minor units that need no question; None follows the community's default.
    """

    public_key: EllipticCurvePublicKey
    key_revoked: bool
    is_member: bool
    limit: int | None


@dataclass(frozen=True, slots=True)
class CounterFacts:
    """Where a code is scanned.

    ``max_payment``: the most that one payment may be; ``default_limit``: what needs no question
    from a payer who chose no limit. Minor units. ``takes_coin``: organisations of its kind have
    a counter here; ``category_allowed``: coin may buy what it sells. ``partners``: the numbers of
    communities whose members may pay here too.
    """

    community_number: int
    max_payment: int
    default_limit: int
    is_open: bool
    takes_coin: bool
    category_allowed: bool
    partners: frozenset[int] = frozenset()


def decide(
    code: PaymentCode,
    amount: int,
    counter: CounterFacts,
    payer: PayerFacts | None,
    *,
    balance: int | None,
    now: datetime,
) -> Decision:
    """Book ``amount`` (minor units) at once or ask the payer; raises the first named refusal.

    ``payer`` is None when nobody registered the key. ``balance`` is None when the ledger will
    check it in the same moment. Whether the code was used is for the database alone to say.
    """
    visits = code.community in counter.partners
    check_code(code, code.community if visits else counter.community_number, payer, now)
    decision = _within_limits(code, amount, counter, payer.limit if payer else None)
    if balance is not None and balance < amount:
        raise NotEnoughCoins
    _may_pay_here(counter, is_member=payer is not None and payer.is_member)
    return decision


def check_counter(counter: CounterFacts, amount: int, *, is_member: bool) -> None:
    """Return when a member may pay ``amount`` (minor units) here by any means.

    Raises LimitExceeded, ShopClosed, NotAllowedHere, CategoryNotAllowed.
    """
    if amount > counter.max_payment:
        raise LimitExceeded(limit=counter.max_payment)
    _may_pay_here(counter, is_member=is_member)


def _may_pay_here(counter: CounterFacts, *, is_member: bool) -> None:
    if not counter.is_open:
        raise ShopClosed
    if not counter.takes_coin or not is_member:
        raise NotAllowedHere
    if not counter.category_allowed:
        raise CategoryNotAllowed


def may_sell(kind: str, category: str, allowed: Collection[str] | None) -> bool:
    """Whether coin buys what an organisation of this kind and category sells.

    ``allowed`` are the categories by the community's rule, None for all. A public counter takes
    dues and taxes, which are no shop's category.
    """
    if allowed is None or kind == "municipality":
        return True
    return category.casefold() in {name.casefold() for name in allowed}


def check_code(
    code: PaymentCode, community_number: int, payer: PayerFacts | None, now: datetime
) -> None:
    """Return when a good key of this community signed ``code`` and it is on time, else raise."""
    payment.check_community(code, community_number)
    if payer is None:
        raise CodeKeyUnknown
    if payer.key_revoked:
        raise CodeKeyRevoked
    payment.verify(code, payer.public_key, now=now)


def _within_limits(
    code: PaymentCode, amount: int, counter: CounterFacts, chosen: int | None
) -> Decision:
    if code.exact and amount != code.amount:
        raise CodeAmountMismatch
    if amount > counter.max_payment:
        raise LimitExceeded(limit=counter.max_payment)
    limit = counter.default_limit if chosen is None else chosen
    if code.exact or amount <= min(code.amount, limit):
        return Decision.BOOK
    return Decision.ASK_PAYER


def spends_code(refusal: DomainError) -> bool:
    """Whether a code so refused is used up: only when its key has truly signed it."""
    return not isinstance(refusal, _UNPROVEN)


def outranks_used(refusal: DomainError) -> bool:
    """Whether this refusal is named rather than ``code_used`` when both are true."""
    return isinstance(refusal, _BEFORE_USED)


def status_at(status: str, expires_at: datetime | None, now: datetime) -> str:
    """The status that is true ``now``: one that still waits after its time has expired."""
    over = status == "waiting" and expires_at is not None and now >= expires_at
    return "expired" if over else status


@dataclass(frozen=True, slots=True)
class Refundable:
    """A payment as far as refunds go; ``amount`` and ``refunded`` in minor units."""

    status: str
    amount: int
    refunded: int
    at: datetime


def check_refund(payment: Refundable, amount: int, refund_days: int | None, now: datetime) -> None:
    """Return when ``amount`` (minor units) may go back now, else raise the named reason.

    ``refund_days``: how old the payment may be, None for any age.
    """
    if payment.status != "paid":
        raise PaymentNotPaid(now=payment.status)
    if refund_days is not None and now > payment.at + timedelta(days=refund_days):
        raise RefundTooLate(days=refund_days)
    left = payment.amount - payment.refunded
    if amount > left:
        raise RefundTooMuch(left=left)
