"""What goes wrong with machines is named, leaves nothing half done, and does not stop reading."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from backend import clock
from backend.app import create_app
from backend.db import db
from backend.health import readiness, service
from backend.ids import new_id
from backend.ledger import audit
from tests.conftest import config_for
from tests.factories.communities import make_community
from tests.factories.identity import send
from tests.factories.payments import Counter, Payer, make_counter, make_payer

A_PAGE_MORE = "PRAGMA max_page_count = 1"  # never less than there is (SQLite manual, PRAGMA)
NO_LIMIT = "PRAGMA max_page_count = 1073741823"


@pytest.fixture
def counter(app: Flask) -> Counter:
    return make_counter(app, make_community())


@pytest.fixture
def payer(app: Flask, counter: Counter) -> Payer:
    return make_payer(app, counter.community)


def fill(app: Flask) -> Callable[[], None]:
    """Take the room that the database could grow into; returns what gives it back.

    SQLite gets no further page. PostgreSQL says what it says when a disk is full.
    """
    if db.engine.dialect.name == "sqlite":
        limits = [A_PAGE_MORE]

        @event.listens_for(db.engine, "checkout")
        def limit(connection: Any, *_: object) -> None:
            connection.execute(limits[-1])

        writer = app.extensions["batch_writer"]
        writer.close()  # its next connection has the limit

        def give_back() -> None:
            limits.append(NO_LIMIT)
            writer.close()

        return give_back
    with db.engine.begin() as connection:
        connection.execute(text(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$"))  # fmt: skip
        connection.execute(text(
            "CREATE TRIGGER a_full BEFORE INSERT ON transfers EXECUTE FUNCTION full_disk()"
        ))  # fmt: skip
    return _drop


def _drop() -> None:
    with db.engine.begin() as connection:
        connection.execute(text("DROP FUNCTION full_disk CASCADE"))


def test_a_full_disk_is_named_and_the_same_payment_goes_through_when_there_is_room(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    made_room = fill(app)
    refused, booked = None, 0
    for _ in range(400):  # the pages that are there take some payments yet
        payment_id, code = new_id(), payer.code()
        answer = counter.scan(code, 1, payment_id)
        if answer.status_code != 200:
            refused = answer
            break
        booked += 1
    assert refused is not None
    assert (refused.status_code, refused.json["code"]) == (503, "disk_full")
    assert payer.balance == 10_000 - booked
    wallet = send(payer.client, "GET", f"/communities/{payer.community.id}/wallet")
    assert wallet.json["balance"] == 10_000 - booked

    made_room()
    assert counter.scan(code, 1, payment_id).status_code == 200
    assert payer.balance == 10_000 - booked - 1
    assert audit.check_all(audit.CHECKS) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_is_written_under_a_date_that_cannot_be(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    code, payment_id = payer.code(), new_id()
    clock.use_source(lambda: datetime(1970, 1, 1, 0, 5, tzinfo=UTC))
    refused = counter.scan(code, 1, payment_id)
    assert (refused.status_code, refused.json["code"]) == (503, "clock_wrong")
    assert send(payer.client, "GET", "/me").status_code == 200
    assert reasons(app) == {"clock_wrong"}
    clock.use_source(None)
    assert counter.scan(code, 1, payment_id).status_code == 200
    assert payer.balance == 9_999


def test_a_ready_server_says_so_and_each_reason_against_has_a_name(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reasons(app) == set()
    service.note("tick", went_well=True)
    later = clock.now() + timedelta(hours=1)
    clock.use_source(lambda: later - timedelta(hours=3))
    assert reasons(app) == {"clock_wrong"}
    clock.use_source(None)
    if db.engine.dialect.name == "sqlite":
        monkeypatch.setattr(readiness, "ROOM_NEEDED", 2**62)
        assert reasons(app) == {"disk_low"}
        monkeypatch.undo()
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0027'"))
    assert reasons(app) == {"database_behind"}
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert reasons(app) == set()  # an older server beside a newer database
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    assert reasons(app) == {"database_behind"}


@pytest.mark.parametrize(
    "address",
    ["sqlite:////nowhere/wijkmunt.sqlite", "postgresql+psycopg://nobody@127.0.0.1:1/none"],
)
def test_a_server_whose_database_is_away_says_so_and_still_tells_its_metrics(address: str) -> None:
    app = create_app(config_for(address))
    answer: Any = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert "database_away" in answer.json["reasons"]
    told = app.test_client().get("/metrics").text
    assert 'wijkmunt_not_ready{reason="database_away"} 1.0' in told
    assert "wijkmunt_upkeep_age_seconds" not in told


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_metrics_are_for_this_machine_and_for_who_knows_the_token(
    make_app: Callable[..., Flask],
) -> None:
    def status(app: Flask, address: str, **headers: str) -> int:
        base = {"REMOTE_ADDR": address}
        return app.test_client().get("/metrics", headers=headers, environ_base=base).status_code

    closed, open_to_some = make_app(), make_app(metrics_token="a-token-for-the-metrics")
    behind = make_app(proxies=1)
    assert status(closed, "127.0.0.1") == status(closed, "::1") == status(closed, "") == 200
    assert status(closed, "192.0.2.1") == status(closed, "nonsense") == 404
    assert status(closed, "192.0.2.1", Authorization="Bearer ") == 404
    for header in ("X-Forwarded-For", "Forwarded", "Via", "X-Forwarded-Host"):
        assert status(closed, "127.0.0.1", **{header: "127.0.0.1"}) == 404
    assert status(behind, "127.0.0.1", **{"X-Forwarded-For": "127.0.0.1"}) == 404
    token = {"Authorization": "Bearer a-token-for-the-metrics"}
    assert status(open_to_some, "192.0.2.1", **token) == 200
    assert status(open_to_some, "192.0.2.1", Authorization="Bearer é") == 404
    assert status(open_to_some, "127.0.0.1", Authorization="Bearer other") == 404


def reasons(app: Flask) -> set[str]:
    """What the server says now against its being ready."""
    readiness_now = app.extensions["readiness"]
    readiness_now._until = 0.0
    answer: Any = app.test_client().get("/readyz")
    assert answer.status_code == (503 if answer.json.get("reasons") else 200)
    assert "secret" not in answer.text
    return set(answer.json.get("reasons", ()))


def test_when_every_connection_is_taken_the_answer_has_a_name(
    make_app: Callable[..., Flask],
) -> None:
    app = make_app(pool_size=2)
    with app.app_context():
        db.engine.pool._timeout = 0.05  # type: ignore[attr-defined]
        with ExitStack() as taken:
            with suppress(NoConnectionLeft):
                while True:
                    taken.enter_context(db.engine.connect())
            answer = app.test_client().get("/api/v1/server")
    assert (answer.status_code, answer.json and answer.json["code"]) == (503, "unavailable")
