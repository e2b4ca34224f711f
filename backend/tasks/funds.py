"""Whether the budgets of tasks can still pay, as far as somebody should know before working."""

import uuid
from collections.abc import Sequence

from backend.ledger import queries as ledger
from backend.programmes import queries as programmes
from backend.programmes import service as programme_service
from backend.tasks import models, rules
from backend.tasks.errors import BudgetEmpty
from backend.tasks.facts import TaskFacts, task_facts


def require_funds(task: TaskFacts) -> None:
    """Raise BudgetEmpty when the task's budget cannot pay even the least that it rewards.

    Whoever reads a code of a budget that has run low lets its coordinators be told.
    """
    budget = programmes.budget(task.budget_id)
    programme_service.watch(budget)
    if ledger.balance(budget.account_id) < rules.least_worth(task.reward):
        raise BudgetEmpty


def without_funds(rows: Sequence[models.Task]) -> set[uuid.UUID]:
    """Those of the tasks whose budgets cannot pay even the least that they reward."""
    budgets = programmes.budgets_by_id({row.budget_id for row in rows})
    held = ledger.balances([budget.account_id for budget in budgets.values()])
    return {
        row.id
        for row in rows
        if held[budgets[row.budget_id].account_id] < rules.least_worth(task_facts(row).reward)
    }
