"""Payments by other means than a payment code: a card and its PIN, a request, a code kept offline.

The feature that knows the means has made sure that the payer wants this; here the counter's rules
apply, and the payment is booked like any other, so that tills, refunds and disputes know it.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend import clock
from backend.communities import queries as communities
from backend.db import DuplicateRow, again_on, db, insert_many, read_stamps, unit_of_work
from backend.errors import DomainError, IdConflict
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.payments import covering, facts, owing, records, rules, telling
from backend.payments.models import Means, Payment, Status
from backend.web.caller import Grant, Place


@dataclass(frozen=True, slots=True)
class Order:
    """``amount`` minor units from a member to a shop of the same community.

    ``instrument`` (8 bytes) and ``number`` are what is used up: no two payments have the same.
    ``evidence`` is a SHA-256 of what was shown; with it a repeated order is told from another.
    ``by`` is who asks for the booking: the cashier, or the payer. ``at``: when the shop took it,
    None for now.
    """

    id: uuid.UUID
    shop_id: uuid.UUID
    payer_id: uuid.UUID
    amount: int
    means: Means
    instrument: bytes
    number: int
    evidence: bytes
    by: uuid.UUID
    at: datetime | None = None


@again_on(DuplicateRow)
@unit_of_work
def pay(order: Order) -> Payment:
    """Book a payment; the same order again is the same payment.

    May be part of a larger unit of work. Raises IdConflict, LimitExceeded, ShopClosed,
    NotAllowedHere, CategoryNotAllowed, NotEnoughCoins, and DuplicateRow when ``instrument`` and
    ``number`` were used by another payment.
    """
    earlier = records.find(order.id)
    if earlier is not None:
        return _same(earlier, order)
    now = clock.now()
    counter = _counter_now(order.shop_id, now)
    member = Grant("member", Place(counter.community.id))
    rules.check_counter(
        counter.facts, order.amount, is_member=member in communities.grants_of(order.payer_id)
    )
    if order.means is not Means.OFFLINE:
        owing.make_whole(counter.community.id, order.payer_id)
    covering.fill(counter.community.id, order.payer_id, order.id, order.amount, now)
    row = Payment(**_row(order, counter, now))
    db.session.add(row)
    db.session.flush()
    # Not as remembered: the unit of work that opened it may have been rolled back.
    till = ledger.till(counter.community.id, order.shop_id)
    wallet = ledger.wallet(counter.community.id, order.payer_id)
    ledger.post(_transfer(order, wallet, till, now))
    telling.tell_paid(counter, [_told(order)])
    return row


@unit_of_work
def pay_together(orders: Sequence[Order]) -> None:
    """Book new payments at one shop at once, all or none.

    Whoever asks holds the payers' wallets, and knows that they are members, owe nothing and have
    the coins. Raises what stands against any of them: LimitExceeded, ShopClosed, NotAllowedHere,
    CategoryNotAllowed, NotEnoughCoins, WalletOwes, and DuplicateRow.
    """
    if not orders:
        return
    now = clock.now()
    counter = _counter_now(orders[0].shop_id, now)
    for amount in {order.amount for order in orders}:
        rules.check_counter(counter.facts, amount, is_member=True)
    insert_many(Payment, [_row(order, counter, now) for order in orders])
    till = ledger.till(counter.community.id, orders[0].shop_id)
    wallets = ledger.wallets(counter.community.id, {order.payer_id for order in orders})
    transfers = [_transfer(order, wallets[order.payer_id], till, now) for order in orders]
    if ledger.post_many(transfers) < len(orders):
        raise DuplicateRow("transfers.id")
    telling.tell_paid(counter, map(_told, orders))


def takeable(shop_id: uuid.UUID, amounts: Iterable[int]) -> frozenset[int]:
    """Those of ``amounts`` (minor units) that a member may spend at a shop now. Raises NotFound."""
    counter = _counter_now(shop_id, clock.now())
    return frozenset(amount for amount in amounts if _may_take(counter, amount))


def _may_take(counter: facts.Counter, amount: int) -> bool:
    try:
        rules.check_counter(counter.facts, amount, is_member=True)
    except DomainError:
        return False
    return True


def _row(order: Order, counter: facts.Counter, now: datetime) -> dict[str, Any]:
    return {
        "id": order.id,
        "community_id": counter.community.id,
        "shop_id": order.shop_id,
        "cashier_id": order.by,
        "payer_id": order.payer_id,
        "key_id": order.instrument,
        "counter": order.number,
        "amount": order.amount,
        "refunded": 0,
        "code_hash": order.evidence,
        "status": Status.PAID.value,
        "reason": None,
        "reason_number": None,
        "at": order.at or now,
        "expires_at": None,
        "means": order.means.value,
    }


def _told(order: Order) -> telling.Paid:
    return telling.Paid(order.id, order.payer_id, order.amount, order.by)


def _transfer(order: Order, wallet: uuid.UUID, till: uuid.UUID, now: datetime) -> Transfer:
    return Transfer(
        id=order.id,
        kind="payment",
        debit_account=wallet,
        credit_account=till,
        amount=order.amount,
        at=now,
        about_kind="payment",
        about_id=order.id,
    )


def earlier(order: Order) -> Payment | None:
    """What the same order became before; None for a new one. Raises IdConflict."""
    row = records.find(order.id)
    return None if row is None else _same(row, order)


def open_till(shop_id: uuid.UUID, amount: int) -> uuid.UUID:
    """The till of a shop where a member may spend ``amount`` (minor units) now.

    Raises NotFound, LimitExceeded, ShopClosed, NotAllowedHere, CategoryNotAllowed.
    """
    counter = _counter_now(shop_id, clock.now())
    rules.check_counter(counter.facts, amount, is_member=True)
    return counter.till_id


def _counter_now(shop_id: uuid.UUID, now: datetime) -> facts.Counter:
    """The shop as it is, not as it is remembered. Raises NotFound."""
    counter = facts.counter(shop_id, now)
    if read_stamps([stamp.scope for stamp in counter.stamps]) != counter.stamps:
        facts.forget(counter, None, now)
        counter = facts.counter(shop_id, now)
    return counter


def _same(earlier: Payment, order: Order) -> Payment:
    said = (order.shop_id, order.payer_id, order.amount, order.evidence)
    if (earlier.shop_id, earlier.payer_id, earlier.amount, earlier.code_hash) != said:
        raise IdConflict
    return earlier
