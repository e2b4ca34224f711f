"""Many transfers at once, for jobs: locked in one order, written by one statement."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import TextClause, select, text

from backend.db import db
from backend.ledger.models import BalanceSlot, LedgerAccount, TransferRow

_MOST_VARIABLES = 10_000
_ARRAYS = {
    "id": "uuid[]",
    "kind": "text[]",
    "debit_account": "uuid[]",
    "credit_account": "uuid[]",
    "amount": "bigint[]",
    "at": "bigint[]",
    "about_kind": "text[]",
    "about_id": "uuid[]",
    "reverses": "uuid[]",
    "memo": "text[]",
}


def lock(account_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Hold these accounts until the unit of work ends, and say their balances in minor units.

    The order is that of single bookings (accounts with one slot by id, then busy ones), so that
    neither waits for the other in a circle. Every account must be open.
    """
    wanted = sorted(set(account_ids))
    held = (
        select(BalanceSlot.account_id, BalanceSlot.amount)
        .join(LedgerAccount, LedgerAccount.id == BalanceSlot.account_id)
        .order_by(LedgerAccount.slots > 1, BalanceSlot.account_id, BalanceSlot.slot)
        .with_for_update(of=BalanceSlot)
    )
    sums = dict.fromkeys(wanted, 0)
    for start in range(0, len(wanted), _MOST_VARIABLES):
        part = wanted[start : start + _MOST_VARIABLES]
        for row in db.session.execute(held.where(BalanceSlot.account_id.in_(part))):
            sums[row.account_id] += row.amount
    return sums


def insert(rows: Sequence[Mapping[str, Any]]) -> int:
    """Write transfers that are not there yet, all or none; their number."""
    known = _known([row["id"] for row in rows])
    new = [row for row in rows if row["id"] not in known]
    if not new:
        return 0
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(_ONE_BY_ONE, [_as_bytes(row) for row in new])
    else:
        columns = {name: [row[name] for row in new] for name in _ARRAYS}
        connection.execute(_AS_ARRAYS, columns)
    return len(new)


def _known(ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    known: set[uuid.UUID] = set()
    for start in range(0, len(ids), _MOST_VARIABLES):
        part = ids[start : start + _MOST_VARIABLES]
        known.update(db.session.scalars(select(TransferRow.id).where(TransferRow.id.in_(part))))
    return known


def _as_bytes(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.bytes if isinstance(v, uuid.UUID) else v for k, v in row.items()}


def _one_by_one() -> TextClause:
    names = ", ".join(_ARRAYS)
    return text(f"INSERT INTO transfers ({names}) VALUES (:{', :'.join(_ARRAYS)})")  # noqa: S608


def _as_arrays() -> TextClause:
    arrays = ", ".join(f"CAST(:{name} AS {kind})" for name, kind in _ARRAYS.items())
    return text(f"INSERT INTO transfers ({', '.join(_ARRAYS)}) SELECT * FROM unnest({arrays})")  # noqa: S608


_ONE_BY_ONE = _one_by_one()
_AS_ARRAYS = _as_arrays()
