"""What people are told about payments, in the transaction that makes them so.

A payment by a code is seen on the phone that shows it, so only those whose phones ask for it are
told: for everybody else the counter writes no row more. A card or a request may be somebody
else's doing; of those the payer is always told.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from backend.communities import queries as communities
from backend.db import Batch
from backend.notices import queries as about_notices
from backend.notices import service as notices
from backend.notices.service import News, Plain
from backend.payments.facts import Counter
from backend.payments.models import Payment
from backend.payments.records import Command


class Paid(NamedTuple):
    """A payment by other means, in minor units; ``by`` asked for the booking."""

    payment_id: uuid.UUID
    payer_id: uuid.UUID
    amount: int
    by: uuid.UUID


def add_paid_to(
    batch: Batch, payer_id: uuid.UUID, counter: Counter, command: Command, at: datetime
) -> None:
    """Tell the payer's phones that this was paid."""
    news = _news("paid", payer_id, counter, command.id, command.amount)
    notices.add_to(batch, counter.community.id, news, at)


def add_question_to(
    batch: Batch, payer_id: uuid.UUID, counter: Counter, command: Command, at: datetime
) -> None:
    """Tell the payer's phones that a shop waits for their word."""
    news = _news("payment_waiting", payer_id, counter, command.id, command.amount)
    notices.add_to(batch, counter.community.id, news, at)


def tell_paid(counter: Counter, payments: Iterable[Paid]) -> None:
    """Tell the payers of payments by other means, inside the unit of work under way."""
    news = [
        _news("paid", one.payer_id, counter, one.payment_id, one.amount)
        for one in payments
        if one.by != one.payer_id or about_notices.is_pushed(one.payer_id, "paid")
    ]
    notices.tell_each(counter.community.id, news)


def tell_refunded(payment: Payment, amount: int, why: str) -> None:
    """Tell the payer what came back and why, inside the unit of work under way."""
    if payment.payer_id is not None:
        shop = communities.organisation(payment.shop_id).name
        notices.tell(
            [payment.payer_id],
            payment.community_id,
            "payment_refunded",
            organisation=shop,
            amount=amount,
            why=why,
            payment_id=payment.id,
        )


def _news(
    kind: str, payer_id: uuid.UUID, counter: Counter, payment_id: uuid.UUID, amount: int
) -> News:
    said: dict[str, Plain] = {
        "amount": amount,
        "name": counter.shop.name,
        "payment_id": payment_id,
    }
    return News(payer_id, kind, said)
