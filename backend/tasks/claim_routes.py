"""HTTP of claims: earning, and the coordinators' queue."""

import uuid

from backend.communities import queries as communities
from backend.tasks import at_once, claiming, deciding, describe, meter, phones, queries
from backend.tasks.describe import cut
from backend.tasks.meter_schemas import MeterQuery, VolunteerMeter
from backend.tasks.schemas import (
    Approved,
    Approving,
    Claim,
    Claims,
    ClaimsQuery,
    Declining,
    NewClaim,
    PageQuery,
)
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import SIGNED_IN, role
from backend.web.schemas import Nothing

routes = Routes("claims")
routes.blueprint.after_request(phones.hand_out)

_COORDINATOR = role("coordinator", at=communities.organisation_in)
_COORDINATOR_OF_CLAIM = role("coordinator", at=queries.claim_in)
_ISSUER_OF_CLAIM = role("issuer", at=queries.claim_in, fresh=True)


@routes.put(
    "/claims/<uuid:claim_id>",
    guard=SIGNED_IN,
    body=NewClaim,
    returns=Claim,
    vouched=True,
    express=at_once.claim,
)
def put_claim(claim_id: uuid.UUID, body: NewClaim, caller: Caller) -> Claim:
    """Claim a task's reward. Whether the caller is a member there, the code's community tells."""
    return claiming.claim(caller, at_once.command(claim_id, body, phones.mark()))


@routes.get(
    "/communities/<uuid:community_id>/claims",
    guard=role("member", at=communities.community_in),
    query=PageQuery,
    returns=Claims,
)
def read_own_claims(community_id: uuid.UUID, query: PageQuery, caller: Caller) -> Claims:
    """What the caller claimed in a neighbourhood."""
    found = queries.claims_by(caller.person_id, community_id, query.before, query.limit + 1)
    rows, following = cut(found, query.limit)
    return Claims(claims=describe.claims(rows), next=following)


@routes.get(
    "/communities/<uuid:community_id>/volunteer-meter",
    guard=role("member", at=communities.community_in),
    query=MeterQuery,
    returns=VolunteerMeter,
)
def read_volunteer_meter(
    community_id: uuid.UUID, query: MeterQuery, caller: Caller
) -> VolunteerMeter:
    """How near the caller is to what volunteers receive free of tax; nobody else can ask."""
    return meter.show(community_id, caller.person_id, under_21=query.under_21)


@routes.get(
    "/organisations/<uuid:organisation_id>/claims",
    guard=_COORDINATOR,
    query=ClaimsQuery,
    returns=Claims,
)
def read_claims(organisation_id: uuid.UUID, query: ClaimsQuery, caller: Caller) -> Claims:
    """The claims of an organisation's tasks, by whom they were made."""
    found = queries.claims_at(
        organisation_id,
        only_waiting=query.status == "waiting",
        before=query.before,
        limit=query.limit + 1,
    )
    rows, following = cut(found, query.limit)
    return Claims(
        claims=describe.claims(rows, decider=caller.person_id),
        next=following,
        waiting=sum(queries.waiting_claims(organisation_id).values()),
    )


@routes.post(
    "/claims/<uuid:claim_id>/approve", guard=_COORDINATOR_OF_CLAIM, body=Nothing, returns=Claim
)
def approve_claim(claim_id: uuid.UUID, body: Nothing, caller: Caller) -> Claim:
    """Pay a waiting claim."""
    by = caller.person_id
    return describe.claim(deciding.approve(claim_id, by), decider=by)


@routes.post(
    "/claims/<uuid:claim_id>/decline", guard=_COORDINATOR_OF_CLAIM, body=Declining, returns=Claim
)
def decline_claim(claim_id: uuid.UUID, body: Declining, caller: Caller) -> Claim:
    """Decline a waiting claim, with a reason."""
    by = caller.person_id
    return describe.claim(deciding.decline(claim_id, by, body.reason), decider=by)


@routes.post(
    "/organisations/<uuid:organisation_id>/claims/approve",
    guard=_COORDINATOR,
    body=Approving,
    returns=Approved,
)
def approve_claims(organisation_id: uuid.UUID, body: Approving, caller: Caller) -> Approved:
    """Pay many waiting claims, each by itself."""
    return deciding.approve_many(organisation_id, body.ids, caller.person_id)


@routes.get(
    "/communities/<uuid:community_id>/second-looks",
    guard=role("issuer", at=communities.community_in),
    returns=Claims,
)
def read_second_looks(community_id: uuid.UUID, caller: Caller) -> Claims:
    """The claims whose second look is the issuers': their organisations have nobody else."""
    rows = queries.second_looks(community_id)
    shown = describe.claims(rows, decider=caller.person_id)
    return Claims(claims=shown, next=None, waiting=len(rows))


@routes.post(
    "/claims/<uuid:claim_id>/second-look", guard=_ISSUER_OF_CLAIM, body=Nothing, returns=Claim
)
def agree_to_claim(claim_id: uuid.UUID, body: Nothing, caller: Caller) -> Claim:
    """Pay a claim that a coordinator alone must not pay."""
    by = caller.person_id
    return describe.claim(deciding.agree(claim_id, by), decider=by)


@routes.post(
    "/claims/<uuid:claim_id>/second-look/decline",
    guard=_ISSUER_OF_CLAIM,
    body=Declining,
    returns=Claim,
)
def disagree_with_claim(claim_id: uuid.UUID, body: Declining, caller: Caller) -> Claim:
    """Decline a claim that a coordinator approved, with a reason."""
    by = caller.person_id
    return describe.claim(deciding.disagree(claim_id, by, body.reason), decider=by)
