"""HTTP of payments: the counter, the payer's answer, the till, refunds, the wallet."""

import uuid
from http import HTTPStatus

from backend.communities import queries as communities
from backend.payments import (
    queries,
    schemas,
    server_codes,
    service,
    short_codes,
    wallets,
)
from backend.payments.refunds import RefundOrder
from backend.web.api import Reply, Routes
from backend.web.caller import Caller
from backend.web.guards import SIGNED_IN, role
from backend.web.schemas import Nothing

routes = Routes("payments")

_AT_ITS_SHOP = role("shop_owner", "shop_staff", at=queries.place_of_payment_in)
_MEMBER = role("member", at=communities.community_in)


@routes.put(
    "/payments/<uuid:payment_id>",
    guard=role("shop_owner", "shop_staff", at=queries.place_of_shop_in),
    body=schemas.PaymentCommand,
    returns=schemas.Payment,
    other_statuses=(202,),
    vouched=True,
    express=service.take_at_once,
)
def put_payment(payment_id: uuid.UUID, body: schemas.PaymentCommand, caller: Caller) -> Reply:
    """Take a payment by the code that the payer shows: 200 paid, 202 the payer is being asked."""
    taken = service.take(payment_id, body, caller)
    waiting = taken.status == "waiting"
    return Reply(taken, status=HTTPStatus.ACCEPTED if waiting else HTTPStatus.OK)


@routes.get("/payments/<uuid:payment_id>", guard=SIGNED_IN, returns=schemas.Payment)
def get_payment(payment_id: uuid.UUID, caller: Caller) -> schemas.Payment:
    """A payment, for its payer and for the shop."""
    return queries.payment(payment_id, caller)


@routes.post(
    "/payments/<uuid:payment_id>/cancel",
    guard=_AT_ITS_SHOP,
    body=Nothing,
    returns=schemas.Payment,
)
def cancel_payment(payment_id: uuid.UUID, body: Nothing, caller: Caller) -> schemas.Payment:
    """Take back the question that a payer has not answered."""
    return service.cancel(payment_id)


@routes.post(
    "/payments/<uuid:payment_id>/decline",
    guard=SIGNED_IN,
    body=Nothing,
    returns=schemas.Payment,
)
def decline_payment(payment_id: uuid.UUID, body: Nothing, caller: Caller) -> schemas.Payment:
    """Say no to a payment that waits for the caller."""
    return service.decline(payment_id, caller.person_id)


@routes.post(
    "/payments/<uuid:payment_id>/wait",
    guard=SIGNED_IN,
    body=Nothing,
    returns=schemas.Payment,
)
def wait_longer(payment_id: uuid.UUID, body: Nothing, caller: Caller) -> schemas.Payment:
    """More time for the caller, who is asked to pay."""
    return service.wait_longer(payment_id, caller.person_id)


@routes.post(
    "/payments/<uuid:payment_id>/confirm/options",
    guard=SIGNED_IN,
    body=Nothing,
    returns=schemas.ConfirmOptions,
)
def begin_payment_confirmation(
    payment_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.ConfirmOptions:
    """Begin to confirm a waiting payment with a passkey."""
    begun = service.begin_confirmation(payment_id, caller.person_id)
    return schemas.ConfirmOptions(challenge_id=begun.challenge_id, public_key=begun.public_key)


@routes.post(
    "/payments/<uuid:payment_id>/confirm",
    guard=SIGNED_IN,
    body=schemas.Confirmation,
    returns=schemas.Payment,
)
def confirm_payment(
    payment_id: uuid.UUID, body: schemas.Confirmation, caller: Caller
) -> schemas.Payment:
    """Pay what waits, with the passkey's answer."""
    return service.finish_confirmation(payment_id, caller.person_id, body)


@routes.get(
    "/communities/<uuid:community_id>/my-codes",
    guard=_MEMBER,
    query=schemas.MyCodesQuery,
    returns=schemas.MyCodes,
)
def read_my_codes(
    community_id: uuid.UUID, query: schemas.MyCodesQuery, caller: Caller
) -> schemas.MyCodes:
    """What became of the codes that the caller's phone shows; asked every second."""
    key_id = bytes.fromhex(query.key_id)
    found = queries.of_codes(caller.person_id, community_id, key_id, query.from_)
    return schemas.MyCodes(payments=found)


@routes.post(
    "/communities/<uuid:community_id>/short-codes",
    guard=_MEMBER,
    body=schemas.CodeToShorten,
    returns=schemas.ShortCode,
)
def make_short_code(
    community_id: uuid.UUID, body: schemas.CodeToShorten, caller: Caller
) -> schemas.ShortCode:
    """Eight digits for the payment code on the caller's screen."""
    digits, expires_at = short_codes.make(community_id, caller.person_id, body.code)
    return schemas.ShortCode(digits=digits, expires_at=expires_at)


@routes.post(
    "/communities/<uuid:community_id>/server-codes",
    guard=_MEMBER,
    body=schemas.ServerCodeCommand,
    returns=schemas.ServerCode,
)
def make_server_code(
    community_id: uuid.UUID, body: schemas.ServerCodeCommand, caller: Caller
) -> schemas.ServerCode:
    """A payment code from the server, for a phone that cannot keep a key."""
    code, valid_until = server_codes.make(community_id, caller, body.amount)
    return schemas.ServerCode(code=code, valid_until=valid_until)


@routes.get(
    "/organisations/<uuid:organisation_id>/till",
    guard=role("shop_owner", "shop_staff", at=communities.organisation_in),
    query=schemas.TillQuery,
    returns=schemas.Till,
)
def read_till(organisation_id: uuid.UUID, query: schemas.TillQuery, caller: Caller) -> schemas.Till:
    """A day at the counter, with totals."""
    return queries.till(organisation_id, query.day)


@routes.put(
    "/refunds/<uuid:refund_id>",
    guard=_AT_ITS_SHOP,
    body=schemas.RefundCommand,
    returns=schemas.Refund,
)
def put_refund(refund_id: uuid.UUID, body: schemas.RefundCommand, caller: Caller) -> schemas.Refund:
    """Give back all or part of a payment."""
    order = RefundOrder(refund_id, body.payment_id, caller.person_id, body.amount, body.reason)
    return service.refund(order)


@routes.get(
    "/communities/<uuid:community_id>/wallet",
    guard=_MEMBER,
    returns=schemas.Wallet,
)
def read_wallet(community_id: uuid.UUID, caller: Caller) -> schemas.Wallet:
    """The caller's own wallet."""
    return wallets.show(community_id, caller.person_id)


@routes.put(
    "/communities/<uuid:community_id>/wallet/limit",
    guard=_MEMBER,
    body=schemas.LimitChange,
    returns=schemas.Wallet,
)
def put_limit(community_id: uuid.UUID, body: schemas.LimitChange, caller: Caller) -> schemas.Wallet:
    """Choose up to which amount an open code pays without a question."""
    return service.choose_limit(community_id, caller, body.limit)
