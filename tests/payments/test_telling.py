"""Payers' phones are told, and a payment of somebody without such a phone writes no row more."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from backend.db import Batch, commit, db
from backend.ledger.audit import check_all
from backend.notices import audit, push_sender
from backend.payments import counter as counters
from tests.factories.communities import make_community
from tests.factories.identity import send
from tests.factories.payments import Payer, make_counter, make_payer
from tests.support.push_service import PushService, push_service

PAYMENT_AND_TRANSFER = 2


@pytest.fixture
def phones() -> Iterator[PushService]:
    with push_service() as service:
        yield service
        assert service.troubles == []


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    app = make_app(origin="http://localhost:8000")
    with app.app_context():
        yield app
        assert check_all(audit.CHECKS) == []
        db.session.remove()


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements each batch of the counter had; they are written all the same."""
    counts: list[int] = []

    def counted(batch: Batch) -> None:
        counts.append(len(batch.steps))
        commit(batch)

    monkeypatch.setattr(counters, "commit", counted)
    return counts


def news(payer: Payer) -> list[tuple[str, object]]:
    found = send(payer.client, "GET", "/me/notices").json["notices"]
    return [(one["kind"], one["params"]["amount"]) for one in found]


def test_only_phones_that_ask_for_it_cost_anything_at_the_counter(
    app: Flask, phones: PushService, written: list[int]
) -> None:
    community = make_community()
    counter, payer = make_counter(app, community), make_payer(app, community)
    asked: list[str] = []
    assert counter.scan(payer.code(), 100).status_code == 200
    event.listen(
        db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]), named=False
    )
    assert counter.scan(payer.code(), 100).status_code == 200
    assert written == [PAYMENT_AND_TRANSFER] * 2
    assert [sql for sql in asked if "push" in sql or "notices" in sql] == []
    assert news(payer) == []

    send(payer.client, "PUT", "/me/push", phones.browser().json)
    assert counter.scan(payer.code(), 120).status_code == 200
    assert written[-1] == PAYMENT_AND_TRANSFER + 2
    assert counter.scan(payer.code(limit=50), 900).status_code == 202
    assert news(payer) == [("payment_waiting", 900), ("paid", 120)]
    assert push_sender.send_due() == 2
    assert sorted(push.said["kind"] for push in phones.arrived) == ["paid", "payment_waiting"]
    urgent = next(push for push in phones.arrived if push.said["kind"] == "payment_waiting")
    assert (urgent.headers["urgency"], int(urgent.headers["ttl"]) <= 120) == ("high", True)

    send(payer.client, "PATCH", "/me/push", {"switches": {"paid": False}})
    assert counter.scan(payer.code(), 130).status_code == 200
    assert written[-1] == PAYMENT_AND_TRANSFER
    assert len(news(payer)) == 2


def test_a_payment_that_is_retried_or_refused_tells_nobody_twice(
    app: Flask, phones: PushService
) -> None:
    community = make_community()
    counter, payer = make_counter(app, community), make_payer(app, community)
    send(payer.client, "PUT", "/me/push", phones.browser().json)
    code = payer.code()
    first = counter.scan(code, 100)
    again = counter.scan(code, 100, payment_id=first.json["id"])
    assert (first.status_code, again.status_code) == (200, 200)
    assert counter.scan(code, 100).status_code == 409
    assert news(payer) == [("paid", 100)]
