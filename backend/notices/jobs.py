"""The job of this room: notices are kept for ``KEPT_DAYS``."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import delete, func, select

from backend.db import db
from backend.jobs.job import MOST_IN_A_BATCH, Due, Job, Step
from backend.notices.models import Notice, PushMessage

KEPT_DAYS = 90


def _prune(due: Due, _: str | None) -> Step:
    old = (
        select(Notice.id)
        .where(Notice.community_id == due.community_id, Notice.at < _end(due.day))
        .limit(MOST_IN_A_BATCH)
    )
    ids = db.session.scalars(old).all()
    db.session.execute(delete(PushMessage).where(PushMessage.notice_id.in_(ids)))
    db.session.execute(delete(Notice).where(Notice.id.in_(ids)))
    return Step("more" if len(ids) == MOST_IN_A_BATCH else None, done=len(ids))


def _when(community_id: uuid.UUID, first: date, last: date) -> date | None:
    oldest = db.session.scalar(
        select(func.min(Notice.at)).where(Notice.community_id == community_id)
    )
    if oldest is None:
        return None
    day = max(first, oldest.date() + timedelta(days=KEPT_DAYS + 1))
    return day if day <= last else None


def _end(day: date) -> datetime:
    """What is older than this instant is no longer kept on ``day``."""
    return datetime.combine(day - timedelta(days=KEPT_DAYS), time(), UTC)


JOBS = (Job("notices.prune", "week", _prune, _when),)
