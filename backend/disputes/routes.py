"""HTTP of disputes: the payer's, the shop's and the community's part."""

import uuid

from backend.communities import queries as communities
from backend.disputes import describe, queries, service
from backend.disputes.schemas import (
    Answer,
    Asked,
    Decision,
    DisputeList,
    DisputeWithSteps,
    MineQuery,
    NewDispute,
)
from backend.disputes.service import Complaint
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import SIGNED_IN, role
from backend.web.schemas import Nothing

routes = Routes("disputes")

_AT_ITS_SHOP = role("shop_owner", "shop_staff", at=queries.shop_of_dispute_in)


@routes.put(
    "/disputes/<uuid:dispute_id>", guard=SIGNED_IN, body=NewDispute, returns=DisputeWithSteps
)
def put_dispute(dispute_id: uuid.UUID, body: NewDispute, caller: Caller) -> DisputeWithSteps:
    """Say that a payment of one's own is not right."""
    given = Complaint(dispute_id, body.payment_id, caller.person_id, body.amount, body.words)
    return describe.dispute(service.open_dispute(given), caller)


@routes.get("/disputes/<uuid:dispute_id>", guard=SIGNED_IN, returns=DisputeWithSteps)
def read_dispute(dispute_id: uuid.UUID, caller: Caller) -> DisputeWithSteps:
    """A dispute with its history, for its payer, the shop and the issuers."""
    return describe.dispute(queries.seen_by(dispute_id, caller), caller)


@routes.get("/me/disputes", guard=SIGNED_IN, query=MineQuery, returns=DisputeList)
def read_my_disputes(query: MineQuery, caller: Caller) -> DisputeList:
    """What the caller disputed, or about one payment."""
    return describe.disputes(queries.of_person(caller.person_id, query.payment_id), caller)


@routes.get(
    "/organisations/<uuid:organisation_id>/disputes",
    guard=role("shop_owner", "shop_staff", at=communities.organisation_in),
    returns=DisputeList,
)
def read_shop_disputes(organisation_id: uuid.UUID, caller: Caller) -> DisputeList:
    """The disputes about a shop's payments."""
    return describe.disputes(queries.of_shop(organisation_id), caller)


@routes.get(
    "/communities/<uuid:community_id>/disputes",
    guard=role("issuer", at=communities.community_in),
    returns=DisputeList,
)
def read_disputes(community_id: uuid.UUID, caller: Caller) -> DisputeList:
    """Every dispute of a community, for its issuers."""
    return describe.disputes(queries.of_community(community_id), caller)


@routes.post(
    "/disputes/<uuid:dispute_id>/answer",
    guard=_AT_ITS_SHOP,
    body=Answer,
    returns=DisputeWithSteps,
)
def answer_dispute(dispute_id: uuid.UUID, body: Answer, caller: Caller) -> DisputeWithSteps:
    """Answer as the shop: explain, and give all, part or nothing back."""
    row = service.answer(dispute_id, caller.person_id, body.words, body.refund)
    return describe.dispute(row, caller)


@routes.post(
    "/disputes/<uuid:dispute_id>/accept",
    guard=SIGNED_IN,
    body=Nothing,
    returns=DisputeWithSteps,
)
def accept_answer(dispute_id: uuid.UUID, body: Nothing, caller: Caller) -> DisputeWithSteps:
    """Agree, as the payer, with the shop's answer."""
    return describe.dispute(service.accept(dispute_id, caller.person_id), caller)


@routes.post(
    "/disputes/<uuid:dispute_id>/ask", guard=SIGNED_IN, body=Asked, returns=DisputeWithSteps
)
def ask_community(dispute_id: uuid.UUID, body: Asked, caller: Caller) -> DisputeWithSteps:
    """Ask the community to decide."""
    return describe.dispute(service.ask(dispute_id, caller.person_id, body.words), caller)


@routes.post(
    "/disputes/<uuid:dispute_id>/withdraw",
    guard=SIGNED_IN,
    body=Nothing,
    returns=DisputeWithSteps,
)
def withdraw_dispute(dispute_id: uuid.UUID, body: Nothing, caller: Caller) -> DisputeWithSteps:
    """Let it be."""
    return describe.dispute(service.withdraw(dispute_id, caller.person_id), caller)


@routes.post(
    "/disputes/<uuid:dispute_id>/decide",
    guard=role("issuer", at=queries.shop_of_dispute_in, fresh=True),
    body=Decision,
    returns=DisputeWithSteps,
)
def decide_dispute(dispute_id: uuid.UUID, body: Decision, caller: Caller) -> DisputeWithSteps:
    """Decide for the community what the shop gives back."""
    row = service.decide(dispute_id, caller.person_id, body.words, body.refund)
    return describe.dispute(row, caller)


@routes.post(
    "/disputes/<uuid:dispute_id>/pay",
    guard=_AT_ITS_SHOP,
    body=Nothing,
    returns=DisputeWithSteps,
)
def pay_what_is_owed(dispute_id: uuid.UUID, body: Nothing, caller: Caller) -> DisputeWithSteps:
    """Pay, as the shop, what was decided and the till did not hold then."""
    return describe.dispute(service.pay(dispute_id, caller.person_id), caller)
