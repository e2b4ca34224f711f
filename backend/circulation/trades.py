"""Trade: organisations pay one another, so that a shop can spend what it takes."""

import uuid
from dataclasses import dataclass

from sqlalchemy import update

from backend import clock
from backend.circulation import drawing, parties, rules
from backend.circulation.drawing import Need
from backend.circulation.errors import PartnerClosed, TradeRefundTooMuch
from backend.circulation.models import Trade, TradeRefund
from backend.circulation.once import earlier, once
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.communities.queries import OrganisationFacts
from backend.db import db, unit_of_work
from backend.errors import FreshLoginRequired, NotFound
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.ledger.service import Transfer
from backend.payments.errors import RefundTooLate


@dataclass(frozen=True, slots=True)
class TradeOrder:
    """An organisation pays another ``amount`` minor units.

    ``fresh`` says that a passkey was confirmed just now, which is needed above the community's
    limit for payments without a question.
    """

    id: uuid.UUID
    payer_id: uuid.UUID
    payee_id: uuid.UUID
    amount: int
    memo: str
    by: uuid.UUID
    fresh: bool


@dataclass(frozen=True, slots=True)
class TradeRefundOrder:
    """The payee gives back ``amount`` minor units of a trade."""

    id: uuid.UUID
    trade_id: uuid.UUID
    amount: int
    reason: str
    by: uuid.UUID


def pay(order: TradeOrder) -> Trade:
    """Pay another organisation; the same order again is the same trade.

    What the till is short of is drawn on the payer's credit line. Raises PartnerClosed,
    FreshLoginRequired, NotEnoughCoins, NotFound, IdConflict.
    """
    return once(lambda: _pay(order))


def refund(order: TradeRefundOrder) -> Trade:
    """Give back all or part of a trade; the same order again is the same refund.

    Raises TradeRefundTooMuch, RefundTooLate, NotEnoughCoins, NotFound, IdConflict.
    """
    return once(lambda: _refund(order))


def is_partner(payer: OrganisationFacts, payee: OrganisationFacts) -> bool:
    """Whether one can pay the other: both open, in one community, and not the same."""
    return (
        payer.id != payee.id
        and payer.community_id == payee.community_id
        and payer.is_open
        and payee.is_open
    )


@unit_of_work
def _pay(order: TradeOrder) -> Trade:
    said = {"payer_id": order.payer_id, "payee_id": order.payee_id, "memo": order.memo}
    first = earlier(Trade, order.id, amount=order.amount, **said)
    if first is not None:
        return first
    payer = communities.organisation(order.payer_id)
    if not is_partner(payer, communities.organisation(order.payee_id)):
        raise PartnerClosed
    _check_limit(payer.community_id, order)
    now = clock.now()
    trade = Trade(
        id=order.id,
        community_id=payer.community_id,
        person_id=order.by,
        amount=order.amount,
        refunded=0,
        at=now,
        **said,
    )
    db.session.add(trade)
    db.session.flush()
    who = parties.organisation(order.payer_id)
    drawing.ensure(Need(payer.community_id, who, order.amount, "trade", order.id, now))
    ledger.post(
        Transfer(
            id=order.id,
            kind="trade",
            debit_account=ledger.till(payer.community_id, order.payer_id),
            credit_account=ledger.till(payer.community_id, order.payee_id),
            amount=order.amount,
            at=now,
            about_kind="trade",
            about_id=order.id,
            memo=order.memo,
        )
    )
    return trade


def _check_limit(community_id: uuid.UUID, order: TradeOrder) -> None:
    limit = community_service.setting(communities.community(community_id), "default_limit")
    if not isinstance(limit, int):
        raise TypeError("default_limit")
    if order.amount > limit and not order.fresh:
        raise FreshLoginRequired


@unit_of_work
def _refund(order: TradeRefundOrder) -> Trade:
    said = {"trade_id": order.trade_id, "amount": order.amount, "reason": order.reason}
    first = earlier(TradeRefund, order.id, **said)
    trade = db.session.get(Trade, order.trade_id, populate_existing=True)
    if trade is None:
        raise NotFound
    if first is not None:
        return trade
    _check_time(trade)
    _count(trade, order.amount)
    now = clock.now()
    db.session.add(TradeRefund(id=order.id, person_id=order.by, at=now, **said))
    db.session.flush()
    till = ledger.till(trade.community_id, trade.payee_id)
    if ledger.lock([till])[till] < order.amount:
        raise NotEnoughCoins
    ledger.post(
        Transfer(
            id=order.id,
            kind="trade_refund",
            debit_account=till,
            credit_account=ledger.till(trade.community_id, trade.payer_id),
            amount=order.amount,
            at=now,
            about_kind="trade",
            about_id=trade.id,
            memo=order.reason,
            reverses=trade.id,
        )
    )
    db.session.refresh(trade)
    return trade


def _check_time(trade: Trade) -> None:
    community = communities.community(trade.community_id)
    now = clock.now()
    days = community_service.setting(community, "refund_days", community.day(now))
    if not isinstance(days, int):
        raise TypeError("refund_days")
    if rules.days_between(trade.at, now) > days:
        raise RefundTooLate(days=days)


def _count(trade: Trade, amount: int) -> None:
    """Of two refunds at once the row lets only fitting ones through."""
    counted = db.session.execute(
        update(Trade)
        .where(Trade.id == trade.id, Trade.refunded + amount <= Trade.amount)
        .values(refunded=Trade.refunded + amount)
        .returning(Trade.id),
        execution_options={"synchronize_session": False},
    )
    if counted.first() is None:
        db.session.refresh(trade)
        raise TradeRefundTooMuch(left=trade.amount - trade.refunded)
