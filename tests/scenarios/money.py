"""How coin comes into a simulated neighbourhood, and how euro leave it again."""

from collections.abc import Mapping

from backend.communities.queries import OrganisationFacts
from backend.programmes import queries
from backend.programmes.queries import BudgetFacts
from tests.factories.programmes import deposit, make_budget, make_programme
from tests.scenarios.neighbourhood import Neighbourhood

__all__ = ["budgets", "deposit"]


def budgets(
    here: Neighbourhood, amounts: Mapping[OrganisationFacts, int], why: str = "Wijkbudget"
) -> list[BudgetFacts]:
    """Coin for these organisations, minor units each: made by two issuers, then set aside."""
    known = queries.programmes(here.id)
    programme = known[0] if known else make_programme(here.id, sum(amounts.values()))
    return [
        make_budget(here.id, to.id, amount, name=why, programme=programme)
        for to, amount in amounts.items()
    ]
