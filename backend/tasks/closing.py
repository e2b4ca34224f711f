"""Use case: a coordinator ends a stay whose check-out was forgotten, at a time that is chosen."""

import uuid
from datetime import datetime

from backend import clock
from backend.db import Batch, db, run_in_session, unit_of_work
from backend.ids import derived_id
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.notices import service as notices
from backend.programmes import queries as programmes
from backend.tasks import ceilings, claiming, deciding, facts, guards, queries, rules, stays
from backend.tasks.errors import BudgetEmpty, OwnClaim, StayTimeInvalid
from backend.tasks.models import BOOKED, WAITING, Claim
from backend.tasks.presence_models import Stay


def close(stay_id: uuid.UUID, until: datetime | None, by: uuid.UUID) -> Stay:
    """End a stay at ``until`` and pay the time; without ``until`` end it and pay nothing.

    One that has ended comes back as it is. Raises NotFound, OwnClaim, StayTimeInvalid (not between
    check-in and now), StayTooShort, BudgetEmpty, CeilingOfPerson, and what a full limit is called.
    """
    try:
        return _close(stay_id, until, by)
    except NotEnoughCoins:
        raise BudgetEmpty from None


@unit_of_work
def _close(stay_id: uuid.UUID, until: datetime | None, by: uuid.UUID) -> Stay:
    row, now = stays.locked(stay_id), clock.now()
    if row.person_id == by:
        raise OwnClaim
    if row.until is not None:
        return row
    if until is not None and not row.since < until <= now:
        raise StayTimeInvalid
    claim = None if until is None else _claim(row, until, by)
    row.until, row.closed_by = until or now, by
    row.claim_id = claim.id if claim else None
    db.session.flush()
    _tell(row, claim)
    return row


def _claim(row: Stay, until: datetime, by: uuid.UUID) -> Claim:
    """The claim that the check-out would have made, decided by the coordinator."""
    task = queries.task(row.task_id)
    known, community, now = facts.task_facts(task), stays.community_of(row), clock.now()
    minutes = stays.minutes_of(row, until)
    amount = rules.worth_of_stay(known.reward, minutes)
    second = rules.needs_second(amount, guards.second_look_from(community, now))
    claim = Claim(
        id=derived_id("stay", row.id),
        community_id=row.community_id,
        organisation_id=row.organisation_id,
        task_id=row.task_id,
        code_id=row.code_id,
        person_id=row.person_id,
        amount=amount,
        minutes=minutes,
        status=WAITING,
        at=now,
        day=community.day(until).isoformat(),
        needs_second=second,
    )
    ceilings.require_room_of(community, claim, now)
    db.session.add(claim)
    db.session.flush()
    _count(claim, rules.counters(known.limits, row.person_id, community.day(until)))
    if guards.give_first_look(claim, by):
        db.session.flush()
        deciding.ask_for_second_look(claim)
        return claim
    claim.status, claim.decided_by, claim.decided_at = BOOKED, by, now
    db.session.flush()
    budget = programmes.budget(task.budget_id)
    wallet = ledger.wallet(row.community_id, row.person_id)
    ledger.post(claiming.reward(claim, budget.account_id, wallet, now))
    return claim


def _count(claim: Claim, counters: tuple[rules.Counter, ...]) -> None:
    batch = Batch()
    for counter in counters:
        claiming.add_count(batch, claim.task_id, counter)
    run_in_session(batch)


def _tell(row: Stay, claim: Claim | None) -> None:
    notices.tell(
        [row.person_id],
        row.community_id,
        "stay_closed",
        name=queries.task(row.task_id).title,
        amount=claim.amount if claim else 0,
    )
