"""Budgets as the API shows them, with what the ledger says of their accounts."""

from collections.abc import Sequence

from backend.communities import queries as communities
from backend.communities.queries import OrganisationBrief
from backend.ledger import queries as ledger
from backend.programmes.queries import BudgetFacts
from backend.programmes.schemas import Budget


def budgets(found: Sequence[BudgetFacts]) -> list[Budget]:
    """Budgets with balance, what was issued into them and what their tasks cost."""
    balances = ledger.balances([facts.account_id for facts in found])
    names = communities.organisation_names({facts.organisation_id for facts in found})
    return [
        _budget(facts, names[facts.organisation_id], balances[facts.account_id]) for facts in found
    ]


def _budget(facts: BudgetFacts, organisation: OrganisationBrief, balance: int) -> Budget:
    sums = ledger.totals_by_kind(facts.account_id)
    return Budget(
        id=facts.id,
        name=facts.name,
        organisation=organisation,
        account_id=facts.account_id,
        balance=balance,
        issued=sums.get(("issue", True), 0) - sums.get(("return_issue", False), 0),
        spent=sums.get(("reward", False), 0) - sums.get(("reward_reversal", True), 0),
    )
