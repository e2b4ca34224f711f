"""Payments as rows: written in batches, read back, and described for whoever may see them."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from backend import clock
from backend.codes.payment import PaymentCode
from backend.communities import queries as communities
from backend.db import Batch, db
from backend.errors import DomainError, IdConflict
from backend.payments import refusals, schemas
from backend.payments.models import Means, Payment, Status
from backend.payments.rules import status_at

_INSERT = (
    "INSERT INTO payments (id, community_id, shop_id, cashier_id, payer_id, key_id, counter,"
    " amount, code_hash, status, reason, reason_number, at, expires_at) VALUES (:id,"
    " :community_id, :shop_id, :cashier_id, :payer_id, :key_id, :counter, :amount, :code_hash,"
    " :status, :reason, :reason_number, :at, :expires_at)"
)


@dataclass(frozen=True, slots=True)
class Command:
    """What a cashier asks: ``amount`` minor units for the shop, by the code that was shown."""

    id: uuid.UUID
    shop_id: uuid.UUID
    cashier_id: uuid.UUID
    amount: int
    given: str

    @property
    def code_hash(self) -> bytes:
        """Tells the same command from another one with the same id."""
        return hashlib.sha256(self.given.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command at ``at``; ``code`` and ``payer_id`` when it used up a code."""

    status: Status
    at: datetime
    community_id: uuid.UUID
    code: PaymentCode | None = None
    payer_id: uuid.UUID | None = None
    expires_at: datetime | None = None
    refusal: DomainError | None = None


def add_to(batch: Batch, command: Command, outcome: Outcome) -> None:
    """Append the row; raises ``DuplicateRow`` for a used id or a used code when committed."""
    code, refusal = outcome.code, outcome.refusal
    batch.add(
        _INSERT,
        id=command.id,
        community_id=outcome.community_id,
        shop_id=command.shop_id,
        cashier_id=command.cashier_id,
        payer_id=outcome.payer_id,
        key_id=code.key_id if code else None,
        counter=code.counter if code else None,
        amount=command.amount,
        code_hash=command.code_hash,
        status=outcome.status.value,
        reason=refusal.code if refusal else None,
        reason_number=refusals.number_of(refusal) if refusal else None,
        at=clock.millis(outcome.at),
        expires_at=clock.millis(outcome.expires_at) if outcome.expires_at else None,
    )


def find(payment_id: uuid.UUID) -> Payment | None:
    """The row as it is now."""
    return db.session.get(Payment, payment_id, populate_existing=True)


def first_result(command: Command) -> Payment | None:
    """What the same command met before, as it is now; None when this is the first time.

    Raises the refusal that was kept, and IdConflict when the id was used for something else.
    """
    row = find(command.id)
    if row is None:
        return None
    same = (command.shop_id, command.amount, command.code_hash)
    if (row.shop_id, row.amount, row.code_hash) != same:
        raise IdConflict
    if row.reason is not None:
        raise refusals.again(row.reason, row.reason_number)
    return row


def describe(row: Payment, now: datetime, *, for_payer: bool) -> schemas.Payment:
    """The payment as its payer or the shop may see it."""
    shop = communities.organisation(row.shop_id, vouched=True)
    status = Status(status_at(row.status, row.expires_at, now))
    return schemas.Payment(
        id=row.id,
        status=status.value,
        amount=row.amount,
        refunded=row.refunded,
        shop=schemas.ShopBrief(id=shop.id, name=shop.name),
        at=row.at,
        code_counter=row.counter if for_payer else None,
        key_id=row.key_id.hex() if for_payer and row.key_id else None,
        expires_at=row.expires_at if status == Status.WAITING else None,
        reason=row.reason,
        means=Means(row.means).value,
    )


def describe_all(
    rows: Iterable[Payment], now: datetime, *, for_payer: bool
) -> list[schemas.Payment]:
    """Several at once."""
    return [describe(row, now, for_payer=for_payer) for row in rows]
