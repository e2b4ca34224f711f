"""Above the limit the payer is asked; the first answer counts, and silence is an answer too."""

import threading
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from backend import clock
from backend.communities import service as community_service
from backend.ids import new_id
from backend.payments import service
from backend.payments.errors import PaymentNotWaiting
from tests.factories.identity import give_passkey, seconds_later, send
from tests.factories.payments import Counter, Payer

AMOUNT = 2_501


@pytest.fixture
def waiting(counter: Counter, payer: Payer) -> str:
    """The id of a payment that waits for the payer."""
    answer = counter.scan(payer.code(), AMOUNT)
    assert answer.status_code == 202, answer.text
    payment_id: str = answer.json["id"]
    return payment_id


def status_of(payer: Payer, payment_id: str) -> str:
    """What the payer sees."""
    status: str = send(payer.client, "GET", f"/payments/{payment_id}").json["status"]
    return status


def confirm_with_passkey(payer: Payer, payment_id: str) -> object:
    """The whole ceremony over HTTP."""
    authenticator = give_passkey(payer.person_id)
    options = send(payer.client, "POST", f"/payments/{payment_id}/confirm/options")
    assert options.status_code == 200, options.text
    credential = authenticator.get(options.json["public_key"])
    body = {"challenge_id": options.json["challenge_id"], "credential": credential}
    return send(payer.client, "POST", f"/payments/{payment_id}/confirm", body)


def test_a_waiting_payment_moves_nothing_and_says_until_when(
    counter: Counter, payer: Payer
) -> None:
    answer = counter.scan(payer.code(), AMOUNT)
    assert answer.json["status"] == "waiting"
    seen = send(payer.client, "GET", f"/payments/{answer.json['id']}").json
    assert seen["expires_at"] == answer.json["expires_at"] > seen["at"]
    assert (payer.balance, counter.till) == (10_000, 0)


def test_the_payers_passkey_pays_it(counter: Counter, payer: Payer, waiting: str) -> None:
    answer = confirm_with_passkey(payer, waiting)
    assert answer.status_code == 200, answer.text  # type: ignore[attr-defined]
    assert (payer.balance, counter.till) == (10_000 - AMOUNT, AMOUNT)
    shop_sees = send(counter.cashier.client, "GET", f"/payments/{waiting}").json
    assert shop_sees["status"] == "paid"
    assert shop_sees["expires_at"] is None


def test_a_passkey_for_one_payment_pays_no_other(counter: Counter, payer: Payer) -> None:
    small, large = (
        counter.scan(payer.code(), amount).json["id"] for amount in (AMOUNT, AMOUNT + 4_000)
    )
    authenticator = give_passkey(payer.person_id)
    options = send(payer.client, "POST", f"/payments/{small}/confirm/options").json
    body = {
        "challenge_id": options["challenge_id"],
        "credential": authenticator.get(options["public_key"]),
    }
    answer = send(payer.client, "POST", f"/payments/{large}/confirm", body)
    assert answer.status_code >= 400
    assert payer.balance == 10_000


def test_anothers_passkey_pays_nothing(payer: Payer, stranger: Payer, waiting: str) -> None:
    path = f"/payments/{waiting}/confirm/options"
    assert send(stranger.client, "POST", path).status_code == 404
    options = send(payer.client, "POST", path).json
    asked = {**options["public_key"], "allowCredentials": []}
    credential = give_passkey(stranger.person_id).get(asked)
    body = {"challenge_id": options["challenge_id"], "credential": credential}
    assert send(payer.client, "POST", f"/payments/{waiting}/confirm", body).status_code >= 400
    assert status_of(payer, waiting) == "waiting"


def test_confirming_twice_pays_once(counter: Counter, payer: Payer, waiting: str) -> None:
    payment_id = UUID(waiting)
    first = service.confirm(payment_id, payer.person_id)
    assert service.confirm(payment_id, payer.person_id) == first
    assert counter.till == AMOUNT


def test_the_payer_may_say_no(counter: Counter, payer: Payer, waiting: str) -> None:
    path = f"/payments/{waiting}/decline"
    assert send(payer.client, "POST", path).json["status"] == "declined"
    assert send(payer.client, "POST", path).json["status"] == "declined"
    _refuses_to_confirm(payer, waiting, "declined")
    assert (payer.balance, counter.till) == (10_000, 0)


def test_the_shop_may_take_it_back(counter: Counter, payer: Payer, waiting: str) -> None:
    answer = send(counter.cashier.client, "POST", f"/payments/{waiting}/cancel")
    assert answer.json["status"] == "cancelled"
    _refuses_to_confirm(payer, waiting, "cancelled")


def test_only_the_payer_declines_and_only_the_shop_cancels(
    counter: Counter, payer: Payer, stranger: Payer, waiting: str
) -> None:
    path = f"/payments/{waiting}"
    assert send(counter.cashier.client, "POST", f"{path}/decline").status_code == 404
    assert send(stranger.client, "POST", f"{path}/decline").status_code == 404
    assert send(payer.client, "POST", f"{path}/cancel").status_code == 403
    assert status_of(payer, waiting) == "waiting"


