"""A member's own wallet, and the limit that is theirs to choose."""

from flask import Flask

from backend import clock
from tests.factories.identity import make_person, send, signed_in_client
from tests.factories.payments import Counter, Payer
from tests.support.each import each


def wallet_path(payer: Payer) -> str:
    """Where the wallet is."""
    return f"/communities/{payer.community.id}/wallet"


def test_it_shows_balance_limit_and_what_was_last(counter: Counter, payer: Payer) -> None:
    payment = counter.scan(payer.code()).json
    wallet = send(payer.client, "GET", wallet_path(payer)).json
    assert (wallet["balance"], wallet["limit"]) == (9_350, 2_500)
    newest = wallet["recent"][0]
    assert newest["about"] == {"type": "payment", "id": payment["id"]}
    assert (newest["amount"], newest["direction"]) == (650, "out")
    assert newest["counterpart"] == "Bakkerij"


def test_strangers_to_the_community_have_none(app: Flask, payer: Payer) -> None:
    stranger = signed_in_client(app, make_person())
    assert send(stranger, "GET", wallet_path(payer)).status_code == 404


def test_lowering_the_limit_needs_no_passkey_and_counts_at_once(
    counter: Counter, payer: Payer
) -> None:
    answer = send(payer.client, "PUT", f"{wallet_path(payer)}/limit", {"limit": 100})
    assert (answer.status_code, answer.json["limit"]) == (200, 100)
    assert counter.scan(payer.code(), 100).status_code == 200
    assert counter.scan(payer.code(), 101).status_code == 202


def test_raising_it_needs_a_fresh_passkey(app: Flask, counter: Counter, payer: Payer) -> None:
    path = f"{wallet_path(payer)}/limit"
    answer = send(payer.client, "PUT", path, {"limit": 2_501})
    assert (answer.status_code, answer.json["code"]) == (403, "fresh_login_required")
    fresh = signed_in_client(app, payer.person_id, fresh=True)
    assert send(fresh, "PUT", path, {"limit": 5_000}).json["limit"] == 5_000
    assert counter.scan(payer.code(limit=5_000), 5_000).status_code == 200
    assert send(payer.client, "PUT", path, {"limit": 4_999}).status_code == 200


def test_it_cannot_be_above_what_one_payment_may_be(app: Flask, payer: Payer) -> None:
    fresh = signed_in_client(app, payer.person_id, fresh=True)
    answer = send(fresh, "PUT", f"{wallet_path(payer)}/limit", {"limit": 50_001})
    assert (answer.json["code"], answer.json["limit"]) == ("limit_exceeded", 50_000)


@each("limit", [-1, 1.5, "100", None, 2_147_483_648])
def test_a_limit_that_is_none_is_refused(payer: Payer, limit: object) -> None:
    answer = send(payer.client, "PUT", f"{wallet_path(payer)}/limit", {"limit": limit})
    assert answer.status_code == 422


@each("day", ["", "?day=", "?day=today", "?day=2026-13-01"])
def test_a_till_needs_a_day(counter: Counter, day: str) -> None:
    path = f"/organisations/{counter.shop.id}/till{day}"
    assert send(counter.cashier.client, "GET", path).status_code == 422


def test_a_till_is_for_its_staff(counter: Counter, payer: Payer) -> None:
    day = counter.community.day(clock.now())
    path = f"/organisations/{counter.shop.id}/till?day={day}"
    assert send(payer.client, "GET", path).status_code == 403


@each("query", ["", "?from=1", "?key_id=zz&from=1", "?key_id=00&from=-1"])
def test_my_codes_needs_a_key_and_a_counter(payer: Payer, query: str) -> None:
    path = f"/communities/{payer.community.id}/my-codes{query}"
    assert send(payer.client, "GET", path).status_code == 422
