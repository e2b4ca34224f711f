"""What was accepted, used up and borne before: the facts that a settlement is decided on."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select

from backend.codes import payment
from backend.codes.errors import CodeKeyRevoked
from backend.communities import queries as communities
from backend.db import db, matching
from backend.errors import DomainError
from backend.offline import debts
from backend.offline.checking import Accepted
from backend.offline.errors import CodeUsedHere, CounterReused
from backend.offline.models import Debt, OfflinePayment
from backend.offline.rules import BLAMELESS_DAYS, AcceptedBefore
from backend.payments import queries as payments
from backend.payments.errors import CodeUsed, NotAllowedHere
from backend.payments.queries import CodeUse
from backend.web.caller import Place

Number = tuple[bytes, int]
"""What a code uses up: its key's id and its counter."""


class Shown(NamedTuple):
    """A code that was accepted before, and the shop that did."""

    shop_id: uuid.UUID
    code: str


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of some acceptances at once: their codes' uses, and of their payers.

    ``owing``: people with an open debt. ``members``: those who are members now.
    """

    accepted: Mapping[Number, Sequence[Shown]]
    online: Mapping[Number, CodeUse]
    owing: Collection[uuid.UUID]
    members: Collection[uuid.UUID]

    def is_fresh(self, accepted: Accepted) -> bool:
        """Whether nobody has had this code, nor another one of its number."""
        return not (accepted.number in self.accepted or accepted.number in self.online)

    def use_of(self, accepted: Accepted, shop_id: uuid.UUID) -> DomainError | None:
        """Why this code does not count any more, None when nobody has had it.

        CodeUsedHere when this shop had it already; CounterReused when another code of the same
        number was signed, which an honest phone never does; else CodeUsed, also when the counter
        had refused this very payment and its answer never came to the shop.
        """
        if self.is_fresh(accepted):
            return None
        earlier = self.accepted.get(accepted.number, ())
        online = self.online.get(accepted.number)
        here = online and online.shop_id == shop_id and online.payment_id != accepted.item.id
        if here or any(one.shop_id == shop_id for one in earlier):
            return CodeUsedHere()
        if any(_differs(one.code, accepted) for one in earlier):
            return CounterReused()
        return CodeUsed()

    def paid_online(self, accepted: Accepted, shop_id: uuid.UUID) -> bool:
        """Whether the counter had booked this very payment, and only its answer was lost."""
        use = self.online.get(accepted.number)
        this = (accepted.item.id, shop_id, True, accepted.item.amount)
        return use is not None and (use.payment_id, use.shop_id, use.paid, use.amount) == this

    def blocked(self, accepted: Accepted) -> DomainError | None:
        """Why the payer's coin is not to be touched, though the shop could not know."""
        revoked = accepted.payer.revoked_at
        if revoked is not None and revoked <= accepted.item.accepted_at:
            return CodeKeyRevoked()
        return None if accepted.payer.person_id in self.members else NotAllowedHere()


def known(community_id: uuid.UUID, accepted: Sequence[Accepted]) -> Known:
    """Read what there is to know; the payers' wallets are held, so that it stays so."""
    numbers = list({one.number for one in accepted})
    people = {one.payer.person_id for one in accepted}
    return Known(
        accepted=_accepted(numbers),
        online=payments.uses_of(numbers),
        owing=debts.owing_among(community_id, people),
        members=communities.who_hold("member", Place(community_id), people),
    )


def _accepted(numbers: Sequence[Number]) -> dict[Number, list[Shown]]:
    row = OfflinePayment
    wanted = matching(
        select(row.key_id, row.counter, row.shop_id, row.code), (row.key_id, row.counter), numbers
    )
    earlier: dict[Number, list[Shown]] = {}
    for key_id, counter, shop_id, code in db.session.execute(wanted.order_by(row.settled_at)):
        earlier.setdefault((key_id, counter), []).append(Shown(shop_id, code))
    return earlier


def _differs(text: str, accepted: Accepted) -> bool:
    """Whether the same key signed something else (another signature of the same is no proof)."""
    content = payment.encode_unsigned(payment.decode(text))
    return content != payment.encode_unsigned(accepted.code)


def accepted_before(
    accepted: Accepted, shop_id: uuid.UUID, later: Collection[uuid.UUID]
) -> AcceptedBefore:
    """What the shop had accepted until then, refused codes left out; minor units.

    ``later``: settled already, but accepted after it in the same second.
    """
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
    if later:
        sums = sums.where(OfflinePayment.id.not_in(later))
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
