"""Acceptances as rows: what is written of each, and what its shop is told of it."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from backend.db import db, matching
from backend.errors import DomainError, IdConflict
from backend.offline import rules
from backend.offline.checking import Accepted, Desk, Item
from backend.offline.models import OfflinePayment, Status
from backend.payments.service import Means, Order


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item of ``amount`` minor units; ``code`` says why it was not simply paid.

    ``booked``: there is a payment with its id in the till.
    """

    id: uuid.UUID
    amount: int
    status: str
    code: str | None
    received: int
    covered: int
    booked: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """Who pays: ``funds`` is the payer's own coin, ``reason`` why it is not all of it."""

    funds: int
    split: rules.Split
    reason: DomainError | None
    payable: bool
    answerable: bool

    @property
    def received(self) -> int:
        """What comes to the till."""
        return self.funds + self.split.covered


def all_from_payer(amount: int) -> Shares:
    """The ordinary case: the payer's coin pays everything."""
    return Shares(amount, rules.Split(0, None), None, payable=True, answerable=True)


def divided(desk: Desk, accepted: Accepted, shares: Shares) -> dict[str, Any]:
    """The row of an acceptance that was paid as ``shares`` say."""
    values = _bare(desk, accepted.item, accepted)
    lost = shares.split.lost_because
    amount, received, covered = accepted.item.amount, shares.received, shares.split.covered
    return values | {
        "received": received,
        "covered": covered,
        "status": rules.status(amount, received, covered),
        "reason": shares.reason.code if shares.reason else None,
        "lost_because": lost.code if lost else None,
        "blameless": not shares.answerable,
        "booked": shares.payable and received > 0,
    }


def refused(
    desk: Desk, item: Item, refusal: DomainError, accepted: Accepted | None = None
) -> dict[str, Any]:
    """The row of an item of which nothing is paid."""
    return _bare(desk, item, accepted) | {"reason": refusal.code, "lost_because": refusal.code}


def order(desk: Desk, accepted: Accepted, amount: int) -> Order:
    """The payment of an acceptance, of which ``amount`` (minor units) comes to the till."""
    item = accepted.item
    return Order(
        id=item.id,
        shop_id=desk.shop.id,
        payer_id=accepted.payer.person_id,
        amount=amount,
        means=Means.OFFLINE,
        instrument=accepted.code.key_id,
        number=accepted.code.counter,
        evidence=item.evidence,
        by=accepted.cashier_id,
        at=item.accepted_at,
    )


def recorded(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, OfflinePayment]:
    """What became before of those of the ids that were settled, as it is now."""
    rows = matching(select(OfflinePayment), (OfflinePayment.id,), [(one,) for one in ids])
    found = db.session.scalars(rows.execution_options(populate_existing=True))
    return {row.id: row for row in found}


def known_among(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the ids under which something was settled."""
    found = matching(select(OfflinePayment.id), (OfflinePayment.id,), [(one,) for one in ids])
    return set(db.session.scalars(found))


def first_result(earlier: OfflinePayment, shop_id: uuid.UUID, item: Item) -> OfflinePayment:
    """What the same item became before. Raises IdConflict when its id says something else."""
    if earlier.said != item.said(shop_id):
        raise IdConflict
    return earlier


def outcome(item: Item, row: Mapping[str, Any] | OfflinePayment) -> Outcome:
    """What the shop is told of a row, written or to be written."""
    if isinstance(row, OfflinePayment):
        row = vars(row)
    return Outcome(
        id=item.id,
        amount=item.amount,
        status=row["status"],
        code=row["lost_because"] or row["reason"],
        received=row["received"],
        covered=row["covered"],
        booked=row["booked"],
    )


def conflict(item: Item) -> Outcome:
    """What the shop is told of an item whose id belongs to something else."""
    code = IdConflict.code
    return Outcome(item.id, item.amount, Status.REFUSED.value, code, 0, 0, booked=False)


def _bare(desk: Desk, item: Item, accepted: Accepted | None) -> dict[str, Any]:
    return {
        "id": item.id,
        "community_id": desk.community.id,
        "shop_id": desk.shop.id,
        "cashier_id": accepted.cashier_id if accepted else None,
        "payer_id": accepted.payer.person_id if accepted else None,
        "key_id": accepted.code.key_id if accepted else None,
        "counter": accepted.code.counter if accepted else None,
        "serial": accepted.certificate.serial if accepted else None,
        "amount": item.amount,
        "received": 0,
        "covered": 0,
        "status": Status.REFUSED.value,
        "reason": None,
        "lost_because": None,
        "blameless": True,
        "booked": False,
        "said": item.said(desk.shop.id),
        "evidence": item.evidence,
        "code": item.code,
        "accepted_at": item.accepted_at,
        "accepted_day": desk.community.day(item.accepted_at),
        "settled_at": desk.now,
    }
