"""A code is scanned and paid, once, whatever happens to the answer on its way."""

import uuid

import pytest
from flask import Flask, request_started

from backend import clock
from backend.ids import new_id
from backend.payments import schemas
from tests.factories.identity import seconds_later, send
from tests.factories.payments import Counter, Payer, make_counter
from tests.support.each import each


def test_an_open_code_pays_what_the_shop_names(counter: Counter, payer: Payer) -> None:
    answer = counter.scan(payer.code(), 650)
    assert answer.status_code == 200
    assert answer.json["status"] == "paid"
    assert answer.json["amount"] == 650
    assert answer.json["shop"] == {"id": str(counter.shop.id), "name": "Bakkerij"}
    assert (payer.balance, counter.till) == (9_350, 650)


def test_an_exact_code_pays_above_the_limit(counter: Counter, payer: Payer) -> None:
    assert counter.scan(payer.code(exact=9_000), 9_000).status_code == 200
    assert (payer.balance, counter.till) == (1_000, 9_000)


def test_the_shop_learns_nothing_about_the_payer(counter: Counter, payer: Payer) -> None:
    answer = counter.scan(payer.code())
    seen = send(counter.cashier.client, "GET", f"/payments/{answer.json['id']}")
    till = send(counter.cashier.client, "GET", _till(counter))
    for text in (answer.text, seen.text, till.text):
        assert str(payer.person_id) not in text
        assert payer.key_id.hex() not in text
        assert "Samira" not in text
    assert seen.json == answer.json


def _till(counter: Counter) -> str:
    day = counter.community.day(clock.now())
    return f"/organisations/{counter.shop.id}/till?day={day}"


def test_the_payer_sees_it_by_key_and_counter(counter: Counter, payer: Payer) -> None:
    first = counter.scan(payer.code()).json
    second = counter.scan(payer.code(), 1).json
    seen = _my_codes(payer, 1)
    assert [payment["id"] for payment in seen] == [second["id"], first["id"]]
    assert [payment["code_counter"] for payment in seen] == [2, 1]
    assert {payment["key_id"] for payment in seen} == {payer.key_id.hex()}
    assert [payment["id"] for payment in _my_codes(payer, 2)] == [second["id"]]


def _my_codes(payer: Payer, first: int) -> list[dict[str, object]]:
    path = f"/communities/{payer.community.id}/my-codes?key_id={payer.key_id.hex()}&from={first}"
    answer = send(payer.client, "GET", path)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json["payments"]
    return found


def test_nobody_sees_the_codes_of_anothers_key(
    app: Flask, counter: Counter, payer: Payer, stranger: Payer
) -> None:
    counter.scan(payer.code())
    path = f"/communities/{payer.community.id}/my-codes?key_id={payer.key_id.hex()}&from=0"
    assert send(stranger.client, "GET", path).json == {"payments": []}


def test_only_payer_and_shop_see_a_payment(
    app: Flask, counter: Counter, payer: Payer, stranger: Payer
) -> None:
    path = f"/payments/{counter.scan(payer.code()).json['id']}"
    assert send(payer.client, "GET", path).json["key_id"] == payer.key_id.hex()
    assert send(stranger.client, "GET", path).status_code == 404
    other_shop = make_counter(app, counter.community, "Slager")
    assert send(other_shop.cashier.client, "GET", path).status_code == 404


def test_after_a_lost_answer_the_same_command_gets_the_first_result(
    counter: Counter, payer: Payer
) -> None:
    payment_id, code = new_id(), payer.code()
    first = counter.scan(code, 650, payment_id)
    again = counter.scan(code, 650, payment_id)
    assert (again.status_code, again.json) == (first.status_code, first.json)
    seconds_later(clock.now(), 300)
    assert counter.scan(code, 650, payment_id).json == first.json
    assert (payer.balance, counter.till) == (9_350, 650)


@pytest.mark.parametrize("changed", ["amount", "code"])
def test_the_same_id_for_another_payment_is_a_conflict(
    counter: Counter, payer: Payer, changed: str
) -> None:
    payment_id, code = new_id(), payer.code()
    counter.scan(code, 650, payment_id)
    other = payer.code() if changed == "code" else code
    answer = counter.scan(other, 651 if changed == "amount" else 650, payment_id)
    assert (answer.status_code, answer.json["code"]) == (409, "id_conflict")
    assert payer.balance == 9_350


def test_a_double_tap_with_another_id_pays_once(counter: Counter, payer: Payer) -> None:
    code = payer.code()
    assert counter.scan(code).status_code == 200
    answer = counter.scan(code)
    assert (answer.status_code, answer.json["code"]) == (409, "code_used")
    assert payer.balance == 9_350


def test_a_second_shop_cannot_use_the_code_again(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    code = payer.code()
    assert counter.scan(code).status_code == 200
    other = make_counter(app, counter.community, "Slager")
    assert other.scan(code).json["code"] == "code_used"
    assert (payer.balance, other.till) == (9_350, 0)


AMOUNTS = [0, -1, 6.5, 650.0, 2_147_483_648, 10**30, 1e300, "650", "six", None, True, [650], {}]


@each("amount", AMOUNTS)
def test_an_amount_that_is_none_is_named_and_uses_nothing_up(
    counter: Counter, payer: Payer, amount: object
) -> None:
    code = payer.code()
    answer = counter.scan(code, amount)
    assert (answer.status_code, answer.json["code"]) == (422, "amount_invalid")
    assert counter.scan(code).status_code == 200


@each("name", ["shop_id", "code", "amount"])
def test_a_command_that_lacks_something_is_refused(
    counter: Counter, payer: Payer, name: str
) -> None:
    body = {"shop_id": str(counter.shop.id), "amount": 650, "code": payer.code()}
    del body[name]
    answer = send(counter.cashier.client, "PUT", f"/payments/{uuid.uuid4()}", body)
    assert answer.status_code == 422


def test_members_cannot_take_payments(counter: Counter, payer: Payer) -> None:
    answer = counter.scan(payer.code(), client=payer.client)
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")


def test_the_express_lane_answers_what_the_ordinary_way_answers(
    counter: Counter, payer: Payer
) -> None:
    quick = counter.scan(payer.code())
    # A blank before the code is nothing that the lane understands.
    ordinary = counter.scan(" " + payer.code())
    for paid in (quick, ordinary):
        assert paid.status_code == 200
        shown = send(counter.cashier.client, "GET", f"/payments/{paid.json['id']}")
        assert paid.json == shown.json
        schemas.Payment.model_validate_json(paid.data)
    assert set(quick.headers.keys()) == set(ordinary.headers.keys())


def test_only_what_is_simply_paid_passes_the_express_lane(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    ordinary: list[object] = []
    used = payer.code()
    with request_started.connected_to(ordinary.append, app):
        assert counter.scan(used).status_code == 200
        assert ordinary == []
        assert counter.scan(used).json["code"] == "code_used"
        assert counter.scan(payer.code(), client=payer.client).status_code == 403
        assert counter.scan(payer.code(limit=50), 900).status_code == 202
        assert len(ordinary) == 3
