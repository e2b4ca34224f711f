"""Every refusal moves nothing, says its name, and says the same when it is asked again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from backend import clock
from backend.codes import payment
from backend.codes.errors import CodeWrongCommunity
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import unit_of_work
from backend.ids import new_id
from backend.ledger import service as ledger
from backend.payments import refusals
from backend.web.caller import Place
from tests.factories.circulation import make_neighbour
from tests.factories.communities import make_community
from tests.factories.identity import seconds_later, send
from tests.factories.payments import Counter, Payer, make_counter, make_payer, revoke_key
from tests.factories.rules import set_rule
from tests.support.each import each


@dataclass(frozen=True)
class Scene:
    """Who takes part; a way to be refused prepares it and returns (code, amount)."""

    app: Flask
    counter: Counter
    payer: Payer


Way = Callable[[Scene], tuple[str, int]]


def unreadable(scene: Scene) -> tuple[str, int]:
    return scene.payer.code()[:-3], 650


def of_a_newer_app(scene: Scene) -> tuple[str, int]:
    return scene.payer.code().replace("WM1:", "WM2:"), 650


def of_another_community(scene: Scene) -> tuple[str, int]:
    other = make_community("Overvecht")
    scene.payer.counter += 1
    unsigned = scene.payer.unsigned(community=other.number)
    return payment.sign(unsigned, scene.payer.private_key), 650


def of_an_unknown_key(scene: Scene) -> tuple[str, int]:
    scene.payer.key_id = b"\x00" * 8
    return scene.payer.code(), 650


def of_a_revoked_key(scene: Scene) -> tuple[str, int]:
    revoke_key(scene.payer)
    return scene.payer.code(), 650


def forged(scene: Scene) -> tuple[str, int]:
    scene.payer.private_key = ec.generate_private_key(ec.SECP256R1())
    return scene.payer.code(), 650


def expired(scene: Scene) -> tuple[str, int]:
    return scene.payer.code(at=clock.now() - timedelta(seconds=91)), 650


def from_the_future(scene: Scene) -> tuple[str, int]:
    return scene.payer.code(at=clock.now() + timedelta(seconds=35)), 650


def used(scene: Scene) -> tuple[str, int]:
    code = scene.payer.code(exact=1)
    assert scene.counter.scan(code, 1).status_code == 200
    return code, 1


def exact_for_another_amount(scene: Scene) -> tuple[str, int]:
    return scene.payer.code(exact=651), 650


def above_what_the_community_allows(scene: Scene) -> tuple[str, int]:
    return scene.payer.code(exact=50_001), 50_001


def of_an_empty_wallet(scene: Scene) -> tuple[str, int]:
    return scene.payer.code(exact=10_001), 10_001


def above_the_limit_of_an_empty_wallet(scene: Scene) -> tuple[str, int]:
    return scene.payer.code(), 10_001


def at_a_closed_shop(scene: Scene) -> tuple[str, int]:
    community_service.change_organisation(scene.counter.shop.id, status="closed")
    return scene.payer.code(), 650


def of_somebody_who_left(scene: Scene) -> tuple[str, int]:
    place = Place(scene.counter.community.id)
    community_service.revoke(scene.payer.person_id, "member", place, by=None)
    return scene.payer.code(), 650


def of_a_wallet_that_owes(scene: Scene) -> tuple[str, int]:
    unit_of_work(ledger.set_owing)(scene.payer.wallet_id, owing=True)
    return scene.payer.code(), 650


def for_what_coin_does_not_buy(scene: Scene) -> tuple[str, int]:
    set_rule(scene.counter.community.id, "spending", {"categories": ["services"]})
    return scene.payer.code(), 650


def of_a_neighbour_who_spent_the_month(scene: Scene) -> tuple[str, int]:
    neighbour = make_neighbour(scene.counter.community, month_limit=100)
    return make_payer(scene.app, neighbour).code(), 650


WAYS: list[tuple[Way, str, int]] = [
    (unreadable, "code_unreadable", 422),
    (of_a_newer_app, "code_version_unknown", 422),
    (of_another_community, "code_wrong_community", 409),
    (of_an_unknown_key, "code_key_unknown", 409),
    (of_a_revoked_key, "code_key_revoked", 409),
    (forged, "code_signature_bad", 409),
    (expired, "code_expired", 409),
    (from_the_future, "code_from_future", 409),
    (used, "code_used", 409),
    (exact_for_another_amount, "code_amount_mismatch", 409),
    (above_what_the_community_allows, "limit_exceeded", 409),
    (of_an_empty_wallet, "not_enough_coins", 409),
    (above_the_limit_of_an_empty_wallet, "not_enough_coins", 409),
    (at_a_closed_shop, "shop_closed", 409),
    (of_somebody_who_left, "not_allowed_here", 409),
    (for_what_coin_does_not_buy, "category_not_allowed", 409),
    (of_a_wallet_that_owes, "wallet_owes", 409),
    (of_a_neighbour_who_spent_the_month, "visits_over_limit", 409),
]
NAMES = [way.__name__ for way, _, _ in WAYS]


def test_every_refusal_has_a_way_to_it() -> None:
    assert {code for _, code, _ in WAYS} == {refusal.code for refusal in refusals.REFUSALS}


@pytest.mark.parametrize("warm", [False, True], ids=["unknown so far", "remembered"])
@pytest.mark.parametrize(("way", "named", "status"), WAYS, ids=NAMES)
def test_a_refusal_moves_nothing_and_is_the_same_again(
    app: Flask, counter: Counter, payer: Payer, way: Way, named: str, status: int, warm: bool
) -> None:
    if warm:
        assert counter.scan(payer.code(), 1).status_code == 200
    code, amount = way(Scene(app, counter, payer))
    before = (payer.balance, counter.till)
    payment_id = new_id()
    first = counter.scan(code, amount, payment_id)
    assert (first.status_code, first.json["code"]) == (status, named), first.text
    assert first.content_type == "application/problem+json"
    assert counter.scan(code, amount, payment_id).json == first.json
    assert (payer.balance, counter.till) == before
    community_service.change_organisation(counter.shop.id, status="open")
    seconds_later(clock.now(), 200)
    assert counter.scan(code, amount, payment_id).json == first.json
    assert counter.scan(code, amount + 1, payment_id).json["code"] == "id_conflict"
    assert (payer.balance, counter.till) == before


BURNS = [
    exact_for_another_amount,
    above_what_the_community_allows,
    of_an_empty_wallet,
    at_a_closed_shop,
    of_somebody_who_left,
    from_the_future,
]


@pytest.mark.parametrize("way", BURNS, ids=[way.__name__ for way in BURNS])
def test_a_refused_code_is_used_up(app: Flask, counter: Counter, payer: Payer, way: Way) -> None:
    code, amount = way(Scene(app, counter, payer))
    assert counter.scan(code, amount).status_code == 409
    community_service.change_organisation(counter.shop.id, status="open")
    seconds_later(clock.now(), 10)
    assert counter.scan(code, amount).json["code"] == "code_used"


def test_a_forger_cannot_use_up_anothers_codes(counter: Counter, payer: Payer) -> None:
    payer.counter += 1
    forged_code = payment.sign(payer.unsigned(), ec.generate_private_key(ec.SECP256R1()))
    assert counter.scan(forged_code).json["code"] == "code_signature_bad"
    assert counter.scan(payment.sign(payer.unsigned(), payer.private_key)).status_code == 200


def test_an_expired_code_is_called_expired_also_after_it_was_used(
    counter: Counter, payer: Payer
) -> None:
    code = payer.code()
    assert counter.scan(code).status_code == 200
    seconds_later(clock.now(), 90)
    assert counter.scan(code).json["code"] == "code_expired"


def test_the_payer_sees_why_a_payment_was_refused(counter: Counter, payer: Payer) -> None:
    counter.scan(payer.code(exact=10_001), 10_001)
    path = f"/communities/{payer.community.id}/my-codes?key_id={payer.key_id.hex()}&from=1"
    (seen,) = send(payer.client, "GET", path).json["payments"]
    assert (seen["status"], seen["reason"]) == ("refused", "not_enough_coins")


def test_no_refusal_tells_the_shop_what_the_payer_has(counter: Counter, payer: Payer) -> None:
    answer = counter.scan(payer.code(exact=10_001), 10_001)
    assert "10000" not in answer.text
    assert "balance" not in answer.json


@each("seconds, status", [(89, 200), (90, 409), (-30, 200), (-31, 409)])
def test_clocks_may_differ_by_half_a_minute(
    counter: Counter, payer: Payer, seconds: int, status: int
) -> None:
    now = clock.from_millis(clock.millis(clock.now()) // 1000 * 1000)
    clock.use_source(lambda: now)
    code = payer.code(at=now - timedelta(seconds=seconds))
    assert counter.scan(code).status_code == status


@each("code", ["", " ", "WM1:", "WM1:" + "A" * 100_000, "\x00", "💶", "WM1:\ud800", "1234"])
def test_rubbish_is_unreadable(counter: Counter, payer: Payer, code: str) -> None:
    answer = counter.scan(code)
    assert answer.status_code == 422
    assert answer.json["code"] in {"code_unreadable", "invalid_request"}


def test_a_code_of_another_neighbourhood_pays_there(app: Flask, payer: Payer) -> None:
    elsewhere = make_counter(app, make_community("Overvecht"))
    code = payer.code()
    assert elsewhere.scan(code).json["code"] == CodeWrongCommunity.code
    home = make_counter(app, communities.community(payer.community.id))
    assert home.scan(code).status_code == 200
