"""Many at the same instant: nobody pays twice or with what is not there, and nothing hangs."""

import threading
import uuid
from collections import Counter as Tally
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask

from backend.communities.queries import CommunityFacts
from backend.ids import new_id
from tests.factories.identity import send
from tests.factories.payments import Counter, Payer, make_counter, make_payer

Scan = Callable[[], Any]


def at_once(app: Flask, scans: list[Scan]) -> list[Any]:
    """The answers to ``scans``, all sent at the same instant, in their order."""
    answers: list[Any] = [None] * len(scans)
    start = threading.Barrier(len(scans))

    def run(number: int) -> None:
        start.wait()
        answers[number] = scans[number]()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(scans))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def test_the_same_command_twenty_times_at_once_pays_once(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    payment_id, code = new_id(), payer.code()
    answers = at_once(app, [lambda: counter.scan(code, 650, payment_id)] * 20)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert (payer.balance, counter.till) == (9_350, 650)


def test_the_same_refused_command_twenty_times_at_once_is_refused_alike(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    payment_id, code = new_id(), payer.code(exact=10_001)
    answers = at_once(app, [lambda: counter.scan(code, 10_001, payment_id)] * 20)
    assert {answer.json["code"] for answer in answers} == {"not_enough_coins"}
    assert payer.balance == 10_000


def test_two_shops_that_scan_one_code_at_the_same_instant(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    other = make_counter(app, counter.community, "Slager")
    for round_ in range(1, 6):
        code = payer.code()
        answers = at_once(app, [lambda: counter.scan(code, 10), lambda: other.scan(code, 10)])  # noqa: B023
        said = sorted(answer.json.get("code", answer.json["status"]) for answer in answers)
        assert said == ["code_used", "paid"]
        assert counter.till + other.till == 10 * round_ == 10_000 - payer.balance


def test_many_codes_of_one_wallet_never_overdraw_it(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    codes = [payer.code() for _ in range(16)]
    answers = at_once(app, [_scan(counter, code, 1_000) for code in codes])
    said = Tally(answer.json.get("code", answer.json["status"]) for answer in answers)
    assert said == {"paid": 10, "not_enough_coins": 6}
    assert (payer.balance, counter.till) == (0, 10_000)


def test_32_payers_at_crossing_counters(
    app: Flask, community: CommunityFacts, counter: Counter
) -> None:
    counters = [counter, *(make_counter(app, community, f"Winkel {n}") for n in range(3))]
    payers = [make_payer(app, community) for _ in range(32)]
    scans = [
        _scan(counters[(number + turn) % 4], payer.code(), 100)
        for turn in range(4)
        for number, payer in enumerate(payers)
    ]
    for turn in range(4):
        answers = at_once(app, scans[turn * 32 : turn * 32 + 32])
        assert Tally(answer.status_code for answer in answers) == {200: 32}
    assert {payer.balance for payer in payers} == {9_600}
    assert [one.till for one in counters] == [3_200] * 4


def _scan(counter: Counter, code: str, amount: int, payment_id: uuid.UUID | None = None) -> Scan:
    return lambda: counter.scan(code, amount, payment_id)


def test_the_same_whole_refund_at_once_is_given_once_and_refused_to_nobody(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    for round_ in range(1, 6):
        paid, refund_id = new_id(), new_id()
        assert counter.scan(payer.code(), 650, paid).status_code == 200
        body = {"payment_id": str(paid), "amount": 650, "reason": "kapot"}
        give = partial(send, counter.cashier.client, "PUT", f"/refunds/{refund_id}", body)
        answers = at_once(app, [give] * 4)
        assert {answer.status_code for answer in answers} == {200}, round_
        assert (payer.balance, counter.till) == (10_000, 0)
