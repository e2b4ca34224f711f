"""Use cases: send coin to a member, or pay a request of a member or of a shop."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from backend import clock
from backend.circulation import service as circulation
from backend.codes import request as requests
from backend.codes.request import PayeeKind
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import FreshLoginRequired, IdConflict
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.payments import service as payments
from backend.sending import contacts, reading, rules, telling, terms
from backend.sending.errors import ContactUnknown, RequestPaid
from backend.sending.models import Request, RequestPayment, Send
from backend.sending.reading import Payee
from backend.web.caller import Caller

_INSTRUMENT_BYTES = 8


@dataclass(frozen=True, slots=True)
class Order:
    """``amount`` minor units by a request's ``code``, or to a contact in a community.

    ``words`` go along where the request has none of its own.
    """

    id: uuid.UUID
    amount: int
    words: str = ""
    code: str | None = None
    community_id: uuid.UUID | None = None
    contact_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class _Target:
    """Who is to be paid, and by which registered request."""

    community: CommunityFacts
    payee: Payee
    words: str
    row: Request | None


@again_on(DuplicateRow)
@unit_of_work
def pay(order: Order, caller: Caller) -> uuid.UUID:
    """Pay, and say the payment's id; the same order again is the same payment.

    Raises what ``reading.read`` does, then RequestCancelled, RequestPaid, RequestAmountMismatch,
    SendingNotAllowed, LimitExceeded, DayLimitReached, FreshLoginRequired, NotEnoughCoins, for a
    shop what its counter says, IdConflict and ContactUnknown.
    """
    if _done_before(order, caller.person_id):
        return order.id
    now = clock.now()
    target = _target(order, caller, now)
    if target.payee.kind is PayeeKind.SHOP:
        _pay_shop(order, target, caller, now)
    else:
        _send(order, target, caller, now)
    if target.row is not None:
        telling.paid(target.row, order)
    return order.id


def _done_before(order: Order, payer_id: uuid.UUID) -> bool:
    """Whether this very order was carried out; raises IdConflict for another one with its id."""
    sent = db.session.get(Send, order.id)
    by_request = db.session.get(RequestPayment, order.id)
    if sent is None and by_request is None:
        return False
    said = sent or by_request
    if said is None or (said.payer_id, said.amount) != (payer_id, order.amount):
        raise IdConflict
    if order.code is not None:
        content = requests.read_unverified(order.code)
        payee = sent.payee_id if sent else _payee_of(by_request)
        known = by_request.request_id if by_request else content.request_id
        if (payee, known) != (content.payee_id, content.request_id):
            raise IdConflict
    elif sent is None or sent.payee_id != order.contact_id:
        raise IdConflict
    return True


def _payee_of(paid: RequestPayment | None) -> uuid.UUID | None:
    row = db.session.get(Request, paid.request_id) if paid else None
    return row.payee_id if row else None


def _target(order: Order, caller: Caller, now: datetime) -> _Target:
    if order.code is None:
        return _contact(order, caller)
    asked = reading.read(order.code, caller, now)
    if asked.row is not None:
        _hold(asked.row.id)
    standing = reading.standing(asked.row, asked.content)
    rules.check_open(standing)
    rules.check_amount(standing, order.amount)
    return _Target(asked.community, asked.payee, asked.content.words or order.words, asked.row)


def _contact(order: Order, caller: Caller) -> _Target:
    other, where = order.contact_id, order.community_id
    community = communities.community(where) if where else None
    if other is None or community is None:
        raise ContactUnknown
    payee = Payee(PayeeKind.MEMBER, other)
    contacts.require(caller.person_id, other, community.id)
    reading.check_payee(payee, community, caller)
    return _Target(community, payee, order.words, None)


def _hold(request_id: uuid.UUID) -> None:
    """One payment of a request at a time: their numbers follow one another."""
    db.session.execute(select(Request.id).where(Request.id == request_id).with_for_update())


def _send(order: Order, target: _Target, caller: Caller, now: datetime) -> None:
    community, payer_id = target.community, caller.person_id
    wallet = ledger.wallet(community.id, payer_id)
    # Held until the end, so that two at once cannot both pass the day's limit.
    ledger.lock([wallet])
    holds = terms.terms(community, payer_id, now)
    rules.check_between(holds, order.amount)
    confirmed = _confirmed(caller, rules.needs_passkey(holds, order.amount), now)
    payments.make_whole(community.id, payer_id)
    circulation.ensure(
        circulation.Need(
            community.id, circulation.person(payer_id), order.amount, "send", order.id, now
        )
    )
    db.session.add(
        Send(
            id=order.id,
            community_id=community.id,
            payer_id=payer_id,
            payee_id=target.payee.id,
            amount=order.amount,
            words=target.words,
            request_id=target.row.id if target.row else None,
            confirmed=confirmed,
            at=now,
        )
    )
    _count(order, target.row, payer_id, now)
    ledger.post(
        Transfer(
            id=order.id,
            kind="send",
            debit_account=wallet,
            credit_account=ledger.wallet(community.id, target.payee.id),
            amount=order.amount,
            at=now,
            about_kind="send",
            about_id=order.id,
        )
    )
    telling.received(community.id, target.payee.id, payer_id, order, target.words)


def _pay_shop(order: Order, target: _Target, caller: Caller, now: datetime) -> None:
    limit = payments.limit_of(target.community.id, caller.person_id)
    _confirmed(caller, order.amount > limit, now)
    number = _count(order, target.row, caller.person_id, now)
    assert target.row is not None  # noqa: S101 - reading knows no other request of a shop
    payments.pay_otherwise(
        payments.Order(
            id=order.id,
            shop_id=target.payee.id,
            payer_id=caller.person_id,
            amount=order.amount,
            means=payments.Means.REQUEST,
            instrument=instrument_of(target.row.id),
            number=number,
            evidence=hashlib.sha256(reading.signed_part(order.code or "").encode()).digest(),
            by=caller.person_id,
        )
    )


def instrument_of(request_id: uuid.UUID) -> bytes:
    """The eight bytes that stand for a request among the payments of a counter."""
    return hashlib.sha256(b"payment request" + request_id.bytes).digest()[:_INSTRUMENT_BYTES]


def _confirmed(caller: Caller, needed: bool, now: datetime) -> bool:
    if needed and not caller.is_fresh(now):
        raise FreshLoginRequired
    return needed


def _count(order: Order, row: Request | None, payer_id: uuid.UUID, now: datetime) -> int:
    """Write down which request this pays, and the how-manieth payment of it this is."""
    if row is None:
        return 1
    number = reading.payments_of(row.id) + 1
    if number > 1 and not row.many:
        raise RequestPaid
    db.session.add(
        RequestPayment(
            id=order.id,
            request_id=row.id,
            number=number,
            payer_id=payer_id,
            amount=order.amount,
            at=now,
        )
    )
    db.session.flush()
    return number
