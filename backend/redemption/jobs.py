"""The calendar's part: gather on the cut-off day, and finish statements that were left half done.

What the calendar gathers is nobody's yet: a treasurer checks it, another releases it.
"""

import uuid
from datetime import date, timedelta

from backend.communities import queries as communities
from backend.communities import service as settings
from backend.ids import derived_id
from backend.jobs.job import Due, Job, Step
from backend.redemption import queries, settlements
from backend.redemption.errors import NothingToSettle


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


JOBS = (Job("redemption.cut_off", "day", _gather, _when),)
