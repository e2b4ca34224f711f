"""HTTP of the desk: customers, sales, the fund, notes, and a member's own association."""

import uuid

from backend.circulation import describe, queries, service
from backend.circulation import schemas as shown
from backend.circulation.customers import Who
from backend.circulation.schemas import Either
from backend.communities import queries as communities
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import role
from backend.web.problems import InvalidRequest

routes = Routes("circulation")

_MEMBER = role("member", at=communities.community_in)
_DESK = role("treasurer", "issuer", at=communities.community_in)


def who(body: Either, caller: Caller) -> Who:
    """The one that a body names. Raises InvalidRequest for both or neither."""
    if (body.customer_id is None) == (body.organisation_id is None):
        raise InvalidRequest(fields=[{"path": "customer_id", "code": "one_of_two"}])
    if body.organisation_id is not None:
        return service.organisation(body.organisation_id)
    return service.Shown(body.customer_id or uuid.UUID(int=0), caller.person_id)


@routes.post(
    "/communities/<uuid:community_id>/customers",
    guard=role(
        "treasurer", "issuer", "shop_owner", "shop_staff", "coordinator", at=queries.desk_in
    ),
    body=shown.ShownCode,
    returns=shown.Customer,
)
def find_customer(community_id: uuid.UUID, body: shown.ShownCode, caller: Caller) -> shown.Customer:
    """Find the member who shows a payment code; nothing is paid."""
    found = service.find_customer(community_id, body.code, caller.person_id)
    return shown.Customer(id=found.id, most=found.most, expires_at=found.expires_at)


@routes.get(
    "/communities/<uuid:community_id>/sale-quote",
    guard=_MEMBER,
    query=shown.SaleQuoteQuery,
    returns=shown.SaleQuote,
)
def read_sale_quote(
    community_id: uuid.UUID, query: shown.SaleQuoteQuery, caller: Caller
) -> shown.SaleQuote:
    """What so many euro buy today."""
    worth = service.quote(community_id, query.cents)
    fund = ledger_queries.balance(ledger.fund(community_id))
    return shown.SaleQuote(
        amount=worth.amount,
        bonus=worth.bonus,
        gift=worth.gift,
        bonus_possible=fund >= worth.bonus,
    )


@routes.put(
    "/sales/<uuid:sale_id>",
    guard=role("treasurer", "shop_owner", "shop_staff", at=queries.sale_in, fresh=True),
    body=shown.NewSale,
    returns=shown.Sale,
)
def put_sale(sale_id: uuid.UUID, body: shown.NewSale, caller: Caller) -> shown.Sale:
    """Sell coin for euro, with its bonus and gift."""
    order = service.SaleOrder(
        id=sale_id,
        community_id=body.community_id,
        buyer=who(body, caller),
        cents=body.cents,
        paid_by=body.paid_by,
        reference=body.reference,
        sold_by=caller.person_id,
        gift_to=body.gift_to,
        office_id=body.office_id,
    )
    return describe.sale(service.sell(order))


@routes.get(
    "/communities/<uuid:community_id>/sales",
    guard=_DESK,
    query=shown.PartQuery,
    returns=shown.SaleList,
)
def read_sales(community_id: uuid.UUID, query: shown.PartQuery, caller: Caller) -> shown.SaleList:
    """Sales, newest first."""
    return describe.sale_list(community_id, query)


@routes.get("/communities/<uuid:community_id>/circulation", guard=_DESK, returns=shown.Circulation)
def read_circulation(community_id: uuid.UUID, caller: Caller) -> shown.Circulation:
    """The fund, what it owes, offices, notes and neighbours."""
    return describe.circulation(community_id)


@routes.put(
    "/organisations/<uuid:organisation_id>/exchange-office",
    guard=role("treasurer", at=communities.organisation_in, fresh=True),
    body=shown.OfficeChange,
)
def put_exchange_office(
    organisation_id: uuid.UUID, body: shown.OfficeChange, caller: Caller
) -> None:
    """Let an organisation sell coin, or no longer."""
    service.name_office(organisation_id, sells=body.sells, by=caller.person_id)


@routes.put(
    "/contributions/<uuid:contribution_id>",
    guard=role("issuer", at=queries.budget_in_body, fresh=True),
    body=shown.NewContribution,
    returns=shown.Contribution,
)
def put_contribution(
    contribution_id: uuid.UUID, body: shown.NewContribution, caller: Caller
) -> shown.Contribution:
    """Put coin of a budget into the community's fund."""
    made = service.contribute(
        service.ContributionOrder(
            contribution_id, body.budget_id, body.amount, body.why, caller.person_id
        )
    )
    fund = ledger_queries.balance(ledger.fund(made.community_id))
    return shown.Contribution(id=made.id, at=made.at, amount=made.amount, fund=fund)


@routes.put(
    "/note-exchanges/<uuid:exchange_id>",
    guard=role("treasurer", at=queries.community_in_body, fresh=True),
    body=shown.NewNoteExchange,
    returns=shown.NoteExchange,
)
def put_note_exchange(
    exchange_id: uuid.UUID, body: shown.NewNoteExchange, caller: Caller
) -> shown.NoteExchange:
    """Hand out printed notes for coin, or take them in."""
    counts = {one.amount: one.count for one in body.notes}
    if len(counts) != len(body.notes):
        raise InvalidRequest(fields=[{"path": "notes", "code": "named_twice"}])
    holder = who(body, caller)
    order = service.NoteOrder(
        exchange_id, body.community_id, body.direction, holder, counts, caller.person_id
    )
    return describe.note_exchange(service.exchange_notes(order))


@routes.get(
    "/communities/<uuid:community_id>/my-association",
    guard=_MEMBER,
    returns=shown.MyAssociation,
)
def read_my_association(community_id: uuid.UUID, caller: Caller) -> shown.MyAssociation:
    """The association that the caller's gifts go to."""
    return describe.my_association(community_id, caller.person_id)


@routes.put(
    "/communities/<uuid:community_id>/my-association",
    guard=_MEMBER,
    body=shown.AssociationChoice,
    returns=shown.MyAssociation,
)
def put_my_association(
    community_id: uuid.UUID, body: shown.AssociationChoice, caller: Caller
) -> shown.MyAssociation:
    """Choose the association that gifts go to, or none."""
    service.choose_association(community_id, caller.person_id, body.organisation_id)
    return describe.my_association(community_id, caller.person_id)
