"""Access and refresh tokens: only ours, only of the right kind, only in time."""

import hashlib
import hmac
import json
import uuid
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend import clock
from backend.codes import base64url
from backend.identity import service, tokens
from backend.identity.errors import SessionMissing
from backend.web.secret_keys import secret_keys
from tests.conftest import SECRET
from tests.factories.identity import keep_cookies, make_person, seconds_later, send, sign_in
from tests.identity.ceremonies import refusal
from tests.identity.conftest import Holder

NEWER = "a-newer-secret-for-the-tests-of-48-characters-x!"
Claims = dict[str, Any]


def opened(app: Flask) -> service.Tokens:
    return service.open_session(make_person(), "telefoon", clock.now())


def forged(claims: Claims, header: Claims, key: bytes | str, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, key, algorithm, header)


def sha384_signed(claims: Claims, header: Claims) -> str:
    key = secret_keys("access token")[0].key
    both = ({**header, "alg": "HS384"}, claims)
    text = ".".join(base64url.encode(json.dumps(part).encode()) for part in both)
    return f"{text}.{base64url.encode(hmac.digest(key, text.encode(), hashlib.sha384))}"


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


def _cheats() -> dict[str, Callable[[Claims, Claims], str]]:
    ours = b"x" * 32
    return {
        "another key": lambda header, claims: forged(claims, header, ours),
        "no signature": lambda header, claims: (
            base64url.encode(json.dumps({**header, "alg": "none"}).encode())
            + "."
            + base64url.encode(json.dumps(claims).encode())
            + "."
        ),
        "unknown kid": lambda header, claims: forged(
            claims, {**header, "kid": "AAAAAAAAAAA"}, secret_keys("access token")[0].key
        ),
        "no kid": lambda header, claims: forged(
            claims, {"typ": header["typ"]}, secret_keys("access token")[0].key
        ),
        "another algorithm with our key": lambda header, claims: sha384_signed(claims, header),
        "another audience": lambda header, claims: forged(
            {**claims, "aud": "elsewhere"}, header, secret_keys("access token")[0].key
        ),
        "another issuer": lambda header, claims: forged(
            {**claims, "iss": "https://else.test"}, header, secret_keys("access token")[0].key
        ),
        "another typ": lambda header, claims: forged(
            claims, {**header, "typ": "JWT"}, secret_keys("access token")[0].key
        ),
        "no end": lambda header, claims: forged(
            {name: claims[name] for name in claims if name != "exp"},
            header,
            secret_keys("access token")[0].key,
        ),
        "the secret itself as key": lambda header, claims: forged(claims, header, SECRET),
        "the key of refresh tokens": lambda header, claims: forged(
            claims, header, secret_keys("refresh token")[0].key
        ),
        "no token": lambda header, claims: "x.y.z",
        "empty": lambda header, claims: "",
    }


@pytest.mark.parametrize("how", _cheats())
def test_a_forged_access_token_is_refused(app: Flask, how: str) -> None:
    header, claims = parts(opened(app).access)
    cheat = _cheats()[how](header, claims)
    with pytest.raises(SessionMissing):
        service.read_access_token(cheat)


def test_every_altered_character_is_refused(app: Flask) -> None:
    token = opened(app).access
    for place in range(0, len(token), 7):
        other = "A" if token[place] != "A" else "Q"
        with pytest.raises(SessionMissing):
            service.read_access_token(token[:place] + other + token[place + 1 :])


def test_one_kind_of_token_does_not_pass_as_the_other(app: Flask) -> None:
    made = opened(app)
    assert made.refresh is not None
    with pytest.raises(SessionMissing):
        service.read_access_token(made.refresh)
    with pytest.raises(SessionMissing):
        tokens.read_refresh_token(made.access)


def test_an_access_token_ends_after_ten_minutes_also_where_it_is_remembered(app: Flask) -> None:
    start = clock.now()
    seconds_later(start, 0)
    token = opened(app).access
    seconds_later(start, 598)
    service.read_access_token(token)
    seconds_later(start, 600)
    with pytest.raises(SessionMissing):
        service.read_access_token(token)
    with pytest.raises(SessionMissing):
        service.read_access_token(token)


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


def test_another_site_cannot_refresh_or_sign_out(app: Flask, holder: Holder) -> None:
    for path in ("/session/refresh", "/session/sign-out"):
        answer = holder.client.post(
            f"/api/v1{path}",
            json={},
            headers={"Origin": "https://evil.example"},
            base_url="https://munt.test",
        )
        assert refusal(answer) == (403, "foreign_origin")


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
