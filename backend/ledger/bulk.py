"""Many transfers at once, for jobs: locked in one order, written by one statement."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from backend.db import db, insert_many
from backend.ledger.among import among
from backend.ledger.models import BalanceSlot, LedgerAccount, TransferRow

_MOST = 10_000
_BOOKED = select(TransferRow.id)
_HELD = (
    select(BalanceSlot.account_id, BalanceSlot.amount)
    .join(LedgerAccount, LedgerAccount.id == BalanceSlot.account_id)
    .order_by(LedgerAccount.slots > 1, BalanceSlot.account_id, BalanceSlot.slot)
    .with_for_update(of=BalanceSlot)
)


def lock(account_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Hold these accounts until the unit of work ends, and say their balances in minor units.

    The order is that of single bookings (accounts with one slot by id, then busy ones), so that
    neither waits for the other in a circle. Every account must be open.
    """
    sums = dict.fromkeys(account_ids, 0)
    for part in _parts(list(sums)):
        for account_id, amount in _rows(_HELD, BalanceSlot.account_id, part):
            sums[account_id] += amount
    return sums


def insert(rows: Sequence[Mapping[str, Any]]) -> int:
    """Write transfers that are not there yet, all or none; their number."""
    known = _known([row["id"] for row in rows])
    new = [row for row in rows if row["id"] not in known]
    if not new:
        return 0
    insert_many(TransferRow, new)
    return len(new)


def _known(ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    return {row[0] for part in _parts(ids) for row in _rows(_BOOKED, TransferRow.id, part)}


def _rows(
    question: Any, column: InstrumentedAttribute[uuid.UUID], ids: Sequence[uuid.UUID]
) -> Iterable[Any]:
    return db.session.execute(among(question, column, ids))


def _parts(ids: Sequence[uuid.UUID]) -> Iterable[Sequence[uuid.UUID]]:
    return (ids[start : start + _MOST] for start in range(0, len(ids), _MOST))
