"""What ``wijkmunt tick`` does for programmes: end those that are over, look after low budgets."""

import uuid
from datetime import date

from sqlalchemy import select

from backend.db import db
from backend.jobs.job import MOST_IN_A_BATCH, Due, Job, Step
from backend.programmes import queries
from backend.programmes.founding import close_programme
from backend.programmes.lowness import tell_if_low
from backend.programmes.models import CLOSED, OPEN, Budget, Programme


def _end_programmes(due: Due, cursor: str | None) -> Step:
    """What is left of each programme whose last day is past returns to it."""
    del cursor  # One that was ended is found no more.
    ended = db.session.scalars(
        select(Programme.id)
        .where(
            Programme.community_id == due.community_id,
            Programme.status == OPEN,
            Programme.ends_on < due.day,
        )
        .order_by(Programme.id)
    ).all()
    for programme_id in ended:
        close_programme(programme_id, by=None)
    return Step(done=len(ended))


def _first_end(community_id: uuid.UUID, first: date, last: date) -> date | None:
    return queries.ending(community_id, first, last)


def _look_after_budgets(due: Due, cursor: str | None) -> Step:
    """Tell coordinators of budgets that have fallen since somebody last looked."""
    wanted = (
        select(Budget.id)
        .outerjoin(Programme, Programme.id == Budget.programme_id)
        .where(
            Budget.community_id == due.community_id,
            Programme.status.is_distinct_from(CLOSED),
        )
        .order_by(Budget.id)
        .limit(MOST_IN_A_BATCH)
    )
    if cursor is not None:
        wanted = wanted.where(Budget.id > uuid.UUID(cursor))
    found = db.session.scalars(wanted).all()
    told = sum(tell_if_low(budget_id) for budget_id in found)
    more = len(found) == MOST_IN_A_BATCH
    return Step(str(found[-1]) if more else None, done=told)


def _last_day(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """Balances are those of now, so of many days that were missed one is enough."""
    has_budgets = db.session.scalar(
        select(Budget.id).where(Budget.community_id == community_id).limit(1)
    )
    return last if has_budgets is not None else None


JOBS = (
    Job("programme_end", "day", _end_programmes, when=_first_end),
    Job("budget_low", "day", _look_after_budgets, when=_last_day),
)
