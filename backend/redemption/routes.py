"""HTTP of redeeming for organisations: bank details, what can go, requests."""

import uuid

from backend.communities import queries as communities
from backend.redemption import bank_details, describe, fees, queries, requests, schemas
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import role
from backend.web.schemas import Nothing

routes = Routes("redemption")

_KEEPERS = ("shop_owner", "coordinator")
_THOSE_WHO_SEE = role(*_KEEPERS, "shop_staff", "treasurer", at=communities.organisation_in)


@routes.get(
    "/organisations/<uuid:organisation_id>/bank-details",
    guard=_THOSE_WHO_SEE,
    returns=schemas.BankDetails,
)
def read_bank_details(organisation_id: uuid.UUID, caller: Caller) -> schemas.BankDetails:
    """The bank account of an organisation; staff see the last four characters only."""
    return describe.details_of_organisation(organisation_id, caller)


@routes.put(
    "/organisations/<uuid:organisation_id>/bank-details",
    guard=role(*_KEEPERS, at=communities.organisation_in, fresh=True),
    body=schemas.NewBankDetails,
    returns=schemas.BankDetails,
)
def put_bank_details(
    organisation_id: uuid.UUID, body: schemas.NewBankDetails, caller: Caller
) -> schemas.BankDetails:
    """Say to which account an organisation is paid; its people and the treasurers are told."""
    describe.require_keeper(caller, organisation_id)
    bank_details.set_for_organisation(organisation_id, body.iban, body.holder, caller.person_id)
    return describe.details(organisation_id, in_full=True)


@routes.get(
    "/organisations/<uuid:organisation_id>/redemption",
    guard=_THOSE_WHO_SEE,
    returns=schemas.Redeemable,
)
def read_redeemable(organisation_id: uuid.UUID, caller: Caller) -> schemas.Redeemable:
    """What an organisation can turn into euro now and later, and its requests."""
    return describe.till(organisation_id, caller)


@routes.get(
    "/organisations/<uuid:organisation_id>/redemption/quote",
    guard=_THOSE_WHO_SEE,
    query=schemas.QuoteQuery,
    returns=schemas.RedemptionQuote,
)
def read_quote(
    organisation_id: uuid.UUID, query: schemas.QuoteQuery, caller: Caller
) -> schemas.RedemptionQuote:
    """What an amount gives in euro today."""
    found = describe.quote(communities.organisation(organisation_id), query.amount)
    return found or schemas.RedemptionQuote(amount=0, fee=0, euro_cents=0, stays=query.amount)


@routes.put(
    "/organisations/<uuid:organisation_id>/fee-association",
    guard=role(*_KEEPERS, at=communities.organisation_in),
    body=schemas.FeeAssociation,
    returns=schemas.Redeemable,
)
def put_fee_association(
    organisation_id: uuid.UUID, body: schemas.FeeAssociation, caller: Caller
) -> schemas.Redeemable:
    """Choose the association that the fees of this organisation support."""
    describe.require_keeper(caller, organisation_id)
    fees.choose(organisation_id, body.association_id, caller.person_id)
    return describe.till(organisation_id, caller)


@routes.put(
    "/redemptions/<uuid:redemption_id>",
    guard=role(*_KEEPERS, at=queries.organisation_in_body, fresh=True),
    body=schemas.NewRedemption,
    returns=schemas.Redemption,
)
def put_redemption(
    redemption_id: uuid.UUID, body: schemas.NewRedemption, caller: Caller
) -> schemas.Redemption:
    """Ask for euro: the coin leaves the till at once."""
    describe.require_keeper(caller, body.organisation_id)
    wanted = None if body.amount == "all" else body.amount
    requests.ask(redemption_id, body.organisation_id, wanted, caller.person_id)
    return describe.redemption(redemption_id)


@routes.post(
    "/redemptions/<uuid:redemption_id>/cancel",
    guard=role(*_KEEPERS, at=queries.redemption_in),
    body=Nothing,
    returns=schemas.Redemption,
)
def cancel_redemption(
    redemption_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.Redemption:
    """Take a request back that is in no settlement yet."""
    requests.cancel(redemption_id)
    return describe.redemption(redemption_id)


@routes.post(
    "/redemptions/<uuid:redemption_id>/send-again",
    guard=role(*_KEEPERS, at=queries.redemption_in, fresh=True),
    body=Nothing,
    returns=schemas.Redemption,
)
def send_redemption_again(
    redemption_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.Redemption:
    """Send a request that the bank returned once more, to the account that holds now."""
    requests.send_again(redemption_id)
    return describe.redemption(redemption_id)
