"""Reads of payments: one, those of a phone's codes, and a day at the counter."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from backend import clock
from backend.communities import queries as communities
from backend.db import db, matching
from backend.errors import NotFound
from backend.payments import records, schemas, visits, watching
from backend.payments.models import Payment, Refund, Status
from backend.payments.rules import status_at
from backend.web.caller import Caller, Place

spent_elsewhere = visits.spent_by
payment_version = watching.payment_version
codes_version = watching.codes_version

STAFF = frozenset({"shop_owner", "shop_staff"})
MOST_CODES = 20


@dataclass(frozen=True, slots=True)
class PaidFacts:
    """A payment for other features; ``at`` is UTC, amounts are minor units."""

    id: uuid.UUID
    community_id: uuid.UUID
    shop_id: uuid.UUID
    payer_id: uuid.UUID | None
    status: str
    at: datetime
    amount: int
    refunded: int


def facts_of(payment_id: uuid.UUID) -> PaidFacts:
    """The payment as it is now. Raises NotFound."""
    row = records.find(payment_id)
    if row is None:
        raise NotFound
    return PaidFacts(
        row.id, row.community_id, row.shop_id, row.payer_id,
        status_at(row.status, row.expires_at, clock.now()), row.at, row.amount, row.refunded,
    )  # fmt: skip


def place_of_shop_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the shop that the body names. What never changes may come from memory."""
    return communities.organisation(touched["body"].shop_id, vouched=True).place


def place_of_payment_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the shop of the payment in the path, or of the one that the body names."""
    payment_id = touched.get("payment_id") or touched["body"].payment_id
    row = records.find(payment_id)
    if row is None:
        raise NotFound
    return Place(row.community_id, row.shop_id)


def payment(payment_id: uuid.UUID, caller: Caller) -> schemas.Payment:
    """A payment for its payer or for the shop's staff; to all others it does not exist."""
    row = records.find(payment_id)
    if row is None:
        raise NotFound
    is_payer = row.payer_id == caller.person_id
    if not is_payer and not caller.holds(STAFF, Place(row.community_id, row.shop_id)):
        raise NotFound
    return records.describe(row, clock.now(), for_payer=is_payer)


@dataclass(frozen=True, slots=True)
class CodeUse:
    """What used a code up: which payment, at which shop, whether it was paid, for how much."""

    payment_id: uuid.UUID
    shop_id: uuid.UUID
    paid: bool
    amount: int


def uses_of(numbers: Collection[tuple[bytes, int]]) -> dict[tuple[bytes, int], CodeUse]:
    """The payments, also refused ones, that used up these numbers of keys (key id, counter)."""
    p = Payment
    wanted = select(p.key_id, p.counter, p.id, p.shop_id, p.status, p.amount)
    rows = db.session.execute(matching(wanted, (p.key_id, p.counter), list(numbers)))
    return {
        (row.key_id, row.counter): CodeUse(
            row.id, row.shop_id, row.status == Status.PAID.value, row.amount
        )
        for row in rows
    }


def known_among(payment_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the ids that belong to a payment, whatever became of it."""
    wanted = matching(select(Payment.id), (Payment.id,), [(one,) for one in payment_ids])
    return set(db.session.scalars(wanted))


def of_codes(
    payer_id: uuid.UUID, community_id: uuid.UUID, key_id: bytes, first: int
) -> list[schemas.Payment]:
    """What became of a key's codes from counter ``first`` on, newest code first.

    One range of one index: the phone that shows a code asks this every second.
    """
    rows = db.session.scalars(
        select(Payment)
        .where(
            Payment.key_id == key_id,
            Payment.counter >= first,
            Payment.payer_id == payer_id,
        )
        .order_by(Payment.counter.desc())
        .limit(MOST_CODES)
    )
    return records.describe_all(rows, clock.now(), for_payer=True)


def till(organisation_id: uuid.UUID, day: date) -> schemas.Till:
    """What a shop took and gave back on a day of its community's time zone, newest first.

    Refused attempts are not on it: they were told to whoever stood at the counter.
    """
    shop = communities.organisation(organisation_id)
    start, end = _bounds(day, communities.community(shop.community_id).timezone)
    rows = db.session.scalars(
        select(Payment)
        .where(
            Payment.shop_id == organisation_id,
            Payment.at >= start,
            Payment.at < end,
            Payment.status != Status.REFUSED.value,
        )
        .order_by(Payment.at.desc(), Payment.id.desc())
    ).all()
    paid = [row.amount for row in rows if row.status == Status.PAID]
    return schemas.Till(
        day=day,
        payments=records.describe_all(rows, clock.now(), for_payer=False),
        totals=schemas.TillTotals(
            count=len(paid),
            received=sum(paid),
            refunded=_refunded(organisation_id, start, end),
        ),
    )


def _refunded(organisation_id: uuid.UUID, start: datetime, end: datetime) -> int:
    total = select(func.coalesce(func.sum(Refund.amount), 0)).where(
        Refund.shop_id == organisation_id, Refund.at >= start, Refund.at < end
    )
    return int(db.session.execute(total).scalar_one())


def _bounds(day: date, timezone: str) -> tuple[datetime, datetime]:
    """From midnight to midnight there, in UTC; 23 or 25 hours when the clocks change."""
    return clock.midnight(day, timezone), clock.midnight(day + timedelta(days=1), timezone)
