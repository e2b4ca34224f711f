"""HTTP of programmes, budgets and allocations."""

import uuid

from backend.communities import queries as communities
from backend.programmes import access, describe, queries, service
from backend.programmes.schemas import (
    Budget,
    BudgetList,
    BurnDown,
    NewAllocation,
    NewAllocationReturn,
    NewBudget,
    NewIssueReturn,
    NewProgramme,
    Programme,
    ProgrammeList,
)
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import role
from backend.web.schemas import Nothing

routes = Routes("programmes")

_READERS = ("issuer", "treasurer")


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
        programme_id=body.programme_id,
        line_id=body.line_id,
    )
    return describe.budgets([made])[0]


@routes.get(
    "/communities/<uuid:community_id>/programmes",
    guard=role(*_READERS, at=communities.community_in),
    returns=ProgrammeList,
)
def read_programmes(community_id: uuid.UUID, caller: Caller) -> ProgrammeList:
    """What funders pay for, and where its coin is."""
    found = queries.programmes(community_id)
    return ProgrammeList(programmes=[describe.programme(facts) for facts in found])


@routes.put(
    "/programmes/<uuid:programme_id>",
    guard=role("issuer", at=access.community_in_body, fresh=True),
    body=NewProgramme,
    returns=Programme,
)
def put_programme(programme_id: uuid.UUID, body: NewProgramme, caller: Caller) -> Programme:
    """Start a programme."""
    names = service.NewProgramme.__slots__
    values = {name: getattr(body, name) for name in names if name != "lines"}
    lines = [service.NewLine(line.id, line.name, line.amount) for line in body.lines]
    new = service.NewProgramme(**values, lines=lines)
    return describe.programme(service.create_programme(programme_id, new, by=caller.person_id))


@routes.get(
    "/programmes/<uuid:programme_id>",
    guard=role(*_READERS, at=queries.programme_in),
    returns=Programme,
)
def read_programme(programme_id: uuid.UUID, caller: Caller) -> Programme:
    """One programme."""
    return describe.programme(queries.programme(programme_id))


@routes.get(
    "/programmes/<uuid:programme_id>/burn-down",
    guard=role(*_READERS, at=queries.programme_in),
    returns=BurnDown,
)
def read_burn_down(programme_id: uuid.UUID, caller: Caller) -> BurnDown:
    """How a programme's coin goes, day by day."""
    return describe.burn_down(queries.programme(programme_id))


@routes.post(
    "/programmes/<uuid:programme_id>/close",
    guard=role("issuer", at=queries.programme_in, fresh=True),
    body=Nothing,
    returns=Programme,
)
def close_programme(programme_id: uuid.UUID, body: Nothing, caller: Caller) -> Programme:
    """End a programme now; what its budgets hold returns to it."""
    return describe.programme(service.close_programme(programme_id, by=caller.person_id))


@routes.put(
    "/allocations/<uuid:allocation_id>",
    guard=role("issuer", at=queries.programme_in, fresh=True),
    body=NewAllocation,
    returns=Budget,
)
def put_allocation(allocation_id: uuid.UUID, body: NewAllocation, caller: Caller) -> Budget:
    """Give a budget coin of its programme."""
    service.allocate(
        allocation_id,
        programme_id=body.programme_id,
        budget_id=body.budget_id,
        amount=body.amount,
        why=body.why,
        by=caller.person_id,
    )
    return describe.budgets([queries.budget(body.budget_id)])[0]


@routes.put(
    "/allocation-returns/<uuid:return_id>",
    guard=role("issuer", at=queries.budget_in, fresh=True),
    body=NewAllocationReturn,
    returns=Budget,
)
def put_allocation_return(
    return_id: uuid.UUID, body: NewAllocationReturn, caller: Caller
) -> Budget:
    """Take coin of a budget back into its programme."""
    service.return_allocation(
        return_id,
        budget_id=body.budget_id,
        amount=body.amount,
        why=body.why,
        by=caller.person_id,
    )
    return describe.budgets([queries.budget(body.budget_id)])[0]


@routes.put(
    "/issue-returns/<uuid:return_id>",
    guard=role("issuer", at=queries.programme_in, fresh=True),
    body=NewIssueReturn,
    returns=Programme,
)
def put_issue_return(return_id: uuid.UUID, body: NewIssueReturn, caller: Caller) -> Programme:
    """Destroy coin that a programme does not need."""
    service.return_issue(
        return_id,
        programme_id=body.programme_id,
        amount=body.amount,
        why=body.why,
        by=caller.person_id,
    )
    return describe.programme(queries.programme(body.programme_id))
