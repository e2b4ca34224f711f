"""What guards a reward beyond the task's own limits: the second look, by the community's rule."""

import uuid
from datetime import datetime

from backend import clock
from backend.communities import queries
from backend.communities import service as communities
from backend.communities.queries import CommunityFacts
from backend.tasks.errors import SecondLookByCoordinator, SecondLookOwn
from backend.tasks.models import Claim
from backend.web.caller import Place


def second_look_from(community: CommunityFacts, now: datetime) -> int | None:
    """From which reward on two people look; where nobody ever set it, hardly asked at all."""
    if not any(row.key == "guards" for row in community.settings):
        return None
    return communities.guard_rules(community, community.day(now)).second_look_from


def give_first_look(row: Claim, by: uuid.UUID) -> bool:
    """Whether this was the first of two looks, which is then kept. Raises SecondLookOwn.

    False: two have looked, or one is enough, so that the claim can be paid.
    """
    if not row.needs_second:
        return False
    if row.first_by == by:
        raise SecondLookOwn
    if row.first_by is not None:
        return False
    row.first_by, row.first_at = by, clock.now()
    return True


def who_may_look(row: Claim) -> set[uuid.UUID]:
    """Who can give a claim its second look: the other coordinators, else the issuers."""
    return others_coordinating(row) or _without(row, "issuer", Place(row.community_id))


def others_coordinating(row: Claim) -> set[uuid.UUID]:
    """The coordinators who neither earn the claim nor looked first."""
    return _without(row, "coordinator", Place(row.community_id, row.organisation_id))


def require_issuers_turn(row: Claim) -> None:
    """Raise SecondLookByCoordinator while the organisation has another coordinator for it."""
    if others_coordinating(row):
        raise SecondLookByCoordinator


def _without(row: Claim, role: str, place: Place) -> set[uuid.UUID]:
    holders = {holder.person_id for holder in queries.holders(role, place)}
    return holders - {row.first_by, row.person_id}
