"""HTTP of budgets and issuing."""

import uuid

from backend.communities import queries as communities
from backend.programmes import describe, queries, service
from backend.programmes.schemas import Budget, BudgetList, Issue, NewBudget, NewIssue
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import role

routes = Routes("programmes")


@routes.get(
    "/communities/<uuid:community_id>/budgets",
    guard=role("issuer", "treasurer", "member", at=communities.community_in),
    returns=BudgetList,
)
def read_budgets(community_id: uuid.UUID, caller: Caller) -> BudgetList:
    """The budgets that the caller may see: a coordinator sees those of the own organisations."""
    return BudgetList(budgets=describe.budgets(queries.visible(caller, community_id)))


@routes.post(
    "/communities/<uuid:community_id>/budgets",
    guard=role("issuer", at=communities.community_in, fresh=True),
    body=NewBudget,
    returns=Budget,
    status=201,
)
def create_budget(community_id: uuid.UUID, body: NewBudget, caller: Caller) -> Budget:
    """Open a budget for an organisation."""
    made = service.create_budget(
        body.id,
        community_id=community_id,
        organisation_id=body.organisation_id,
        name=body.name,
        by=caller.person_id,
    )
    return describe.budgets([made])[0]


@routes.put(
    "/issues/<uuid:issue_id>",
    guard=role("issuer", at=queries.budget_in_body, fresh=True),
    body=NewIssue,
    returns=Issue,
)
def issue(issue_id: uuid.UUID, body: NewIssue, caller: Caller) -> Issue:
    """Make coin and put it into a budget."""
    made = service.issue(
        issue_id,
        budget_id=body.budget_id,
        amount=body.amount,
        why=body.why,
        by=caller.person_id,
    )
    budget = describe.budgets([queries.budget(body.budget_id)])[0]
    return Issue(id=made.id, at=made.at, budget=budget)