def test_silence_ends_it_after_two_minutes(counter: Counter, payer: Payer, waiting: str) -> None:
    now = clock.now()
    seconds_later(now, 115)
    assert status_of(payer, waiting) == "waiting"
    seconds_later(now, 121)
    assert status_of(payer, waiting) == "expired"
    _refuses_to_confirm(payer, waiting, "expired")
    for person, what in ((payer.client, "decline"), (counter.cashier.client, "cancel")):
        answer = send(person, "POST", f"/payments/{waiting}/{what}")
        assert (answer.json["code"], answer.json["status"]) == ("payment_not_waiting", 409)
    assert (payer.balance, counter.till) == (10_000, 0)


def _refuses_to_confirm(payer: Payer, payment_id: str, status: str) -> None:
    answer = send(payer.client, "POST", f"/payments/{payment_id}/confirm/options")
    assert answer.json["code"] == "payment_not_waiting"
    with pytest.raises(Exception, match="payment_not_waiting") as caught:
        service.confirm(UUID(payment_id), payer.person_id)
    assert caught.value.params == {"now": status}  # type: ignore[attr-defined]


def test_the_same_command_again_says_how_it_went_on(counter: Counter, payer: Payer) -> None:
    payment_id, code = new_id(), payer.code()
    assert counter.scan(code, AMOUNT, payment_id).status_code == 202
    assert counter.scan(code, AMOUNT, payment_id).status_code == 202
    service.confirm(payment_id, payer.person_id)
    again = counter.scan(code, AMOUNT, payment_id)
    assert (again.status_code, again.json["status"]) == (200, "paid")


def test_a_code_that_waits_is_used_up(counter: Counter, payer: Payer) -> None:
    code = payer.code()
    assert counter.scan(code, AMOUNT).status_code == 202
    assert counter.scan(code, 1).json["code"] == "code_used"


def test_coins_that_are_gone_meanwhile_end_it(counter: Counter, payer: Payer) -> None:
    payment_id, code = new_id(), payer.code()
    counter.scan(code, 9_000, payment_id)
    assert counter.scan(payer.code(exact=5_000), 5_000).status_code == 200
    for _ in range(2):
        with pytest.raises(Exception, match="not_enough_coins"):
            service.confirm(payment_id, payer.person_id)
    assert status_of(payer, str(payment_id)) == "refused"
    assert counter.scan(code, 9_000, payment_id).json["code"] == "not_enough_coins"
    assert counter.till == 5_000


def test_a_shop_that_closed_meanwhile_is_not_paid(
    counter: Counter, payer: Payer, waiting: str
) -> None:
    community_service.change_organisation(counter.shop.id, status="closed")
    with pytest.raises(Exception, match="shop_closed"):
        service.confirm(UUID(waiting), payer.person_id)
    assert status_of(payer, waiting) == "refused"
    assert payer.balance == 10_000


Answer = Callable[[Counter, Payer, str], object]
ANSWERS: dict[str, Answer] = {
    "paid": lambda _, payer, waiting: service.confirm(UUID(waiting), payer.person_id),
    "declined": lambda _, payer, waiting: service.decline(UUID(waiting), payer.person_id),
    "cancelled": lambda _, __, waiting: service.cancel(UUID(waiting)),
}


def test_of_answers_at_the_same_instant_one_counts(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    for round_ in range(5):
        waiting = counter.scan(payer.code(limit=0), 100).json["id"]
        till = counter.till
        won = _race(app, [(counter, payer, waiting)] * 4)
        assert len(set(won)) == 1, round_
        assert status_of(payer, waiting) == won[0]
        assert counter.till - till == (100 if won[0] == "paid" else 0)


def _race(app: Flask, stages: list[tuple[Counter, Payer, str]]) -> list[str]:
    won: list[str] = []
    start = threading.Barrier(len(ANSWERS) * len(stages))

    def run(name: str, stage: tuple[Counter, Payer, str]) -> None:
        with app.app_context():
            start.wait()
            try:
                ANSWERS[name](*stage)
            except PaymentNotWaiting:
                return
            won.append(name)

    threads = [
        threading.Thread(target=run, args=(name, stage)) for stage in stages for name in ANSWERS
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return won


def test_a_waiting_payment_counts_in_the_till_only_when_paid(
    counter: Counter, payer: Payer, waiting: str
) -> None:
    day = counter.community.day(clock.now())
    path = f"/organisations/{counter.shop.id}/till?day={day}"
    till = send(counter.cashier.client, "GET", path).json
    assert [payment["status"] for payment in till["payments"]] == ["waiting"]
    assert till["totals"] == {"count": 0, "received": 0, "refunded": 0}


def test_a_payer_who_needs_more_time_gets_it_but_not_for_ever(
    counter: Counter, payer: Payer, stranger: Payer, waiting: str
) -> None:
    path, asked = f"/payments/{waiting}/wait", clock.now()
    first = send(payer.client, "GET", f"/payments/{waiting}").json["expires_at"]
    assert send(stranger.client, "POST", path).status_code == 404
    seconds_later(asked, 100)
    longer = send(payer.client, "POST", path).json
    assert (longer["status"], longer["expires_at"] > first) == ("waiting", True)
    seconds_later(asked, 180)
    assert status_of(payer, waiting) == "waiting"
    for later in range(200, 1_200, 100):
        seconds_later(asked, later)
        assert service.wait_longer(UUID(waiting), payer.person_id).status == "waiting"
    seconds_later(asked, 1_201)
    with pytest.raises(PaymentNotWaiting):
        service.wait_longer(UUID(waiting), payer.person_id)
