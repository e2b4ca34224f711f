"""A shop gives back what it took: all or part of it, never more, and only so long after."""

import threading
import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from backend import clock
from backend.db import db, unit_of_work
from backend.errors import DomainError
from backend.ids import new_id
from backend.ledger import service as ledger
from backend.payments import service
from backend.payments.models import Payment
from backend.payments.refunds import RefundOrder
from tests.factories.identity import seconds_later, send, sign_in
from tests.factories.ledger import funded_budget, transfer
from tests.factories.payments import Counter, Payer, make_counter
from tests.support.each import each


@pytest.fixture
def paid(counter: Counter, payer: Payer) -> uuid.UUID:
    """A payment of 650 that was paid."""
    payment_id = new_id()
    assert counter.scan(payer.code(), 650, payment_id).status_code == 200
    return payment_id


def give_back(
    counter: Counter,
    payment_id: uuid.UUID,
    amount: object = 650,
    refund_id: uuid.UUID | None = None,
    reason: str = "verkeerd brood",
) -> Any:
    """What the server answers to the cashier's refund."""
    body = {"payment_id": str(payment_id), "amount": amount, "reason": reason}
    return send(counter.cashier.client, "PUT", f"/refunds/{refund_id or new_id()}", body)


def test_all_of_it(counter: Counter, payer: Payer, paid: uuid.UUID) -> None:
    answer = give_back(counter, paid)
    assert answer.status_code == 200, answer.text
    assert answer.json["payment"]["refunded"] == 650
    assert answer.json["reason"] == "verkeerd brood"
    assert (payer.balance, counter.till) == (10_000, 0)


def test_parts_of_it_until_nothing_is_left(counter: Counter, payer: Payer, paid: uuid.UUID) -> None:
    assert give_back(counter, paid, 150).json["payment"]["refunded"] == 150
    assert give_back(counter, paid, 500).json["payment"]["refunded"] == 650
    assert give_back(counter, paid, 1).json["code"] == "refund_too_much"
    assert (payer.balance, counter.till) == (10_000, 0)


def test_more_than_is_left_is_refused_with_what_is(
    counter: Counter, payer: Payer, paid: uuid.UUID
) -> None:
    give_back(counter, paid, 150)
    answer = give_back(counter, paid, 501)
    assert (answer.status_code, answer.json["code"]) == (409, "refund_too_much")
    assert answer.json["left"] == 500
    assert counter.till == 500


def test_the_same_refund_again_is_the_same_refund(
    counter: Counter, payer: Payer, paid: uuid.UUID
) -> None:
    refund_id = new_id()
    first = give_back(counter, paid, 100, refund_id)
    assert give_back(counter, paid, 100, refund_id).json == first.json
    assert give_back(counter, paid, 101, refund_id).json["code"] == "id_conflict"
    assert give_back(counter, paid, 100, refund_id, "anders").json["code"] == "id_conflict"
    assert counter.till == 550


def test_the_id_of_another_transfer_is_a_conflict(
    counter: Counter, payer: Payer, paid: uuid.UUID
) -> None:
    assert give_back(counter, paid, 100, paid).json["code"] == "id_conflict"
    assert counter.till == 650


@pytest.mark.parametrize(("days", "status"), [(30, 200), (31, 409)])
def test_it_can_go_back_for_thirty_days(
    counter: Counter, payer: Payer, paid: uuid.UUID, days: int, status: int
) -> None:
    seconds_later(clock.now(), days * 86_400 - 3_600)
    sign_in(counter.cashier.client, counter.cashier.person_id)
    answer = give_back(counter, paid)
    assert answer.status_code == status, answer.text
    if status == 409:
        assert (answer.json["code"], answer.json["days"]) == ("refund_too_late", 30)


def test_only_what_was_paid_goes_back(counter: Counter, payer: Payer) -> None:
    waiting = counter.scan(payer.code(), 2_501).json["id"]
    assert give_back(counter, uuid.UUID(waiting), 1).json["code"] == "payment_not_paid"
    refused = new_id()
    counter.scan(payer.code(exact=1), 2, refused)
    assert give_back(counter, refused, 1).json["code"] == "payment_not_paid"
    assert give_back(counter, new_id(), 1).status_code == 404


