"""Use cases: give a programme's coin to budgets, and take it back."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.programmes import queries, rules
from backend.programmes.again import looked_at_twice
from backend.programmes.errors import (
    BudgetOfOther,
    BudgetShort,
    LineExceeded,
    ProgrammeClosed,
    ProgrammeShort,
)
from backend.programmes.models import (
    ALLOCATE,
    RETURN,
    Allocation,
    Budget,
    IssueReturn,
    Programme,
)
from backend.programmes.queries import BudgetFacts


@dataclass(frozen=True, slots=True)
class AllocationFacts:
    """Coin (minor units) that went from a programme to a budget, or back (``kind``)."""

    id: uuid.UUID
    programme_id: uuid.UUID
    budget_id: uuid.UUID
    kind: str
    amount: int
    why: str
    at: datetime


@looked_at_twice
@unit_of_work
def allocate(
    allocation_id: uuid.UUID,
    *,
    programme_id: uuid.UUID,
    budget_id: uuid.UUID,
    amount: int,
    why: str,
    by: uuid.UUID,
) -> AllocationFacts:
    """Move coin from a programme to one of its budgets; the same id again is the first result.

    A budget from before there were programmes draws on this one from here on. Raises NotFound,
    BudgetOfOther, ProgrammeClosed, LineExceeded, ProgrammeShort (each with what is ``left``), and
    IdConflict for other content.
    """
    earlier = _earlier(allocation_id, ALLOCATE, programme_id, budget_id, amount, why)
    if earlier is not None:
        return earlier
    programme = db.session.get(
        Programme, programme_id, populate_existing=True, with_for_update=True
    )
    if programme is None:
        raise NotFound
    budget = _budget_of(programme, budget_id)
    if programme.status != "open":
        raise ProgrammeClosed
    _keep_to_line(budget, amount)
    left = ledger_queries.balance(programme.account_id)
    if left < amount:
        raise ProgrammeShort(left=left)
    made = _record(allocation_id, ALLOCATE, budget, amount, why, by)
    ledger.post(
        ledger.Transfer(
            id=allocation_id,
            kind=ALLOCATE,
            debit_account=programme.account_id,
            credit_account=budget.account_id,
            amount=amount,
            at=made.at,
            about_kind="programme",
            about_id=programme_id,
            memo=why,
        )
    )
    _forget_low(budget)
    return made


@looked_at_twice
@unit_of_work
def return_allocation(
    return_id: uuid.UUID, *, budget_id: uuid.UUID, amount: int, why: str, by: uuid.UUID
) -> AllocationFacts:
    """Move coin from a budget back to its programme; the same id again is the first result.

    Raises NotFound (also for a budget without a programme), BudgetShort with what is ``left``,
    and IdConflict for other content.
    """
    budget = queries.budget(budget_id)
    if budget.programme_id is None:
        raise NotFound
    earlier = _earlier(return_id, RETURN, budget.programme_id, budget_id, amount, why)
    if earlier is not None:
        return earlier
    left = ledger.lock([budget.account_id])[budget.account_id]
    if left < amount:
        raise BudgetShort(left=left)
    return give_back(return_id, budget, amount, why, by)


@looked_at_twice
@unit_of_work
def return_issue(
    return_id: uuid.UUID, *, programme_id: uuid.UUID, amount: int, why: str, by: uuid.UUID
) -> None:
    """Let coin that a programme does not need exist no longer; the same id again does nothing.

    Raises NotFound, ProgrammeShort with what is ``left``, and IdConflict for other content.
    """
    first = db.session.get(IssueReturn, return_id)
    if first is not None:
        if (first.programme_id, first.amount, first.why) != (programme_id, amount, why):
            raise IdConflict
        return
    programme = queries.programme(programme_id)
    left = ledger.lock([programme.account_id])[programme.account_id]
    if left < amount:
        raise ProgrammeShort(left=left)
    now = clock.now()
    db.session.add(
        IssueReturn(
            id=return_id, programme_id=programme_id, amount=amount, why=why, made_by=by, at=now
        )
    )
    db.session.flush()
    ledger.post(
        ledger.Transfer(
            id=return_id,
            kind="return_issue",
            debit_account=programme.account_id,
            credit_account=ledger.issuance(programme.community_id),
            amount=amount,
            at=now,
            about_kind="programme",
            about_id=programme_id,
            memo=why,
        )
    )


def give_back(
    return_id: uuid.UUID, budget: BudgetFacts, amount: int, why: str, by: uuid.UUID | None
) -> AllocationFacts:
    """Book a return from ``budget``, which holds that much, inside a unit of work."""
    made = _record(return_id, RETURN, budget, amount, why, by)
    programme = queries.programme(made.programme_id)
    ledger.post(
        ledger.Transfer(
            id=return_id,
            kind=RETURN,
            debit_account=budget.account_id,
            credit_account=programme.account_id,
            amount=amount,
            at=made.at,
            about_kind="programme",
            about_id=programme.id,
            memo=why,
        )
    )
    return made


def _budget_of(programme: Programme, budget_id: uuid.UUID) -> BudgetFacts:
    """The budget, which draws on this programme from here on if it drew on none."""
    row = db.session.get(Budget, budget_id, populate_existing=True)
    if row is None or row.community_id != programme.community_id:
        raise NotFound
    if row.programme_id is None:
        row.programme_id = programme.id
        db.session.flush()
    elif row.programme_id != programme.id:
        raise BudgetOfOther
    return queries.budget_facts(row)


def _keep_to_line(budget: BudgetFacts, amount: int) -> None:
    """Raise LineExceeded when the budget's line would give more than it is for.

    The programme is locked, so that two allocations cannot both use what is left.
    """
    if budget.line_id is None or budget.programme_id is None:
        return
    line = next(
        line for line in queries.lines_of([budget.programme_id]) if line.id == budget.line_id
    )
    left = line.amount - queries.allocated(budget.programme_id).get(line.id, 0)
    if amount > left:
        raise LineExceeded(left=max(0, left))


def _record(
    allocation_id: uuid.UUID,
    kind: str,
    budget: BudgetFacts,
    amount: int,
    why: str,
    by: uuid.UUID | None,
) -> AllocationFacts:
    if budget.programme_id is None:
        raise NotFound
    row = Allocation(
        id=allocation_id,
        programme_id=budget.programme_id,
        line_id=budget.line_id,
        budget_id=budget.id,
        kind=kind,
        amount=amount,
        why=why,
        made_by=by,
        at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return _facts(row)


def _earlier(
    allocation_id: uuid.UUID,
    kind: str,
    programme_id: uuid.UUID,
    budget_id: uuid.UUID,
    amount: int,
    why: str,
) -> AllocationFacts | None:
    row = db.session.get(Allocation, allocation_id)
    if row is None:
        return None
    said = (row.kind, row.programme_id, row.budget_id, row.amount, row.why)
    if said != (kind, programme_id, budget_id, amount, why):
        raise IdConflict
    return _facts(row)


def _forget_low(budget: BudgetFacts) -> None:
    """Let the coordinators be told again when so much came in that it is no longer low."""
    community = communities.community(budget.community_id)
    percent = community_service.low_budget(community).percent
    balance = ledger_queries.balance(budget.account_id)
    put_in = queries.put_in([budget.id])[budget.id]
    if rules.state_of(balance, put_in, percent) == rules.ENOUGH:
        db.session.get_one(Budget, budget.id).low_told_at = None


def _facts(row: Allocation) -> AllocationFacts:
    return AllocationFacts(
        row.id, row.programme_id, row.budget_id, row.kind, row.amount, row.why, row.at
    )
