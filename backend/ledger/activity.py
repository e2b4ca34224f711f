"""What moved in and out of many accounts within some time, for jobs that walk through them all."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from backend.db import db
from backend.ledger.among import among
from backend.ledger.models import LedgerAccount, TransferRow


@dataclass(frozen=True, slots=True)
class Opened:
    """An account that can be used, with its owner."""

    id: uuid.UUID
    owner_id: uuid.UUID
    purpose: str


def opened(
    community_id: uuid.UUID, purposes: Collection[str], after: uuid.UUID | None, limit: int
) -> list[Opened]:
    """Up to ``limit`` accounts of a community for these purposes, in the order of their ids."""
    wanted = (
        select(LedgerAccount.id, LedgerAccount.owner_id, LedgerAccount.purpose)
        .where(
            LedgerAccount.community_id == community_id,
            LedgerAccount.purpose.in_(purposes),
            LedgerAccount.closed_at.is_(None),
        )
        .order_by(LedgerAccount.id)
        .limit(limit)
    )
    if after is not None:
        wanted = wanted.where(LedgerAccount.id > after)
    return [Opened(row.id, row.owner_id, row.purpose) for row in db.session.execute(wanted)]


def moved_in_all(
    account_ids: Sequence[uuid.UUID],
    since: datetime,
    until: datetime | None = None,
    *,
    but: Collection[str] = (),
) -> dict[uuid.UUID, tuple[int, int]]:
    """Sums in minor units (received, spent) from ``since`` to before ``until``.

    Kinds in ``but`` do not count. Accounts in which nothing moved are left out.
    """
    into = _sums(TransferRow.credit_account, account_ids, since, until, but)
    out = _sums(TransferRow.debit_account, account_ids, since, until, but)
    received = {row[0]: int(row[1]) for row in db.session.execute(into).all()}
    spent = {row[0]: int(row[1]) for row in db.session.execute(out).all()}
    return {key: (received.get(key, 0), spent.get(key, 0)) for key in received.keys() | spent}


def _sums(
    side: InstrumentedAttribute[uuid.UUID],
    account_ids: Sequence[uuid.UUID],
    since: datetime,
    until: datetime | None,
    but: Collection[str],
) -> Select[uuid.UUID, int]:
    sums = select(side, func.sum(TransferRow.amount)).where(TransferRow.at >= since)
    chosen = among(sums, side, account_ids)
    if until is not None:
        chosen = chosen.where(TransferRow.at < until)
    if but:
        chosen = chosen.where(TransferRow.kind.not_in(but))
    grouped: Select[uuid.UUID, int] = chosen.group_by(side)
    return grouped
