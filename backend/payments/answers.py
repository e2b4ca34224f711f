"""The answer to a payment that waits: confirm, decline, cancel. The first one counts."""

import uuid

from sqlalchemy import update

from backend import clock
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import DomainError, NotFound
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.payments import covering, owing, records, refusals, visits
from backend.payments.errors import PaymentNotWaiting, ShopClosed, VisitsOverLimit
from backend.payments.models import Payment, Status
from backend.payments.rules import ASK_AT_MOST, ASK_FOR, status_at


def confirm(payment_id: uuid.UUID, person_id: uuid.UUID) -> Payment:
    """Book a waiting payment; its payer has just proved to want it.

    Confirming twice is confirming once. Raises PaymentNotWaiting, or the refusal that the payment
    then ends with: NotEnoughCoins, ShopClosed, NotAllowedHere.
    """
    named: DomainError
    try:
        return _confirm(payment_id, person_id)
    except refusals.LEDGER_REFUSALS as refusal:
        named = refusals.from_ledger(refusal)
    except (ShopClosed, VisitsOverLimit) as refusal:
        named = refusal
    _end(payment_id, Status.REFUSED, reason=named.code)
    raise named


def decline(payment_id: uuid.UUID, person_id: uuid.UUID) -> Payment:
    """The payer says no. Raises PaymentNotWaiting."""
    require_payer(payment_id, person_id)
    return _end(payment_id, Status.DECLINED)


@unit_of_work
def wait_longer(payment_id: uuid.UUID, person_id: uuid.UUID) -> Payment:
    """Give the payer the whole time again, as often as ``rules.ASK_AT_MOST`` allows.

    Raises NotFound for anybody else, PaymentNotWaiting.
    """
    row = require_payer(payment_id, person_id)
    now = clock.now()
    moved = db.session.execute(
        update(Payment)
        .where(
            Payment.id == payment_id,
            Payment.status == Status.WAITING.value,
            Payment.expires_at > now,
        )
        .values(expires_at=min(now + ASK_FOR, row.at + ASK_AT_MOST))
        .returning(Payment.id),
        execution_options={"synchronize_session": False},
    )
    if moved.first() is None:
        raise PaymentNotWaiting(now=status_at(row.status, row.expires_at, now))
    return _read(payment_id)


def cancel(payment_id: uuid.UUID) -> Payment:
    """The shop takes its question back. Raises PaymentNotWaiting."""
    return _end(payment_id, Status.CANCELLED)


def require_payer(payment_id: uuid.UUID, person_id: uuid.UUID) -> Payment:
    """The payment, when this person is asked to pay it; raises NotFound."""
    row = records.find(payment_id)
    if row is None or row.payer_id != person_id:
        raise NotFound
    return row


def require_waiting(payment_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Raise PaymentNotWaiting unless this person can still answer."""
    row = require_payer(payment_id, person_id)
    status = status_at(row.status, row.expires_at, clock.now())
    if status != Status.WAITING:
        raise PaymentNotWaiting(now=status)


@unit_of_work
def _confirm(payment_id: uuid.UUID, person_id: uuid.UUID) -> Payment:
    row = require_payer(payment_id, person_id)
    if not _move(payment_id, Status.PAID):
        return _already(payment_id, Status.PAID)
    if not communities.organisation(row.shop_id).is_open:
        raise ShopClosed
    home_id, now = visits.home_of(row), clock.now()
    if home_id != row.community_id:
        visits.count_now(home_id, row.community_id, row.amount, now)
    owing.make_whole(home_id, person_id)
    covering.fill(home_id, person_id, payment_id, row.amount, now)
    ledger.post(
        Transfer(
            id=payment_id,
            kind="payment",
            debit_account=ledger.wallet(home_id, person_id),
            credit_account=ledger.till(row.community_id, row.shop_id),
            amount=row.amount,
            at=now,
            about_kind="payment",
            about_id=payment_id,
        )
    )
    return _read(payment_id)


@unit_of_work
def _end(payment_id: uuid.UUID, status: Status, reason: str | None = None) -> Payment:
    if not _move(payment_id, status, reason):
        return _already(payment_id, status)
    return _read(payment_id)


def _move(payment_id: uuid.UUID, status: Status, reason: str | None = None) -> bool:
    """End the waiting, unless another answer or the clock was quicker."""
    moved = db.session.execute(
        update(Payment)
        .where(
            Payment.id == payment_id,
            Payment.status == Status.WAITING.value,
            Payment.expires_at > clock.now(),
        )
        .values(status=status.value, reason=reason)
        .returning(Payment.id),
        execution_options={"synchronize_session": False},
    )
    return moved.first() is not None


def _already(payment_id: uuid.UUID, wanted: Status) -> Payment:
    row = _read(payment_id)
    if row.status == wanted:
        return row
    if row.reason is not None and row.counter is not None:
        raise refusals.again(row.reason, row.reason_number)
    raise PaymentNotWaiting(now=status_at(row.status, row.expires_at, clock.now()))


def _read(payment_id: uuid.UUID) -> Payment:
    row = records.find(payment_id)
    if row is None:
        raise NotFound
    return row
