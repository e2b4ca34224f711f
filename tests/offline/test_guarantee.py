"""The guarantee is filled and watched by issuers, who can forgive; keys rotate, nobody races."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Flask

from backend.codes import base64url
from backend.codes.keys import key_id, public_key_spki
from backend.communities.queries import CommunityFacts
from backend.ids import new_id
from backend.ledger import service as ledger
from backend.offline import authority
from backend.web.caller import Place
from tests.conftest import SECRET
from tests.factories.communities import somebody
from tests.factories.identity import send, signed_in_client
from tests.factories.ledger import findings, funded_budget, transfer
from tests.factories.offline import (
    OfflineShop,
    certificate_of,
    certified_code,
    make_offline_shop,
    owed,
)
from tests.factories.payments import Payer, balance_now, make_payer


def test_an_issuer_fills_the_guarantee_and_forgives_a_copied_code(
    app: Flask, community: CommunityFacts, shop: OfflineShop, payer: Payer
) -> None:
    issuer = somebody(app, "issuer", Place(community.id), fresh=True)
    fund = ledger.fund(community.id)
    ledger.book(transfer("contribution", funded_budget(community.id, 500), fund, 500))
    order = {"community_id": str(community.id), "programme_id": None, "why": "Kelders"}
    path = f"/guarantee-moves/{new_id()}"
    for _ in range(2):
        filled = send(issuer.client, "PUT", path, order | {"amount": 300})
        assert (filled.status_code, filled.json["balance"]) == (200, 100_300)
    again = send(issuer.client, "PUT", path, order | {"amount": 301})
    assert again.json["code"] == "id_conflict"
    back = send(issuer.client, "PUT", f"/guarantee-moves/{new_id()}", order | {"amount": -200})
    assert (back.json["balance"], len(back.json["moves"])) == (100_100, 2)
    nothing = send(issuer.client, "PUT", f"/guarantee-moves/{new_id()}", order | {"amount": 0})
    assert nothing.status_code == 422

    code = certified_code(payer, certificate_of(payer))
    other = make_offline_shop(app, community, name="Schuur")
    shop.settle(shop.accept(code))
    (covered,) = other.settle(other.accept(code))
    assert (payer.balance, owed(payer)) == (9_000, 0)
    waive = f"/offline-conflicts/{covered['id']}/waive"
    for _ in range(2):
        forgiven = send(issuer.client, "POST", waive, {"why": "Code gekopieerd"})
        assert forgiven.status_code == 200, forgiven.text
    assert (payer.balance, forgiven.json["waived_at"] is not None) == (9_500, True)
    stands = send(issuer.client, "GET", f"/communities/{community.id}/guarantee").json
    assert (stands["covered"], stands["repaid"], stands["gone"]) == (500, 0, 500)
    assert (stands["certificates"], stands["at_stake"]) == (1, 2_000)
    named = send(issuer.client, "GET", f"/communities/{community.id}/offline-conflicts").json
    assert [one["payer_name"] for one in named["conflicts"]] == ["Samira"]
    paid = send(issuer.client, "POST", f"/offline-conflicts/{new_id()}/waive", {"why": "x"})
    assert paid.status_code == 404
    assert findings() == []


def test_a_new_secret_signs_and_certificates_of_the_old_one_live_on(
    make_app: Callable[..., Flask], app: Flask, community: CommunityFacts, shop: OfflineShop
) -> None:
    payer = make_payer(app, community)
    code = certified_code(payer, certificate_of(payer))
    newer = make_app(secrets=("another-secret-for-the-tests-of-40-chars", SECRET))
    with newer.app_context():
        keys = send(
            newer.test_client(), "GET", f"/communities/{community.id}/certificate-keys"
        ).json["keys"]
        own = [key_id(public_key_spki(key)) for key in authority.public_keys(community.id)]
    assert [base64url.decode(key["kid"]) for key in keys] == own
    old = authority.public_keys(community.id)
    assert own[1:] == [key_id(public_key_spki(old[0]))]
    there = replace(shop, client=signed_in_client(newer, shop.person_id))
    (paid,) = there.settle(shop.accept(code))
    assert paid["status"] == "paid"


def test_two_phones_and_two_shops_at_once_book_each_acceptance_once(
    app: Flask, community: CommunityFacts, shop: OfflineShop
) -> None:
    other = make_offline_shop(app, community, name="Schuur")
    payers = [make_payer(app, community, coins=600) for _ in range(3)]
    codes = [certified_code(payer, certificate_of(payer)) for payer in payers]
    mine = [shop.accept(code) for code in codes]
    theirs = [other.accept(code) for code in codes]
    answers: list[list[dict[str, Any]]] = []

    def sends(where: OfflineShop, items: list[dict[str, Any]]) -> None:
        answers.append(where.settle(*items))

    jobs = [(shop, mine), (shop, mine[::-1]), (other, theirs), (other, theirs)]
    threads = [threading.Thread(target=sends, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told: dict[str, dict[str, Any]] = {}
    for answer in answers:
        for result in answer:
            assert told.setdefault(result["id"], result) == result
    assert len(answers) == 4
    assert len(told) == 6
    assert sorted(one["status"] for one in told.values()) == ["covered"] * 3 + ["paid"] * 3
    assert (shop.till + other.till, [payer.balance for payer in payers]) == (3_000, [0, 0, 0])
    assert balance_now(ledger.guarantee(community.id)) == 100_000 - 3 * 400
    assert findings() == []


def test_two_phones_that_send_the_same_long_queue_at_once_get_the_same_answers(
    app: Flask, community: CommunityFacts, shop: OfflineShop
) -> None:
    payers = [make_payer(app, community, coins=5_000) for _ in range(4)]
    certificates = [certificate_of(payer) for payer in payers]
    queue = [
        shop.accept(certified_code(payer, certificate, 50), 50)
        for _ in range(12)
        for payer, certificate in zip(payers, certificates, strict=True)
    ]
    queue.append(queue[0] | {"signature": "A" * 86, "id": str(new_id())})
    answers: list[list[dict[str, Any]]] = []
    sent = [queue, queue[::-1], queue[10:40]]
    threads = [
        threading.Thread(target=lambda part=part: answers.append(shop.settle(*part)))
        for part in sent
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(len, answers)) == sorted(map(len, sent))
    told: dict[str, dict[str, Any]] = {}
    for answer in answers:
        for result in answer:
            assert told.setdefault(result["id"], result) == result
    assert sorted(one["status"] for one in told.values()) == ["paid"] * 48 + ["refused"]
    assert (shop.till, {payer.balance for payer in payers}) == (2_400, {4_400})
    assert findings() == []
