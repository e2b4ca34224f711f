"""When a budget runs low: its coordinators are told, once per fall."""

import uuid

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import db, unit_of_work
from backend.ledger import queries as ledger
from backend.notices import service as notices
from backend.programmes import queries, rules
from backend.programmes.models import Budget
from backend.programmes.queries import BudgetFacts


def state_of_budget(budget: BudgetFacts) -> str:
    """Whether a budget has ``enough``, is ``low`` or is ``empty``."""
    community = communities.community(budget.community_id)
    percent = community_service.low_budget(community).percent
    put_in = queries.put_in([budget.id])[budget.id]
    return rules.state_of(ledger.balance(budget.account_id), put_in, percent)


def watch(budget: BudgetFacts) -> str:
    """The state of a budget; when it has fallen, its coordinators are told unless they were.

    Writes only when there is something to tell, so that whoever reads a code does not wait.
    """
    state = state_of_budget(budget)
    if state != rules.ENOUGH and queries.low_told_at(budget.id) is None:
        tell_if_low(budget.id)
    return state


@unit_of_work
def tell_if_low(budget_id: uuid.UUID) -> bool:
    """Tell the coordinators of a budget that it runs low, or note that it does no longer.

    Says whether somebody was told now.
    """
    row = db.session.get(Budget, budget_id, populate_existing=True, with_for_update=True)
    if row is None:
        return False
    budget = queries.budget_facts(row)
    put_in = queries.put_in([budget.id])[budget.id]
    state = state_of_budget(budget)
    if state == rules.ENOUGH:
        row.low_told_at = None
        return False
    if row.low_told_at is not None or put_in == 0:
        return False
    row.low_told_at = clock.now()
    db.session.flush()
    coordinators = communities.holders("coordinator", budget.place)
    notices.tell(
        [one.person_id for one in coordinators],
        budget.community_id,
        "budget_low",
        budget=budget.name,
        budget_id=budget.id,
        organisation_id=budget.organisation_id,
        left=ledger.balance(budget.account_id),
        state=state,
    )
    return True
