"""Many shops at the same instant: five tries are five, and a day's ceiling is one ceiling."""

import threading
import uuid
from collections import Counter as Tally
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask

from backend.cards import pins, queries, trying
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.errors import DomainError
from tests.factories.cards import PIN, Holder, pay
from tests.factories.communities import make_organisation
from tests.factories.ledger import findings
from tests.factories.payments import Counter, make_counter
from tests.factories.tasks import refusal

SHOPS, TRIES_OF_EACH = 10, 6


def test_many_shops_at_once_take_a_day_s_ceiling_and_look_at_five_wrong_pins(
    app: Flask,
    counter: Counter,
    holder: Holder,
    community: CommunityFacts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shops = [counter, *(make_counter(app, community, f"Kraam {n}") for n in range(3))]
    paid: list[int] = []

    def take(shop: Counter) -> None:
        paid.append(pay(shop, holder, 1_000).status_code)

    together([partial(take, shop) for shop in shops])
    assert sorted(paid)[:3] == [200, 200, 200]
    assert (paid.count(200), holder.balance, findings()) == (3, 7_000, [])

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


def hammer(
    app: Flask, holder: Holder, community: CommunityFacts, each: int = TRIES_OF_EACH
) -> "Tally[str]":
    """Every shop tries ``each`` wrong PINs as fast as it can; how often each refusal was met."""
    shops = [make_organisation(community.id, name=f"Winkel {n}").id for n in range(SHOPS)]
    card = queries.card(holder.card_id)
    tally: Tally[str] = Tally()

    def attack(shop_id: uuid.UUID) -> None:
        with app.app_context():
            for number in range(each):
                pin = f"{6000 + number}"
                tried = trying.Try(card, pin, shop_id, card.made_by)
                try:
                    trying.require_right(tried)
                except DomainError as refused:
                    tally[refused.code] += 1

    assert PIN not in {f"{6000 + number}" for number in range(each)}
    together([partial(attack, shop) for shop in shops])
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
