"""The ledger in the order in which it was booked, for books that others can check.

Every function reads on the connection that it is given, so that accounts, balances and
movements can be those of one instant (``backend.db.snapshot``).
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from backend.ledger import rules
from backend.ledger.models import BalanceSlot, LedgerAccount, TransferRow

_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class JournalAccount:
    """An account in the books; ``euro`` says that it counts cents instead of coin."""

    id: uuid.UUID
    community_id: uuid.UUID
    purpose: str
    owner_id: uuid.UUID
    euro: bool


class Booking(NamedTuple):
    """One transfer, as it was booked; ``amount`` is in minor units of its accounts' currency."""

    id: uuid.UUID
    kind: str
    debit: uuid.UUID
    credit: uuid.UUID
    amount: int
    at: datetime
    about_kind: str | None
    about_id: uuid.UUID | None
    reverses: uuid.UUID | None
    memo: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Which accounts the books are about: all of a community, or only some of them.

    ``since`` (included) and ``until`` (excluded) bound the movements, UTC; None is unbounded.
    """

    community_id: uuid.UUID
    account_ids: tuple[uuid.UUID, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """How many movements there are, and when the first and the last of them were."""

    count: int
    first: datetime | None
    last: datetime | None


def accounts(view: Connection, scope: Scope) -> list[JournalAccount]:
    """The accounts of the scope, oldest first."""
    wanted = _accounts(scope).order_by(LedgerAccount.opened_at, LedgerAccount.id)
    return [_account(row) for row in view.execute(wanted)]


def counterparts(view: Connection, scope: Scope) -> list[JournalAccount]:
    """The accounts outside the scope at the other end of any movement with one inside."""
    inside = _ids(scope)
    ends = (
        select(other).where(own.in_(inside), other.not_in(inside)).distinct()
        for own, other in (
            (TransferRow.debit_account, TransferRow.credit_account),
            (TransferRow.credit_account, TransferRow.debit_account),
        )
    )
    met = or_(*(LedgerAccount.id.in_(end) for end in ends))
    return [_account(row) for row in view.execute(select(*_COLUMNS).where(met))]


def kept_balances(view: Connection, scope: Scope) -> dict[uuid.UUID, int]:
    """The balances that the ledger keeps, which are those of now, whatever the scope's period."""
    rows = view.execute(
        select(BalanceSlot.account_id, func.sum(BalanceSlot.amount))
        .where(BalanceSlot.account_id.in_(_ids(scope)))
        .group_by(BalanceSlot.account_id)
    )
    return {account_id: int(amount) for account_id, amount in rows}


def moved_since(view: Connection, scope: Scope, instant: datetime) -> dict[uuid.UUID, int]:
    """What came in less what went out since ``instant`` (included), by account of the scope."""
    net: dict[uuid.UUID, int] = {}
    for side, sign in ((TransferRow.credit_account, 1), (TransferRow.debit_account, -1)):
        rows = view.execute(
            select(side, func.sum(TransferRow.amount))
            .where(side.in_(_ids(scope)), TransferRow.at >= instant)
            .group_by(side)
        )
        for account_id, amount in rows:
            net[account_id] = net.get(account_id, 0) + sign * int(amount)
    return net


def extent(view: Connection, scope: Scope) -> Extent:
    """How much there is to read."""
    t = TransferRow
    row = view.execute(
        select(func.count(), func.min(t.at, type_=t.at.type), func.max(t.at, type_=t.at.type))
        .select_from(t)
        .where(_within(scope))
    ).one()
    return Extent(int(row[0]), row[1], row[2])


def abouts(view: Connection, scope: Scope, about_kind: str) -> set[uuid.UUID]:
    """Everything of one kind that a movement of the scope belongs to, each once."""
    t = TransferRow
    wanted = select(t.about_id).where(_within(scope), t.about_kind == about_kind).distinct()
    return {found for (found,) in view.execute(wanted) if found is not None}


def bookings(view: Connection, scope: Scope) -> Iterator[Booking]:
    """Every movement of the scope, oldest first; only some thousands are in memory at a time."""
    t = TransferRow
    wanted = (
        select(
            t.id, t.kind, t.debit_account, t.credit_account, t.amount, t.at,
            t.about_kind, t.about_id, t.reverses, t.memo,
        )
        .where(_within(scope))
        .order_by(t.at, t.id)
    )  # fmt: skip
    rows = view.execute(wanted, execution_options={"yield_per": _ROWS_AT_ONCE})
    for row in rows:
        yield Booking._make(row)


_COLUMNS = (
    LedgerAccount.id,
    LedgerAccount.community_id,
    LedgerAccount.purpose,
    LedgerAccount.owner_id,
    LedgerAccount.currency_id,
)


def _accounts(scope: Scope) -> Select[uuid.UUID, uuid.UUID, str, uuid.UUID, uuid.UUID]:
    return select(*_COLUMNS).where(_covers(scope))


def _account(row: Sequence[Any]) -> JournalAccount:
    account_id, community_id, purpose, owner_id, currency_id = row
    return JournalAccount(account_id, community_id, purpose, owner_id, currency_id == rules.EURO)


def _covers(scope: Scope) -> ColumnElement[bool]:
    if scope.account_ids is not None:
        return LedgerAccount.id.in_(scope.account_ids)
    return LedgerAccount.community_id == scope.community_id


def _ids(scope: Scope) -> Any:
    """What an account is looked for in: the ids themselves where they are few."""
    return scope.account_ids if scope.account_ids is not None else _subquery(scope)


def _subquery(scope: Scope) -> Select[uuid.UUID]:
    return select(LedgerAccount.id).where(_covers(scope))


def _within(scope: Scope) -> ColumnElement[bool]:
    touched = or_(
        TransferRow.debit_account.in_(_ids(scope)), TransferRow.credit_account.in_(_ids(scope))
    )
    bounds = []
    if scope.since is not None:
        bounds.append(TransferRow.at >= scope.since)
    if scope.until is not None:
        bounds.append(TransferRow.at < scope.until)
    return and_(touched, *bounds)
