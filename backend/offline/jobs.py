"""The calendar's part: wallets that owe become whole from coin that came in meanwhile.

Nobody who owes can spend before that in any case; this is for those who do not try.
"""

import uuid
from datetime import date

from sqlalchemy import select

from backend.db import db
from backend.jobs.job import MOST_IN_A_BATCH, Due, Job, Step
from backend.offline import debts
from backend.offline.models import Debt


def _recover(due: Due, cursor: str | None) -> Step:
    after = uuid.UUID(cursor) if cursor else None
    people = _owing(due.community_id, after, MOST_IN_A_BATCH)
    for person_id in people:
        debts.make_whole(due.community_id, person_id)
    more = len(people) == MOST_IN_A_BATCH
    return Step(str(people[-1]) if more else None, done=len(people))


def _when(community_id: uuid.UUID, first: date, last: date) -> date | None:
    return first if _owing(community_id, None, 1) else None


def _owing(community_id: uuid.UUID, after: uuid.UUID | None, most: int) -> list[uuid.UUID]:
    who = select(Debt.person_id).where(Debt.community_id == community_id, Debt.closed_at.is_(None))
    if after is not None:
        who = who.where(Debt.person_id > after)
    return list(db.session.scalars(who.distinct().order_by(Debt.person_id).limit(most)))


JOBS = (Job("offline.recover", "day", _recover, _when),)
