"""Many shops at the same instant: five tries are five, and a day's ceiling is one ceiling."""

import threading
from collections import Counter as Tally
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend.cards import pins, queries, trying
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.errors import DomainError
from tests.factories.cards import PIN, Holder, pay
from tests.factories.ledger import findings
from tests.factories.payments import Counter, make_counter
from tests.factories.tasks import refusal

SHOPS, TRIES_OF_EACH = 10, 12


def test_a_pin_tried_by_many_shops_at_once_is_looked_at_five_times(
    app: Flask,
    counter: Counter,
    holder: Holder,
    community: CommunityFacts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at: list[str] = []
    is_right = pins.is_right

    def counted(pin: str, *kept: Any) -> bool:
        looked_at.append(pin)
        return is_right(pin, *kept)

    monkeypatch.setattr(pins, "is_right", counted)
    tally = hammer(app, holder, community)
    assert len(looked_at) == 5
    assert tally.keys() <= {"card_pin_wrong", "card_locked"}
    assert (tally["card_pin_wrong"] <= 4, tally.total()) == (True, SHOPS * TRIES_OF_EACH)
    db.session.rollback()
    assert queries.card(holder.card_id).tries == 5
    assert refusal(pay(counter, holder)) == "card_locked"


def test_what_many_shops_take_at_once_stays_within_the_day(
    app: Flask, counter: Counter, holder: Holder, community: CommunityFacts
) -> None:
    shops = [counter, *(make_counter(app, community, f"Kraam {n}") for n in range(4))]
    paid: list[int] = []
    together(
        [lambda shop=shop: paid.append(pay(shop, holder, 1_000).status_code) for shop in shops]
    )
    assert sorted(paid)[:3] == [200, 200, 200]
    assert (paid.count(200), holder.balance, findings()) == (3, 7_000, [])


def hammer(
    app: Flask, holder: Holder, community: CommunityFacts, each: int = TRIES_OF_EACH
) -> "Tally[str]":
    """Every shop tries ``each`` wrong PINs as fast as it can; how often each refusal was met."""
    shops = [make_counter(app, community, f"Winkel {number}") for number in range(SHOPS)]
    card = queries.card(holder.card_id)
    tally: Tally[str] = Tally()

    def attack(shop: Counter) -> None:
        with app.app_context():
            for number in range(each):
                pin = f"{6000 + number}"
                tried = trying.Try(card, pin, shop.shop.id, shop.cashier.person_id)
                try:
                    trying.require_right(tried)
                except DomainError as refused:
                    tally[refused.code] += 1

    assert PIN not in {f"{6000 + number}" for number in range(each)}
    together([lambda shop=shop: attack(shop) for shop in shops])
    return tally


def together(deeds: list[Callable[[], object]]) -> None:
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        start.wait()
        deed()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
