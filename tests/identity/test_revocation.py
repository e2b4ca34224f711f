"""Signing out elsewhere, and what a revocation ends: at once, on every server."""

import uuid

from flask import Flask
from flask.testing import FlaskClient

from backend.db import read_stamps
from backend.identity import queries, service, sessions
from tests.factories.identity import (
    give_device_key,
    keep_cookies,
    make_person,
    send,
    sign_in,
    signed_in_client,
)
from tests.identity.ceremonies import refusal
from tests.identity.conftest import Holder

REVOKED = (401, "session_revoked")
NOT_FOUND = (404, "not_found")


def test_the_list_shows_where_one_is_signed_in_and_which_is_here(app: Flask) -> None:
    person_id = make_person()
    here, there = app.test_client(), app.test_client()
    sign_in(here, person_id, device_name="telefoon")
    sign_in(there, person_id, device_name="laptop")
    sign_in(app.test_client(), make_person("Piet"))
    listed = send(here, "GET", "/me/sessions").json["sessions"]
    assert {one["device_name"]: one["current"] for one in listed} == {
        "telefoon": True,
        "laptop": False,
    }


def test_signing_out_there_ends_that_session_and_its_device_key(app: Flask) -> None:
    person_id = make_person()
    here, there = app.test_client(), app.test_client()
    sign_in(here, person_id)
    gone = sign_in(there, person_id)
    key_id, _ = give_device_key(person_id, gone.session_id)
    assert send(here, "DELETE", f"/me/sessions/{gone.session_id}").status_code == 204
    assert refusal(send(there, "GET", "/me/sessions")) == REVOKED
    assert refusal(send(there, "POST", "/session/refresh")) == REVOKED
    assert len(send(here, "GET", "/me/sessions").json["sessions"]) == 1
    key = queries.device_key(key_id)
    assert key is not None
    assert key.revoked_at is not None


def test_ending_ones_own_session_here_forgets_the_cookies(holder: Holder) -> None:
    current = send(holder.client, "GET", "/me").json["session_id"]
    answer = send(holder.client, "DELETE", f"/me/sessions/{current}")
    assert [("Max-Age=0" in one) for one in answer.headers.getlist("Set-Cookie")] == [True, True]


def test_nobody_ends_somebody_elses_session(app: Flask, holder: Holder) -> None:
    other = sign_in(app.test_client(), make_person("Piet"))
    answer = send(holder.client, "DELETE", f"/me/sessions/{other.session_id}")
    assert refusal(answer) == NOT_FOUND
    assert refusal(send(holder.client, "DELETE", f"/me/sessions/{uuid.uuid4()}")) == NOT_FOUND
    assert service.session_is_good(other.session_id)


def test_a_revocation_is_obeyed_at_once_by_a_server_that_remembers_the_session(
    two_servers: tuple[Flask, Flask],
) -> None:
    one, other = two_servers
    with one.app_context():
        person_id = make_person()
        tokens = service.open_session(person_id, "telefoon", None)
    clients: list[FlaskClient] = []
    for app in (one, other):
        client = app.test_client()
        keep_cookies(client, tokens)
        clients.append(client)
        assert send(client, "GET", "/me/sessions").status_code == 200
    with one.app_context():
        sessions.revoke(tokens.session_id)
    for client in clients:
        assert refusal(send(client, "GET", "/me/sessions")) == REVOKED


def test_the_persons_stamp_rises_with_revocations_and_keys_but_not_with_use(app: Flask) -> None:
    person_id = make_person()
    tokens = service.open_session(person_id, "telefoon", None)

    def version() -> int:
        app_stamps = read_stamps([person_id])
        return app_stamps[0].version

    assert version() == 0
    assert tokens.refresh is not None
    sessions.refresh(tokens.refresh)
    sessions.confirm(tokens.session_id)
    assert version() == 0
    give_device_key(person_id, tokens.session_id)
    registered = version()
    assert registered > 0
    sessions.revoke(tokens.session_id)
    assert version() > registered


def test_revoking_again_changes_nothing(app: Flask) -> None:
    person_id = make_person()
    tokens = service.open_session(person_id, "telefoon", None)
    sessions.revoke(tokens.session_id)
    before = read_stamps([person_id])
    sessions.revoke(tokens.session_id)
    assert read_stamps([person_id]) == before


def test_a_revoked_session_cannot_be_confirmed(app: Flask, holder: Holder) -> None:
    client = signed_in_client(app, holder.person_id)
    session_id = uuid.UUID(send(client, "GET", "/me").json["session_id"])
    sessions.revoke(session_id)
    assert refusal(send(client, "POST", "/session/confirm/options")) == REVOKED


def test_somebody_changes_their_name_and_language(holder: Holder) -> None:
    change = {"display_name": "Sam", "language": "tr"}
    changed = send(holder.client, "PATCH", "/me", change).json["person"]
    assert (changed["display_name"], changed["language"]) == ("Sam", "tr")
    changed = send(holder.client, "PATCH", "/me", {"language": "ar"}).json["person"]
    assert (changed["display_name"], changed["language"]) == ("Sam", "ar")
    assert queries.display_names([holder.person_id]) == {holder.person_id: "Sam"}
