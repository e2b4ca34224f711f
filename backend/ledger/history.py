"""The ledger in the order of its instants, for whoever has to follow coin through it.

Entered through ``ledger.queries``.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, func, literal, select, tuple_, type_coerce
from sqlalchemy.orm import aliased

from backend import clock
from backend.db import db
from backend.ledger import rules
from backend.ledger.models import LedgerAccount, TransferRow

_QUARTER_MILLIS = 15 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Moved:
    """One transfer of coin, with what its two accounts are for."""

    id: uuid.UUID
    at: datetime
    kind: str
    debit: uuid.UUID
    credit: uuid.UUID
    debit_purpose: str
    credit_purpose: str
    amount: int


Cursor = tuple[datetime, uuid.UUID]
"""A place in the order of instants: when, and which transfer of that millisecond."""


def moved(community_id: uuid.UUID, after: Cursor | None, until: datetime, most: int) -> list[Moved]:
    """Up to ``most`` transfers of a community's coin after a place and before an instant."""
    t, debit, credit = TransferRow, aliased(LedgerAccount), aliased(LedgerAccount)
    wanted = (
        select(
            t.id, t.at, t.kind, t.debit_account, t.credit_account,
            debit.purpose.label("debit_purpose"), credit.purpose.label("credit_purpose"), t.amount,
        )
        .join(debit, debit.id == t.debit_account)
        .join(credit, credit.id == t.credit_account)
        .where(
            debit.community_id == community_id, debit.currency_id != rules.EURO, t.at < until
        )
        .order_by(t.at, t.id)
        .limit(most)
    )  # fmt: skip
    if after is not None:
        wanted = wanted.where(_place() > _literal(after))
    return [Moved(*row) for row in db.session.execute(wanted)]


def count_up_to(community_id: uuid.UUID, last: Cursor) -> int:
    """How many transfers of a community's coin there are up to and with a place."""
    t, debit = TransferRow, LedgerAccount
    counted = (
        select(func.count())
        .select_from(t)
        .join(debit, debit.id == t.debit_account)
        .where(
            debit.community_id == community_id,
            debit.currency_id != rules.EURO,
            _place() <= _literal(last),
        )
    )
    return int(db.session.execute(counted).scalar_one())


def arrivals(account_id: uuid.UUID, since: datetime, leave_out: str) -> list[tuple[datetime, int]]:
    """What came in after ``since`` less what was given back of it, newest first.

    Summed by quarter of an hour (instant of the last one in it); not those of kind ``leave_out``.
    """
    t = TransferRow
    given_back = aliased(TransferRow)
    back = (
        select(func.coalesce(func.sum(given_back.amount), 0))
        .where(given_back.reverses == t.id, given_back.debit_account == account_id)
        .scalar_subquery()
    )
    within = select(
        type_coerce(t.at, BigInteger).label("at"), (t.amount - back).label("left")
    ).where(t.credit_account == account_id, t.at > since, t.kind != leave_out)
    each = within.subquery()
    quarter = each.c.at - each.c.at % _QUARTER_MILLIS
    rows = db.session.execute(
        select(func.max(each.c.at).label("at"), func.sum(each.c.left).label("amount"))
        .group_by(quarter)
        .order_by(func.max(each.c.at).desc())
    )
    return [(clock.from_millis(row.at), int(row.amount)) for row in rows]


def _place() -> Any:
    return tuple_(TransferRow.at, TransferRow.id)


def _literal(place: Cursor) -> Any:
    t = TransferRow
    return tuple_(literal(place[0], t.at.type), literal(place[1], t.id.type))
