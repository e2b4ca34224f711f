"""Use cases of the ledger: open accounts, and book transfers.

The triggers of the database keep every rule; this module only hands transfers over, so that a
batch can carry one in the same round trip as the feature's own rows.
"""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from backend import clock
from backend.db import (
    Batch,
    DuplicateRow,
    commit,
    db,
    raises,
    run_in_session,
    unit_of_work,
)
from backend.errors import IdConflict
from backend.ledger import bulk, errors, journal
from backend.ledger.accounts import (
    bank,
    budget,
    credit,
    fund,
    guarantee,
    issuance,
    notes,
    programme,
    redemption,
    reserve,
    set_owing,
    till,
    wallet,
    wallets,
)
from backend.ledger.bulk import lock
from backend.ledger.models import TransferRow
from backend.ledger.statements import Entry, recent_entries

__all__ = [
    "Entry",
    "Transfer",
    "add_to",
    "add_together",
    "bank",
    "book",
    "budget",
    "credit",
    "fund",
    "guarantee",
    "issuance",
    "journal",
    "lock",
    "notes",
    "post",
    "post_many",
    "programme",
    "recent_entries",
    "redemption",
    "reserve",
    "set_owing",
    "till",
    "wallet",
    "wallets",
]

# What the triggers refuse by code.
raises(
    errors.NotEnoughCoins,
    errors.TransferNotAllowed,
    errors.AccountClosed,
    errors.ReserveTooSmall,
    errors.WalletOwes,
)

_INSERT = (
    "INSERT INTO transfers (id, kind, debit_account, credit_account, amount, at,"
    " about_kind, about_id, reverses, memo) VALUES (:id, :kind, :debit_account,"
    " :credit_account, :amount, :at, :about_kind, :about_id, :reverses, :memo)"
)


@dataclass(frozen=True)
class Transfer:
    """One movement of ``amount`` minor units from the debited to the credited account.

    ``id`` is made by the client and never used twice; ``about_kind`` and ``about_id`` name what
    it belongs to; a correction names the transfer that it ``reverses``.
    """

    id: uuid.UUID
    kind: str
    debit_account: uuid.UUID
    credit_account: uuid.UUID
    amount: int
    at: datetime
    about_kind: str | None = None
    about_id: uuid.UUID | None = None
    memo: str = ""
    reverses: uuid.UUID | None = None


def add_to(batch: Batch, transfer: Transfer) -> None:
    """Append ``transfer`` to a batch.

    Committing it raises ``NotEnoughCoins``, ``TransferNotAllowed``, ``AccountClosed``,
    ``ReserveTooSmall``, or ``DuplicateRow("transfers.id")``.
    """
    batch.add(_INSERT, **_values(transfer))


def add_together(batch: Batch, transfers: Sequence[Transfer]) -> None:
    """Append transfers of which a later one may spend what an earlier one brings.

    They are one statement, whose rows are booked in this order; steps of a batch are not.
    """
    values = {
        f"{name}_{number}": value
        for number, transfer in enumerate(transfers)
        for name, value in _values(transfer).items()
    }
    batch.add(_insert_of(len(transfers)), **values)


def book(transfer: Transfer) -> None:
    """Book one transfer durably by itself; the same transfer again is the same booking.

    Raises ``IdConflict`` when the id was used for another transfer, and what ``add_to`` names.
    """
    batch = Batch()
    add_to(batch, transfer)
    try:
        commit(batch)
    except DuplicateRow:
        _require_same(transfer)


@unit_of_work
def post(transfer: Transfer) -> None:
    """Book ``transfer`` as part of the unit of work under way; errors as for ``book``."""
    if db.session.get(TransferRow, transfer.id) is not None:
        _require_same(transfer)
        return
    batch = Batch()
    add_to(batch, transfer)
    run_in_session(batch)


def post_many(transfers: Sequence[Transfer]) -> int:
    """Book many transfers at once as part of the unit of work under way; says how many were new.

    Those whose id is booked already are passed over. When one is refused, none is booked; so
    ``lock`` the accounts first and leave out what would fall short. Errors as for ``add_to``.
    """
    return bulk.insert([vars(transfer) for transfer in transfers])


def _require_same(transfer: Transfer) -> None:
    """Raise ``IdConflict`` unless the booked transfer of this id says the same.

    When it was booked does not count: a retry comes later.
    """
    row = db.session.get(TransferRow, transfer.id, populate_existing=True)
    names = ("kind", "debit_account", "credit_account", "amount", "about_kind", "about_id")
    if row is None or any(getattr(row, n) != getattr(transfer, n) for n in (*names, "reverses")):
        raise IdConflict


@cache
def _insert_of(count: int) -> str:
    """``_INSERT`` with ``count`` rows, whose parameters end in the number of the row."""
    head, _, row = _INSERT.partition(" VALUES ")
    rows = (re.sub(r":([a-z_]+)", rf":\1_{number}", row) for number in range(count))
    return f"{head} VALUES {', '.join(rows)}"


def _values(transfer: Transfer) -> dict[str, Any]:
    return {
        "id": transfer.id,
        "kind": transfer.kind,
        "debit_account": transfer.debit_account,
        "credit_account": transfer.credit_account,
        "amount": transfer.amount,
        "at": clock.millis(transfer.at),
        "about_kind": transfer.about_kind,
        "about_id": transfer.about_id,
        "reverses": transfer.reverses,
        "memo": transfer.memo,
    }
