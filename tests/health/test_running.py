"""The server as it really runs: workers replaced, secrets turned, and stopped while people pay."""

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from backend.db import db
from backend.ids import new_id
from backend.payments.models import Payment
from tests.conftest import SECRET
from tests.factories.communities import make_community
from tests.factories.identity import sign_in
from tests.factories.payments import Counter, make_counter, make_payer
from tests.health.live import Live

OLD = SECRET
NEW = "the-secret-that-comes-after-it-0123456789"
CUSTOMERS = 4
BETWEEN_PAYMENTS = 0.03
REPLACED_WITHIN = 60

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    file = tmp_path / "secrets"
    file.write_text(OLD, encoding="utf-8")
    return file


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """The same installation in this process, to look into its database."""
    app = make_app(secrets=(OLD,))
    with app.app_context():
        yield app
        db.session.remove()


@dataclass
class Queue:
    """Customers at one counter who pay until they are told to stop."""

    server: Live
    counter: Counter
    cookie: str
    codes: Iterator[str]
    stop: threading.Event = field(default_factory=threading.Event)
    paid: set[uuid.UUID] = field(default_factory=set)
    unanswered: set[uuid.UUID] = field(default_factory=set)
    other: list[Any] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        while not self.stop.is_set():
            with self.lock:
                code = next(self.codes)
            self.pay(new_id(), code)
            self.stop.wait(BETWEEN_PAYMENTS)

    def pay(self, payment_id: uuid.UUID, code: str) -> None:
        body = {"shop_id": str(self.counter.shop.id), "amount": 1, "code": code}
        path = f"/api/v1/payments/{payment_id}"
        try:
            status, answer = self.server.ask("PUT", path, body, cookie=self.cookie)
        except (OSError, HTTPException):
            self.unanswered.add(payment_id)
            self.stop.wait(0.05)
            return
        if status == 200:
            self.paid.add(payment_id)
        else:
            self.other.append(answer)


def test_workers_are_replaced_and_stopped_without_leaving_anybody_unsure(
    app: Flask, database_url: str, secrets: Path
) -> None:
    community = make_community()
    counter, payer = make_counter(app, community), make_payer(app, community)
    cookie = f"__Host-wm_access={sign_in(counter.cashier.client, counter.cashier.person_id).access}"
    db.session.remove()
    codes = (payer.code() for _ in range(5_000))
    with Live(database_url, secrets, "--workers", "2", "--threads", "2") as server:
        queue = Queue(server, counter, cookie, codes)
        threads = [threading.Thread(target=queue.run) for _ in range(CUSTOMERS)]
        for thread in threads:
            thread.start()
        before = server.workers()
        server.replace_workers()
        wait_for(lambda: len(server.workers()) == 2 and not server.workers() & before)
        assert queue.paid
        assert (queue.unanswered, queue.other) == (set(), [])
        # What the workers counted that are gone counts too.
        so_far, paid = len(queue.paid), 'wijkmunt_payments_total outcome="paid"'
        wait_for(lambda: figures(server)[paid] >= so_far)
        assert server.stop() == 0  # while they go on paying
        queue.stop.set()
        for thread in threads:
            thread.join()
        lines = [json.loads(line) for line in server.log]
    booked = set(db.session.scalars(select(Payment.id)))
    assert booked == queue.paid
    assert queue.other == []
    told = [line for line in lines if line.get("operation") == "PUT /api/v1/payments/{payment_id}"]
    assert len(told) == len(queue.paid)
    assert {line["status"] for line in told} == {200}
    assert [line for line in lines if line["kind"] == "event"] == []


def test_two_servers_count_and_turn_their_secrets_one_after_the_other(
    app: Flask, database_url: str, secrets: Path
) -> None:
    person = make_counter(app, make_community()).cashier
    old = f"__Host-wm_access={sign_in(person.client, person.person_id).access}"
    db.session.remove()
    others = secrets.with_name("others")
    others.write_text(OLD, encoding="utf-8")
    options = ("--workers", "2", "--threads", "1")
    with Live(database_url, secrets, *options) as one, Live(database_url, others) as two:
        for _ in range(20):
            assert one.ask("GET", "/api/v1/me", cookie=old)[0] == 200
        me = 'wijkmunt_request_seconds_count operation="GET /api/v1/me" status="200"'
        wait_for(lambda: figures(one)[me] == 20)
        assert {figures(one)[me] for _ in range(6)} == {20}  # whichever worker answers

        for step in ((OLD, NEW), (NEW, OLD)):
            for file in (secrets, others):
                file.write_text(" ".join(step), encoding="utf-8")
                time.sleep(1.1)
                assert {
                    server.ask("GET", "/api/v1/me", cookie=old)[0] for server in (one, two)
                } == {200}
        for file in (secrets, others):
            file.write_text(NEW, encoding="utf-8")
        wait_for(lambda: two.ask("GET", "/api/v1/me", cookie=old)[0] == 401)
        wait_for(lambda: {one.ask("GET", "/api/v1/me", cookie=old)[0] for _ in range(4)} == {401})
        assert two.ask("GET", "/metrics", **{"X-Forwarded-For": "192.0.2.1"})[0] == 404
        assert two.ask("GET", "/readyz") == (200, {"status": "ready"})


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + REPLACED_WITHIN
    while True:
        with suppress(FileNotFoundError, ProcessLookupError):
            if condition():
                return
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.1)


def figures(server: Live) -> dict[str, float]:
    """Every sample of the server's metrics, by its name and labels."""
    status, text = server.ask("GET", "/metrics")
    assert status == 200
    return {
        " ".join([sample.name, *(f'{k}="{v}"' for k, v in sorted(sample.labels.items()))]): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
