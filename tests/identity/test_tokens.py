"""Access and refresh tokens: only ours, only of the right kind, only in time."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend import clock
from backend.codes import base64url
from backend.identity import service
from backend.identity.errors import SessionMissing
from backend.web.secret_keys import secret_keys
from tests.conftest import SECRET
from tests.factories.identity import keep_cookies, make_person, seconds_later, send, sign_in
from tests.identity.conftest import Holder

NEWER = "a-newer-secret-for-the-tests-of-48-characters-x!"
Claims = dict[str, Any]


def opened(app: Flask) -> service.Tokens:
    return service.open_session(make_person(), "telefoon", clock.now())


def parts(token: str) -> tuple[Claims, Claims]:
    """Header and claims, unverified."""
    header, claims, _ = token.split(".")
    return json.loads(base64url.decode(header)), json.loads(base64url.decode(claims))


def test_an_access_token_says_who_and_when(app: Flask) -> None:
    person_id = make_person()
    made = service.open_session(person_id, "telefoon", clock.now())
    header, claims = parts(made.access)
    assert header == {
        "alg": "HS256",
        "kid": secret_keys("access token")[0].id,
        "typ": "access+jwt",
    }
    assert claims["iss"] == "https://munt.test"
    assert claims["aud"] == "wijkmunt"
    assert claims["exp"] - claims["iat"] == 600
    assert claims["auth_time"] == claims["iat"]
    proven = service.read_access_token(made.access)
    assert (proven.person_id, proven.session_id) == (person_id, made.session_id)


def test_a_token_holds_no_personal_data(app: Flask) -> None:
    made = opened(app)
    assert made.refresh is not None
    for token in (made.access, made.refresh):
        assert "Samira" not in json.dumps(parts(token))
        assert token not in repr(made)


def test_a_newer_secret_signs_and_an_older_one_still_verifies(
    make_app: Callable[..., Flask],
) -> None:
    before, after, later = (
        make_app(),
        make_app(secrets=(NEWER, SECRET)),
        make_app(secrets=(NEWER,)),
    )
    with before.app_context():
        old = opened(before)
    with after.app_context():
        service.read_access_token(old.access)
        new = opened(after)
    assert parts(old.access)[0]["kid"] != parts(new.access)[0]["kid"]
    with later.app_context():
        service.read_access_token(new.access)
        with pytest.raises(SessionMissing):
            service.read_access_token(old.access)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(holder: Holder) -> None:
    answer = send(holder.client, "POST", "/session/refresh")
    access, refresh = answer.headers.getlist("Set-Cookie")
    assert access.startswith("__Host-wm_access=ey")
    assert refresh.startswith("__Secure-wm_refresh=ey")
    for cookie, path in ((access, "/"), (refresh, "/api/v1/session/refresh")):
        flags = set(cookie.split("; ")[1:])
        assert {"Secure", "HttpOnly", "SameSite=Strict", f"Path={path}"} <= flags
        assert "Domain=" not in cookie
        assert any(flag in flags for flag in ("Max-Age=2592000", "Max-Age=2591999"))


def test_without_a_token_nobody_is_signed_in(app: Flask) -> None:
    answer = send(app.test_client(), "GET", "/me/sessions")
    assert (answer.status_code, answer.json["code"]) == (401, "session_missing")
    answer = send(app.test_client(), "POST", "/session/refresh")
    assert (answer.status_code, answer.json["code"]) == (401, "session_missing")


def test_signing_out_ends_the_session_and_forgets_the_cookies(holder: Holder) -> None:
    copy = holder.client.get_cookie("__Host-wm_access", domain="munt.test")
    assert copy is not None
    answer = send(holder.client, "POST", "/session/sign-out")
    assert answer.status_code == 204
    assert all("Max-Age=0" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
    holder.client.set_cookie("__Host-wm_access", copy.value, domain="munt.test")
    answer = send(holder.client, "GET", "/me/sessions")
    assert (answer.status_code, answer.json["code"]) == (401, "session_revoked")


def test_signing_out_works_with_an_access_token_past_its_time(app: Flask) -> None:
    start = clock.now()
    client: FlaskClient = app.test_client()
    made = sign_in(client, make_person())
    seconds_later(start, 3600)
    keep_cookies(client, made)
    assert send(client, "POST", "/session/sign-out").status_code == 204
    assert not service.session_is_good(made.session_id)


def test_signing_out_twice_or_with_nonsense_is_quiet(app: Flask) -> None:
    client: FlaskClient = app.test_client()
    client.set_cookie("__Host-wm_access", str(uuid.uuid4()), domain="munt.test")
    assert send(client, "POST", "/session/sign-out").status_code == 204
    assert send(client, "POST", "/session/sign-out").status_code == 204
