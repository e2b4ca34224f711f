"""What measures is sound itself: a short volley at a real server, and a short history."""

from flask import Flask

from backend.ledger import audit
from tests.load import growth
from tests.load.place import place, rate_of
from tests.load.volleys import shooters


def test_a_volley_pays_and_earns_and_every_acknowledged_id_is_booked() -> None:
    with shooters(processes=1) as load, place(load, phones=3, shops=2) as street:
        shots = [*street.pay(0.3), *street.pay(0.3, shops=1, rate=40), *street.earn(0.3)]

        assert all(one.acknowledged and one.latencies for one in shots)
        assert all(len(one.acknowledged) == len(one.latencies) for one in shots)
        assert rate_of(shots) > 0
        street.verify()


def test_a_history_is_what_the_services_would_have_left_behind(app: Flask) -> None:
    grown = growth.grow(app, 300, shops=2, payers=3)

    assert audit.run() == []
    costs = grown.take(3)
    assert set(costs) == {"payment", "statement", "till"}
    assert audit.run() == []
