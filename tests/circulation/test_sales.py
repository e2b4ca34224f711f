"""Coin for euro: everything that belongs to a sale is booked with it, or nothing is."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from backend.circulation import errors, service
from backend.circulation.service import Party, SaleOrder
from backend.errors import IdConflict, NotFound
from backend.ids import new_id
from backend.ledger import queries as ledger_queries
from backend.ledger.errors import ReserveTooSmall
from tests.circulation.conftest import Town, sound
from tests.factories.communities import make_community, make_organisation

OPEN = {"open_to": ["member", "shop"], "bonus_permille": 100, "gift_permille": 30}


def order(town: Town, buyer: Party, cents: int, **other: object) -> SaleOrder:
    values: dict[str, object] = {"paid_by": "cash", "reference": str(uuid.uuid4()), **other}
    return SaleOrder(
        id=new_id(),
        community_id=town.id,
        buyer=buyer,
        cents=cents,
        sold_by=town.treasurer,
        **values,  # type: ignore[arg-type]
    )


def test_a_sale_books_euro_coin_bonus_and_gift_or_nothing(
    town: Town, at: Callable[[datetime], None]
) -> None:
    at(datetime(2026, 3, 10, 12, tzinfo=UTC))
    town.rule("sales", {**OPEN, "gift_from_sponsors": 2})
    ann, ben = town.member(), town.member()
    shop = service.organisation(make_organisation(town.id).id)
    choir = service.organisation(make_organisation(town.id, "association", "Koor", "").id)
    with pytest.raises(errors.BonusFundEmpty):
        service.sell(order(town, ann, 1_000))
    assert (ledger_queries.reserve_cents(town.id), town.held(ann)) == (0, 0)
    town.fill_fund(13_000)
    wanted = order(town, ann, 10_000)
    first = service.sell(wanted)
    assert (first.amount, first.bonus, first.gift) == (100_000, 10_000, 0)
    assert service.sell(wanted).id == first.id
    with pytest.raises(IdConflict):
        service.sell(replace(wanted, cents=9_000))
    with pytest.raises(errors.ReceiptUsed):
        service.sell(replace(wanted, id=new_id()))
    with pytest.raises(errors.TooFewSponsors):
        service.sell(order(town, ann, 1_000, gift_to=choir.id))
    for member in (ann, ben):
        service.choose_association(town.id, member.id, choir.id)
    # Ann chose before, the shop names the choir now; what Ben gives the fund cannot pay yet.
    service.sell(order(town, ann, 1_000))
    service.sell(order(town, shop, 1_000, gift_to=choir.id))
    assert (town.held(choir), town.fund) == (600, 400)
    owed = service.sell(order(town, ben, 390))
    assert (owed.gift, owed.gift_paid_at, town.held(choir), town.fund) == (117, None, 600, 10)
    assert town.tick() == 0
    town.fill_fund(1_000)
    at(datetime(2026, 4, 1, 12, tzinfo=UTC))
    assert town.tick() == 1
    assert (town.held(choir), town.fund) == (717, 893)
    assert ledger_queries.reserve_cents(town.id) == 12_390
    assert town.held(ann) == 121_000
    assert sound()


def test_who_may_buy_and_for_how_much(town: Town) -> None:
    ann, association = town.member(), make_organisation(town.id, "association", "Koor", "").id
    with pytest.raises(errors.SalesClosed):
        service.sell(order(town, ann, 1_000))
    town.rule("sales", OPEN)
    with pytest.raises(errors.SalesClosed):
        service.sell(order(town, service.organisation(association), 1_000))
    with pytest.raises(errors.NotAnOffice):
        service.sell(order(town, ann, 1_000, office_id=make_organisation(town.id).id))
    elsewhere = make_organisation(make_community("Elders").id).id
    with pytest.raises(NotFound):
        service.sell(order(town, service.organisation(elsewhere), 1_000))
    town.rule("euro_rate", {"coins": 1, "euro_cents": 103})
    with pytest.raises(errors.CentsDoNotDivide) as refused:
        service.quote(town.id, 1_000)
    assert refused.value.params["nearest"] == [927, 1_030]
    # What was given out before is not covered, so no coin may be made at all.
    town.rule("sales", {"open_to": ["member"]})
    town.give(ann, 5_000)
    town.rule("backing", {"policy": "full"})
    with pytest.raises(ReserveTooSmall):
        service.sell(order(town, ann, 1_030))
    assert (ledger_queries.reserve_cents(town.id), town.held(ann)) == (0, 5_000)
    assert sound()
