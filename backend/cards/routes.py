"""HTTP of wallet cards, for holders, helpers and coordinators."""

import uuid

from flask import current_app

from backend.cards import access, describe, making, opening, phone, queries, schemas
from backend.cards import service as cards
from backend.cards.making import NewCard
from backend.communities import queries as communities
from backend.identity import service as identity
from backend.identity.service import CeremonyOptions
from backend.rescue import queries as rescue
from backend.rescue import service as rescue_service
from backend.web.api import Reply, Routes
from backend.web.caller import Caller
from backend.web.guards import PUBLIC, SIGNED_IN, role
from backend.web.schemas import Nothing
from backend.web.throttle import limit

routes = Routes("cards")

_MEMBER = role("member", at=communities.community_in)
_COORDINATOR = role("coordinator", at=communities.organisation_in)
_LOOKS = "60 per 10 minutes"


@routes.get("/communities/<uuid:community_id>/my-card", guard=_MEMBER, returns=schemas.MyCard)
def read_my_card(community_id: uuid.UUID, caller: Caller) -> schemas.MyCard:
    """The caller's own card, and what cards pay here."""
    return describe.mine(caller, communities.community(community_id))


@routes.put(
    "/communities/<uuid:community_id>/my-card/<uuid:card_id>",
    guard=role("member", at=communities.community_in, fresh=True),
    body=schemas.OwnCardBody,
    returns=schemas.Card,
)
def put_my_card(
    community_id: uuid.UUID, card_id: uuid.UUID, body: schemas.OwnCardBody, caller: Caller
) -> schemas.Card:
    """Make a card for the caller's own wallet."""
    me = caller.person_id
    new = NewCard(card_id, community_id, me, body.name, body.pin, by=me)
    return describe.card(making.make_own(new))


@routes.get(
    "/communities/<uuid:community_id>/helped-cards", guard=_MEMBER, returns=schemas.CardList
)
def read_helped_cards(community_id: uuid.UUID, caller: Caller) -> schemas.CardList:
    """The cards of those who named the caller as a helper."""
    members = rescue.helped_by(caller.person_id, community_id)
    found = queries.of_people(members, community_id)
    return schemas.CardList(cards=[describe.brief(one) for one in found])


@routes.get("/cards/<uuid:card_id>", guard=SIGNED_IN, returns=schemas.CardPage)
def read_card(card_id: uuid.UUID, caller: Caller) -> schemas.CardPage:
    """A card and its history, for its holder, coordinators and named helpers."""
    card, seen_as = access.card_for(caller, card_id, "holder", "coordinator", "helper")
    return describe.page(card, caller, seen_as)


@routes.post("/cards/<uuid:card_id>/block", guard=SIGNED_IN, body=Nothing, returns=schemas.Card)
def block_card(card_id: uuid.UUID, body: Nothing, caller: Caller) -> schemas.Card:
    """End a card at once."""
    return describe.card(making.block(card_id, caller))


