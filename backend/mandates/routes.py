"""HTTP of standing orders, for who pays: plans to join, own mandates, the waiting list."""

import uuid

from backend.communities import queries as communities
from backend.errors import NotFound
from backend.ledger import queries as ledger
from backend.mandates import describe, ending, giving, models, plots, queries
from backend.mandates.giving import Promise
from backend.mandates.schemas import (
    Consent,
    GivenMandate,
    Mandate,
    MandateBody,
    MandateHistory,
    MandateList,
    OpenPlan,
    OpenPlanList,
    Warned,
)
from backend.web.api import Routes
from backend.web.caller import Caller, Place
from backend.web.guards import FRESH, SIGNED_IN, role
from backend.web.schemas import Nothing

routes = Routes("mandates")


@routes.get(
    "/communities/<uuid:community_id>/plans",
    guard=role("member", at=communities.community_in),
    returns=OpenPlanList,
)
def read_open_plans(community_id: uuid.UUID, caller: Caller) -> OpenPlanList:
    """The dues and plots that a member may join."""
    found = queries.open_plans(community_id)
    return OpenPlanList(plans=describe.open_plans(found, caller.person_id))


@routes.get(
    "/plans/<uuid:plan_id>",
    guard=role("member", at=queries.community_of_plan_in),
    returns=OpenPlan,
)
def read_plan(plan_id: uuid.UUID, caller: Caller) -> OpenPlan:
    """One plan, as the link or QR that somebody got leads to it."""
    return _shown(plan_id, caller)


@routes.put(
    "/mandates/<uuid:mandate_id>",
    guard=role("member", at=queries.community_of_plan_in_body, fresh=True),
    body=MandateBody,
    returns=GivenMandate,
)
def give_mandate(mandate_id: uuid.UUID, body: MandateBody, caller: Caller) -> GivenMandate:
    """Let the plan's amount be taken each period, from the own wallet or an own organisation."""
    payer = body.organisation_id
    place = queries.place_of_plan(body.plan_id)
    if payer is not None and not queries.runs(caller, Place(place.community_id, payer)):
        raise NotFound
    given = giving.give(
        mandate_id,
        Promise(
            plan_id=body.plan_id,
            amount=body.amount,
            euro_cents=body.euro_cents,
            first_on=body.first_on,
            ends_on=body.ends_on,
            person_id=None if payer else caller.person_id,
            organisation_id=payer,
        ),
        by=caller.person_id,
    )
    return GivenMandate(mandate=describe.mandates([given])[0], warnings=_warnings(given))


@routes.get(
    "/communities/<uuid:community_id>/mandates",
    guard=role("member", at=communities.community_in),
    returns=MandateList,
)
def read_own_mandates(community_id: uuid.UUID, caller: Caller) -> MandateList:
    """What the caller pays and receives by mandate."""
    found = queries.mandates_of_person(community_id, caller.person_id)
    return MandateList(mandates=describe.mandates(found))


@routes.get(
    "/organisations/<uuid:organisation_id>/mandates",
    guard=role("shop_owner", "coordinator", at=communities.organisation_in),
    returns=MandateList,
)
def read_organisation_mandates(organisation_id: uuid.UUID, caller: Caller) -> MandateList:
    """What an organisation itself pays and receives by mandate."""
    found = queries.mandates_of_organisation(organisation_id)
    return MandateList(mandates=describe.mandates(found))


@routes.get("/mandates/<uuid:mandate_id>", guard=SIGNED_IN, returns=MandateHistory)
def read_mandate(mandate_id: uuid.UUID, caller: Caller) -> MandateHistory:
    """An own mandate, what comes next, and its newest periods."""
    found = queries.own_mandate(mandate_id, caller)
    return MandateHistory(
        mandate=describe.mandates([found])[0],
        collections=describe.collections(queries.history(mandate_id)),
    )


@routes.post("/mandates/<uuid:mandate_id>/end", guard=SIGNED_IN, body=Nothing, returns=Mandate)
def end_mandate(mandate_id: uuid.UUID, body: Nothing, caller: Caller) -> Mandate:
    """End an own mandate; nothing more is taken."""
    queries.own_mandate(mandate_id, caller)
    ended = ending.end(mandate_id, by=caller.person_id, reason="payer")
    return describe.mandates([ended])[0]


@routes.post("/mandates/<uuid:mandate_id>/accept", guard=FRESH, body=Consent, returns=Mandate)
def accept_amount(mandate_id: uuid.UUID, body: Consent, caller: Caller) -> Mandate:
    """Agree to what the plan of an own mandate costs now."""
    queries.own_mandate(mandate_id, caller)
    agreed = giving.accept(mandate_id, amount=body.amount, euro_cents=body.euro_cents)
    return describe.mandates([agreed])[0]


@routes.post(
    "/plans/<uuid:plan_id>/join",
    guard=role("member", at=queries.community_of_plan_in),
    body=Nothing,
    returns=OpenPlan,
)
def join_line(plan_id: uuid.UUID, body: Nothing, caller: Caller) -> OpenPlan:
    """Take the last place of a waiting list."""
    plots.join(plan_id, caller.person_id)
    return _shown(plan_id, caller)


@routes.post(
    "/plans/<uuid:plan_id>/leave",
    guard=role("member", at=queries.community_of_plan_in),
    body=Nothing,
    returns=OpenPlan,
)
def leave_line(plan_id: uuid.UUID, body: Nothing, caller: Caller) -> OpenPlan:
    """Give up the own place on a waiting list, and what was offered."""
    plots.leave(plan_id, caller.person_id)
    return _shown(plan_id, caller)


def _shown(plan_id: uuid.UUID, caller: Caller) -> OpenPlan:
    found = queries.plan(plan_id)
    if found.kind == "grant":
        raise NotFound
    return describe.open_plans([found], caller.person_id)[0]


def _warnings(given: models.Mandate) -> list[Warned]:
    balance = ledger.balance(given.payer_account)
    if balance >= given.amount:
        return []
    return [Warned(code="over_balance", balance=balance)]
