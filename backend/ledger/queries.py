"""Reads of the ledger: balances, totals and statements."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, literal, select, tuple_, union_all
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from backend.db import db
from backend.errors import NotFound
from backend.ledger import activity, history, rules, whereabouts
from backend.ledger.models import BalanceSlot, LedgerAccount, TransferRow

# For jobs that walk through all accounts.
Opened = activity.Opened
opened = activity.opened
moved_in_all = activity.moved_in_all

# For whoever follows coin through accounts in the order in which it moved.
Cursor = history.Cursor
Moved = history.Moved
arrivals = history.arrivals
count_up_to = history.count_up_to
moved = history.moved

# For whoever shows where coin is, and where it went.
Flow = whereabouts.Flow
Movement = whereabouts.Movement
flows = whereabouts.flows
held_by_purpose = whereabouts.held_by_purpose
movements_of_receivers = whereabouts.movements_of_receivers


@dataclass(frozen=True)
class AccountFacts:
    """What never changes about an account."""

    id: uuid.UUID
    community_id: uuid.UUID
    purpose: str
    owner_id: uuid.UUID


@dataclass(frozen=True)
class Earning:
    """A reward in a wallet, less what of it was reversed since; ``amount`` in minor units.

    ``id`` is also that of the claim that it paid.
    """

    id: uuid.UUID
    account_id: uuid.UUID
    at: datetime
    amount: int


@dataclass(frozen=True)
class Line:
    """One transfer, seen from an account; ``other`` is the account at the other end."""

    id: uuid.UUID
    at: datetime
    kind: str
    amount: int
    incoming: bool
    other_purpose: str
    other_owner: uuid.UUID
    about_kind: str | None
    about_id: uuid.UUID | None
    memo: str


def account(account_id: uuid.UUID) -> AccountFacts:
    """The account; raises ``NotFound``."""
    row = db.session.get(LedgerAccount, account_id)
    if row is None:
        raise NotFound
    return AccountFacts(row.id, row.community_id, row.purpose, row.owner_id)


def accounts_of(owner_id: uuid.UUID) -> list[AccountFacts]:
    """All accounts of an owner, oldest first."""
    rows = db.session.scalars(
        select(LedgerAccount)
        .where(LedgerAccount.owner_id == owner_id)
        .order_by(LedgerAccount.opened_at, LedgerAccount.id)
    )
    return [AccountFacts(row.id, row.community_id, row.purpose, row.owner_id) for row in rows]


def balance(account_id: uuid.UUID) -> int:
    """The present balance in minor units; 0 for an account that is not open yet."""
    return balances([account_id])[account_id]


def balances(account_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The present balances in minor units, 0 where no account is open yet."""
    wanted = list(account_ids)
    rows = db.session.execute(
        select(BalanceSlot.account_id, func.sum(BalanceSlot.amount).label("amount"))
        .where(BalanceSlot.account_id.in_(wanted))
        .group_by(BalanceSlot.account_id)
    )
    found = {row.account_id: int(row.amount) for row in rows}
    return {account_id: found.get(account_id, 0) for account_id in wanted}


def totals(account_id: uuid.UUID) -> tuple[int, int]:
    """All that ever came in and went out, in minor units."""
    return (
        _total(TransferRow.credit_account == account_id),
        _total(TransferRow.debit_account == account_id),
    )


def totals_by_kind(account_id: uuid.UUID) -> dict[tuple[str, bool], int]:
    """Sums in minor units by (kind, incoming)."""
    sums: dict[tuple[str, bool], int] = {}
    for side, incoming in ((TransferRow.credit_account, True), (TransferRow.debit_account, False)):
        rows = db.session.execute(
            select(TransferRow.kind, func.sum(TransferRow.amount).label("amount"))
            .where(side == account_id)
            .group_by(TransferRow.kind)
        )
        sums.update({(row.kind, incoming): int(row.amount) for row in rows})
    return sums


