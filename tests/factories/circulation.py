"""Communities that share a currency, and credit that waits for a word, for tests.

Every function needs an app context.
"""

import uuid
from typing import Any

from backend.circulation import drawing
from backend.circulation import service as circulation
from backend.circulation.service import LineOrder, LoanOrder, TradeOrder
from backend.communities import queries, service
from backend.communities.queries import CommunityFacts
from backend.communities.service import NewCommunity
from backend.communities.setting_schemas import EuroRate
from backend.ids import new_id
from tests.factories.communities import make_member, make_organisation
from tests.factories.rules import set_rule


def make_neighbour(
    community: CommunityFacts, name: str = "Lombok", month_limit: int | None = None
) -> CommunityFacts:
    """Another community with the same currency; each takes the other's members."""
    community_id = service.create_community(
        NewCommunity(
            name=name,
            currency=community.currency.id,
            euro_rate=EuroRate(coins=10, euro_cents=100),
        )
    )
    other = queries.community(community_id)
    for here, there in ((community, other), (other, community)):
        set_rule(here.id, "exchange", {"with": [there.slug], "month_limit": month_limit})
    return queries.community(community_id)


def lent_and_traded(community_id: uuid.UUID, shop_id: uuid.UUID) -> dict[str, object]:
    """A line, a larger line and a loan that were asked for, and a trade that the shop received."""
    asker, borrower = (make_member(community_id, name) for name in ("Anneke", "Bilal"))
    baker = circulation.organisation(make_organisation(community_id, name="Molen").id)
    change, loan, trade, small = (new_id() for _ in range(4))
    set_rule(community_id, "credit", {"shop_line": 500})
    for order_id, amount in ((small, 400), (change, 900)):
        order = LineOrder(order_id, community_id, baker, amount, "proef", asker)
        circulation.ask_for_line(order)
    who = circulation.person(borrower)
    circulation.ask_for_loan(LoanOrder(loan, community_id, who, 100, "line", "proef", asker))
    circulation.trade(TradeOrder(trade, baker.id, shop_id, 300, "proef", asker, fresh=True))
    return {
        "change_id": change,
        "loan_id": loan,
        "trade_id": trade,
        "line_id": drawing.line_id(community_id, baker.id),
        **{
            name: new_id()
            for name in (*("sale_id", "contribution_id", "exchange_id", "wage_id", "repayment_id"),)
        },
    }


def circulation_bodies(
    community_id: uuid.UUID,
    shop_id: uuid.UUID,
    cashier_id: uuid.UUID,
    budget_id: uuid.UUID,
    made: dict[str, Any],
) -> dict[str, Any]:
    """Bodies that fit the schemas of sales, notes, trade, wages, credit and loans."""
    here, shop = {"community_id": str(community_id)}, {"organisation_id": str(shop_id)}
    reason = {"amount": 1, "why": "proef"}
    return {
        "find_customer": {"code": "WM1:", **shop},
        "put_sale": {
            **here,
            **shop,
            "office_id": str(shop_id),
            "cents": 1,
            "paid_by": "cash",
            "reference": "proef",
        },
        "put_exchange_office": {"sells": False},
        "put_contribution": {"budget_id": str(budget_id), **reason},
        "put_note_exchange": {
            **here,
            **shop,
            "direction": "out",
            "notes": [{"amount": 1, "count": 1}],
        },
        "put_my_association": {"organisation_id": None},
        "put_trade": {
            "from_organisation_id": str(shop_id),
            "to_organisation_id": str(shop_id),
            "amount": 1,
        },
        "put_trade_refund": {"trade_id": str(made["trade_id"]), "amount": 1},
        "put_wage": {**shop, "person_id": str(cashier_id), "amount": 1},
        "put_line_change": {**here, **shop, **reason},
        "decide_line": {"agreed": True},
        "freeze_line": {"frozen": True},
        "put_loan": {**here, **shop, **reason, "source": "fund"},
        "decide_loan": {"agreed": False},
        "put_loan_repayment": {"loan_id": str(made["loan_id"]), "amount": 1},
    }
