"""What was accepted, used up and borne before: the facts that a settlement is decided on."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, or_, select

from backend.codes import payment
from backend.db import db
from backend.errors import DomainError
from backend.offline.checking import Accepted
from backend.offline.errors import CodeUsedHere, CounterReused
from backend.offline.models import Debt, OfflinePayment
from backend.offline.rules import BLAMELESS_DAYS, AcceptedBefore
from backend.payments import queries as payments
from backend.payments.errors import CodeUsed


def use_of(accepted: Accepted, shop_id: uuid.UUID) -> DomainError | None:
    """Why this code does not count any more, None when nobody has had it.

    CodeUsedHere when this shop had it already; CounterReused when another code of the same number
    was signed, which an honest phone never does; else CodeUsed, also when the counter had refused
    this very payment and its answer never came to the shop.
    """
    key_id, counter = accepted.code.key_id, accepted.code.counter
    earlier = db.session.execute(
        select(OfflinePayment.shop_id, OfflinePayment.code)
        .where(OfflinePayment.key_id == key_id, OfflinePayment.counter == counter)
        .order_by(OfflinePayment.settled_at)
    ).all()
    online = payments.use_of(key_id, counter)
    here = online and online.shop_id == shop_id and online.payment_id != accepted.item.id
    if here or any(row.shop_id == shop_id for row in earlier):
        return CodeUsedHere()
    if any(_differs(row.code, accepted) for row in earlier):
        return CounterReused()
    return CodeUsed() if earlier or online else None


def paid_online(accepted: Accepted, shop_id: uuid.UUID) -> bool:
    """Whether the counter had booked this very payment, and only its answer was lost."""
    use = payments.use_of(accepted.code.key_id, accepted.code.counter)
    this = (accepted.item.id, shop_id, True, accepted.item.amount)
    return use is not None and (use.payment_id, use.shop_id, use.paid, use.amount) == this


def _differs(text: str, accepted: Accepted) -> bool:
    """Whether the same key signed something else (another signature of the same is no proof)."""
    content = payment.encode_unsigned(payment.decode(text))
    return content != payment.encode_unsigned(accepted.code)


def accepted_before(accepted: Accepted, shop_id: uuid.UUID) -> AcceptedBefore:
    """What the shop had accepted until then, refused codes left out; minor units."""
    mine, day = OfflinePayment.key_id == accepted.code.key_id, accepted.day
    that_day = OfflinePayment.accepted_day == day
    sums = select(
        *(
            func.coalesce(func.sum(case((condition, OfflinePayment.amount), else_=0)), 0)
            for condition in (
                and_(mine, that_day),
                that_day,
                and_(mine, OfflinePayment.serial == accepted.certificate.serial),
            )
        )
    ).where(
        OfflinePayment.shop_id == shop_id,
        OfflinePayment.accepted_day >= day - timedelta(days=31),
        OfflinePayment.key_id.is_not(None),
        OfflinePayment.accepted_at <= accepted.item.accepted_at,
        or_(that_day, mine),
    )
    return AcceptedBefore(*(int(total) for total in db.session.execute(sums).one()))


def borne_for(person_id: uuid.UUID, community_id: uuid.UUID, now: datetime) -> int:
    """What the guarantee has at stake for a payer, minor units.

    What the payer still owes it, and for a year what it paid without being owed anything.
    """
    since = now - timedelta(days=BLAMELESS_DAYS)
    stake = Debt.to_guarantee - Debt.repaid_guarantee + Debt.given_back
    owed = select(func.coalesce(func.sum(stake), 0)).where(
        Debt.person_id == person_id,
        Debt.community_id == community_id,
        or_(Debt.closed_at.is_(None), Debt.waived_at > since),
    )
    blameless = select(func.coalesce(func.sum(OfflinePayment.covered), 0)).where(
        OfflinePayment.payer_id == person_id,
        OfflinePayment.community_id == community_id,
        OfflinePayment.blameless.is_(True),
        OfflinePayment.settled_at > since,
    )
    total = db.session.execute(select(owed.scalar_subquery() + blameless.scalar_subquery()))
    return int(total.scalar_one())
