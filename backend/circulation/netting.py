"""Netting: at a month's end a community makes good what its members spent at another's counters.

Euro go from reserve to reserve, at the payer's rate, and the other community takes over as much
coin: both in one unit of work. A currency without a reserve moves the coin alone. What is no whole
number of cents, is above the month's limit, or finds too little reserve, waits a month.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from backend import clock
from backend.circulation import sales
from backend.circulation.models import Netting
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.ids import derived_id
from backend.jobs.job import Due, Step
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.payments import queries as payments


@dataclass(frozen=True, slots=True)
class Owed:
    """What members of ``payer`` spent at ``payee``, less the reverse and what was made good."""

    payer: CommunityFacts
    payee: CommunityFacts
    amount: int


def net(due: Due, cursor: str | None) -> Step:
    """Settle with every community that is owed something; nothing for those that owe."""
    payer = communities.community(due.community_id)
    until = clock.midnight(due.day, payer.timezone)
    settled = 0
    for one in owed_by(payer, until):
        row_id = derived_id("net", one.payer.id, one.payee.id, due.day)
        if db.session.get(Netting, row_id) is None:
            _settle(one, row_id, due.day)
            settled += 1
    return Step(done=settled)


def first_with_partners(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """The first month in which members may have paid elsewhere."""
    abroad = payments.spent_elsewhere(community_id, clock.now())
    return first if abroad else None


def owed_by(payer: CommunityFacts, until: datetime) -> list[Owed]:
    """To whom a community owes coin, and how much, of all that was paid before ``until``."""
    found = []
    for payee_id, spent in payments.spent_elsewhere(payer.id, until).items():
        back = payments.spent_elsewhere(payee_id, until).get(payer.id, 0)
        amount = spent - back - _settled(payer.id, payee_id) + _settled(payee_id, payer.id)
        if amount > 0:
            found.append(Owed(payer, communities.community(payee_id), amount))
    return found


def _settled(payer_id: uuid.UUID, payee_id: uuid.UUID) -> int:
    total = select(func.coalesce(func.sum(Netting.amount), 0)).where(
        Netting.payer_id == payer_id, Netting.payee_id == payee_id
    )
    return int(db.session.execute(total).scalar_one())


def _settle(one: Owed, row_id: uuid.UUID, day: date) -> None:
    now = clock.now()
    amount, cents = _within_limits(one, day)
    short = amount == 0 or not _can_pay(one, amount, cents)
    row = Netting(
        id=row_id,
        payer_id=one.payer.id,
        payee_id=one.payee.id,
        month=day,
        amount=0 if short else amount,
        cents=0 if short else cents,
        status="short" if short else "settled",
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    if short:
        return
    # The euro first: the other community may only take over coin that its reserve covers.
    if cents:
        source, target = ledger.reserve(one.payer.id), ledger.reserve(one.payee.id)
        _post(row, derived_id("net", row.id, "euro"), source, target, cents)
    _post(row, row.id, ledger.issuance(one.payee.id), ledger.issuance(one.payer.id), amount)


def _within_limits(one: Owed, day: date) -> tuple[int, int]:
    """Coin and cents to settle at the rules of ``day``."""
    limit = community_service.exchange_rules(one.payer, day).month_limit
    amount = one.amount if limit is None else min(one.amount, limit)
    if community_service.backing(one.payer, day).policy == "unbacked":
        return amount, 0
    return sales.rate_on(one.payer, day).exchangeable(amount)


def _can_pay(one: Owed, amount: int, cents: int) -> bool:
    """Whether both reserves still cover what both communities promise."""
    reserves = [ledger.reserve(one.payer.id), ledger.reserve(one.payee.id)]
    ledger.lock([*reserves, *(ledger.issuance(side.id) for side in (one.payer, one.payee))])
    held = [ledger_queries.balance(account) for account in reserves]
    today = clock.now()
    return held[0] >= cents and all(
        covers(community, reserve, ledger_queries.outstanding(community.id) + more, today)
        for community, reserve, more in (
            (one.payer, held[0] - cents, -amount),
            (one.payee, held[1] + cents, amount),
        )
    )


def covers(community: CommunityFacts, reserve: int, outstanding: int, now: datetime) -> bool:
    """Whether so many cents cover so much coin as the community promises, as the ledger sees it."""
    day = community.day(now)
    backing = community_service.backing(community, day)
    if backing.policy == "unbacked":
        return True
    rate = sales.rate_on(community, day)
    return outstanding * rate.cents * backing.ratio_percent <= reserve * rate.minor * 100


def _post(row: Netting, of: uuid.UUID, debit: uuid.UUID, credit: uuid.UUID, amount: int) -> None:
    ledger.post(
        Transfer(
            id=of,
            kind="net",
            debit_account=debit,
            credit_account=credit,
            amount=amount,
            at=row.at,
            about_kind="netting",
            about_id=row.id,
        )
    )