def earnings(wallets: Iterable[uuid.UUID], since: datetime, until: datetime) -> list[Earning]:
    """What these wallets earned from ``since`` to just before ``until``, oldest first.

    A reversal counts where its reward does, whenever it was made; what is reversed whole is gone.
    """
    reward, back = TransferRow, aliased(TransferRow)
    net = reward.amount - func.coalesce(func.sum(back.amount), 0)
    rows = db.session.execute(
        select(reward.id, reward.credit_account, reward.at, net.label("amount"))
        .outerjoin(back, (back.reverses == reward.id) & (back.kind == "reward_reversal"))
        .where(
            reward.credit_account.in_(list(wallets)),
            reward.kind == "reward",
            reward.at >= since,
            reward.at < until,
        )
        .group_by(reward.id)
        .having(net > 0)
        .order_by(reward.at, reward.id)
    )
    return [Earning(row.id, row.credit_account, row.at, int(row.amount)) for row in rows]


def recent(account_id: uuid.UUID, count: int = 5) -> list[Line]:
    """The newest lines of an account."""
    return statement(account_id, None, count)


def statement(account_id: uuid.UUID, before: uuid.UUID | None, limit: int) -> list[Line]:
    """Up to ``limit`` lines, newest first, older than the transfer ``before``.

    Each direction is read from its own index and the two are merged: one condition with OR
    would read far more rows of an account with a long history.
    """
    end = _place_of(before) if before else None
    both = union_all(
        _branch(account_id, end, limit, incoming=True),
        _branch(account_id, end, limit, incoming=False),
    ).subquery()
    other = LedgerAccount
    rows = db.session.execute(
        select(both, other.purpose, other.owner_id)
        .join(other, other.id == both.c.other)
        .order_by(both.c.at.desc(), both.c.id.desc())
        .limit(limit)
    )
    return [_line(row) for row in rows]


def _branch(
    account_id: uuid.UUID, end: tuple[datetime, uuid.UUID] | None, limit: int, *, incoming: bool
) -> Select[Any]:
    own, other = TransferRow.credit_account, TransferRow.debit_account
    if not incoming:
        own, other = other, own
    t = TransferRow
    chosen = select(
        t.id, t.at, t.kind, t.amount, t.about_kind, t.about_id, t.memo,
        other.label("other"), literal(incoming).label("incoming"),
    ).where(own == account_id)  # fmt: skip
    if end is not None:
        at, last = literal(end[0], t.at.type), literal(end[1], t.id.type)
        chosen = chosen.where(tuple_(t.at, t.id) < tuple_(at, last))
    page = chosen.order_by(t.at.desc(), t.id.desc()).limit(limit).subquery()
    return select(page)


def _place_of(transfer_id: uuid.UUID) -> tuple[datetime, uuid.UUID]:
    row = db.session.get(TransferRow, transfer_id)
    if row is None:
        raise NotFound
    return row.at, row.id


def _line(row: Row[Any]) -> Line:
    return Line(
        row.id, row.at, row.kind, row.amount, bool(row.incoming), row.purpose, row.owner_id,
        row.about_kind, row.about_id, row.memo,
    )  # fmt: skip


def _total(condition: ColumnElement[bool]) -> int:
    total = select(func.coalesce(func.sum(TransferRow.amount), 0)).where(condition)
    return int(db.session.execute(total).scalar_one())


def owners(lines: Sequence[Line], purposes: frozenset[str]) -> set[uuid.UUID]:
    """The owners at the other end of ``lines`` whose account has one of ``purposes``."""
    return {line.other_owner for line in lines if line.other_purpose in purposes}


def outstanding(community_id: uuid.UUID) -> int:
    """All coin of a community that exists, in minor units: what was made less what was retired."""
    return -balance(rules.account_id(rules.ISSUANCE, community_id, community_id))


def reserve_cents(community_id: uuid.UUID) -> int:
    """What lies in the reserve of a community, in euro cents."""
    return balance(rules.account_id(rules.RESERVE, community_id, community_id))
