"""Who takes part: residents as totals, by name only those who hold a role others rely on."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select

from backend.communities import queries, roles
from backend.communities.errors import LastIssuer
from backend.communities.facts import CommunityFacts
from backend.communities.models import Community, Membership
from backend.db import db, unit_of_work
from backend.web.caller import Place

MEMBER = "member"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """Somebody who holds a role other than member, at an organisation or (None) the community."""

    person_id: uuid.UUID
    role: str
    organisation_id: uuid.UUID | None
    since: datetime


def totals(community_id: uuid.UUID) -> dict[str, int]:
    """How many people hold each role now; roles that nobody holds are left out."""
    rows = db.session.execute(
        select(Membership.role, func.count(Membership.person_id.distinct()).label("people"))
        .where(Membership.community_id == community_id, Membership.until.is_(None))
        .group_by(Membership.role)
    )
    return {row.role: row.people for row in rows}


def role_holders(community_id: uuid.UUID) -> list[RoleHolder]:
    """Everybody with a role other than member, longest first."""
    rows = db.session.execute(
        select(Membership.person_id, Membership.role, Membership.organisation_id, Membership.since)
        .where(
            Membership.community_id == community_id,
            Membership.until.is_(None),
            Membership.role != MEMBER,
        )
        .order_by(Membership.since, Membership.id)
    )
    return [RoleHolder(*row) for row in rows]


def joined(community: CommunityFacts, now: datetime) -> list[tuple[str, int]]:
    """How many people became a member in each of the last twelve months ("2026-11"), oldest first.

    Months are the community's own. Who left since counts in the month of joining.
    """
    starts = _months_until(community.day(now))
    zone = ZoneInfo(community.timezone)
    edges = [datetime(day.year, day.month, 1, tzinfo=zone) for day in starts]
    edges.append(_next_month(edges[-1]))
    within = [
        func.sum(case(((Membership.since >= start) & (Membership.since < end), 1), else_=0))
        for start, end in pairwise(edges)
    ]
    counts = db.session.execute(
        select(*within).where(
            Membership.community_id == community.id,
            Membership.role == MEMBER,
            Membership.since >= edges[0],
        )
    ).one()
    return [(f"{day:%Y-%m}", int(count or 0)) for day, count in zip(starts, counts, strict=True)]


@unit_of_work
def end_role(person_id: uuid.UUID, role: str, community_id: uuid.UUID, by: uuid.UUID) -> None:
    """Take a role of the whole community away; every worker obeys from the commit on.

    Raises NotFound when it is not held, LastIssuer when nobody could issue or give roles any more.
    """
    if role == "issuer":
        _keep_an_issuer(community_id)
    roles.revoke(person_id, role, Place(community_id), by=by)


def _keep_an_issuer(community_id: uuid.UUID) -> None:
    """Let only one at a time end an issuer's role, so that two cannot end each other's."""
    db.session.execute(select(Community.id).where(Community.id == community_id).with_for_update())
    if len(queries.holders("issuer", Place(community_id))) <= 1:
        raise LastIssuer


def _months_until(today: date) -> Sequence[date]:
    last = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - MONTHS + 1, last + 1)]


def _next_month(start: datetime) -> datetime:
    return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
