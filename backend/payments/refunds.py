"""Refunds: a shop gives back all or part of a payment, as transfers that name it."""

import uuid
from dataclasses import dataclass

from sqlalchemy import update

from backend import clock
from backend.communities import queries as communities
from backend.db import DuplicateRow, db, unit_of_work
from backend.errors import DomainError, IdConflict, NotFound
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.payments import facts, records, rules, telling, visits
from backend.payments.errors import RefundTooMuch
from backend.payments.models import Payment, Refund
from backend.payments.rules import Refundable, status_at


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """Give back ``amount`` minor units of a payment; the shop says why.

    ``after_dispute``: the payer asked for it, so it may be as old as that took.
    """

    id: uuid.UUID
    payment_id: uuid.UUID
    person_id: uuid.UUID
    amount: int
    reason: str
    after_dispute: bool = False


def give_back(order: RefundOrder) -> tuple[Refund, Payment]:
    """The refund and its payment; the same order again is the same refund.

    Raises IdConflict, PaymentNotPaid, RefundTooLate, RefundTooMuch, or NotEnoughCoins when the
    shop has spent what it received.
    """
    try:
        return _give_back(order)
    except (DuplicateRow, DomainError) as refusal:
        # What refuses it may be the same order, which went ahead of this one by a moment.
        earlier = _again(order)
        if earlier:
            return earlier
        if isinstance(refusal, DuplicateRow):
            raise IdConflict from refusal
        raise


@unit_of_work
def _again(order: RefundOrder) -> tuple[Refund, Payment] | None:
    earlier = _find(order)
    return (earlier, _payment(order)) if earlier else None


@unit_of_work
def _give_back(order: RefundOrder) -> tuple[Refund, Payment]:
    earlier = _find(order)
    payment = _payment(order)
    if earlier is not None:
        return earlier, payment
    _check(payment, order)
    _count(payment, order.amount)
    refund = Refund(
        id=order.id,
        payment_id=payment.id,
        shop_id=payment.shop_id,
        person_id=order.person_id,
        amount=order.amount,
        reason=order.reason,
        at=clock.now(),
    )
    db.session.add(refund)
    db.session.flush()
    _post(payment, refund)
    telling.tell_refunded(payment, order.amount, order.reason)
    return refund, _payment(order)


def _check(payment: Payment, order: RefundOrder) -> None:
    now = clock.now()
    community = communities.community(payment.community_id)
    status = status_at(payment.status, payment.expires_at, now)
    state = Refundable(status, payment.amount, payment.refunded, payment.at)
    days = None if order.after_dispute else facts.setting(community, "refund_days", now)
    rules.check_refund(state, order.amount, days, now)


def _count(payment: Payment, amount: int) -> None:
    """Add to what was given back; of two refunds at once the row lets only fitting ones through."""
    counted = db.session.execute(
        update(Payment)
        .where(
            Payment.id == payment.id,
            Payment.status == "paid",
            Payment.refunded + amount <= Payment.amount,
        )
        .values(refunded=Payment.refunded + amount)
        .returning(Payment.refunded),
        execution_options={"synchronize_session": False},
    )
    if counted.first() is None:
        now = records.find(payment.id) or payment
        raise RefundTooMuch(left=now.amount - now.refunded)


def _post(payment: Payment, refund: Refund) -> None:
    if payment.payer_id is None:
        raise AssertionError("a paid payment has a payer")
    ledger.post(
        Transfer(
            id=refund.id,
            kind="refund",
            debit_account=ledger.till(payment.community_id, payment.shop_id),
            credit_account=ledger.wallet(visits.home_of(payment), payment.payer_id),
            amount=refund.amount,
            at=refund.at,
            about_kind="payment",
            about_id=payment.id,
            memo=refund.reason,
            reverses=payment.id,
        )
    )


def _find(order: RefundOrder) -> Refund | None:
    row = db.session.get(Refund, order.id, populate_existing=True)
    said = (order.payment_id, order.amount, order.reason)
    if row is not None and (row.payment_id, row.amount, row.reason) != said:
        raise IdConflict
    return row


def _payment(order: RefundOrder) -> Payment:
    row = records.find(order.payment_id)
    if row is None:
        raise NotFound
    return row