@routes.put(
    "/cards/<uuid:card_id>/replacements/<uuid:replacement_id>",
    guard=SIGNED_IN,
    body=Nothing,
    returns=schemas.Card,
)
def replace_card(
    card_id: uuid.UUID, replacement_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.Card:
    """Put another card in this one's place, with the same PIN."""
    return describe.card(making.substitute(card_id, replacement_id, caller))


@routes.post("/cards/<uuid:card_id>/unlock", guard=SIGNED_IN, body=Nothing, returns=schemas.Card)
def unlock_card(card_id: uuid.UUID, body: Nothing, caller: Caller) -> schemas.Card:
    """Let the PIN be tried again."""
    return describe.card(opening.unlock(card_id, caller))


@routes.post(
    "/cards/<uuid:card_id>/pin", guard=SIGNED_IN, body=schemas.PinBody, returns=schemas.Card
)
def choose_card_pin(card_id: uuid.UUID, body: schemas.PinBody, caller: Caller) -> schemas.Card:
    """Choose another PIN."""
    return describe.card(opening.choose_pin(card_id, body.pin, caller))


@routes.get(
    "/organisations/<uuid:organisation_id>/cards", guard=_COORDINATOR, returns=schemas.CardList
)
def read_cards(organisation_id: uuid.UUID, caller: Caller) -> schemas.CardList:
    """The cards that were made at an organisation."""
    return schemas.CardList(cards=[describe.brief(one) for one in queries.made_at(organisation_id)])


@routes.put(
    "/organisations/<uuid:organisation_id>/card-holders/<uuid:person_id>",
    guard=_COORDINATOR,
    body=schemas.EnrolmentBody,
    returns=schemas.Card,
)
def put_card_holder(
    organisation_id: uuid.UUID, person_id: uuid.UUID, body: schemas.EnrolmentBody, caller: Caller
) -> schemas.Card:
    """Make somebody without a phone a member with a card, while they look on."""
    new = NewCard(
        body.card_id,
        communities.organisation(organisation_id).community_id,
        person_id,
        body.card_name,
        body.pin,
        by=caller.person_id,
        organisation_id=organisation_id,
    )
    return describe.card(making.enrol(new, body.display_name, body.language))


@routes.post(
    "/organisations/<uuid:organisation_id>/cards/look",
    guard=_COORDINATOR,
    body=schemas.GivenCard,
    returns=schemas.CardPage,
)
def look_at_card(
    organisation_id: uuid.UUID, body: schemas.GivenCard, caller: Caller
) -> schemas.CardPage:
    """The card that a coordinator scanned, also one that was made elsewhere in the community."""
    limit("look at card", str(caller.person_id), _LOOKS)
    community_id = communities.organisation(organisation_id).community_id
    card = queries.by_number(body.card, community_id)
    own = caller.person_id == card.person_id
    return describe.page(card, caller, "holder" if own else "coordinator")


@routes.post(
    "/cards/<uuid:card_id>/hand-over",
    guard=SIGNED_IN,
    body=schemas.HandOverBody,
    returns=schemas.HandOverLink,
    status=201,
)
def hand_card_over(
    card_id: uuid.UUID, body: schemas.HandOverBody, caller: Caller
) -> schemas.HandOverLink:
    """Open a way for the holder, who typed the PIN just now, to have the wallet on a phone."""
    way = phone.open_way(card_id, caller, keep_card=body.keep_card)
    origin = current_app.config["WIJKMUNT"].origin
    return schemas.HandOverLink(url=f"{origin}/phone#{way.token}", expires_at=way.expires_at)


@routes.post(
    "/cards/<uuid:card_id>/helper-offers",
    guard=SIGNED_IN,
    body=Nothing,
    returns=schemas.HandOverLink,
    status=201,
)
def offer_helper_for_card(
    card_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.HandOverLink:
    """Let the holder, who typed the PIN just now, name a helper who may block and replace."""
    wallet = cards.wallet_at_the_desk(caller, card_id)
    offer = rescue_service.offer(queries.card(card_id).community_id, wallet.person_id)
    origin = current_app.config["WIJKMUNT"].origin
    return schemas.HandOverLink(url=f"{origin}/helper#{offer.token}", expires_at=offer.expires_at)


@routes.post(
    "/hand-overs/look", guard=PUBLIC, body=schemas.HandOverToken, returns=schemas.HandOverLook
)
def look_at_hand_over(body: schemas.HandOverToken) -> schemas.HandOverLook:
    """Whose wallet comes to this phone. Public: the token is what is checked."""
    way, card = phone.look(body.token)
    return schemas.HandOverLook(
        display_name=identity.person(way.person_id).display_name,
        community=communities.brief(communities.community(card.community_id)),
        keep_card=way.keep_card,
        expires_at=way.expires_at,
    )


@routes.post(
    "/hand-overs/options", guard=PUBLIC, body=schemas.HandOverToken, returns=CeremonyOptions
)
def begin_hand_over(body: schemas.HandOverToken) -> CeremonyOptions:
    """Say what passkey the phone is to make. Public: the token is what is checked."""
    return CeremonyOptions.model_validate(phone.begin(body.token))


@routes.post(
    "/hand-overs/finish", guard=PUBLIC, body=schemas.HandOverFinish, returns=schemas.HandedOver
)
def finish_hand_over(body: schemas.HandOverFinish) -> Reply:
    """Sign the phone in as the person that the wallet belongs to. Public: the passkey is new."""
    made = phone.finish(body.challenge_id, body.credential, body.device_name)
    answer = schemas.HandedOver(recovery_codes=list(made.recovery_codes))
    return Reply(answer, finish=lambda response: identity.set_cookies(response, made.tokens))