def test_only_its_own_shop_gives_it_back(
    app: Flask, counter: Counter, payer: Payer, paid: uuid.UUID
) -> None:
    other = make_counter(app, counter.community, "Slager")
    assert give_back(other, paid).status_code == 403
    body = {"payment_id": str(paid), "amount": 1, "reason": "ik wil het terug"}
    assert send(payer.client, "PUT", f"/refunds/{new_id()}", body).status_code == 403
    assert counter.till == 650


@each("reason", ["", "   ", "x" * 501])
def test_a_reason_is_needed(counter: Counter, payer: Payer, paid: uuid.UUID, reason: str) -> None:
    assert give_back(counter, paid, reason=reason).status_code == 422


@each("amount", [0, -1, 1.5, "1", 2_147_483_648])
def test_an_amount_that_is_none_is_named(
    counter: Counter, payer: Payer, paid: uuid.UUID, amount: object
) -> None:
    assert give_back(counter, paid, amount).json["code"] == "amount_invalid"


def test_a_shop_that_spent_its_coins_cannot_give_them_back(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    payment_id = new_id()
    counter.scan(payer.code(), 650, payment_id)
    other = new_id()
    counter.scan(payer.code(), 100, other)
    give_back(counter, other, 100)
    _take_from_till(counter, 400)
    answer = give_back(counter, payment_id, 650)
    assert answer.json["code"] == "not_enough_coins"
    assert give_back(counter, payment_id, 250).status_code == 200


def _take_from_till(counter: Counter, amount: int) -> None:
    """Move coin out of the till in the one way that the allowlist knows so far: to a member."""
    till = ledger.till(counter.community.id, counter.shop.id)
    wallet = ledger.wallet(counter.community.id, counter.cashier.person_id)
    ledger.book(transfer("refund", till, wallet, amount))
    funded_budget(counter.community.id, 1)


def test_refunds_at_once_never_exceed_the_payment(
    app: Flask, counter: Counter, payer: Payer, paid: uuid.UUID
) -> None:
    orders = [_order(counter, paid, 100) for _ in range(10)]
    assert _all_at_once(app, orders).count("done") == 6
    assert (counter.till, payer.balance) == (50, 9_950)


def test_the_same_refund_twenty_times_at_once_is_one(
    app: Flask, counter: Counter, payer: Payer, paid: uuid.UUID
) -> None:
    assert _all_at_once(app, [_order(counter, paid, 100)] * 20) == ["done"] * 20
    assert counter.till == 550


def _order(counter: Counter, payment_id: uuid.UUID, amount: int) -> RefundOrder:
    return RefundOrder(new_id(), payment_id, counter.cashier.person_id, amount, "terug")


def _all_at_once(app: Flask, orders: list[RefundOrder]) -> list[str]:
    ended: list[str] = []
    start = threading.Barrier(len(orders))

    def run(order: RefundOrder) -> None:
        with app.app_context():
            start.wait()
            try:
                service.refund(order)
            except DomainError as refusal:
                ended.append(refusal.code)
            else:
                ended.append("done")

    threads = [threading.Thread(target=run, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


@pytest.mark.parametrize("refunded", [-1, 651])
def test_the_database_itself_bounds_what_went_back(
    app: Flask, paid: uuid.UUID, refunded: int
) -> None:
    @unit_of_work
    def cheat() -> None:
        db.session.execute(update(Payment).where(Payment.id == paid).values(refunded=refunded))

    with pytest.raises(Exception, match="refunded_within_amount"):
        cheat()


def test_a_day_at_the_till_counts_what_went_back_that_day(
    counter: Counter, payer: Payer, paid: uuid.UUID
) -> None:
    give_back(counter, paid, 150)
    counter.scan(payer.code(), 50)
    till = _till(counter)
    assert till["totals"] == {"count": 2, "received": 700, "refunded": 150}
    assert [payment["refunded"] for payment in till["payments"]] == [0, 150]
    seconds_later(clock.now(), 86_400)
    sign_in(counter.cashier.client, counter.cashier.person_id)
    give_back(counter, paid, 500)
    assert _till(counter) == {
        "day": str(counter.community.day(clock.now())),
        "payments": [],
        "totals": {"count": 0, "received": 0, "refunded": 500},
    }


def _till(counter: Counter) -> Any:
    day = counter.community.day(clock.now())
    path = f"/organisations/{counter.shop.id}/till?day={day}"
    return send(counter.cashier.client, "GET", path).json
