"""What the log says of a whole walk through the API: enough to find a fault, and nobody in it."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from backend.db import db
from backend.identity.models import Person
from backend.ids import new_id
from backend.web.api import ROUTES
from backend.web.logs import JsonLines, PlainLines
from tests.contract.world import World, make_world
from tests.factories.identity import send

MEMBERS = {"at", "kind", "request", "operation", "status", "ms", "code"}
ADDRESS = "192.0.2.77"
LEAVING = ("/session", "/me/sessions")
"""Routes after which nobody is signed in any more."""

# An id, a key, a hash, a token, an account number, or digits that somebody could have typed.
TELLING = re.compile(
    r"[0-9a-f]{12}|[A-Za-z0-9_-]{40}|[A-Z]{2}\d{2}[A-Z]{4}|WM1:|@|\d+\.\d+\.\d+\.\d+"
)

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def records() -> Iterator[io.StringIO]:
    """What is logged besides the lines of requests, as the server writes it."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    app = make_app(access_log=True)
    with app.app_context():
        yield app
        db.session.remove()


def walk(app: Flask, world: World) -> None:
    """Payments, then every route once by somebody who pays and once by somebody at a counter."""
    for code in (world.payer.code(), world.payer.code(limit=5)):
        world.counter.scan(code, 100)
    for client in (world.payer.client, world.counter.cashier.client):
        client.environ_base["REMOTE_ADDR"] = ADDRESS
        for route in ROUTES.values():
            if not route.path.startswith(LEAVING):
                send(client, route.method, path_of(world, route.path))
    send(world.payer.client, "GET", "/sign-in/NL91ABNA0417164300?name=Samira")
    app.test_client().open("/\r\n{}", method="PROPFIND")


def path_of(world: World, template: str) -> str:
    """The path with the things of this world, or with some id that nothing has."""
    named = re.sub(r"<[^>]*(passkey_id|subscription_id|:community)>", str(new_id()), template)
    return world.path(named, "shop", "")


@ON_SQLITE
def test_a_line_of_a_request_is_made_of_known_words_only(
    app: Flask, capfd: pytest.CaptureFixture[str], records: io.StringIO
) -> None:
    world = make_world(app)
    capfd.readouterr()
    walk(app, world)
    written = capfd.readouterr().err
    lines = [json.loads(line) for line in written.splitlines()]
    assert len(lines) > 1.9 * len(ROUTES)
    assert {member for line in lines for member in line} == MEMBERS
    assert {line["kind"] for line in lines} == {"request"}
    assert all(re.fullmatch(r"[0-9a-f]{8}-\d+", line["request"]) for line in lines)
    assert all(re.fullmatch(r"[a-z_]+", line["code"]) for line in lines if "code" in line)
    assert len({line["request"] for line in lines}) == len(lines)
    assert {line["operation"] for line in lines} <= operations(app) | {"unmatched"}
    paid = [line for line in lines if line["operation"] == "PUT /api/v1/payments/{payment_id}"]
    assert {(line["status"], line.get("code")) for line in paid} >= {(200, None), (202, None)}

    said = records.getvalue()
    for text in (written, said):
        assert TELLING.findall(re.sub(r'"place": "[^"]*"', "", text)) == []
        assert [name for name in set(db.session.scalars(select(Person.display_name)))
                if name in text] == []  # fmt: skip


def operations(app: Flask) -> set[str]:
    """Every method with every template that the app knows."""
    argument = re.compile(r"<(?:[^:<>]+:)?([a-z_]+)>")
    return {
        method + " " + argument.sub(r"{\g<1>}", rule.rule)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }


@ON_SQLITE
def test_of_an_error_the_kind_and_place_are_told_and_never_the_message(
    make_app: Callable[..., Flask], records: io.StringIO
) -> None:
    app = make_app()

    @app.get("/fails")
    def fails() -> str:
        raise ValueError("Samira, NL91ABNA0417164300")

    answer: Any = app.test_client().get("/fails")
    assert (answer.status_code, answer.json["code"]) == (500, "unexpected")
    (line,) = [json.loads(line) for line in records.getvalue().splitlines()]
    assert line["request"] == answer.headers["X-Request-Id"]
    assert line["message"].startswith("unexpected ValueError at ")
    assert "test_logs.py:" in line["message"]
    assert "Samira" not in records.getvalue()


def test_of_a_library_the_template_is_told_without_the_values() -> None:
    record = logging.makeLogRecord(
        {"name": "urllib3", "msg": "Retrying %s", "args": ("/push/Samira",), "levelno": 30}
    )
    assert json.loads(JsonLines().format(record))["message"] == "Retrying %s"
    assert PlainLines().format(record) == "level none: Retrying %s"
    try:
        int("Samira")
    except ValueError as error:
        record.exc_info = (ValueError, error, error.__traceback__)
    told = JsonLines().format(record) + PlainLines().format(record)
    assert "Samira" not in told
    assert json.loads(JsonLines().format(record))["error"] == "ValueError"


@ON_SQLITE
def test_a_log_that_cannot_be_written_stops_nobody(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open("/dev/full", "wb") as full:  # every write fails as on a full disk
        monkeypatch.setattr("backend.web.access._STDERR", full.fileno())
        assert make_app(access_log=True).test_client().get("/healthz").status_code == 200
