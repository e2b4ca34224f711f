"""What payments offer to routes and to other features."""

import uuid

from backend import clock
from backend.identity import service as identity
from backend.payments import (
    answers,
    counter,
    covering,
    other_means,
    owing,
    records,
    refunds,
    schemas,
    wallets,
)
from backend.payments.covering import Cover, Shortfall
from backend.payments.models import Means, Payment
from backend.payments.other_means import Order, open_till, pay_together, takeable
from backend.payments.recognising import Recognised, recognise
from backend.payments.refunds import RefundOrder
from backend.payments.schemas import Payment as PaymentAnswer
from backend.web.caller import Caller

__all__ = [
    "Cover",
    "Means",
    "Order",
    "Payment",
    "PaymentAnswer",
    "Recognised",
    "RefundOrder",
    "ShopBrief",
    "Shortfall",
    "begin_confirmation",
    "cancel",
    "choose_limit",
    "confirm",
    "decline",
    "fill_up",
    "finish_confirmation",
    "limit_of",
    "make_whole",
    "open_till",
    "paid_otherwise",
    "pay_otherwise",
    "pay_together",
    "recognise",
    "refund",
    "take",
    "take_at_once",
    "takeable",
    "wait_longer",
]

PURPOSE = "confirm_payment"

ShopBrief = schemas.ShopBrief
make_whole = owing.make_whole
fill_up = covering.fill
take = counter.take
take_at_once = counter.take_at_once
limit_of = wallets.limit_of


def begin_confirmation(payment_id: uuid.UUID, person_id: uuid.UUID) -> identity.Ceremony:
    """The passkey challenge of a waiting payment; raises NotFound or PaymentNotWaiting."""
    answers.require_waiting(payment_id, person_id)
    return identity.begin_assertion(PURPOSE, payment_id, person_id)


def finish_confirmation(
    payment_id: uuid.UUID, person_id: uuid.UUID, given: schemas.Confirmation
) -> schemas.Payment:
    """Book a waiting payment by the payer's passkey, which signed a challenge for it alone.

    The id stands for the amount and the shop as well: a payment's never change.
    """
    answers.require_payer(payment_id, person_id)
    proved = identity.finish_assertion(given.challenge_id, given.credential, PURPOSE, payment_id)
    return confirm(payment_id, proved)


def confirm(payment_id: uuid.UUID, person_id: uuid.UUID) -> schemas.Payment:
    """Book a waiting payment whose payer has proved to be ``person_id``.

    Raises NotFound for anybody else, PaymentNotWaiting, or the refusal that it ends with.
    """
    return _for_payer(answers.confirm(payment_id, person_id))


def decline(payment_id: uuid.UUID, person_id: uuid.UUID) -> schemas.Payment:
    """The payer says no; raises NotFound or PaymentNotWaiting."""
    return _for_payer(answers.decline(payment_id, person_id))


def wait_longer(payment_id: uuid.UUID, person_id: uuid.UUID) -> schemas.Payment:
    """Give the payer more time to answer; raises NotFound or PaymentNotWaiting."""
    return _for_payer(answers.wait_longer(payment_id, person_id))


def cancel(payment_id: uuid.UUID) -> schemas.Payment:
    """The shop takes its question back; raises PaymentNotWaiting."""
    row = answers.cancel(payment_id)
    return records.describe(row, clock.now(), for_payer=False)


def refund(order: RefundOrder) -> schemas.Refund:
    """Give back all or part of a payment; see ``refunds.give_back`` for what it raises."""
    made, payment = refunds.give_back(order)
    return schemas.Refund(
        id=made.id,
        payment=records.describe(payment, clock.now(), for_payer=False),
        amount=made.amount,
        reason=made.reason,
        at=made.at,
    )


def pay_otherwise(order: Order) -> schemas.Payment:
    """Book a payment by card, request or a code kept offline; see ``other_means.pay``."""
    row = other_means.pay(order)
    return records.describe(row, clock.now(), for_payer=order.by == order.payer_id)


def paid_otherwise(order: Order) -> schemas.Payment | None:
    """The payment that the same order made before; None for a new one. Raises IdConflict."""
    row = other_means.earlier(order)
    if row is None:
        return None
    return records.describe(row, clock.now(), for_payer=order.by == order.payer_id)


def choose_limit(community_id: uuid.UUID, caller: Caller, limit: int) -> schemas.Wallet:
    """Set the caller's limit and show the wallet; see ``wallets.choose_limit``."""
    wallets.choose_limit(community_id, caller, limit)
    return wallets.show(community_id, caller.person_id)


def _for_payer(row: Payment) -> schemas.Payment:
    return records.describe(row, clock.now(), for_payer=True)
