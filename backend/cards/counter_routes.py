"""HTTP of wallet cards where they are shown: paying, earning, and what is in the wallet."""

import uuid

from backend.cards import earning, opening, paying, queries, schemas
from backend.cards.earning import CardClaim
from backend.cards.paying import CardOrder
from backend.communities import queries as communities
from backend.payments.service import PaymentAnswer
from backend.tasks.service import ClaimAnswer
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import role

routes = Routes("card_counter")


@routes.put(
    "/card-payments/<uuid:payment_id>",
    guard=role("shop_owner", "shop_staff", at=queries.shop_in),
    body=schemas.CardPaymentBody,
    returns=PaymentAnswer,
)
def put_card_payment(
    payment_id: uuid.UUID, body: schemas.CardPaymentBody, caller: Caller
) -> PaymentAnswer:
    """Take a payment by a card and the PIN that its holder typed."""
    order = CardOrder(payment_id, body.shop_id, caller.person_id, body.amount, body.card, body.pin)
    return paying.pay(order)


@routes.put(
    "/card-claims/<uuid:claim_id>",
    guard=role("coordinator", at=queries.task_in),
    body=schemas.CardClaimBody,
    returns=ClaimAnswer,
)
def put_card_claim(claim_id: uuid.UUID, body: schemas.CardClaimBody, caller: Caller) -> ClaimAnswer:
    """Let somebody without a phone earn: the coordinator scans the card at the task."""
    order = CardClaim(claim_id, body.task_id, body.card, body.minutes, caller.person_id)
    return earning.claim(order)


@routes.post(
    "/organisations/<uuid:organisation_id>/cards/open",
    guard=role("shop_owner", "shop_staff", "coordinator", at=communities.organisation_in),
    body=schemas.GivenCardAndPin,
    returns=schemas.CardBalance,
)
def open_card(
    organisation_id: uuid.UUID, body: schemas.GivenCardAndPin, caller: Caller
) -> schemas.CardBalance:
    """What is in the wallet of a card, for its holder who typed the PIN."""
    found = opening.open_card(organisation_id, caller.person_id, body.card, body.pin)
    place = communities.place_of_organisation(organisation_id)
    coordinates = caller.holds({"coordinator"}, place)
    return schemas.CardBalance(
        name=found.card.name,
        balance=found.balance,
        card_id=found.card.id if coordinates else None,
    )
