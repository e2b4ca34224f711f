"""What people are told about payments, in the transaction that makes them so.

A payment by a code is seen on the phone that shows it, so only those whose phones ask for it are
told: for everybody else the counter writes no row more. A card or a request may be somebody
else's doing; of those the payer is always told.
"""

import uuid
from datetime import datetime

from backend.communities import queries as communities
from backend.db import Batch
from backend.notices import queries as about_notices
from backend.notices import service as notices
from backend.notices.service import News, Plain
from backend.payments.facts import Counter
from backend.payments.models import Payment
from backend.payments.records import Command


def add_paid_to(
    batch: Batch, payer_id: uuid.UUID, counter: Counter, command: Command, at: datetime
) -> None:
    """Tell the payer's phones that this was paid."""
    notices.add_to(batch, counter.community.id, _news("paid", payer_id, counter, command), at)


def add_question_to(
    batch: Batch, payer_id: uuid.UUID, counter: Counter, command: Command, at: datetime
) -> None:
    """Tell the payer's phones that a shop waits for their word."""
    news = _news("payment_waiting", payer_id, counter, command)
    notices.add_to(batch, counter.community.id, news, at)


def tell_paid(
    payer_id: uuid.UUID, counter: Counter, payment_id: uuid.UUID, amount: int, *, by: uuid.UUID
) -> None:
    """Tell the payer of a payment by other means, inside the unit of work under way."""
    if by == payer_id and not about_notices.is_pushed(payer_id, "paid"):
        return
    notices.tell(
        [payer_id],
        counter.community.id,
        "paid",
        amount=amount,
        name=counter.shop.name,
        payment_id=payment_id,
    )


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


def _news(kind: str, payer_id: uuid.UUID, counter: Counter, command: Command) -> News:
    said: dict[str, Plain] = {
        "amount": command.amount,
        "name": counter.shop.name,
        "payment_id": command.id,
    }
    return News(payer_id, kind, said)
