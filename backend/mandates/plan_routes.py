"""HTTP of standing orders, for who looks after plans: coordinators, and issuers for the fund."""

import uuid

from backend.communities import queries as communities
from backend.mandates import describe, ending, giving, plans, plots, queries, returning
from backend.mandates.giving import Promise
from backend.mandates.plans import NewPlan, PlanChange
from backend.mandates.schemas import (
    Collection,
    CollectionList,
    CollectionPage,
    EuroNote,
    Garden,
    GrantBody,
    ManagedPlan,
    ManagedPlanList,
    Mandate,
    PayerList,
    PayerPage,
    PlanBody,
    PlanEdit,
    PlotBody,
    ReturnWhy,
)
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import role
from backend.web.schemas import Nothing

routes = Routes("plans")


@routes.get(
    "/organisations/<uuid:organisation_id>/plans",
    guard=role("coordinator", "issuer", at=communities.organisation_in),
    returns=ManagedPlanList,
)
def read_plans(organisation_id: uuid.UUID, caller: Caller) -> ManagedPlanList:
    """The plans of an organisation, with how many pay and are behind."""
    place = communities.place_of_organisation(organisation_id)
    found = queries.plans_of(place.community_id, organisation_id)
    return ManagedPlanList(plans=describe.managed_plans(found))


@routes.get(
    "/communities/<uuid:community_id>/fund-plans",
    guard=role("issuer", at=communities.community_in),
    returns=ManagedPlanList,
)
def read_fund_plans(community_id: uuid.UUID, caller: Caller) -> ManagedPlanList:
    """The grants that the community's fund gives."""
    return ManagedPlanList(plans=describe.managed_plans(queries.plans_of(community_id, None)))


@routes.put(
    "/plans/<uuid:plan_id>",
    guard=role("coordinator", "issuer", at=queries.new_plan_in_body, fresh=True),
    body=PlanBody,
    returns=ManagedPlan,
)
def put_plan(plan_id: uuid.UUID, body: PlanBody, caller: Caller) -> ManagedPlan:
    """Offer dues or plots, or prepare a grant."""
    new = NewPlan(**body.model_dump())
    return _shown(plans.create_plan(plan_id, new, by=caller.person_id).id)


@routes.patch(
    "/plans/<uuid:plan_id>",
    guard=role("coordinator", "issuer", at=queries.plan_in, fresh=True),
    body=PlanEdit,
    returns=ManagedPlan,
)
def change_plan(plan_id: uuid.UUID, body: PlanEdit, caller: Caller) -> ManagedPlan:
    """Change a plan; payers have to agree to more. Closing it ends every mandate."""
    change = PlanChange(**body.model_dump())
    return _shown(plans.change_plan(plan_id, change, by=caller.person_id).id)


@routes.get(
    "/plans/<uuid:plan_id>/payers",
    guard=role("coordinator", "issuer", at=queries.plan_in),
    query=PayerPage,
    returns=PayerList,
)
def read_payers(plan_id: uuid.UUID, query: PayerPage, caller: Caller) -> PayerList:
    """Who pays (a grant: who receives), and who is behind."""
    found = queries.mandates_of_plan(plan_id, query.after, query.limit)
    return PayerList(
        plan=_shown(plan_id),
        payers=describe.payers(found, plan_id),
        next=found[-1].id if len(found) == query.limit else None,
    )


@routes.get(
    "/plans/<uuid:plan_id>/collections",
    guard=role("coordinator", "issuer", at=queries.plan_in),
    query=CollectionPage,
    returns=CollectionList,
)
def read_collections(plan_id: uuid.UUID, query: CollectionPage, caller: Caller) -> CollectionList:
    """What was due on some days: the coin that was taken, and the euro part."""
    found = queries.collections(plan_id, query.first, query.last, query.after, query.limit)
    return CollectionList(
        collections=describe.collections(found),
        next=found[-1].id if len(found) == query.limit else None,
    )


@routes.put(
    "/grants/<uuid:mandate_id>",
    guard=role("coordinator", "issuer", at=queries.plan_in_body, fresh=True),
    body=GrantBody,
    returns=Mandate,
)
def give_grant(mandate_id: uuid.UUID, body: GrantBody, caller: Caller) -> Mandate:
    """Promise a grant to a member or an organisation, each period."""
    given = giving.grant(mandate_id, Promise(**body.model_dump()), by=caller.person_id)
    return describe.mandates([given])[0]


@routes.post(
    "/mandates/<uuid:mandate_id>/stop",
    guard=role("coordinator", "issuer", at=queries.mandate_of_plan_in),
    body=Nothing,
    returns=Mandate,
)
def stop_mandate(mandate_id: uuid.UUID, body: Nothing, caller: Caller) -> Mandate:
    """End a mandate of a plan that the caller looks after."""
    ended = ending.end(mandate_id, by=caller.person_id, reason="plan")
    return describe.mandates([ended])[0]


@routes.put(
    "/collections/<uuid:collection_id>/euro",
    guard=role("coordinator", "issuer", at=queries.collection_in),
    body=EuroNote,
    returns=Collection,
)
def note_euro(collection_id: uuid.UUID, body: EuroNote, caller: Caller) -> Collection:
    """Write down that the euro part of a period came."""
    noted = returning.note_euro(collection_id, reference=body.reference, by=caller.person_id)
    return describe.collections([noted])[0]


@routes.put(
    "/collections/<uuid:collection_id>/return",
    guard=role("coordinator", "issuer", at=queries.collection_in, fresh=True),
    body=ReturnWhy,
    returns=Collection,
)
def return_collection(collection_id: uuid.UUID, body: ReturnWhy, caller: Caller) -> Collection:
    """Give the coin of a period back to its payer."""
    return describe.collections([returning.give_back(collection_id, why=body.why)])[0]


@routes.get(
    "/plans/<uuid:plan_id>/plots",
    guard=role("coordinator", "issuer", at=queries.plan_in),
    returns=Garden,
)
def read_plots(plan_id: uuid.UUID, caller: Caller) -> Garden:
    """The plots, who rents them, and who waits for one, in order."""
    return describe.garden(queries.plan(plan_id))


@routes.post(
    "/plans/<uuid:plan_id>/plots",
    guard=role("coordinator", "issuer", at=queries.plan_in),
    body=PlotBody,
    returns=Garden,
)
def add_plots(plan_id: uuid.UUID, body: PlotBody, caller: Caller) -> Garden:
    """Add plots; those that are there already stay as they are."""
    plots.add_plots(plan_id, body.labels)
    return describe.garden(queries.plan(plan_id))


@routes.post(
    "/plots/<uuid:plot_id>/withdraw",
    guard=role("coordinator", "issuer", at=queries.plot_in),
    body=Nothing,
)
def withdraw_plot(plot_id: uuid.UUID, body: Nothing, caller: Caller) -> None:
    """Let a free plot no longer."""
    plots.withdraw_plot(plot_id)


@routes.delete(
    "/plans/<uuid:plan_id>/waiting/<uuid:person_id>",
    guard=role("coordinator", "issuer", at=queries.plan_in),
)
def remove_from_line(plan_id: uuid.UUID, person_id: uuid.UUID, caller: Caller) -> None:
    """Take somebody off the waiting list."""
    plots.leave(plan_id, person_id)


def _shown(plan_id: uuid.UUID) -> ManagedPlan:
    return describe.managed_plans([queries.plan(plan_id)])[0]
