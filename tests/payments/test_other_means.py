"""A payment by card, request or a code kept offline is booked like one by a payment code."""

from dataclasses import replace
from hashlib import sha256

import pytest
from flask import Flask

from backend.communities import service as communities
from backend.db import DuplicateRow
from backend.errors import IdConflict
from backend.ids import new_id
from backend.ledger.errors import NotEnoughCoins
from backend.payments import service
from backend.payments.errors import LimitExceeded, NotAllowedHere, ShopClosed
from backend.payments.service import Means, Order
from tests.factories.communities import make_community
from tests.factories.ledger import findings
from tests.factories.payments import Counter, Payer, make_payer


def test_pays_once_under_the_rules_of_the_counter(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    order = Order(
        id=new_id(),
        shop_id=counter.shop.id,
        payer_id=payer.person_id,
        amount=650,
        means=Means.CARD,
        instrument=b"card no1",
        number=1,
        evidence=sha256(b"card").digest(),
        by=counter.cashier.person_id,
    )
    paid = service.pay_otherwise(order)
    assert (paid.status, paid.means, paid.amount) == ("paid", "card", 650)
    assert service.pay_otherwise(order) == paid
    assert (payer.balance, counter.till) == (9_350, 650)

    with pytest.raises(IdConflict):
        service.pay_otherwise(replace(order, amount=651))
    with pytest.raises(DuplicateRow):
        service.pay_otherwise(replace(order, id=new_id()))
    another = replace(order, id=new_id(), number=2)
    with pytest.raises(LimitExceeded):
        service.pay_otherwise(replace(another, amount=50_001))
    with pytest.raises(NotEnoughCoins):
        service.pay_otherwise(replace(another, amount=9_351))
    elsewhere = make_payer(app, make_community())
    with pytest.raises(NotAllowedHere):
        service.pay_otherwise(replace(another, payer_id=elsewhere.person_id))
    communities.change_organisation(counter.shop.id, status="closed")
    with pytest.raises(ShopClosed):
        service.pay_otherwise(another)
    assert (payer.balance, counter.till) == (9_350, 650)
    # No card was made here, which is all that can be found.
    assert {one.check for one in findings()} == {"card_payment_without_card"}
