"""Use cases of the ledger: open accounts, and book transfers.

The triggers of the database keep every rule; this module only hands transfers over, so that a
batch can carry one in the same round trip as the feature's own rows.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from backend import clock
from backend.communities import queries as communities
from backend.db import (
    Batch,
    DuplicateRow,
    commit,
    db,
    in_unit_of_work,
    raises,
    run_in_session,
    unit_of_work,
)
from backend.errors import IdConflict
from backend.ledger import errors, rules
from backend.ledger.models import BalanceSlot, LedgerAccount, TransferRow
from backend.ledger.statements import Entry, recent_entries

__all__ = [
    "Entry",
    "Transfer",
    "add_to",
    "book",
    "budget",
    "issuance",
    "post",
    "recent_entries",
    "till",
    "wallet",
]

# What the triggers refuse by code.
raises(errors.NotEnoughCoins, errors.TransferNotAllowed, errors.AccountClosed)

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

    Committing it raises ``NotEnoughCoins``, ``TransferNotAllowed``, ``AccountClosed``, or
    ``DuplicateRow("transfers.id")``.
    """
    batch.add(
        _INSERT,
        id=transfer.id,
        kind=transfer.kind,
        debit_account=transfer.debit_account,
        credit_account=transfer.credit_account,
        amount=transfer.amount,
        at=clock.millis(transfer.at),
        about_kind=transfer.about_kind,
        about_id=transfer.about_id,
        reverses=transfer.reverses,
        memo=transfer.memo,
    )


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


def wallet(community_id: uuid.UUID, person_id: uuid.UUID) -> uuid.UUID:
    """The account of a member, opened when there is none yet."""
    return _account(rules.WALLET, community_id, person_id, person_id)


def till(community_id: uuid.UUID, organisation_id: uuid.UUID) -> uuid.UUID:
    """The account in which a shop receives payments, opened when there is none yet."""
    return _account(rules.TILL, community_id, organisation_id, organisation_id)


def budget(community_id: uuid.UUID, organisation_id: uuid.UUID, budget_id: uuid.UUID) -> uuid.UUID:
    """The account of a budget of an organisation, opened when there is none yet."""
    return _account(rules.BUDGET, community_id, budget_id, organisation_id)


def issuance(community_id: uuid.UUID) -> uuid.UUID:
    """The account that coin comes from; minus its balance is what the community has issued."""
    return _account(rules.ISSUANCE, community_id, community_id, community_id)


def _account(
    purpose: str, community_id: uuid.UUID, of: uuid.UUID, owner_id: uuid.UUID
) -> uuid.UUID:
    account_id = rules.account_id(purpose, community_id, of)
    # Accounts are never removed, so what was once seen here needs no second look.
    seen: set[uuid.UUID] = current_app.extensions.setdefault("ledger_accounts", set())
    if account_id not in seen:
        exists = select(LedgerAccount.id).where(LedgerAccount.id == account_id)
        if db.session.execute(exists).first() is None:
            _open(account_id, purpose, community_id, owner_id)
        elif not in_unit_of_work():
            seen.add(account_id)
    return account_id


@unit_of_work
def _open(
    account_id: uuid.UUID, purpose: str, community_id: uuid.UUID, owner_id: uuid.UUID
) -> None:
    """Open an account with an empty balance; two that do so at once open one."""
    # On SQLite a trigger refuses the second row before ON CONFLICT could pass over it.
    if db.session.get(LedgerAccount, account_id) is not None:
        return
    on_sqlite = db.engine.dialect.name == "sqlite"
    insert = sqlite.insert if on_sqlite else postgresql.insert
    behaviour = rules.BEHAVIOUR[purpose]
    slots = rules.BUSY_SLOTS if behaviour.busy and not on_sqlite else 1
    account = {
        "id": account_id,
        "community_id": community_id,
        "currency_id": communities.community(community_id).currency.id,
        "purpose": purpose,
        "owner_id": owner_id,
        "slots": slots,
        "opened_at": clock.now(),
    }
    opened = db.session.execute(
        insert(LedgerAccount)
        .values(account)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(LedgerAccount.id)
    ).first()
    if opened:
        parts = [
            {"account_id": account_id, "slot": slot, "amount": 0, "floor": behaviour.floor}
            for slot in range(slots)
        ]
        db.session.execute(insert(BalanceSlot), parts)


def _require_same(transfer: Transfer) -> None:
    """Raise ``IdConflict`` unless the booked transfer of this id says the same.

    When it was booked does not count: a retry comes later.
    """
    row = db.session.get(TransferRow, transfer.id, populate_existing=True)
    names = ("kind", "debit_account", "credit_account", "amount", "about_kind", "about_id")
    if row is None or any(getattr(row, n) != getattr(transfer, n) for n in (*names, "reverses")):
        raise IdConflict
