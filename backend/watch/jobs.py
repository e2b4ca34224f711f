"""The calendar's part: look once a day at what happened until midnight."""

import uuid
from datetime import date, timedelta

from backend import clock
from backend.communities import queries as communities
from backend.jobs.job import Due, Job, Step
from backend.watch import queries, service


def _look(due: Due, _: str | None) -> Step:
    return Step(done=service.look_on(due.community_id, due.day))


def _when(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """Only the last day: a look goes far enough back for the days that were missed."""
    timezone = communities.community(community_id).timezone
    since = clock.midnight(first - timedelta(days=1), timezone)
    happened = queries.something_happened(community_id, since, clock.midnight(last, timezone))
    return last if happened else None


JOBS = (Job("watch.look", "day", _look, _when),)
