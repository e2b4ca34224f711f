"""What the shop gives back: transfers out of its till, and what the till does not hold is owed."""

import uuid

from backend.db import db, unit_of_work
from backend.disputes import steps
from backend.disputes.errors import NothingOwed
from backend.disputes.models import Dispute
from backend.ids import derived_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.payments import service as payments
from backend.payments.service import RefundOrder


def give_back(row: Dispute, amount: int, by: uuid.UUID, words: str) -> uuid.UUID:
    """Refund ``amount`` of the payment because of the dispute, however old it is; its id.

    Raises NotEnoughCoins, RefundTooMuch.
    """
    refund_id = derived_id("dispute refund", row.id, row.steps + 1)
    payments.refund(
        RefundOrder(
            id=refund_id,
            payment_id=row.payment_id,
            person_id=by,
            amount=amount,
            reason=words,
            after_dispute=True,
        )
    )
    return refund_id


def settle(row: Dispute, by: uuid.UUID, words: str) -> int:
    """Pay of what is owed as much as the till holds and is left of the payment; says how much.

    The dispute is held, and so is the till from here on.
    """
    row.owed = min(row.owed, steps.paid(row.payment_id).left)
    till = ledger.till(row.community_id, row.shop_id)
    ledger.lock([till])
    amount = min(row.owed, max(0, ledger_queries.balance(till)))
    if amount:
        refund_id = give_back(row, amount, by, words)
        row.owed -= amount
        row.refunded += amount
        steps.add(row, "paid", by=by, amount=amount, refund_id=refund_id)
    db.session.flush()
    return amount


@unit_of_work
def pay(dispute_id: uuid.UUID, by: uuid.UUID) -> Dispute:
    """The shop pays what it owes, as far as its till reaches.

    Raises NothingOwed, NotEnoughCoins when the till is empty.
    """
    row = steps.locked(dispute_id)
    if not row.owed:
        raise NothingOwed
    amount = settle(row, by, row.words)
    if row.owed and not amount:
        raise NotEnoughCoins(balance=0)
    return row
