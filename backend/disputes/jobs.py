"""The calendar's part: deadlines that passed, and what shops owe once their tills hold it."""

import uuid
from datetime import date

from sqlalchemy import or_, select

from backend import clock
from backend.db import db
from backend.disputes import paying, steps
from backend.disputes.models import Dispute, DisputeStep
from backend.jobs.job import MOST_IN_A_BATCH, Due, Job, Step


def _advance(due: Due, cursor: str | None) -> Step:
    """Everything of a community that waits for the clock or for a till, in the order of ids."""
    now = clock.now()
    wanted = select(Dispute.id).where(
        Dispute.community_id == due.community_id, or_(Dispute.due_at <= now, Dispute.owed > 0)
    )
    if cursor:
        wanted = wanted.where(Dispute.id > uuid.UUID(cursor))
    ids = db.session.scalars(wanted.order_by(Dispute.id).limit(MOST_IN_A_BATCH)).all()
    done = sum(_one(dispute_id) for dispute_id in ids)
    return Step(str(ids[-1]) if len(ids) == MOST_IN_A_BATCH else None, done)


def _one(dispute_id: uuid.UUID) -> int:
    row = steps.locked(dispute_id)
    if not row.owed:
        return 1
    return int(paying.settle(row, _decided_by(row), row.words) > 0)


def _decided_by(row: Dispute) -> uuid.UUID:
    decided = select(DisputeStep.person_id).where(
        DisputeStep.dispute_id == row.id, DisputeStep.kind == "decided"
    )
    found = db.session.execute(decided).scalar_one()
    if found is None:
        raise AssertionError("somebody decided what is owed")
    return found


def _when(community_id: uuid.UUID, first: date, last: date) -> date | None:
    waiting = select(Dispute.id).where(
        Dispute.community_id == community_id,
        or_(Dispute.due_at <= clock.now(), Dispute.owed > 0),
    )
    return first if db.session.execute(waiting.limit(1)).first() else None


JOBS = (Job("disputes.advance", "day", _advance, _when),)
