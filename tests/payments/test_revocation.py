"""What was revoked is obeyed at once, also by a server that remembers it otherwise."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import db
from backend.ids import new_id
from tests.factories.identity import send, sign_in, signed_in_client
from tests.factories.payments import Counter, Payer, revoke_key


@pytest.fixture
def elsewhere(make_app: Callable[..., Flask], counter: Counter, payer: Payer) -> FlaskClient:
    """The cashier's browser at another server, which remembers shop, cashier and payer."""
    server = make_app()
    browser = server.test_client()
    with server.app_context():
        sign_in(browser, counter.cashier.person_id)
        assert counter.scan(payer.code(), 1, client=browser).status_code == 200
        db.session.remove()
    return browser


def scan_elsewhere(counter: Counter, payer: Payer, browser: FlaskClient) -> str:
    """How the other server answers: paid, waiting, or the refusal."""
    before = counter.till
    answer = counter.scan(payer.code(), 10, client=browser)
    said: str = answer.json.get("code") or answer.json["status"]
    assert counter.till == before + (10 if said == "paid" else 0)
    return said


def test_nothing_changed_so_it_is_paid(
    counter: Counter, payer: Payer, elsewhere: FlaskClient
) -> None:
    assert scan_elsewhere(counter, payer, elsewhere) == "paid"


def test_a_cashier_who_was_sent_away(
    counter: Counter, payer: Payer, elsewhere: FlaskClient
) -> None:
    community_service.revoke(counter.cashier.person_id, "shop_staff", counter.shop.place, by=None)
    assert scan_elsewhere(counter, payer, elsewhere) == "forbidden"


def test_a_session_that_was_ended_on_another_device(
    counter: Counter, payer: Payer, elsewhere: FlaskClient
) -> None:
    phone = signed_in_client(counter.cashier.client.application, counter.cashier.person_id)
    sessions = send(phone, "GET", "/me/sessions").json["sessions"]
    for session in sessions:
        if not session["current"]:
            send(phone, "DELETE", f"/me/sessions/{session['id']}")
    assert scan_elsewhere(counter, payer, elsewhere) == "session_revoked"


def test_a_key_that_was_revoked(counter: Counter, payer: Payer, elsewhere: FlaskClient) -> None:
    revoke_key(payer)
    assert scan_elsewhere(counter, payer, elsewhere) == "code_key_revoked"


def test_a_shop_that_closed_and_opened(
    counter: Counter, payer: Payer, elsewhere: FlaskClient
) -> None:
    community_service.change_organisation(counter.shop.id, status="closed")
    assert scan_elsewhere(counter, payer, elsewhere) == "shop_closed"
    community_service.change_organisation(counter.shop.id, status="open")
    assert scan_elsewhere(counter, payer, elsewhere) == "paid"


def test_a_limit_that_the_payer_lowered(
    counter: Counter, payer: Payer, elsewhere: FlaskClient
) -> None:
    path = f"/communities/{payer.community.id}/wallet/limit"
    assert send(payer.client, "PUT", path, {"limit": 9}).status_code == 200
    assert scan_elsewhere(counter, payer, elsewhere) == "waiting"


def test_a_refusal_is_never_decided_from_old_facts(
    counter: Counter, payer: Payer, elsewhere: FlaskClient
) -> None:
    community_service.change_organisation(counter.shop.id, status="closed")
    assert scan_elsewhere(counter, payer, elsewhere) == "shop_closed"
    community_service.change_organisation(counter.shop.id, status="open")
    payment_id, code = new_id(), payer.code()
    assert counter.scan(code, 10, payment_id, elsewhere).status_code == 200


def test_a_member_who_left_and_came_back(
    counter: Counter, payer: Payer, elsewhere: FlaskClient
) -> None:
    place = communities.place_of_organisation(counter.shop.id)._replace(organisation_id=None)
    community_service.revoke(payer.person_id, "member", place, by=None)
    assert scan_elsewhere(counter, payer, elsewhere) == "not_allowed_here"
    community_service.grant(payer.person_id, "member", place, by=None)
    assert scan_elsewhere(counter, payer, elsewhere) == "paid"
