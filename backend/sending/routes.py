"""HTTP of sending: pay members and requests, ask, split a bill, contacts."""

import uuid

from backend.communities import queries as communities
from backend.sending import queries, schemas, service
from backend.sending.service import NewRequest, NewSplit, Order, Terms
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import SIGNED_IN, role
from backend.web.schemas import Nothing

routes = Routes("sending")

_MEMBER = role("member", at=communities.community_in)


@routes.put(
    "/sends/<uuid:send_id>", guard=SIGNED_IN, body=schemas.SendCommand, returns=schemas.Receipt
)
def put_send(send_id: uuid.UUID, body: schemas.SendCommand, caller: Caller) -> schemas.Receipt:
    """Pay a member, or a request of a member or a shop."""
    order = Order(send_id, body.amount, body.words, body.code, body.community_id, body.contact_id)
    return service.pay(order, caller)


@routes.get("/sends/<uuid:send_id>", guard=SIGNED_IN, returns=schemas.Receipt)
def read_send(send_id: uuid.UUID, caller: Caller) -> schemas.Receipt:
    """A receipt, for who paid and, between members, who was paid."""
    return queries.receipt(send_id, caller)


@routes.get(
    "/communities/<uuid:community_id>/received",
    guard=_MEMBER,
    query=schemas.ReceivedQuery,
    returns=schemas.Received,
)
def read_received(
    community_id: uuid.UUID, query: schemas.ReceivedQuery, caller: Caller
) -> schemas.Received:
    """What other members sent to the caller after an instant."""
    return queries.received(caller.person_id, community_id, query.after)


@routes.post(
    "/payment-requests/look",
    guard=SIGNED_IN,
    body=schemas.RequestCode,
    returns=schemas.AskedRequest,
)
def look_at_request(body: schemas.RequestCode, caller: Caller) -> schemas.AskedRequest:
    """What a scanned or opened request asks, and of whom it is."""
    return queries.look(body.code, caller)


@routes.put(
    "/payment-requests/<uuid:request_id>",
    guard=SIGNED_IN,
    body=schemas.RequestBody,
    returns=schemas.PaymentRequest,
)
def put_payment_request(
    request_id: uuid.UUID, body: schemas.RequestBody, caller: Caller
) -> schemas.PaymentRequest:
    """Register a request of the caller's, or of an organisation whose counter they keep."""
    new = NewRequest(request_id, body.code, _terms(body.terms), body.many, body.asked_id)
    return service.register(new, caller)


@routes.get(
    "/payment-requests/<uuid:request_id>",
    guard=SIGNED_IN,
    query=schemas.PaymentPage,
    returns=schemas.RequestDetail,
)
def read_payment_request(
    request_id: uuid.UUID, query: schemas.PaymentPage, caller: Caller
) -> schemas.RequestDetail:
    """A request of the caller's or of their counter, and who paid."""
    return queries.detail(request_id, caller, query.before)


