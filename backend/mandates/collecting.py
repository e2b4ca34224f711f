"""The job that takes what is due: transfers, periods and mandates of one batch, all or none."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.db import db, insert_many
from backend.ids import derived_id
from backend.jobs.job import MOST_IN_A_BATCH, Due, Step
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.mandates import bulk, rules, telling
from backend.mandates.models import Collection, Mandate, Plan
from backend.mandates.rules import Next, Order, Retries
from backend.mandates.telling import Failure

_COLUMNS = (
    *(Mandate.id, Mandate.plan_id, Mandate.person_id, Mandate.organisation_id),
    *(Mandate.payer_account, Mandate.payee_account, Mandate.amount, Mandate.euro_cents),
    *(Mandate.period, Mandate.first_on, Mandate.ends_on, Mandate.nth, Mandate.due_on),
    *(Mandate.tries, Mandate.plot_id),
)


@dataclass(frozen=True, slots=True)
class PlanNow:
    """What a batch has to know of a plan; ``takes_part`` unless its organisation is closed."""

    id: uuid.UUID
    name: str
    kind: str
    organisation_id: uuid.UUID | None
    takes_part: bool


@dataclass(slots=True)
class _Batch:
    """What becomes of the mandates of one batch."""

    now: datetime
    today: date
    retries: Retries
    plans: dict[uuid.UUID, PlanNow]
    transfers: list[Transfer] = field(default_factory=list)
    new: list[bulk.Row] = field(default_factory=list)
    settled: list[bulk.Row] = field(default_factory=list)
    moved: list[bulk.Row] = field(default_factory=list)
    ended: list[tuple[Any, Next]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def collect(due: Due, cursor: str | None) -> Step:
    """Take what is due by ``due.day`` from up to ``MOST_IN_A_BATCH`` mandates.

    Each moves on to a later day, so the next batch finds others; a mandate that missed several
    periods is met once for each of them.
    """
    ready = (Mandate.community_id == due.community_id, Mandate.try_on <= due.day)
    rows = db.session.execute(
        select(*_COLUMNS)
        .where(*ready)
        .order_by(Mandate.try_on, Mandate.id)
        .limit(MOST_IN_A_BATCH)
        .with_for_update()
    ).all()
    total = None
    if cursor is None:
        total = db.session.execute(select(func.count()).where(*ready)).scalar_one()
    if rows:
        _take(due, rows)
    return Step("more" if len(rows) == MOST_IN_A_BATCH else None, len(rows), total)


def first_due(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """The first day from ``first`` to ``last`` on which something is to be taken."""
    earliest = db.session.scalar(
        select(func.min(Mandate.try_on)).where(Mandate.community_id == community_id)
    )
    if earliest is None or earliest > last:
        return None
    return max(first, earliest)


def _take(due: Due, rows: Sequence[Any]) -> None:
    batch = _begin(due, {row.plan_id for row in rows})
    balances = ledger.lock(_accounts(rows, batch.plans))
    for row in rows:
        _decide(batch, row, balances)
    insert_many(Collection, batch.new)
    bulk.settle_collections(batch.settled)
    ledger.post_many(batch.transfers)
    bulk.move_mandates(batch.moved)
    for row, step in batch.ended:
        _end(batch.now, row, step)
    telling.tell_failures(due.community_id, batch.today, batch.failures)


def _begin(due: Due, plan_ids: set[uuid.UUID]) -> _Batch:
    facts = communities.community(due.community_id)
    rule = settings.due_rules(facts, on=due.day)
    now = clock.now()
    retries = Retries(rule.retries, rule.retry_days, rule.short == "end")
    plans = {plan.id: plan for plan in _plans(due.community_id, plan_ids)}
    # Who was short is given the days to fill the wallet, however late the job runs.
    return _Batch(now, max(due.day, facts.day(now)), retries, plans)


def _plans(community_id: uuid.UUID, plan_ids: set[uuid.UUID]) -> list[PlanNow]:
    found = db.session.execute(
        select(Plan.id, Plan.name, Plan.kind, Plan.organisation_id).where(Plan.id.in_(plan_ids))
    ).all()
    closed = set(communities.closed_organisations(community_id))
    return [
        PlanNow(row.id, row.name, row.kind, row.organisation_id, row.organisation_id not in closed)
        for row in found
    ]


def _accounts(rows: Sequence[Any], plans: dict[uuid.UUID, PlanNow]) -> set[uuid.UUID]:
    """Whose balance decides; of grants also who receives, so that all locks have one order."""
    payers = {row.payer_account for row in rows}
    return payers | {row.payee_account for row in rows if plans[row.plan_id].kind == "grant"}


def _decide(batch: _Batch, row: Any, balances: dict[uuid.UUID, int]) -> None:
    plan = batch.plans[row.plan_id]
    order = Order(row.period, row.first_on, row.ends_on, row.nth, row.due_on, row.tries)
    if not plan.takes_part:
        step, status = rules.after_period(order), "skipped"
    elif balances[row.payer_account] >= row.amount:
        balances[row.payer_account] -= row.amount
        step, status = rules.after_period(order), "paid"
    else:
        step, status = rules.after_shortage(order, batch.today, batch.retries)
        batch.failures.append(Failure(row, plan.id, plan.name, plan.kind, plan.organisation_id,
                                      step, status))  # fmt: skip
    _write(batch, row, plan, status)
    if step.try_on is None:
        batch.ended.append((row, step))
        return
    batch.moved.append(
        {
            "id": row.id,
            "nth": step.nth,
            "due_on": step.due_on,
            "try_on": step.try_on,
            "tries": step.tries,
            "told": step.tries > 0 or plan.kind == "grant",
        }
    )


def _write(batch: _Batch, row: Any, plan: PlanNow, status: str) -> None:
    """The period of one mandate, and its transfer when it was paid."""
    collection_id = derived_id("due", row.id, row.due_on)
    period = {
        "id": collection_id,
        "mandate_id": row.id,
        "plan_id": row.plan_id,
        "due_on": row.due_on,
        "amount": row.amount,
        "euro_cents": row.euro_cents,
        "status": status,
        "tries": row.tries + 1,
        "at": batch.now,
    }
    (batch.settled if row.tries else batch.new).append(period)
    if status == "paid":
        batch.transfers.append(
            Transfer(
                collection_id,
                "grant" if plan.kind == "grant" else "due",
                row.payer_account,
                row.payee_account,
                row.amount,
                batch.now,
                "mandate",
                row.id,
                plan.name,
            )
        )


def _end(now: datetime, row: Any, step: Next) -> None:
    """A plot stays with who paid for it until the paid period is over."""
    paid_until = step.due_on if row.plot_id and step.end_reason == "finished" else None
    db.session.execute(
        update(Mandate)
        .where(Mandate.id == row.id)
        .values(
            nth=step.nth,
            due_on=step.due_on,
            try_on=None,
            tries=step.tries,
            ended_at=now,
            end_reason=step.end_reason,
            holds_until=paid_until,
        )
    )
