"""Use case: scan to check in. Whatever would refuse the reward later is said now."""

import uuid
from dataclasses import replace

from backend import clock
from backend.ledger import queries as ledger
from backend.tasks import claiming, facts, queries, rules, stays
from backend.tasks.errors import CodeKindWrong
from backend.tasks.kinds import CHECKS_IN
from backend.tasks.presence_models import Stay
from backend.tasks.spots import Position
from backend.web.caller import Caller
from backend.web.throttle import limit


def check_in(caller: Caller, stay_id: uuid.UUID, code: str, position: Position | None) -> Stay:
    """Begin a stay with a check-in code or a live one; who is checked in stays so.

    The position is compared and forgotten. Raises Throttled for too many typed codes, the refusals
    of ``facts.load`` and ``rules.decide``, CodeKindWrong, StayForgotten, IdConflict.
    """
    if facts.is_typed(code):
        limit("claim typed task code", str(caller.person_id), claiming.TYPED_CODES)
    now = clock.now()
    found = facts.load(facts.jws_of(code), caller, now)
    if found.kind not in CHECKS_IN or not found.task.measured:
        raise CodeKindWrong
    least = rules.least_minutes(found.task.reward)
    command = claiming.Command(stay_id, code, least, position)
    known = claiming.situation(found, caller, command, now)
    used = queries.used([found.task.id], [counter.scope for counter in known.counters])
    budget = ledger.balance(found.budget_account)
    rules.decide(replace(known, used=used[found.task.id], budget=budget), now)
    return stays.begin(stay_id, found, caller.person_id)
