"""HTTP of trade and wages: what organisations pay."""

import uuid

from backend import clock
from backend.circulation import describe, queries, service
from backend.circulation import schemas as shown
from backend.circulation.customers import Who
from backend.communities import queries as communities
from backend.errors import NotFound
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import role
from backend.web.problems import InvalidRequest

routes = Routes("trade")

_STAFF = ("shop_owner", "shop_staff", "coordinator")
_AT_IT = role(*_STAFF, at=communities.organisation_in)


@routes.get(
    "/organisations/<uuid:organisation_id>/partners", guard=_AT_IT, returns=shown.PartnerList
)
def read_partners(organisation_id: uuid.UUID, caller: Caller) -> shown.PartnerList:
    """Whom the organisation can pay, and with how much."""
    return describe.partners(organisation_id)


@routes.get(
    "/organisations/<uuid:organisation_id>/trades",
    guard=_AT_IT,
    query=shown.PartQuery,
    returns=shown.TradeList,
)
def read_trades(
    organisation_id: uuid.UUID, query: shown.PartQuery, caller: Caller
) -> shown.TradeList:
    """Trades in both directions, newest first."""
    return describe.trade_list(organisation_id, query)


@routes.put(
    "/trades/<uuid:trade_id>",
    guard=role(*_STAFF, at=queries.payer_in_body),
    body=shown.NewTrade,
    returns=shown.Trade,
)
def put_trade(trade_id: uuid.UUID, body: shown.NewTrade, caller: Caller) -> shown.Trade:
    """Pay another organisation; above the limit without a question a passkey is confirmed."""
    order = service.TradeOrder(
        id=trade_id,
        payer_id=body.from_organisation_id,
        payee_id=body.to_organisation_id,
        amount=body.amount,
        memo=body.memo,
        by=caller.person_id,
        fresh=caller.is_fresh(clock.now()),
    )
    return describe.trade(service.trade(order), body.from_organisation_id)


@routes.put(
    "/trade-refunds/<uuid:refund_id>",
    guard=role(*_STAFF, at=queries.payee_of_trade_in_body),
    body=shown.NewTradeRefund,
    returns=shown.Trade,
)
def put_trade_refund(
    refund_id: uuid.UUID, body: shown.NewTradeRefund, caller: Caller
) -> shown.Trade:
    """Give back all or part of a trade."""
    order = service.TradeRefundOrder(
        refund_id, body.trade_id, body.amount, body.reason, caller.person_id
    )
    row = service.refund_trade(order)
    return describe.trade(row, row.payee_id)


@routes.put(
    "/wages/<uuid:wage_id>",
    guard=role("shop_owner", "coordinator", at=queries.employer_in_body, fresh=True),
    body=shown.NewWage,
    returns=shown.Wage,
)
def put_wage(wage_id: uuid.UUID, body: shown.NewWage, caller: Caller) -> shown.Wage:
    """Pay a wage, to which the fund adds the bonus."""
    made = service.pay_wage(
        service.WageOrder(
            id=wage_id,
            organisation_id=body.organisation_id,
            to=_worker(body, caller),
            amount=body.amount,
            memo=body.memo,
            by=caller.person_id,
        )
    )
    return shown.Wage(id=made.id, at=made.at, amount=made.amount, bonus=made.bonus, memo=made.memo)


def _worker(body: shown.NewWage, caller: Caller) -> Who:
    """Somebody who works there, or showed a code; nobody else can be found."""
    if (body.customer_id is None) == (body.person_id is None):
        raise InvalidRequest(fields=[{"path": "customer_id", "code": "one_of_two"}])
    if body.customer_id is not None:
        return service.Shown(body.customer_id, caller.person_id)
    staff = {one.person_id for one in communities.staff(body.organisation_id)}
    if body.person_id is None or body.person_id not in staff:
        raise NotFound
    return service.person(body.person_id)
