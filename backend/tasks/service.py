"""Use cases of tasks: make one, change it, withdraw it, and see what is on offer."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from backend import clock
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import IdConflict
from backend.programmes import queries as programmes
from backend.tasks import by_card, describe, errors, phones, queries, rewarding, rules, schemas
from backend.tasks.facts import task_facts
from backend.tasks.models import DECLINED, Claim, Task, TaskUsage
from backend.tasks.presence_schemas import Spot
from backend.tasks.rules import Limits
from backend.tasks.spots import MILLIONTHS
from backend.web.caller import Caller

claim_for = by_card.claim_for
ClaimAnswer = schemas.Claim

_FIELDS_OF_REWARD = {
    "kind": "reward_kind",
    "amount": "reward_amount",
    "max_minutes": "max_minutes",
    "minute_step": "minute_step",
}


@unit_of_work
def create_task(organisation_id: uuid.UUID, new: schemas.NewTask, by: uuid.UUID) -> Task:
    """Put a task on offer under the id that the client made; the same again returns it.

    Raises IdConflict for other content, BudgetForeign, NotFound, and what ``rewarding.apply`` and
    ``rules.check_task`` name.
    """
    organisation = communities.organisation(organisation_id)
    budget = programmes.budget(new.budget_id)
    if budget.organisation_id != organisation_id:
        raise errors.BudgetForeign
    wanted = {
        "community_id": organisation.community_id,
        "organisation_id": organisation_id,
        "budget_id": new.budget_id,
        "created_by": by,
        **_columns(new, set(schemas.NewTask.model_fields) - {"id", "budget_id"}),
    }
    earlier = db.session.get(Task, new.id, populate_existing=True)
    if earlier is not None:
        if any(getattr(earlier, name) != value for name, value in wanted.items()):
            raise IdConflict
        return earlier
    row = Task(id=new.id, created_at=clock.now(), withdrawn_at=None, **wanted)
    rewarding.apply(row)
    _check(row)
    db.session.add(row)
    db.session.flush()
    return row


@unit_of_work
def change_task(task_id: uuid.UUID, change: schemas.TaskChange) -> Task:
    """Change the members that ``change`` was given.

    A limit that the task did not have counts what was claimed before; claims that are being
    written in that same instant may come on top of it. Raises RewardPrinted when a code of the
    task is registered and the reward would differ, NotFound, and what ``rewarding.apply`` (for
    another reward) and ``rules.check_task`` name.
    """
    row = _locked(task_id)
    before, act = task_facts(row), row.act
    for name, value in _columns(change, change.model_fields_set).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    after = task_facts(row)
    if after.reward != before.reward and queries.has_codes(task_id):
        raise errors.RewardPrinted
    if (after.reward, row.act) != (before.reward, act):
        rewarding.apply(row)
    _check(row)
    db.session.flush()
    _count_for_new_limits(row, before.limits, after.limits)
    return row


def forget_phones(community_id: uuid.UUID, now: datetime) -> None:
    """Remove what says which claims came from one phone, when it is old enough."""
    phones.forget(community_id, now)


@unit_of_work
def withdraw_task(task_id: uuid.UUID) -> Task:
    """Stop a task and all its codes at once and for good; again changes nothing."""
    row = _locked(task_id)
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        db.session.flush()
    return row


def offers(
    community_id: uuid.UUID, caller: Caller, page: schemas.PageQuery
) -> schemas.OfferedTasks:
    """What ``caller`` may do for coins in a community now or soon, and how often still."""
    now = clock.now()
    closed = communities.closed_organisations(community_id)
    found = queries.tasks_offered(community_id, now, closed, page.before, page.limit + 1)
    rows, following = describe.cut(found, page.limit)
    day = communities.community(community_id).day(now)
    scopes = (rules.scope_of_person(caller.person_id), rules.scope_of_day(day), rules.TOTAL)
    used = queries.used([row.id for row in rows], scopes)
    shown = describe.tasks(rows, caller)
    left = [
        rules.claims_left(
            rules.counters(task_facts(row).limits, caller.person_id, day), used[row.id]
        )
        for row in rows
    ]
    offered = [describe.offered(task, count) for task, count in zip(shown, left, strict=True)]
    return schemas.OfferedTasks(tasks=offered, next=following)


def _locked(task_id: uuid.UUID) -> Task:
    """The task, which nobody else changes until this unit of work ends. Raises NotFound."""
    queries.task(task_id)
    return db.session.get_one(Task, task_id, populate_existing=True, with_for_update=True)


def _check(row: Task) -> None:
    facts = task_facts(row)
    rules.check_task(
        facts.reward,
        facts.window,
        needs_approval=facts.needs_approval,
        measured=facts.measured,
    )


def _columns(given: schemas.NewTask | schemas.TaskChange, names: set[str]) -> dict[str, Any]:
    """The table's columns with the values of the members ``names`` of ``given``."""
    columns: dict[str, Any] = {}
    for name in names:
        value = getattr(given, name)
        if name == "reward":
            columns |= {column: getattr(value, n) for n, column in _FIELDS_OF_REWARD.items()}
        elif name == "spot":
            columns |= _columns_of_spot(value)
        elif name == "limits":
            columns |= {n: getattr(value, n) for n in schemas.Limits.model_fields}
        elif isinstance(value, datetime):
            columns[name] = clock.from_millis(clock.millis(value))
        else:
            columns[name] = str(value) if name == "picture" else value
    return columns


def _columns_of_spot(spot: Spot | None) -> dict[str, Any]:
    if spot is None:
        return dict.fromkeys(("spot_latitude", "spot_longitude", "spot_radius"))
    return {
        "spot_latitude": round(spot.latitude * MILLIONTHS),
        "spot_longitude": round(spot.longitude * MILLIONTHS),
        "spot_radius": spot.radius,
    }


def _count_for_new_limits(row: Task, before: Limits, after: Limits) -> None:
    """Give each limit that was not there a counter that starts at what was claimed already."""
    counted = (
        # No index knows the task, but one knows its organisation.
        Claim.organisation_id == row.organisation_id,
        Claim.task_id == row.id,
        Claim.status != DECLINED,
    )
    if before.per_person is None and after.per_person is not None:
        people = select(Claim.person_id, func.count()).where(*counted).group_by(Claim.person_id)
        found = {rules.scope_of_person(who): used for who, used in db.session.execute(people)}
        _restart(row.id, "person:%", found, after.per_person)
    if before.per_day is None and after.per_day is not None:
        days = select(Claim.day, func.count()).where(*counted).group_by(Claim.day)
        found = {f"day:{day}": used for day, used in db.session.execute(days)}
        _restart(row.id, "day:%", found, after.per_day)
    if before.total is None and after.total is not None:
        total = db.session.scalar(select(func.count()).select_from(Claim).where(*counted))
        _restart(row.id, rules.TOTAL, {rules.TOTAL: total or 0}, after.total)


def _restart(task_id: uuid.UUID, scopes: str, used: dict[str, int], cap: int) -> None:
    """Replace the counters whose scope is LIKE ``scopes``; they are left from an earlier limit."""
    db.session.execute(
        delete(TaskUsage).where(TaskUsage.task_id == task_id, TaskUsage.scope.like(scopes))
    )
    rows = [
        {"task_id": task_id, "scope": scope, "used": count, "cap": cap}
        for scope, count in used.items()
    ]
    if rows:
        db.session.execute(insert(TaskUsage), rows)
