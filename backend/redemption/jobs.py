"""The calendar's part: gather on the cut-off day, and close anew what an older secret closed.

What the calendar gathers is nobody's yet: a treasurer checks it, another releases it.
"""

import uuid
from datetime import date, timedelta

from backend.communities import queries as communities
from backend.communities import service as settings
from backend.ids import derived_id
from backend.jobs.job import MOST_IN_A_BATCH, Due, Job, Step
from backend.redemption import queries, resealing, settlements
from backend.redemption.errors import NothingToSettle
from backend.redemption.sealing import older_ids


def _gather(due: Due, _: str | None) -> Step:
    community = communities.community(due.community_id)
    if settings.redemption_rules(community, due.day).cut_off_day != due.day.day:
        return Step()
    part = 0
    # A settlement holds five hundred payouts; a month with more of them makes several.
    while True:
        settlement_id = derived_id("settlement", due.community_id, due.day, part)
        try:
            settlements.gather_in_unit(settlement_id, due.community_id, None, due.day)
        except NothingToSettle:
            return Step(done=part)
        part += 1


def _when(community_id: uuid.UUID, first: date, last: date) -> date | None:
    if queries.open_requests(community_id)[0] == 0:
        return None
    community = communities.community(community_id)
    day = first
    while day <= last:
        if settings.redemption_rules(community, day).cut_off_day == day.day:
            return day
        day += timedelta(days=1)
    return None


def _reseal(due: Due, _: str | None) -> Step:
    found = resealing.find(due.community_id, MOST_IN_A_BATCH)
    for row in found:
        resealing.reseal(row)
    return Step("more" if len(found) == MOST_IN_A_BATCH else None, done=len(found))


def _when_to_reseal(community_id: uuid.UUID, first: date, last: date) -> date | None:
    return first if older_ids() and resealing.find(community_id, 1) else None


JOBS = (
    Job("redemption.cut_off", "day", _gather, _when),
    Job("redemption.reseal", "day", _reseal, _when_to_reseal),
)
