"""Use cases: open a budget for an organisation, and issue coin into it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from backend import clock
from backend.communities import queries as communities
from backend.db import DuplicateRow, db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.ledger import service as ledger
from backend.programmes import queries
from backend.programmes.models import Budget, Issue
from backend.programmes.queries import BudgetFacts

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """Coin that was made: when, how much (minor units), into which budget, by whom and why."""

    id: uuid.UUID
    budget_id: uuid.UUID
    amount: int
    why: str
    issued_by: uuid.UUID
    at: datetime


def create_budget(
    budget_id: uuid.UUID,
    *,
    community_id: uuid.UUID,
    organisation_id: uuid.UUID,
    name: str,
    by: uuid.UUID | None,
) -> BudgetFacts:
    """Open a budget under the id that the client made; the same request again returns it.

    Raises NotFound for an organisation of another community, IdConflict for other content.
    """
    return _again_on_duplicate(
        lambda: _create_budget(budget_id, community_id, organisation_id, name, by)
    )


def issue(
    issue_id: uuid.UUID, *, budget_id: uuid.UUID, amount: int, why: str, by: uuid.UUID
) -> IssueFacts:
    """Make ``amount`` minor units and put them into a budget; who and why is kept.

    The same id with the same content returns the first result; other content raises IdConflict.
    """
    return _again_on_duplicate(lambda: _issue(issue_id, budget_id, amount, why, by))


def _again_on_duplicate(use_case: Callable[[], R]) -> R:
    """Of two that use one id at the same instant the second looks again, and finds the first."""
    try:
        return use_case()
    except DuplicateRow:
        return use_case()


@unit_of_work
def _create_budget(
    budget_id: uuid.UUID,
    community_id: uuid.UUID,
    organisation_id: uuid.UUID,
    name: str,
    by: uuid.UUID | None,
) -> BudgetFacts:
    if communities.organisation(organisation_id).community_id != community_id:
        raise NotFound
    account_id = ledger.budget(community_id, organisation_id, budget_id)
    wanted = BudgetFacts(budget_id, community_id, organisation_id, account_id, name)
    if db.session.get(Budget, budget_id) is not None:
        if queries.budget(budget_id) != wanted:
            raise IdConflict
        return wanted
    db.session.add(
        Budget(
            id=budget_id,
            community_id=community_id,
            organisation_id=organisation_id,
            account_id=account_id,
            name=name,
            created_by=by,
            created_at=clock.now(),
        )
    )
    return wanted


@unit_of_work
def _issue(
    issue_id: uuid.UUID, budget_id: uuid.UUID, amount: int, why: str, by: uuid.UUID
) -> IssueFacts:
    first = db.session.get(Issue, issue_id)
    if first is not None:
        said = (first.budget_id, first.amount, first.why, first.issued_by)
        if said != (budget_id, amount, why, by):
            raise IdConflict
        return _facts(first)
    budget = queries.budget(budget_id)
    issued = Issue(
        id=issue_id,
        budget_id=budget_id,
        amount=amount,
        why=why,
        issued_by=by,
        at=clock.now(),
    )
    db.session.add(issued)
    db.session.flush()
    ledger.post(
        ledger.Transfer(
            id=issue_id,
            kind="issue",
            debit_account=ledger.issuance(budget.community_id),
            credit_account=budget.account_id,
            amount=amount,
            at=issued.at,
            about_kind="issue",
            about_id=issue_id,
            memo=why,
        )
    )
    return _facts(issued)


def _facts(row: Issue) -> IssueFacts:
    return IssueFacts(row.id, row.budget_id, row.amount, row.why, row.issued_by, row.at)
