"""How the example's coin goes round: sold with a bonus, traded, lent, and printed on notes."""

import uuid
from collections.abc import Mapping

from backend import clock
from backend.circulation import service as circulation
from backend.circulation.service import (
    ContributionOrder,
    LineOrder,
    LoanOrder,
    NoteOrder,
    SaleOrder,
    TradeOrder,
)
from backend.communities import dated_settings
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.example.cast import COIN
from backend.ids import new_id

People = Mapping[str, uuid.UUID]
Organisations = Mapping[str, OrganisationFacts]

RULES: Mapping[str, tuple[object, str]] = {
    "sales": (
        {
            "open_to": ["member", "shop"],
            "bonus_permille": 50,
            "gift_permille": 30,
            "gift_from_sponsors": 3,
        },
        "Wie munten koopt, krijgt er wat bij",
    ),
    "notes": (
        {"denominations": [COIN, 5 * COIN, 10 * COIN]},
        "Voor wie liever iets in de hand heeft",
    ),
    "credit": (
        {"member_line": 0, "shop_line": 20 * COIN, "clear_months": 12},
        "Zo kan een winkel alvast inkopen",
    ),
}
FUND_COINS = 40
SPONSORS = ("youssef", "ayse", "willem", "grace")


def go_round(
    community: CommunityFacts,
    organisations: Organisations,
    people: People,
    budget_id: uuid.UUID,
) -> None:
    """Sell, trade and exchange a little, and leave a loan and a line for another issuer."""
    today = community.day(clock.now())
    for key, (value, why) in RULES.items():
        dated_settings.set_value(community.id, key, value, today, by=people["anneke"], why=why)
    centre, bakery, bikes = (organisations[key].id for key in ("centre", "bakery", "bikes"))
    for key in SPONSORS:
        circulation.choose_association(community.id, people[key], centre)
    issuer, treasurer = people["anneke"], people["bram"]
    circulation.contribute(
        ContributionOrder(new_id(), budget_id, FUND_COINS * COIN, "Voor de bonussen", issuer)
    )
    _sell(community.id, circulation.person(people["youssef"]), 1_500, "Bon 0041", treasurer)
    _sell(community.id, circulation.person(people["grace"]), 500, "Bon 0042", treasurer)
    ayse = circulation.person(people["ayse"])
    notes = {COIN: 3, 5 * COIN: 1}
    circulation.exchange_notes(NoteOrder(new_id(), community.id, "out", ayse, notes, treasurer))
    circulation.trade(
        TradeOrder(
            new_id(), bikes, bakery, 12 * COIN, "Broodjes voor de open dag", people["joost"], True
        )
    )
    shop = circulation.organisation(bakery)
    circulation.ask_for_line(
        LineOrder(new_id(), community.id, shop, 60 * COIN, "Een nieuwe oven", issuer)
    )
    piet = circulation.person(people["piet"])
    circulation.ask_for_loan(
        LoanOrder(new_id(), community.id, piet, 15 * COIN, "fund", "Een tweedehands fiets", issuer)
    )


def _sell(
    community_id: uuid.UUID, buyer: circulation.Party, cents: int, receipt: str, by: uuid.UUID
) -> None:
    order = SaleOrder(new_id(), community_id, buyer, cents, "cash", receipt, by)
    circulation.sell(order)
