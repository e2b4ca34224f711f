"""HTTP of trusted helpers, and of blocking by a recovery code or a helper."""

import uuid

from flask import current_app

from backend.communities import queries as communities
from backend.identity import service as identity
from backend.rescue import blocking, describe, helpers, schemas
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import PUBLIC, SIGNED_IN, role
from backend.web.schemas import Nothing
from backend.web.throttle import client_address, limit

routes = Routes("helpers")

HELPER_PATH = "/helper"
_OFFER_RULE = "60 per 10 minutes"


@routes.get(
    "/communities/<uuid:community_id>/helpers",
    guard=role("member", at=communities.community_in),
    returns=schemas.HelperList,
)
def read_helpers(community_id: uuid.UUID, caller: Caller) -> schemas.HelperList:
    """One's trusted helpers, those whom one helps, and what was ever blocked of one's own."""
    return describe.helper_list(community_id, caller.person_id)


@routes.post(
    "/communities/<uuid:community_id>/helpers",
    guard=role("member", at=communities.community_in, fresh=True),
    body=Nothing,
    returns=schemas.HelperOffer,
    status=201,
)
def offer_helper(community_id: uuid.UUID, body: Nothing, caller: Caller) -> schemas.HelperOffer:
    """Make a link by which somebody becomes one's helper; it works once, for a day."""
    offer = helpers.offer(community_id, caller.person_id)
    origin = current_app.config["WIJKMUNT"].origin
    return schemas.HelperOffer(
        id=offer.id, url=f"{origin}{HELPER_PATH}#{offer.token}", expires_at=offer.expires_at
    )


@routes.post("/helper-offers/look", guard=SIGNED_IN, body=schemas.Secret, returns=schemas.OfferLook)
def look_at_helper_offer(body: schemas.Secret, caller: Caller) -> schemas.OfferLook:
    """Who asks the caller for help."""
    limit("helper_offer", client_address(), _OFFER_RULE)
    row = helpers.look(body.token, caller)
    return schemas.OfferLook(
        community=communities.brief(communities.community(row.community_id)),
        member_name=identity.person(row.member_id).display_name,
        expires_at=row.offer_ends_at,
    )


@routes.post(
    "/helper-offers/accept", guard=SIGNED_IN, body=schemas.Secret, returns=schemas.HelperList
)
def accept_helper_offer(body: schemas.Secret, caller: Caller) -> schemas.HelperList:
    """Become somebody's trusted helper."""
    limit("helper_offer", client_address(), _OFFER_RULE)
    row = helpers.accept(body.token, caller)
    return describe.helper_list(row.community_id, caller.person_id)


@routes.delete("/helpers/<uuid:helper_row_id>", guard=SIGNED_IN)
def end_helper(helper_row_id: uuid.UUID, caller: Caller) -> None:
    """End it from either side, or take an offer back; the member confirms with a passkey."""
    helpers.end(helper_row_id, caller)


@routes.post(
    "/helpers/<uuid:helper_row_id>/block",
    guard=SIGNED_IN,
    body=Nothing,
    returns=schemas.Blocked,
)
def block_as_helper(helper_row_id: uuid.UUID, body: Nothing, caller: Caller) -> schemas.Blocked:
    """Stop the phones and cards of a member whom the caller helps."""
    return describe.blocked(blocking.by_helper(helper_row_id, caller.person_id))


@routes.post("/lost/look", guard=PUBLIC, body=schemas.LostCode, returns=schemas.Belongings)
def look_at_lost(body: schemas.LostCode) -> schemas.Belongings:
    """What the owner of a recovery code can block. Public: the code is what is checked."""
    found = blocking.look(body.code)
    return schemas.Belongings(
        phones=[
            schemas.LostPhone(id=one.id, name=one.device_name, last_used_at=one.last_used_at)
            for one in found.sessions
        ],
        passkeys=[
            schemas.LostPasskey(id=one.id, name=one.name, last_used_at=one.last_used_at)
            for one in found.passkeys
        ],
        codes_left=found.codes_left,
    )


@routes.post("/lost", guard=PUBLIC, body=schemas.LostCommand, returns=schemas.BlockedByCode)
def block_lost(body: schemas.LostCommand) -> schemas.BlockedByCode:
    """Block what was chosen; the recovery code is used up. Public: the code is what is checked."""
    chosen = blocking.Chosen(sessions=body.phones, passkeys=body.passkeys, cards=body.cards)
    row, codes_left = blocking.by_code(body.code, chosen)
    return schemas.BlockedByCode(**describe.blocked(row).model_dump(), codes_left=codes_left)
