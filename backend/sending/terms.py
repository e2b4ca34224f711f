"""What a member may send today, read from the dated rules and from what was sent already."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select

from backend import clock
from backend.communities import service as settings
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.payments import service as payments
from backend.sending import rules
from backend.sending.models import Send


@dataclass(frozen=True, slots=True)
class Sent:
    """What went to other members since midnight: in all, and without a passkey. Minor units."""

    in_all: int
    unasked: int


def terms(community: CommunityFacts, payer_id: uuid.UUID, now: datetime) -> rules.Terms:
    """What holds for this payer now."""
    day = community.day(now)
    rule = settings.between_members(community, day)
    sent = _sent_today(community, payer_id, now)
    most = settings.setting(community, "max_payment", day)
    assert isinstance(most, int)  # noqa: S101 - what the setting's shape says
    return rules.Terms(
        allowed=rule.allowed,
        day_limit=rule.day_limit,
        max_payment=most,
        limit=payments.limit_of(community.id, payer_id),
        sent=sent.unasked,
        sent_in_all=sent.in_all,
    )


def _sent_today(community: CommunityFacts, payer_id: uuid.UUID, now: datetime) -> Sent:
    since = clock.midnight(community.day(now), community.timezone)
    unasked = case((Send.confirmed, 0), else_=Send.amount)
    row = db.session.execute(
        select(func.coalesce(func.sum(Send.amount), 0), func.coalesce(func.sum(unasked), 0)).where(
            and_(
                Send.payer_id == payer_id,
                Send.community_id == community.id,
                Send.at >= since,
            )
        )
    ).one()
    return Sent(int(row[0]), int(row[1]))
