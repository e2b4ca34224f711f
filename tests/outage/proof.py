"""What has to be true after the month, asked of the database and not of who lived it."""

import math
from dataclasses import dataclass

from sqlalchemy import func, select

from backend.db import db
from backend.ledger.models import BalanceSlot, LedgerAccount
from backend.offline.models import Debt, OfflinePayment
from backend.payments.models import Payment
from tests.factories.ledger import findings
from tests.outage.month import DAY, Month
from tests.outage.world import RULES


@dataclass(frozen=True)
class Losses:
    """Minor units: the worst the guarantee stood at, what it and the shops are without at the end.

    ``most_guarantee`` and ``most_shops`` are the bounds of docs/offline.md.
    """

    guarantee_worst: int
    guarantee_end: int
    most_guarantee: int
    shops_end: int
    crooked_end: int
    most_shops: int


def losses(month: Month) -> Losses:
    """What was lost, and the most that could have been."""
    cheats, shops = len(month.cheats), len(month.shops)
    days = math.ceil(month.longest_outage / DAY) + 1
    db.session.rollback()
    missing = (
        select(OfflinePayment.shop_id, func.sum(OfflinePayment.amount - OfflinePayment.received))
        .where(OfflinePayment.payer_id.is_not(None))
        .group_by(OfflinePayment.shop_id)
    )
    late = select(Debt.shop_id, func.sum(Debt.repaid_shop)).group_by(Debt.shop_id)
    repaid = {row[0]: int(row[1]) for row in db.session.execute(late)}
    lost = {row[0]: int(row[1]) - repaid.get(row[0], 0) for row in db.session.execute(missing)}
    crooked = lost.pop(month.shops[0].tills[0].shop_id, 0)
    owed = select(func.sum(Debt.to_guarantee - Debt.repaid_guarantee))
    permille = RULES["guaranteed_permille"]
    return Losses(
        guarantee_worst=month.worst,
        guarantee_end=int(db.session.execute(owed).scalar_one() or 0),
        most_guarantee=cheats * (RULES["allowance"] * permille // 1000),
        shops_end=sum(lost.values()),
        crooked_end=crooked,
        most_shops=shops * min(cheats * RULES["payer_day"], RULES["shop_day"]) * days,
    )


def problems(month: Month) -> list[str]:
    """Everything that is not as it has to be; nothing when all is well."""
    db.session.rollback()
    found = [f"audit: {finding}" for finding in findings()]
    found += _settled_differs(month) + _online_differs(month) + _tills_differ(month)
    honest = {phone.holder.person_id for phone in month.phones if not phone.cheat}
    debtors = set(db.session.scalars(select(Debt.person_id)))
    found += [f"honest and in debt: {one}" for one in debtors & honest]
    lost = losses(month)
    if lost.guarantee_worst > lost.most_guarantee:
        found.append(f"the guarantee lost {lost.guarantee_worst}, at most {lost.most_guarantee}")
    if lost.shops_end > lost.most_shops:
        found.append(f"shops lost {lost.shops_end}, at most {lost.most_shops}")
    return found


def _settled_differs(month: Month) -> list[str]:
    """Each acknowledgement is a row that says the same, and no row was never acknowledged."""
    rows = db.session.execute(
        select(
            OfflinePayment.id,
            OfflinePayment.status,
            OfflinePayment.received,
            OfflinePayment.covered,
            OfflinePayment.booked,
        )
    ).all()
    kept = {
        str(row.id): (row.status, row.received, row.covered, str(row.id) if row.booked else None)
        for row in rows
    }
    said = {
        item_id: (one["status"], one["received"], one["covered"], one["payment"])
        for item_id, one in month.settled.items()
    }
    left = sum(len(till.queue) for shop in month.shops for till in shop.tills)
    found = [f"{left} items were never sent"] if left else []
    return found + ([] if kept == said else ["acknowledged and kept differ"])


def _online_differs(month: Month) -> list[str]:
    rows = db.session.execute(
        select(Payment.id, Payment.amount).where(Payment.means == "code", Payment.status == "paid")
    )
    kept = {str(row.id): row.amount for row in rows}
    return [] if kept == month.online else ["payments at online counters differ"]


def _tills_differ(month: Month) -> list[str]:
    """Every acknowledged coin is in a till exactly once."""
    shops = [shop.tills[0].shop_id for shop in month.shops]
    held = db.session.execute(
        select(func.sum(BalanceSlot.amount))
        .join(LedgerAccount, LedgerAccount.id == BalanceSlot.account_id)
        .where(LedgerAccount.purpose == "till", LedgerAccount.owner_id.in_(shops))
    ).scalar_one()
    received = sum(one["received"] for one in month.settled.values())
    late = db.session.execute(select(func.sum(Debt.repaid_shop))).scalar_one() or 0
    due = sum(month.online.values()) + received + int(late)
    return [] if int(held or 0) == due else [f"tills hold {held}, acknowledged were {due}"]
