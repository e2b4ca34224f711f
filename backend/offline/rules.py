"""Who bears what of a payment that was accepted without a network. Pure: facts in, a decision out.

Amounts are minor units. docs/offline.md gives the reasons and what N dishonest phones can take.
"""

from dataclasses import dataclass
from datetime import timedelta

from backend.errors import DomainError
from backend.offline import errors

CLOCK_SKEW = timedelta(seconds=30)
BLAMELESS_DAYS = 365
"""So long what the guarantee bore for a payer who owes nothing of it counts against them."""


@dataclass(frozen=True, slots=True)
class Ceilings:
    """What a shop may accept before it has settled (None: no ceiling), and for how long."""

    per_payment: int | None
    payer_day: int | None
    shop_day: int | None
    days: int


@dataclass(frozen=True, slots=True)
class AcceptedBefore:
    """What the shop had accepted before: of this key that day, in all that day, by serial."""

    of_payer_that_day: int = 0
    that_day: int = 0
    under_certificate: int = 0


def not_guaranteed(
    amount: int, before: AcceptedBefore, ceilings: Ceilings, allowance: int, age: timedelta
) -> DomainError | None:
    """Why the guarantee bears nothing of this acceptance, None when the shop did all it could.

    ``age``: how long ago it was accepted; ``allowance`` is the certificate's.
    """
    limits = (
        (errors.OverPerPayment, amount, ceilings.per_payment),
        (errors.OverAllowance, before.under_certificate + amount, allowance),
        (errors.OverPayerDay, before.of_payer_that_day + amount, ceilings.payer_day),
        (errors.OverShopDay, before.that_day + amount, ceilings.shop_day),
    )
    for refusal, accepted, limit in limits:
        if limit is not None and accepted > limit:
            return refusal(limit=limit)
    if age > timedelta(days=ceilings.days):
        return errors.AcceptanceTooOld(days=ceilings.days)
    return None


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What the guarantee can still bear.

    ``permille`` of a loss is its part; ``borne`` is what it has at stake for this payer already,
    ``held`` what is in the account.
    """

    allowance: int
    permille: int
    borne: int
    held: int

    @property
    def room(self) -> int:
        """What it may still bear for this payer."""
        return max(0, self.allowance * self.permille // 1000 - self.borne)


@dataclass(frozen=True, slots=True)
class Split:
    """Of a shortfall: what the guarantee covers, and why not the rest (None when all)."""

    covered: int
    lost_because: DomainError | None


def split(shortfall: int, doubt: DomainError | None, guarantee: Guarantee) -> Split:
    """Divide what the payer's coin does not pay between the guarantee and the shop."""
    if shortfall == 0:
        return Split(0, None)
    if doubt is not None:
        return Split(0, doubt)
    part = shortfall * guarantee.permille // 1000
    covered = min(part, guarantee.room, guarantee.held)
    if covered == shortfall:
        return Split(covered, None)
    if covered == part:
        return Split(covered, errors.SharedByRule())
    if covered == guarantee.room:
        return Split(covered, errors.GuaranteeUsedUp())
    return Split(covered, errors.GuaranteeEmpty())


def status(amount: int, received: int, covered: int) -> str:
    """What the shop is told became of what it accepted."""
    if received == 0:
        return "refused"
    if received < amount:
        return "short"
    return "covered" if covered else "paid"
