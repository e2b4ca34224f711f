"""Secrets change while the server runs: what they made goes on, until they are taken away."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.db import db
from backend.identity import queries as identity
from backend.identity import recovery
from tests.conftest import SECRET
from tests.factories.cards import enrol, pay
from tests.factories.communities import make_community
from tests.factories.identity import make_person, send, sign_in
from tests.factories.payments import make_counter, make_payer
from tests.factories.tasks import make_desk

OLD = SECRET
NEW = "the-secret-that-comes-after-it-0123456789"

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass
class Installation:
    """A server whose secrets stand in a file."""

    app: Flask
    file: Path

    def turn(self, *secrets: str) -> None:
        """Put these secrets into the file, newest first, and let the server see it."""
        self.file.write_text("\n".join(secrets), encoding="utf-8")
        self.app.extensions["secrets"].look()


@pytest.fixture
def here(make_app: Callable[..., Flask], tmp_path: Path) -> Any:
    file = tmp_path / "secrets"
    file.write_text(OLD, encoding="utf-8")
    app = make_app(secrets=(OLD,), secrets_file=file)
    with app.app_context():
        yield Installation(app, file)
        db.session.remove()


def test_sessions_go_on_and_end_with_their_secret_also_where_they_were_remembered(
    here: Installation,
) -> None:
    browser, elsewhere = here.app.test_client(), here.app.test_client()
    sign_in(browser, make_person())
    sign_in(elsewhere, make_person())
    here.turn(OLD, NEW)
    assert send(browser, "GET", "/me").status_code == 200
    here.turn(NEW, OLD)
    assert send(browser, "GET", "/me").status_code == 200
    assert send(elsewhere, "GET", "/me").status_code == 200
    assert send(browser, "POST", "/session/refresh").status_code == 204
    here.turn(NEW)
    assert send(browser, "GET", "/me").status_code == 200
    assert send(elsewhere, "GET", "/me").json["code"] == "session_missing"
    assert send(elsewhere, "POST", "/session/refresh").status_code == 401


def test_a_token_of_a_secret_that_was_just_added_is_known_at_once(
    here: Installation, make_app: Callable[..., Flask]
) -> None:
    ahead = make_app(secrets=(NEW, OLD))
    with ahead.app_context():
        tokens = sign_in(ahead.test_client(), make_person())
    browser = here.app.test_client()
    browser.set_cookie("__Host-wm_access", tokens.access, domain="munt.test")
    assert send(browser, "GET", "/me").status_code == 401
    here.file.write_text(f"{OLD} {NEW}", encoding="utf-8")  # nobody says that it changed
    assert send(browser, "GET", "/me").status_code == 200


def test_codes_of_the_counter_outlive_a_rotation_and_end_with_their_secret(
    here: Installation,
) -> None:
    community = make_community()
    counter, payer = make_counter(here.app, community), make_payer(here.app, community)

    def from_server() -> str:
        path = f"/communities/{community.id}/server-codes"
        return str(send(payer.client, "POST", path, {"amount": None}).json["code"])

    digits = send(
        payer.client, "POST", f"/communities/{community.id}/short-codes", {"code": payer.code()}
    ).json["digits"]
    first, second = from_server(), from_server()
    here.turn(NEW, OLD)
    assert counter.scan(digits, 100).status_code == 200
    assert counter.scan(first, 100).status_code == 200
    here.turn(NEW)
    sign_in(payer.client, payer.person_id)
    sign_in(counter.cashier.client, counter.cashier.person_id)
    # Whoever had the old secret could have signed this one too.
    assert counter.scan(second, 100).json["code"] == "code_key_revoked"
    assert counter.scan(from_server(), 100).status_code == 200
    assert payer.balance == 10_000 - 300


def test_a_pin_moves_to_the_newest_secret_when_it_is_typed(here: Installation) -> None:
    community = make_community()
    counter, desk = make_counter(here.app, community), make_desk(here.app, community)
    typed, untouched = enrol(desk), enrol(desk, name="Opa Jansen")
    here.turn(NEW, OLD)
    assert pay(counter, typed, 100).status_code == 200
    here.turn(NEW)
    sign_in(counter.cashier.client, counter.cashier.person_id)
    assert pay(counter, typed, 100).status_code == 200
    assert pay(counter, untouched, 100).json["code"] == "card_pin_wrong"


def test_recovery_codes_work_as_long_as_their_secret(here: Installation) -> None:
    person_id = make_person()
    first, second, *_ = recovery.replace(person_id)
    here.turn(NEW, OLD)
    assert recovery.use(first) == person_id
    assert identity.unused_recovery_codes(person_id) == recovery.CODES - 1
    here.turn(NEW)
    assert recovery.use(second) is None
    assert identity.unused_recovery_codes(person_id) == 0


@pytest.mark.parametrize("content", ["", "short", "\udcff"])
def test_a_file_that_makes_no_sense_changes_nothing_and_is_told(
    here: Installation, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    browser = here.app.test_client()
    sign_in(browser, make_person())
    with caplog.at_level(logging.ERROR):
        here.file.write_bytes(content.encode("utf-8", "surrogateescape"))
        here.app.extensions["secrets"].look()
        here.file.unlink()
        here.app.extensions["secrets"].look()
    assert send(browser, "GET", "/me").status_code == 200
    assert [record.message for record in caplog.records if "stay as they were" in record.message]
