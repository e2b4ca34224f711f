"""A community's own ceilings: the most that one person may earn in a calendar month and year.

What was earned is summed from the ledger while the person's wallet is held, so that of two claims
at once the second one sees the first. Communities without ceilings never come here.
"""

import uuid
from datetime import datetime

from backend.communities import service as communities
from backend.communities.queries import CommunityFacts
from backend.db import Batch, StaleFacts, read_stamps, run_in_session, unit_of_work
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.tasks import errors, rules
from backend.tasks.models import Claim
from backend.tasks.periods import Period, month_of, year_of
from backend.tasks.rules import Room


def are_set(community: CommunityFacts, now: datetime) -> bool:
    """Whether this community has ceilings now; where nobody ever set one, hardly asked at all."""
    if not any(row.key == "ceilings" for row in community.settings):
        return False
    held = communities.ceilings(community, community.day(now))
    return held.month is not None or held.year is not None


def rooms(community: CommunityFacts, person_id: uuid.UUID, now: datetime) -> tuple[Room, ...]:
    """What the person may still earn here by each ceiling that there is."""
    day = community.day(now)
    held = communities.ceilings(community, day)
    possible = (
        (held.month, month_of(day), errors.CeilingMonth),
        (held.year, year_of(day), errors.CeilingYear),
    )
    return tuple(
        Room(limit, max(0, limit - _earned(community, person_id, period)), period.over, full)
        for limit, period, full in possible
        if limit is not None
    )


@unit_of_work
def write(batch: Batch, community: CommunityFacts, row: Claim) -> None:
    """Write the batch of a new claim unless the claim passes a ceiling.

    Raises CeilingMonth, CeilingYear, ``StaleFacts``, and what committing the batch raises.
    """
    hold(community, row.person_id)
    if read_stamps([stamp.scope for stamp in batch.stamps]) != tuple(batch.stamps):
        raise StaleFacts
    rules.require_room(row.amount, rooms(community, row.person_id, row.at))
    run_in_session(batch)


def require_room_of(community: CommunityFacts, row: Claim, now: datetime) -> None:
    """Raise CeilingOfPerson when paying a waiting claim now would pass a ceiling.

    Part of the unit of work that pays it. Whoever decides is not told how much a member earned.
    """
    if not are_set(community, now):
        return
    hold(community, row.person_id)
    try:
        rules.require_room(row.amount, rooms(community, row.person_id, now))
    except errors.CEILINGS as full:
        raise errors.CeilingOfPerson(period=full.period, limit=full.params["limit"]) from None


def hold(community: CommunityFacts, person_id: uuid.UUID) -> None:
    """Let nobody else book anything for this person until the unit of work ends."""
    ledger.lock([ledger.wallet(community.id, person_id)])


def _earned(community: CommunityFacts, person_id: uuid.UUID, period: Period) -> int:
    """Rewards minus their reversals in this community, minor units."""
    starts, over = period.bounds(community.timezone)
    wallet = ledger.wallet(community.id, person_id)
    return sum(one.amount for one in ledger_queries.earnings([wallet], starts, over))