@routes.post(
    "/payment-requests/<uuid:request_id>/cancel",
    guard=SIGNED_IN,
    body=Nothing,
    returns=schemas.PaymentRequest,
)
def cancel_payment_request(
    request_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.PaymentRequest:
    """Take a request back."""
    return service.cancel(request_id, caller)


@routes.post(
    "/payment-requests/<uuid:request_id>/decline",
    guard=SIGNED_IN,
    body=Nothing,
    returns=schemas.AskedRequest,
)
def decline_payment_request(
    request_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.AskedRequest:
    """Say no to a request that asks the caller."""
    return service.decline(request_id, caller)


@routes.get(
    "/communities/<uuid:community_id>/payment-requests",
    guard=_MEMBER,
    query=schemas.RequestPage,
    returns=schemas.RequestList,
)
def read_own_requests(
    community_id: uuid.UUID, query: schemas.RequestPage, caller: Caller
) -> schemas.RequestList:
    """What the caller asked for."""
    return queries.of_member(caller.person_id, community_id, query.before)


@routes.get("/communities/<uuid:community_id>/asked", guard=_MEMBER, returns=schemas.AskedRequests)
def read_asked(community_id: uuid.UUID, caller: Caller) -> schemas.AskedRequests:
    """What is asked of the caller in person."""
    return queries.asked_of(caller.person_id, community_id)


@routes.get(
    "/communities/<uuid:community_id>/request-keys", guard=_MEMBER, returns=schemas.RequestKeys
)
def read_request_keys(community_id: uuid.UUID, caller: Caller) -> schemas.RequestKeys:
    """The keys with which a phone checks printed requests without a network."""
    return queries.request_keys(community_id)


@routes.get(
    "/organisations/<uuid:organisation_id>/payment-requests",
    guard=role("shop_owner", "shop_staff", "coordinator", at=communities.organisation_in),
    query=schemas.RequestPage,
    returns=schemas.RequestList,
)
def read_organisation_requests(
    organisation_id: uuid.UUID, query: schemas.RequestPage, caller: Caller
) -> schemas.RequestList:
    """What an organisation asked for, and what was paid."""
    return queries.of_organisation(organisation_id, query.before)


@routes.put(
    "/splits/<uuid:split_id>",
    guard=SIGNED_IN,
    body=schemas.SplitBody,
    returns=schemas.SplitDetail,
)
def put_split(split_id: uuid.UUID, body: schemas.SplitBody, caller: Caller) -> schemas.SplitDetail:
    """Share a bill: each share is a request of its own."""
    shares = [
        NewRequest(
            share.id, share.code, _terms(share.terms), asked_id=share.asked_id, share=share.name
        )
        for share in body.shares
    ]
    return service.split(
        NewSplit(split_id, body.community_id, body.words, body.own, shares), caller
    )


@routes.get("/splits/<uuid:split_id>", guard=SIGNED_IN, returns=schemas.SplitDetail)
def read_split(split_id: uuid.UUID, caller: Caller) -> schemas.SplitDetail:
    """An own bill, and who has paid."""
    return queries.split(split_id, caller.person_id)


@routes.post(
    "/splits/<uuid:split_id>/cancel", guard=SIGNED_IN, body=Nothing, returns=schemas.SplitDetail
)
def cancel_split(split_id: uuid.UUID, body: Nothing, caller: Caller) -> schemas.SplitDetail:
    """Take back what nobody has paid yet."""
    return service.cancel_split(split_id, caller)


@routes.get("/communities/<uuid:community_id>/splits", guard=_MEMBER, returns=schemas.SplitList)
def read_splits(community_id: uuid.UUID, caller: Caller) -> schemas.SplitList:
    """The caller's bills."""
    return queries.splits_of(caller.person_id, community_id)


@routes.get("/communities/<uuid:community_id>/contacts", guard=_MEMBER, returns=schemas.ContactList)
def read_contacts(community_id: uuid.UUID, caller: Caller) -> schemas.ContactList:
    """The people with whom the caller exchanged coin."""
    return queries.contacts_of(caller.person_id, community_id)


@routes.post(
    "/communities/<uuid:community_id>/contacts/<uuid:person_id>/hide",
    guard=_MEMBER,
    body=Nothing,
    returns=schemas.ContactList,
)
def hide_contact(
    community_id: uuid.UUID, person_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.ContactList:
    """Leave somebody out of the own contacts."""
    service.hide(caller.person_id, person_id)
    return queries.contacts_of(caller.person_id, community_id)


@routes.post(
    "/communities/<uuid:community_id>/contacts/<uuid:person_id>/show",
    guard=_MEMBER,
    body=Nothing,
    returns=schemas.ContactList,
)
def show_contact(
    community_id: uuid.UUID, person_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.ContactList:
    """Let somebody be a contact again."""
    service.show(caller.person_id, person_id)
    return queries.contacts_of(caller.person_id, community_id)


def _terms(given: schemas.RequestTerms | None) -> Terms | None:
    if given is None:
        return None
    return Terms(
        given.community_id, given.organisation_id, given.amount, given.words, given.expires_at
    )
