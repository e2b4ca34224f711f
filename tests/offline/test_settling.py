"""What a shop accepted without a network is booked once, and a loss lands where the rules say."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.ledger import service as ledger
from backend.offline import settling, together
from backend.offline.together import Settled
from tests.factories.identity import send
from tests.factories.ledger import findings, funded_budget, transfer
from tests.factories.offline import (
    OfflineShop,
    certificate_of,
    certified_code,
    make_offline_shop,
    owed,
)
from tests.factories.payments import Payer, balance_now, make_counter, make_payer


def test_a_queue_is_booked_once_whatever_is_sent_again(
    app: Flask, community: CommunityFacts, shop: OfflineShop, payer: Payer
) -> None:
    certificate = certificate_of(payer)
    assert certificate.allowance == 2_000
    items = [shop.accept(certified_code(payer, certificate)) for _ in range(3)]
    first = shop.settle(items[2], items[0])
    assert [(r["id"], r["status"], r["received"]) for r in first] == [
        (items[2]["id"], "paid", 500),
        (items[0]["id"], "paid", 500),
    ]
    assert shop.settle(*items)[:1] == [first[1]]
    assert (payer.balance, shop.till, owed(payer)) == (8_500, 1_500, 0)
    paid = send(shop.client, "GET", f"/payments/{items[0]['id']}").json
    assert (paid["means"], paid["status"], paid["amount"]) == ("offline", "paid", 500)

    changed = items[0] | {"amount": 400}
    (conflict,) = shop.settle(changed)
    assert (conflict["status"], conflict["code"]) == ("refused", "id_conflict")
    other = shop.accept(items[1]["code"])
    (again,) = shop.settle(other)
    assert (again["status"], again["code"], again["received"]) == ("refused", "code_used_here", 0)
    assert (payer.balance, shop.till, findings()) == (8_500, 1_500, [])


def test_a_code_shown_at_two_shops_is_paid_once_and_covered_once(
    app: Flask, community: CommunityFacts, shop: OfflineShop, payer: Payer
) -> None:
    other = make_offline_shop(app, community, name="Schuur")
    certificate = certificate_of(payer)
    code = certified_code(payer, certificate)
    (paid,) = shop.settle(shop.accept(code))
    (covered,) = other.settle(other.accept(code))
    assert (paid["status"], covered["status"], covered["code"]) == ("paid", "covered", "code_used")
    assert (covered["received"], covered["covered"], covered["payment"]) == (500, 500, None)
    # The wallet still had coin: it was made whole at once.
    assert (payer.balance, shop.till, other.till, owed(payer)) == (9_000, 500, 500, 0)

    twice = certified_code(payer, certificate, 700, counter=payer.counter)
    third = make_offline_shop(app, community, name="Loods")
    (proof,) = third.settle(third.accept(twice, 700))
    assert (proof["status"], proof["code"]) == ("covered", "counter_reused")
    assert findings() == []


def test_who_overspent_becomes_whole_before_paying_again(
    app: Flask, community: CommunityFacts, shop: OfflineShop
) -> None:
    payer = make_payer(app, community, coins=1_000)
    certificate = certificate_of(payer)
    assert certificate.allowance == 1_000
    code = certified_code(payer, certificate, 800)
    counter = make_counter(app, community)
    assert counter.scan(payer.code(exact=600), 600).status_code == 200
    (covered,) = shop.settle(shop.accept(code, 800))
    assert (covered["status"], covered["received"], covered["covered"]) == ("covered", 800, 400)
    assert (payer.balance, shop.till, owed(payer)) == (0, 800, 400)
    path = f"/communities/{community.id}/certificates"
    refused = send(payer.client, "POST", path, {"key_id": payer.key_id.hex()})
    assert (refused.json["code"], refused.json["owes"]) == ("wallet_owes", 400)
    cache = send(shop.client, "GET", f"/organisations/{shop.shop.id}/offline").json
    assert cache["revoked"] == [payer.key_id.hex()]

    _earn(community, payer, 300)
    late = counter.scan(payer.code(exact=100), 100)
    assert (late.status_code, late.json["code"]) == (409, "not_enough_coins")
    assert (payer.balance, owed(payer)) == (0, 100)
    _earn(community, payer, 300)
    assert counter.scan(payer.code(exact=150), 150).status_code == 200
    assert (payer.balance, owed(payer)) == (50, 0)
    assert balance_now(ledger.guarantee(community.id)) == 100_000
    mine = send(payer.client, "GET", f"/communities/{community.id}/my-offline-conflicts").json
    assert [(c["owed"], c["repaid"], c["lost"]) for c in mine["conflicts"]] == [(0, 400, 0)]
    assert findings() == []


def _earn(community: CommunityFacts, payer: Payer, amount: int) -> None:
    budget = funded_budget(community.id, amount)
    ledger.book(transfer("reward", budget, payer.wallet_id, amount))


def test_a_counter_whose_answer_was_lost_settles_the_same_payment_again(
    app: Flask, community: CommunityFacts, shop: OfflineShop, payer: Payer
) -> None:
    body = {"shop_id": str(shop.shop.id), "amount": 500}
    code = certified_code(payer, certificate_of(payer))
    item = shop.accept(code)
    booked = send(shop.client, "PUT", f"/payments/{item['id']}", body | {"code": code})
    assert booked.status_code == 200
    for _ in range(2):
        (paid,) = shop.settle(item)
        assert (paid["status"], paid["payment"]) == ("paid", item["id"])
    assert (payer.balance, shop.till) == (9_500, 500)

    poor = make_payer(app, community, coins=100)
    code = certified_code(poor, certificate_of(poor), 500)
    item = shop.accept(code)
    refused = send(shop.client, "PUT", f"/payments/{item['id']}", body | {"code": code})
    assert refused.json["code"] == "not_enough_coins"
    (careless,) = shop.settle(item)
    # More than the certificate allows: the shop could have seen that.
    assert (careless["status"], careless["code"]) == ("refused", "over_allowance")
    assert (poor.balance, owed(poor), shop.till) == (0, 400, 600)
    assert findings() == []


def test_what_was_answered_for_nothing_is_found_again_after_the_server_stopped_half_way(
    app: Flask, community: CommunityFacts, shop: OfflineShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    payers = [make_payer(app, community, coins=1_000) for _ in range(2)]
    certificates = [certificate_of(payer) for payer in payers]
    queue = [
        shop.accept(certified_code(payer, certificate, 400), 400)
        for _ in range(3)
        for payer, certificate in zip(payers, certificates, strict=True)
    ]
    monkeypatch.setattr(settling, "TOGETHER", 4)
    parts: list[int] = []

    def stops(*given: Any) -> Settled:
        parts.append(1)
        if len(parts) == 2:
            raise KeyboardInterrupt
        return together.settle(*given)

    with monkeypatch.context() as cut:
        cut.setattr(settling, "_together", stops)
        with pytest.raises(KeyboardInterrupt):
            shop.settle(*queue)
    assert (shop.till, [payer.balance for payer in payers]) == (1_600, [200, 200])
    first = shop.settle(*queue)
    assert [one["status"] for one in first] == ["paid"] * 4 + ["short"] * 2
    assert [one["received"] for one in first] == [400] * 4 + [200] * 2
    assert shop.settle(*queue[::-1]) == first[::-1]
    assert (shop.till, [payer.balance for payer in payers]) == (2_000, [0, 0])
    assert findings() == []


def test_a_long_queue_of_ordinary_payments_asks_the_database_little(
    app: Flask, community: CommunityFacts, shop: OfflineShop, payer: Payer
) -> None:
    certificate = certificate_of(payer)
    few, many = (
        [shop.accept(certified_code(payer, certificate, 5), 5) for _ in range(count)]
        for count in (5, 50)
    )
    shop.settle(shop.accept(certified_code(payer, certificate, 5), 5))
    counts = []
    for queue in (few, many):
        statements: list[str] = []

        def note(_: object, __: object, statement: str, *rest: object) -> None:
            statements.append(statement)  # noqa: B023 - used at once

        event.listen(db.engine, "before_cursor_execute", note)
        assert {one["status"] for one in shop.settle(*queue)} == {"paid"}
        event.remove(db.engine, "before_cursor_execute", note)
        counts.append(len(statements))
    assert counts[1] <= counts[0]
