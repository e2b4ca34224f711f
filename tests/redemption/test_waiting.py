"""Who may ask, from how much, and coin that has to wait or to be spent first."""

import uuid
from datetime import datetime, timedelta

import pytest
from flask import Flask

from backend import clock
from backend.db import db
from backend.ledger import service as ledger
from backend.ledger.models import TransferRow
from backend.redemption import lots
from backend.redemption.models import LotCursor
from tests.factories.communities import somebody
from tests.factories.identity import send
from tests.factories.ledger import findings, funded_wallet, transfer
from tests.factories.redemption import IBANS, Treasury, make_treasury
from tests.factories.tasks import expect, refusal


@pytest.fixture
def here(app: Flask) -> Treasury:
    return make_treasury(app)


def ago(**span: float) -> datetime:
    return clock.now() - timedelta(**span)


def test_who_may_ask_for_how_much(here: Treasury) -> None:
    shop = here.shop(10_000, iban=None)
    assert refusal(shop.ask()) == "bank_details_missing"
    here.rule(open_to=["association"])
    assert refusal(shop.ask()) == "redemption_not_open"
    assert (shop.sees()["open"], shop.sees()["may_ask"]) == (False, False)
    here.rule(open_to=["shop"], minimum=5_000)
    body = {"iban": IBANS[0], "holder": "Bakker"}
    path = f"/organisations/{shop.facts.id}"
    expect(200, send(shop.owner.client, "PUT", f"{path}/bank-details", body))
    answer = shop.ask(4_990)
    assert (refusal(answer), answer.json["minimum"]) == ("redemption_below_minimum", 5_000)
    answer = shop.ask(10_001)
    assert (refusal(answer), answer.json["balance"]) == ("not_enough_coins", 10_000)
    for amount in (0, -1, 1.5, "10", 2**31, None):
        assert shop.ask(amount).status_code == 422
    cashier = somebody(here.app, "shop_staff", shop.facts.place, fresh=True)
    seen = expect(200, send(cashier.client, "GET", f"{path}/redemption"))
    assert (seen["may_ask"], seen["open"]) == (False, True)

    said = expect(200, send(shop.owner.client, "GET", f"{path}/redemption/quote?amount=5009"))
    assert said == {"amount": 5_000, "fee": 0, "euro_cents": 500, "stays": 9}
    asked = shop.asked(5_009)
    assert expect(200, shop.ask(5_009, asked["id"])) == asked
    assert refusal(shop.ask(5_000, asked["id"])) == "id_conflict"
    assert shop.sees()["balance"] == 5_000
    assert refusal(here.shop(5, iban=IBANS[1]).ask()) == "redemption_too_small"
    assert refusal(here.shop(0, iban=IBANS[1]).ask()) == "redemption_too_small"
    assert findings() == []


def test_young_coin_waits(here: Treasury) -> None:
    here.rule(after_days=30)
    shop = here.shop(0)
    here.pay(shop, 3_000, at=ago(days=40))
    refunded = here.pay(shop, 900, at=ago(days=10))
    here.pay(shop, 600, at=ago(hours=1))
    wallet = ledger.wallet(here.community.id, shop.owner.person_id)
    # The customer gets the young coin back, so that the old coin still may go.
    payer = transfer("refund", shop.till, _payer_of(refunded), 400, reverses=refunded)
    ledger.book(payer)
    seen = shop.sees()
    assert (seen["balance"], seen["now"], seen["quote"]["euro_cents"]) == (4_100, 3_000, 300)
    days = [here.facts().day(ago(days=10 - 30)), here.facts().day(ago(hours=1) + timedelta(30))]
    assert [(one["day"], one["amount"]) for one in seen["later"]] == [
        (days[0].isoformat(), 500),
        (days[1].isoformat(), 600),
    ]
    answer = shop.ask(3_010)
    assert (refusal(answer), answer.json["redeemable"]) == ("not_redeemable_yet", 3_000)
    ledger.book(transfer("wage", shop.till, wallet, 3_000, at=ago(minutes=1)))
    assert refusal(shop.ask()) == "not_redeemable_yet"
    assert findings() == []


def _payer_of(payment_id: uuid.UUID) -> uuid.UUID:
    return db.session.get_one(TransferRow, payment_id).debit_account


def test_coin_must_change_hands_first_and_late_bookings_count(here: Treasury) -> None:
    here.rule(after_spends=2)
    shop, supplier = here.shop(0), here.shop(0, iban=IBANS[1])
    here.pay(shop, 5_000, at=ago(hours=3))
    assert (shop.sees()["now"], shop.sees()["by_spending"]) == (0, 5_000)
    ledger.book(transfer("trade", shop.till, supplier.till, 2_000, at=ago(hours=2)))
    seen = supplier.sees()
    assert (seen["now"], seen["by_spending"]) == (2_000, 0)
    cursor = db.session.get_one(LotCursor, here.community.id)
    # A job books for a time gone by: everything is followed anew.
    wallet = funded_wallet(here.community.id, 700)
    ledger.book(transfer("payment", wallet, supplier.till, 700, at=ago(hours=2.5)))
    assert supplier.sees()["now"] == 2_000
    db.session.expire_all()
    assert db.session.get_one(LotCursor, here.community.id).counted > cursor.counted - 1

    supplier.asked(1_500)
    assert refusal(supplier.ask(1_000)) == "not_redeemable_yet"
    ledger.book(transfer("trade", shop.till, supplier.till, 300, at=clock.now()))
    seen = supplier.sees()
    assert (seen["balance"], seen["now"], seen["by_spending"]) == (1_500, 800, 700)
    lots.catch_up(here.community.id)
    here.rule(after_spends=2, after_days=1)
    assert [one["amount"] for one in supplier.sees()["later"]] == [700]
    assert findings() == []


def test_coin_that_may_have_to_be_given_back_waits_too(here: Treasury) -> None:
    here.rule(after_refund_window=True)
    shop = here.shop(0)
    here.pay(shop, 4_000, at=ago(days=31))
    here.pay(shop, 1_000, at=ago(days=5))
    seen = shop.sees()
    assert (seen["now"], seen["terms"]["after_refund_days"]) == (4_000, 30)
    free_on = here.facts().day(ago(days=5 - 30)).isoformat()
    assert [(one["day"], one["amount"]) for one in seen["later"]] == [(free_on, 1_000)]
    assert refusal(shop.ask(4_010)) == "not_redeemable_yet"
    # Coin that waits for more waits for both.
    here.rule(after_days=40)
    assert [one["amount"] for one in shop.sees()["later"]] == [4_000, 1_000]
    here.rule(after_days=0, after_spends=1)
    seen = shop.sees()
    assert (seen["now"], seen["by_spending"]) == (4_000, 0)
    here.rule(after_spends=2)
    seen = shop.sees()
    assert (seen["now"], seen["by_spending"]) == (0, 5_000)
    here.rule(after_spends=1)
    shop.asked(4_000)
    assert refusal(shop.ask(10)) == "not_redeemable_yet"
    assert findings() == []
