"""Passkeys and recovery codes: there is always a way back in, and no way around it."""

import logging
import re
import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from backend import clock
from backend.db import db
from backend.errors import DomainError
from backend.identity import passkeys, queries, recovery
from backend.identity.models import RecoveryCode
from tests.conftest import ORIGIN
from tests.factories.authenticator import Authenticator
from tests.factories.communities import make_community
from tests.factories.identity import give_passkey, make_person, seconds_later, send
from tests.identity.ceremonies import (
    add_passkey,
    answered,
    confirm,
    options,
    refusal,
    sign_in,
    sign_up,
)
from tests.identity.conftest import Holder
from tests.support.each import each

REFUSED = (422, "recovery_code_refused")
STALE = (403, "fresh_login_required")
LAST = (409, "last_passkey")


def recover(app: Flask, code: str) -> tuple[FlaskClient, int, str]:
    """A browser after trying ``code``, the status and the error's code."""
    client = app.test_client()
    answer = send(client, "POST", "/sign-in/recovery", {"code": code, "device_name": "nieuw"})
    return client, answer.status_code, answer.json.get("code", "")


def test_the_last_passkey_stays_while_there_are_no_recovery_codes(
    holder: Holder, fresh: FlaskClient
) -> None:
    only = send(fresh, "GET", "/me/passkeys").json["passkeys"][0]["id"]
    assert refusal(send(fresh, "DELETE", f"/me/passkeys/{only}")) == LAST
    assert send(fresh, "POST", "/me/recovery-codes").status_code == 200
    assert send(fresh, "DELETE", f"/me/passkeys/{only}").status_code == 204
    assert send(fresh, "GET", "/me").json["has_passkey"] is False


def test_used_codes_do_not_count_as_a_way_back(app: Flask, fresh: FlaskClient) -> None:
    only = send(fresh, "GET", "/me/passkeys").json["passkeys"][0]["id"]
    for code in send(fresh, "POST", "/me/recovery-codes").json["codes"]:
        assert recovery.use(code) is not None
    assert send(fresh, "GET", "/me/recovery-codes").json == {"unused": 0}
    assert refusal(send(fresh, "DELETE", f"/me/passkeys/{only}")) == LAST


def test_a_removed_passkey_no_longer_signs_in(
    app: Flask, holder: Holder, fresh: FlaskClient
) -> None:
    second = Authenticator(ORIGIN)
    first = add_passkey(fresh, second).json["passkeys"][0]["id"]
    assert send(fresh, "DELETE", f"/me/passkeys/{first}").status_code == 204
    assert refusal(sign_in(app.test_client(), holder.authenticator)) == (422, "passkey_unknown")
    assert sign_in(app.test_client(), second).status_code == 200


