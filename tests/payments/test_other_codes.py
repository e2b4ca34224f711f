"""Codes in other clothes: eight digits that a shop types, and codes that the server signs."""

from datetime import timedelta

import pytest
from flask import Flask

from backend import clock
from backend.codes import payment
from backend.ids import new_id
from backend.payments import short_codes
from tests.factories.identity import seconds_later, send
from tests.factories.payments import Counter, Payer, make_counter, revoke_key
from tests.support.each import each


def shorten(payer: Payer, code: str) -> str:
    """The digits for a code on the payer's screen."""
    path = f"/communities/{payer.community.id}/short-codes"
    answer = send(payer.client, "POST", path, {"code": code})
    assert answer.status_code == 200, answer.text
    digits: str = answer.json["digits"]
    assert len(digits) == 8
    assert digits.isdigit()
    return digits


@pytest.mark.parametrize("shape", ["{0}{1}", "{0} {1}", "{0}-{1}", " {0} {1} "])
def test_typed_digits_pay_like_the_code(counter: Counter, payer: Payer, shape: str) -> None:
    digits = shorten(payer, payer.code())
    answer = counter.scan(shape.format(digits[:4], digits[4:]))
    assert (answer.status_code, answer.json["status"]) == (200, "paid")
    assert payer.balance == 9_350


def test_digits_work_once_and_the_same_command_again_gets_its_result(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    payment_id, digits = new_id(), shorten(payer, payer.code())
    first = counter.scan(digits, 650, payment_id)
    assert counter.scan(digits, 650, payment_id).json == first.json
    assert counter.scan(digits).json["code"] == "code_used"
    other = make_counter(app, counter.community, "Slager")
    assert other.scan(digits).json["code"] == "code_used"
    assert payer.balance == 9_350


def test_the_code_and_its_digits_are_one(counter: Counter, payer: Payer) -> None:
    code = payer.code()
    digits = shorten(payer, code)
    assert counter.scan(code).status_code == 200
    assert counter.scan(digits).json["code"] == "code_used"


def test_wrong_digits_are_unreadable_and_stay_so(counter: Counter) -> None:
    payment_id = new_id()
    for _ in range(2):
        assert counter.scan("00000000", 650, payment_id).json["code"] == "code_unreadable"


def test_digits_end_with_their_code(counter: Counter, payer: Payer) -> None:
    digits = shorten(payer, payer.code())
    now = clock.now()
    seconds_later(now, 91)
    assert counter.scan(digits).json["code"] == "code_expired"
    assert payer.balance == 10_000


def test_they_live_at_most_ninety_seconds(payer: Payer) -> None:
    code = payer.code(at=clock.now() + timedelta(seconds=29))
    _, expires_at = short_codes.make(payer.community.id, payer.person_id, code)
    assert expires_at <= clock.now() + timedelta(seconds=90)


def test_a_shop_cannot_try_digits_for_long(app: Flask, counter: Counter, payer: Payer) -> None:
    for number in range(30):
        counter.scan(f"{number:08}")
    answer = counter.scan("12345678")
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_attempts")
    assert answer.json["retry_after"] > 0
    other = make_counter(app, counter.community, "Slager")
    assert other.scan(shorten(payer, payer.code())).status_code == 200


def test_nobody_shortens_anothers_code(payer: Payer, stranger: Payer) -> None:
    path = f"/communities/{payer.community.id}/short-codes"
    answer = send(stranger.client, "POST", path, {"code": payer.code()})
    assert answer.json["code"] == "code_key_unknown"


@pytest.mark.parametrize("age", [91, -35])
def test_a_code_out_of_time_gets_no_digits(payer: Payer, age: int) -> None:
    code = payer.code(at=clock.now() - timedelta(seconds=age))
    path = f"/communities/{payer.community.id}/short-codes"
    answer = send(payer.client, "POST", path, {"code": code})
    assert answer.json["code"] in {"code_expired", "code_from_future"}


def test_digits_of_a_key_that_was_revoked_pay_nothing(counter: Counter, payer: Payer) -> None:
    digits = shorten(payer, payer.code())
    revoke_key(payer)
    assert counter.scan(digits).json["code"] == "code_key_revoked"


def server_code(payer: Payer, amount: int | None) -> str:
    """A code that the server signs for the payer's session."""
    path = f"/communities/{payer.community.id}/server-codes"
    answer = send(payer.client, "POST", path, {"amount": amount})
    assert answer.status_code == 200, answer.text
    code: str = answer.json["code"]
    return code


def test_a_phone_without_a_key_pays_with_the_servers_codes(counter: Counter, payer: Payer) -> None:
    assert counter.scan(server_code(payer, None), 650).status_code == 200
    assert counter.scan(server_code(payer, 3_000), 3_000).status_code == 200
    assert counter.scan(server_code(payer, 3_000), 2_999).json["code"] == "code_amount_mismatch"
    assert payer.balance == 10_000 - 3_650


def test_the_servers_codes_are_counted(payer: Payer) -> None:
    read = [payment.decode(server_code(payer, None)) for _ in range(3)]
    assert [code.counter for code in read] == [1, 2, 3]
    assert len({code.key_id for code in read}) == 1


def test_an_open_server_code_carries_the_members_limit(counter: Counter, payer: Payer) -> None:
    path = f"/communities/{payer.community.id}/wallet/limit"
    send(payer.client, "PUT", path, {"limit": 200})
    assert payment.decode(server_code(payer, None)).amount == 200
    assert counter.scan(server_code(payer, None), 201).status_code == 202


@each("amount", [0, -1, 1.5, "1", 2_147_483_648])
def test_an_exact_server_code_needs_an_amount(payer: Payer, amount: object) -> None:
    path = f"/communities/{payer.community.id}/server-codes"
    answer = send(payer.client, "POST", path, {"amount": amount})
    assert answer.json["code"] == "amount_invalid"
