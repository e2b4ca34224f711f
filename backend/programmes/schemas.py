"""What the routes of budgets take and answer. Amounts are minor units."""

from typing import Annotated

from pydantic import Field

from backend.communities.queries import OrganisationBrief
from backend.web.schemas import Amount, Balance, Ident, Name, Schema, Text, Time


class Budget(Schema):
    """A budget: what was issued into it, what its tasks paid out, and what is left."""

    id: Ident
    name: str
    organisation: OrganisationBrief
    account_id: Ident
    balance: Balance
    issued: Balance
    spent: Balance


class BudgetList(Schema):
    """Budgets, by name."""

    budgets: list[Budget]


class NewBudget(Schema):
    """A budget to open; the client makes its id."""

    id: Ident
    name: Name
    organisation_id: Ident


class NewIssue(Schema):
    """Coin to make, into which budget, and why."""

    budget_id: Ident
    amount: Amount
    why: Annotated[Text, Field(min_length=1, max_length=500)]


class Issue(Schema):
    """Coin that was made, and the budget after it."""

    id: Ident
    at: Time
    budget: Budget
