"""Members of communities that share a currency pay at one another's counters, within a limit.

Both communities have to name each other (setting ``exchange``). The smaller of their limits holds
for what members of one spend at the counters of the other in a calendar month; a trigger keeps it.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.communities.queries import CommunityFacts
from backend.db import Batch, Stamp, db, raises, run_in_session
from backend.payments.errors import VisitsOverLimit
from backend.payments.models import Payment, Status, Visit

raises(VisitsOverLimit)

_VISIT = (
    "INSERT INTO visits (payment_id, home_id, community_id)"
    " VALUES (:payment_id, :home_id, :community_id)"
)
_COUNT = (
    "INSERT INTO visit_totals (home_id, community_id, month, amount, most)"
    " VALUES (:home_id, :community_id, :month, :amount, :most)"
    " ON CONFLICT (home_id, community_id, month) DO UPDATE"
    " SET amount = visit_totals.amount + excluded.amount, most = excluded.most"
)


@dataclass(frozen=True, slots=True)
class Home:
    """A community whose members may pay here: ``most`` minor units a month (None: any)."""

    community_id: uuid.UUID
    number: int
    most: int | None
    stamps: tuple[Stamp, ...]


def homes(community: CommunityFacts, now: datetime) -> tuple[Home, ...]:
    """The communities whose members may pay at counters of ``community`` now."""
    terms = community_service.exchange_rules(community, community.day(now))
    if not terms.partners:
        return ()
    found = []
    for other in communities.communities():
        theirs = community_service.exchange_rules(other, other.day(now))
        agreed = other.slug in terms.partners and community.slug in theirs.partners
        if agreed and other.currency.id == community.currency.id and other.id != community.id:
            limits = [most for most in (terms.month_limit, theirs.month_limit) if most is not None]
            most = min(limits, default=None)
            found.append(Home(other.id, other.number, most, other.stamps))
    return tuple(found)


def add_to(batch: Batch, payment_id: uuid.UUID, home: Home, community_id: uuid.UUID) -> None:
    """Append that a payment (also one that waits) is by a member of ``home``."""
    batch.add(_VISIT, payment_id=payment_id, home_id=home.community_id, community_id=community_id)


def count(batch: Batch, home: Home, community: CommunityFacts, amount: int, now: datetime) -> None:
    """Append that ``amount`` was spent; committing it raises VisitsOverLimit above the limit."""
    batch.add(
        _COUNT,
        home_id=home.community_id,
        community_id=community.id,
        month=community.day(now).replace(day=1).isoformat(),
        amount=amount,
        most=home.most,
    )


def count_now(home_id: uuid.UUID, community_id: uuid.UUID, amount: int, now: datetime) -> None:
    """Count a payment that waited, as part of the unit of work under way.

    Raises VisitsOverLimit, also when the communities no longer agree.
    """
    community = communities.community(community_id)
    home = next((one for one in homes(community, now) if one.community_id == home_id), None)
    if home is None:
        raise VisitsOverLimit
    batch = Batch()
    count(batch, home, community, amount, now)
    run_in_session(batch)


def home_of(payment: Payment) -> uuid.UUID:
    """The community in which the payer of a payment is a member."""
    visit = db.session.get(Visit, payment.id)
    return visit.home_id if visit else payment.community_id


def spent_by(home_id: uuid.UUID, until: datetime) -> dict[uuid.UUID, int]:
    """What members of a community ever spent at counters of others, by community, minor units.

    Payments before ``until``, less all that was given back of them.
    """
    rows = db.session.execute(
        select(Visit.community_id, func.sum(Payment.amount - Payment.refunded))
        .join(Payment, Payment.id == Visit.payment_id)
        .where(
            Visit.home_id == home_id,
            Payment.status == Status.PAID.value,
            Payment.at < until,
        )
        .group_by(Visit.community_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def scopes(homes_here: Sequence[Home]) -> tuple[uuid.UUID, ...]:
    """The communities whose facts were relied on."""
    return tuple(home.community_id for home in homes_here)
