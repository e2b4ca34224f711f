"""Where coin is now, and how it went: sums and movements over many accounts."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, case, func, literal, select, type_coerce, union_all

from backend import clock
from backend.db import db
from backend.ledger import rules
from backend.ledger.models import BalanceSlot, LedgerAccount, TransferRow


def held_by_purpose(community_id: uuid.UUID) -> dict[str, tuple[int, int]]:
    """What a community's accounts hold, by purpose: minor units, and how many hold something."""
    each = (
        select(
            LedgerAccount.id, LedgerAccount.purpose, func.sum(BalanceSlot.amount).label("amount")
        )
        .join(BalanceSlot, BalanceSlot.account_id == LedgerAccount.id)
        .where(LedgerAccount.community_id == community_id)
        .group_by(LedgerAccount.id, LedgerAccount.purpose)
    ).subquery()
    rows = db.session.execute(
        select(
            each.c.purpose,
            func.sum(each.c.amount).label("amount"),
            func.sum(case((each.c.amount > 0, 1), else_=0)).label("holders"),
        ).group_by(each.c.purpose)
    )
    return {row.purpose: (int(row.amount), int(row.holders)) for row in rows}


@dataclass(frozen=True, slots=True)
class Flow:
    """What went in or out of some accounts by one kind of transfer in a quarter of an hour."""

    at: datetime
    kind: str
    incoming: bool
    amount: int


_QUARTER_MILLIS = 15 * 60 * 1000
"""Every time zone's midnight is at the beginning of a quarter of an hour UTC."""


def flows(account_ids: Sequence[uuid.UUID]) -> list[Flow]:
    """All that went in and out of these accounts, summed by quarter of an hour, oldest first."""
    found: list[Flow] = []
    start = type_coerce(TransferRow.at, BigInteger)
    quarter = (start - start % _QUARTER_MILLIS).label("quarter")
    for side, incoming in ((TransferRow.credit_account, True), (TransferRow.debit_account, False)):
        rows = db.session.execute(
            select(quarter, TransferRow.kind, func.sum(TransferRow.amount).label("amount"))
            .where(side.in_(account_ids))
            .group_by(quarter, TransferRow.kind)
        )
        found += [
            Flow(clock.from_millis(row.quarter), row.kind, incoming, int(row.amount))
            for row in rows
        ]
    return sorted(found, key=lambda flow: flow.at)


@dataclass(frozen=True, slots=True)
class Movement:
    """One transfer in or out of a wallet, with the account at the other end."""

    wallet: uuid.UUID
    id: uuid.UUID
    at: datetime
    kind: str
    incoming: bool
    amount: int
    reverses: uuid.UUID | None
    other: uuid.UUID
    other_purpose: str
    other_owner: uuid.UUID


def movements_of_receivers(sources: Sequence[uuid.UUID]) -> Iterator[Movement]:
    """All that ever went in and out of the wallets that got coin from ``sources``.

    Wallet by wallet, each in the order of booking; only one part is in memory at a time.
    """
    t, other = TransferRow, LedgerAccount
    receivers = (
        select(t.credit_account)
        .join(other, other.id == t.credit_account)
        .where(t.debit_account.in_(sources), other.purpose == rules.WALLET)
    )
    branches = [
        select(
            own.label("wallet"), t.id, t.at, t.kind, literal(incoming).label("incoming"),
            t.amount, t.reverses, far.label("other"),
        ).where(own.in_(receivers))
        for own, far, incoming in (
            (t.credit_account, t.debit_account, True),
            (t.debit_account, t.credit_account, False),
        )
    ]  # fmt: skip
    both = union_all(*branches).subquery()
    rows = db.session.execute(
        select(both, other.purpose, other.owner_id)
        .join(other, other.id == both.c.other)
        .order_by(both.c.wallet, both.c.at, both.c.id),
        execution_options={"yield_per": 1000},
    )
    for row in rows:
        yield Movement(
            row.wallet, row.id, row.at, row.kind, bool(row.incoming), row.amount, row.reverses,
            row.other, row.purpose, row.owner_id,
        )  # fmt: skip
