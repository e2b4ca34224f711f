"""What is wrong with an acceptance has a name, moves nothing, and is the shop's to bear."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask

from backend import clock
from backend.codes.certificate import Certificate
from backend.communities import service as communities
from backend.communities.queries import CommunityFacts
from backend.ids import new_id
from backend.offline.queries import owed_by
from tests.factories.communities import make_community
from tests.factories.identity import give_device_key, send, signed_in_client
from tests.factories.ledger import findings
from tests.factories.offline import (
    OfflineShop,
    certificate_of,
    certified_code,
    make_offline_shop,
    offer,
    owed,
)
from tests.factories.payments import Payer, make_payer, revoke_key

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_what_is_not_as_it_says_is_refused_by_name(
    app: Flask, community: CommunityFacts, shop: OfflineShop, payer: Payer
) -> None:
    now, certificate = clock.now(), certificate_of(payer)
    stranger = make_payer(app, community)
    elsewhere = make_community("Lombok")
    offer(elsewhere)
    theirs = make_payer(app, elsewhere)
    code = certified_code(payer, certificate)
    other_key = give_device_key(stranger.person_id, stranger.session_id)
    thief = replace(shop, key_id=other_key[0], private_key=other_key[1])
    raised = replace_allowance(certificate)
    late = now + 8 * DAY
    cases: dict[str, Callable[[], dict[str, Any]]] = {
        "acceptance_key_unknown": lambda: thief.accept(code),
        "acceptance_signature_bad": lambda: shop.accept(code) | {"id": str(new_id())},
        "acceptance_from_future": lambda: shop.accept(code, at=now + 2 * MINUTE),
        "code_unreadable": lambda: shop.accept("WM1:"),
        "code_version_unknown": lambda: shop.accept("WM2:" + code[4:]),
        "code_wrong_community": lambda: shop.accept(certified_code(theirs, certificate_of(theirs))),
        "certificate_missing": lambda: shop.accept(payer.code(exact=500)),
        "certificate_bad": lambda: shop.accept(certified_code(stranger, certificate)),
        "certificate_expired": lambda: shop.accept(
            certified_code(payer, certificate, at=late), at=late
        ),
        "code_signature_bad": lambda: shop.accept(
            certified_code(replace(payer, private_key=stranger.private_key), certificate)
        ),
        "code_expired": lambda: shop.accept(
            certified_code(payer, certificate, at=now - 5 * MINUTE), at=now
        ),
        "code_from_future": lambda: shop.accept(
            certified_code(payer, certificate, at=now + 5 * MINUTE), at=now
        ),
        "code_amount_mismatch": lambda: shop.accept(code, 400),
    }
    items = {name: make() for name, make in cases.items()}
    items["a raised allowance"] = shop.accept(certified_code(payer, raised))
    clock.use_source(lambda: late if "certificate_expired" in waiting else now)
    waiting = {"certificate_expired"}
    (expired,) = shop_after(app, shop, items.pop("certificate_expired"))
    assert (expired["status"], expired["code"]) == ("refused", "certificate_expired")
    waiting.clear()
    results = shop.settle(*items.values())
    named = {name: result["code"] for name, result in zip(items, results, strict=True)}
    assert named.pop("a raised allowance") == "certificate_bad"
    assert named == {name: name for name in named}
    assert {result["status"] for result in results} == {"refused"}
    assert (payer.balance, stranger.balance, shop.till) == (10_000, 10_000, 0)
    assert findings() == []


def shop_after(app: Flask, shop: OfflineShop, item: dict[str, Any]) -> list[dict[str, Any]]:
    """Settle one item in a session that is good at this other time."""
    return replace(shop, client=signed_in_client(app, shop.person_id)).settle(item)


def replace_allowance(certificate: Certificate) -> Certificate:
    """The same with a word of one's own about how much it may spend."""
    return Certificate(
        public_key=certificate.public_key,
        allowance=certificate.allowance + 1,
        expires_at=certificate.expires_at,
        serial=certificate.serial,
        signature=certificate.signature,
    )


def test_a_blocked_phone_costs_its_owner_nothing_and_the_guarantee_a_little(
    app: Flask, community: CommunityFacts, shop: OfflineShop, payer: Payer
) -> None:
    certificate, now = certificate_of(payer), clock.now()
    before = shop.accept(certified_code(payer, certificate, at=now), at=now)
    revoke_key(payer)
    clock.use_source(lambda: now + MINUTE)
    after = [
        shop.accept(certified_code(payer, certificate, 900), 900),
        shop.accept(certified_code(payer, certificate, 900), 900),
    ]
    other = make_offline_shop(app, community, name="Schuur")
    more = other.accept(certified_code(payer, certificate, 900), 900)
    results = [*shop.settle(before, *after), *other.settle(more)]
    told = [(r["status"], r["code"], r["received"]) for r in results]
    assert told == [
        ("paid", None, 500),
        ("covered", "code_key_revoked", 900),
        ("refused", "over_allowance", 0),
        ("covered", "code_key_revoked", 900),
    ]
    third = make_offline_shop(app, community, name="Loods")
    (last,) = third.settle(third.accept(certified_code(payer, certificate, 900), 900))
    assert (last["status"], last["code"], last["received"]) == ("short", "guarantee_used_up", 200)
    assert (payer.balance, owed_by(community.id, payer.person_id)) == (9_500, 0)
    assert findings() == []


def test_a_closed_shop_keeps_its_queue_and_careless_shops_bear_what_they_could_have_seen(
    app: Flask, community: CommunityFacts, shop: OfflineShop
) -> None:
    payer = make_payer(app, community, coins=1_200)
    certificate = certificate_of(payer)
    item = shop.accept(certified_code(payer, certificate, 700), 700)
    more = shop.accept(certified_code(payer, certificate, 900), 900)
    communities.change_organisation(shop.shop.id, status="closed")
    closed = shop.send(item, more)
    assert (closed.status_code, closed.json["code"]) == (409, "shop_closed")
    communities.change_organisation(shop.shop.id, status="open")
    paid, short = shop.settle(item, more)
    assert (paid["status"], paid["received"]) == ("paid", 700)
    assert (short["status"], short["code"], short["received"]) == ("short", "over_allowance", 500)
    assert owed(payer) == 400
    listed = send(shop.client, "GET", f"/organisations/{shop.shop.id}/offline-conflicts").json
    (conflict,) = listed["conflicts"]
    assert (conflict["reason"], conflict["lost_because"]) == ("not_enough_coins", "over_allowance")
    assert (conflict["lost"], conflict["owed"], conflict["payer_name"]) == (400, 400, None)
    assert findings() == []
