"""Paying at a counter with a card and its PIN."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend import clock
from backend.cards import trying
from backend.cards.models import WalletCard
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.ids import new_id
from backend.payments.models import Payment
from tests.factories.cards import PIN, Holder, enrol, pay
from tests.factories.communities import make_community, somebody
from tests.factories.identity import send, signed_in_client
from tests.factories.ledger import findings
from tests.factories.payments import Counter, make_counter
from tests.factories.rules import set_rule
from tests.factories.tasks import Desk, expect, refusal

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def test_a_wrong_pin_pays_nothing_and_the_right_one_once(counter: Counter, holder: Holder) -> None:
    payment_id = new_id()
    assert refusal(pay(counter, holder, pin="9417", payment_id=payment_id)) == "card_pin_wrong"
    assert payments() == 0

    # The same command again is not another try, whatever PIN comes with it.
    for _ in range(9):
        again = pay(counter, holder, pin=PIN, payment_id=payment_id)
        assert refusal(again) == "card_pin_wrong"
    assert tries(holder) == 1

    payment_id = new_id()
    paid = expect(200, pay(counter, holder, payment_id=payment_id))
    assert (paid["status"], paid["means"], paid["amount"]) == ("paid", "card", 650)
    assert paid["key_id"] is None
    for pin in (PIN, None, "9417"):
        assert expect(200, pay(counter, holder, pin=pin, payment_id=payment_id)) == paid
    assert (holder.balance, counter.till, tries(holder)) == (9_350, 650, 0)
    other = pay(counter, holder, 651, payment_id=payment_id)
    assert refusal(other) == "id_conflict"
    assert refusal(pay(counter, holder, pin=None)) == "card_pin_needed"
    assert findings() == []


def test_wrong_pins_lock_the_card_and_let_the_shop_wait(
    app: Flask,
    counter: Counter,
    holder: Holder,
    desk: Desk,
    community: CommunityFacts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trying, "WRONG_PINS_OF_A_SHOP", "8 per hour")
    answers = [refusal(pay(counter, holder, pin="9417")) for _ in range(7)]
    assert answers == ["card_pin_wrong"] * 4 + ["card_locked"] * 3
    assert refusal(pay(counter, holder)) == "card_locked"

    page = expect(200, desk.send("GET", f"/cards/{holder.card_id}"))
    assert page["card"]["status"] == "locked"
    assert [line["deed"] for line in page["history"]] == ["locked", "made"]
    stranger = somebody(app, "shop_staff", counter.shop.place)
    assert send(stranger.client, "POST", f"/cards/{holder.card_id}/unlock", {}).status_code == 404
    expect(200, desk.send("POST", f"/cards/{holder.card_id}/unlock", {}))
    expect(200, pay(counter, holder))

    first, second = enrol(desk, 0, name="De eerste"), enrol(desk, name="De tweede")
    for _ in range(3):
        assert refusal(pay(counter, first, pin="9417")) == "card_pin_wrong"
    assert refusal(pay(counter, second)) == "too_many_attempts"
    expect(200, pay(make_counter(counter.cashier.client.application, community, "Kiosk"), second))


def test_a_card_pays_little_at_once_and_little_in_a_day(counter: Counter, holder: Holder) -> None:
    clock.use_source(lambda: NOON)
    sent = signed_in_client(counter.cashier.client.application, counter.cashier.person_id)
    too_much = pay(counter, holder, 1_501, client=sent)
    assert (refusal(too_much), too_much.json["limit"]) == ("card_limit", 1_500)
    for _ in range(2):
        expect(200, pay(counter, holder, 1_400, client=sent))
    over = pay(counter, holder, 201, client=sent)
    assert (refusal(over), over.json["left"], over.json["limit"]) == ("card_day_limit", 200, 3_000)
    expect(200, pay(counter, holder, 200, client=sent))
    clock.use_source(lambda: NOON + timedelta(days=1))
    sent = signed_in_client(counter.cashier.client.application, counter.cashier.person_id)
    expect(200, pay(counter, holder, 1_500, client=sent))
    assert findings() == []


def test_what_the_counter_refuses_leaves_the_card_as_it_was(
    app: Flask, desk: Desk, counter: Counter, holder: Holder, community: CommunityFacts
) -> None:
    poor = enrol(desk, 100, name="Weinig")
    assert refusal(pay(counter, poor, 101)) == "not_enough_coins"
    expect(200, pay(counter, poor, 100))
    elsewhere = make_counter(app, make_community("Lombok"))
    assert refusal(pay(elsewhere, holder)) == "card_unknown"
    off = {"per_payment": 0, "per_day": 0}
    set_rule(community.id, "cards", off)
    assert refusal(pay(counter, holder)) == "cards_off"
    assert findings() == []


def payments() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Payment)) or 0


def tries(holder: Holder) -> int:
    return row(holder.card_id).tries


def row(card_id: uuid.UUID) -> WalletCard:
    db.session.rollback()
    return db.session.get_one(WalletCard, card_id, populate_existing=True)