def test_two_passkeys_removed_at_once_leave_one(
    app: Flask, holder: Holder, two_servers: tuple[Flask, Flask]
) -> None:
    give_passkey(holder.person_id, "tweede")
    both = [one.id for one in queries.passkeys_of(holder.person_id)]
    barrier = threading.Barrier(2)
    refused: list[str] = []

    def remove(number: int) -> None:
        with two_servers[number].app_context():
            barrier.wait()
            try:
                passkeys.remove(holder.person_id, both[number])
            except DomainError as error:
                refused.append(error.code)

    threads = [threading.Thread(target=remove, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["last_passkey"]


def test_passkeys_change_only_after_a_fresh_login(holder: Holder, fresh: FlaskClient) -> None:
    only = send(holder.client, "GET", "/me/passkeys").json["passkeys"][0]["id"]
    given = options(fresh, "/me/passkeys/options")
    made = Authenticator(ORIGIN).create(given["public_key"])
    for answer in (
        send(holder.client, "POST", "/me/passkeys/options"),
        send(holder.client, "POST", "/me/passkeys", answered(given, made, name="x")),
        send(holder.client, "DELETE", f"/me/passkeys/{only}"),
        send(holder.client, "POST", "/me/recovery-codes"),
    ):
        assert refusal(answer) == STALE


def test_a_passkey_begun_in_one_session_is_not_finished_in_another(
    app: Flask, holder: Holder, fresh: FlaskClient
) -> None:
    assert confirm(holder.client, holder.authenticator).status_code == 204
    given = options(fresh, "/me/passkeys/options")
    made = Authenticator(ORIGIN).create(given["public_key"])
    answer = send(holder.client, "POST", "/me/passkeys", answered(given, made, name="x"))
    assert refusal(answer) == (409, "challenge_expired")


def test_nobody_removes_somebody_elses_passkey(app: Flask, fresh: FlaskClient) -> None:
    other = make_person("Piet")
    give_passkey(other)
    theirs = queries.passkeys_of(other)[0].id
    assert refusal(send(fresh, "DELETE", f"/me/passkeys/{theirs}")) == (404, "not_found")


def test_there_are_ten_codes_of_eighty_bits_in_readable_groups(fresh: FlaskClient) -> None:
    codes = send(fresh, "POST", "/me/recovery-codes").json["codes"]
    assert len(set(codes)) == 10
    shape = re.compile("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}")
    assert all(shape.fullmatch(code) for code in codes)
    assert send(fresh, "GET", "/me/recovery-codes").json == {"unused": 10}


def test_codes_are_kept_as_keyed_hashes_only(fresh: FlaskClient) -> None:
    codes = send(fresh, "POST", "/me/recovery-codes").json["codes"]
    kept = db.session.execute(select(*RecoveryCode.__table__.columns)).all()
    assert len(kept) == 10
    assert all(code.replace("-", "") not in str(kept) for code in codes)
    assert all(len(row.code_hash) == 32 for row in kept)


def test_a_code_signs_in_once_however_it_is_typed(app: Flask, fresh: FlaskClient) -> None:
    code = send(fresh, "POST", "/me/recovery-codes").json["codes"][0]
    client, status, _ = recover(app, f" {code.lower().replace('-', ' ')} ")
    assert status == 200
    assert send(client, "GET", "/me/recovery-codes").json == {"unused": 9}
    assert recover(app, code)[1:] == REFUSED


@each("code", ["", "AAAA-AAAA-AAAA-AAAA", "a" * 64, "0" * 16, "é", "😀" * 8])
def test_wrong_codes_are_all_refused_alike(app: Flask, fresh: FlaskClient, code: str) -> None:
    send(fresh, "POST", "/me/recovery-codes")
    _, status, error = recover(app, code)
    assert status == 422
    assert error in {"recovery_code_refused", "invalid_request"}


def test_new_codes_void_the_old_ones(app: Flask, fresh: FlaskClient) -> None:
    old = send(fresh, "POST", "/me/recovery-codes").json["codes"]
    new = send(fresh, "POST", "/me/recovery-codes").json["codes"]
    assert not set(old) & set(new)
    assert recover(app, old[0])[1:] == REFUSED
    assert recover(app, new[0])[1] == 200


def test_a_recovered_session_may_add_a_passkey_and_nothing_else(
    app: Flask, fresh: FlaskClient
) -> None:
    code = send(fresh, "POST", "/me/recovery-codes").json["codes"][0]
    client, _, _ = recover(app, code)
    assert send(client, "GET", "/me").json["fresh_until"] is None
    only = send(client, "GET", "/me/passkeys").json["passkeys"][0]["id"]
    assert refusal(send(client, "POST", "/me/recovery-codes")) == STALE
    assert refusal(send(client, "DELETE", f"/me/passkeys/{only}")) == STALE
    new = Authenticator(ORIGIN)
    assert add_passkey(client, new).status_code == 201
    assert confirm(client, new).status_code == 204
    assert send(client, "DELETE", f"/me/passkeys/{only}").status_code == 204


def test_a_recovered_session_may_add_a_passkey_for_fifteen_minutes(
    app: Flask, fresh: FlaskClient
) -> None:
    start = clock.now()
    seconds_later(start, 0)
    code = send(fresh, "POST", "/me/recovery-codes").json["codes"][0]
    client, _, _ = recover(app, code)
    seconds_later(start, 901)
    send(client, "POST", "/session/refresh")
    assert refusal(send(client, "POST", "/me/passkeys/options")) == STALE


def test_one_code_used_by_two_at_once_works_for_one(
    app: Flask, fresh: FlaskClient, two_servers: tuple[Flask, Flask]
) -> None:
    code = send(fresh, "POST", "/me/recovery-codes").json["codes"][0]
    barrier = threading.Barrier(4)
    found: list[object] = []

    def use(number: int) -> None:
        with two_servers[number % 2].app_context():
            barrier.wait()
            found.append(recovery.use(code))

    threads = [threading.Thread(target=use, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count(None) == 3


def test_nothing_personal_is_logged(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        authenticator = Authenticator(ORIGIN)
        client = app.test_client()
        name = "Fatima uit de Columbusstraat"
        joined = sign_up(client, authenticator, make_community().id, name)
        code = joined.json["recovery_codes"][0]
        recover(app, code)
        recover(app, code)
        sign_in(app.test_client(), authenticator)
        authenticator.origin = "https://evil.example"
        sign_in(app.test_client(), authenticator)
        send(client, "POST", "/session/refresh")
    token = client.get_cookie("__Host-wm_access", domain="munt.test")
    assert token is not None
    for secret in (name, "Fatima", code, code.replace("-", ""), token.value, "127.0.0.1"):
        assert secret not in caplog.text
