"""The jobs of the coin's own rules; each says in its own module what it does."""

import uuid
from datetime import date

from sqlalchemy import select

from backend.circulation import credit, decay, fund, loans, netting, sales
from backend.circulation.models import Sale
from backend.db import db
from backend.jobs.job import MOST_IN_A_BATCH, Due, Job, Step


def pay_gifts(due: Due, cursor: str | None) -> Step:
    """Pay the gifts that the fund still owes, oldest first, as far as it reaches."""
    left, paid = fund.held(due.community_id), 0
    for sale in _owed(due.community_id):
        if sale.gift > left:
            break
        sales.pay_gift(sale)
        left -= sale.gift
        paid += 1
    return Step("more" if paid == MOST_IN_A_BATCH else None, done=paid)


def first_with_gifts(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """Every month, as long as a gift is owed."""
    return first if _owed(community_id) else None


def _owed(community_id: uuid.UUID) -> list[Sale]:
    rows = db.session.scalars(
        select(Sale)
        .where(Sale.community_id == community_id, Sale.gift > 0, Sale.gift_paid_at.is_(None))
        .order_by(Sale.at, Sale.id)
        .limit(MOST_IN_A_BATCH)
    )
    return list(rows)


JOBS = (
    Job("demurrage_notice", "month", decay.warn_of_demurrage, when=decay.first_before_demurrage),
    Job("expiry_notice", "month", decay.warn_of_expiry, when=decay.first_before_expiry),
    Job("demurrage", "month", decay.charge_demurrage, when=decay.first_with_demurrage),
    Job("expiry", "month", decay.expire, when=decay.first_with_expiry),
    Job("gifts", "month", pay_gifts, when=first_with_gifts),
    Job("netting", "month", netting.net, when=netting.first_with_partners),
    Job("credit", "day", credit.repay_debts, when=credit.first_in_debt),
    Job("loans", "day", loans.collect, when=loans.first_due),
)
