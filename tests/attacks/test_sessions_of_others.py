"""Session fixation, replayed refresh tokens, and sessions carried where they do not belong."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.errors import DomainError
from backend.identity import queries, service, sessions
from backend.identity.cookies import ACCESS, REFRESH, REFRESH_PATH
from backend.identity.errors import RefreshReused, SessionRevoked
from tests.conftest import ORIGIN
from tests.factories.authenticator import Authenticator
from tests.factories.communities import make_community
from tests.factories.identity import (
    give_device_key,
    keep_cookies,
    make_person,
    send,
    sign_in,
    signed_in_client,
)
from tests.identity import ceremonies
from tests.identity.ceremonies import confirm, options, refusal
from tests.identity.conftest import Holder
from tests.identity.test_refresh import after, at_once, opened, refresh_of, refresher
from tests.support.each import each

MISSING = (401, "session_missing")


def planted(app: Flask) -> tuple[FlaskClient, service.Tokens]:
    """The victim's browser, in which the attacker left a session of their own."""
    tokens = service.open_session(make_person("Piet"), "laptop", None)
    browser = app.test_client()
    keep_cookies(browser, tokens)
    return browser, tokens


def still_the_attackers(app: Flask, tokens: service.Tokens) -> bool:
    """Whether what was planted leads to the attacker alone, and is not fresh."""
    attacker = app.test_client()
    keep_cookies(attacker, tokens)
    me = send(attacker, "GET", "/me").json
    return bool(me["person"]["display_name"] == "Piet" and me["fresh_until"] is None)


def test_a_session_that_was_planted_does_not_become_the_victims(
    target: Flask, victim: Holder
) -> None:
    """Session fixation: leaves cookies in the victim's browser and waits for a sign-in there."""
    codes = send(
        signed_in_client(target, victim.person_id, fresh=True), "POST", "/me/recovery-codes"
    ).json["codes"]
    ways: tuple[Callable[[FlaskClient], Any], ...] = (
        lambda browser: ceremonies.sign_in(browser, victim.authenticator),
        lambda browser: send(
            browser, "POST", "/sign-in/recovery", {"code": codes[0], "device_name": "a"}
        ),
        lambda browser: ceremonies.sign_up(browser, Authenticator(ORIGIN), make_community().id),
    )
    for enter in ways:
        browser, tokens = planted(target)
        assert enter(browser).status_code in {200, 201}
        now = send(browser, "GET", "/me").json
        assert now["session_id"] != str(tokens.session_id)
        assert now["person"]["display_name"] == "Samira"
        assert still_the_attackers(target, tokens)


def test_the_victims_passkey_does_not_freshen_a_planted_session(
    target: Flask, victim: Holder
) -> None:
    """Wants the victim's finger to confirm what the attacker's session does."""
    browser, tokens = planted(target)
    assert confirm(browser, victim.authenticator).status_code == 422
    assert still_the_attackers(target, tokens)


def test_a_page_begun_by_the_attacker_is_not_finished_by_the_victim(
    target: Flask, victim: Holder
) -> None:
    """Begins to confirm in a session of their own and lets the victim answer in the victim's."""
    attacker = signed_in_client(target, make_person("Piet"))
    given = options(attacker, "/session/confirm/options")
    given["public_key"]["allowCredentials"] = []
    proof = victim.authenticator.get(given["public_key"])
    for client in (victim.client, attacker):
        body = {"challenge_id": given["challenge_id"], "credential": proof}
        assert send(client, "POST", "/session/confirm", body).status_code in {409, 422}


CARRIERS: dict[str, Callable[[str], dict[str, dict[str, str]]]] = {
    "bearer": lambda token: {"headers": {"Authorization": f"Bearer {token}"}},
    "query": lambda token: {"query_string": {ACCESS: token, "token": token}},
    "a name without prefix": lambda token: {"headers": {"Cookie": f"wm_access={token}"}},
    "another case": lambda token: {"headers": {"Cookie": f"__host-wm_access={token}"}},
    "no name": lambda token: {"headers": {"Cookie": f"={ACCESS}={token}"}},
    "spaces before": lambda token: {"headers": {"Cookie": f"\u2000{ACCESS}={token}"}},
    "another header": lambda token: {"headers": {"X-Access-Token": token}},
}


@each("how", CARRIERS)
def test_a_session_is_read_from_its_own_cookie_only(
    target: Flask, victim: Holder, how: str
) -> None:
    """Plants a session where a subdomain, a link or a log may: without the cookie's prefix."""
    kept = victim.client.get_cookie(ACCESS, domain="munt.test")
    assert kept is not None
    given = CARRIERS[how](kept.value)
    given["headers"] = {
        name: value.encode().decode("latin-1") for name, value in given.get("headers", {}).items()
    }
    answer = target.test_client(use_cookies=False).get("/api/v1/me", base_url=ORIGIN, **given)
    assert refusal(answer) == MISSING


def test_a_replayed_refresh_token_ends_the_session_and_tells(target: Flask, victim: Holder) -> None:
    """Copied the refresh cookie and uses it after the victim did."""
    stolen = victim.client.get_cookie(REFRESH, domain="munt.test", path=REFRESH_PATH)
    assert stolen is not None
    for _ in range(2):
        assert send(victim.client, "POST", "/session/refresh").status_code == 204
    thief = target.test_client()
    thief.set_cookie(REFRESH, stolen.value, domain="munt.test", path=REFRESH_PATH)
    assert refusal(send(thief, "POST", "/session/refresh")) == (401, "refresh_reused")
    for method, path in (("GET", "/me/sessions"), ("POST", "/session/refresh")):
        assert refusal(send(victim.client, method, path)) == (401, "session_revoked")


def test_a_thief_who_refreshes_first_is_put_out_by_the_owner(target: Flask) -> None:
    """Copied the refresh cookie, is quicker than the owner, and wants to pay for a month."""
    person_id = make_person()
    made = service.open_session(person_id, "telefoon", None)
    key_id, _ = give_device_key(person_id, made.session_id)
    owner = refresh_of(made)
    thief = after(after(owner))
    with pytest.raises(RefreshReused):
        sessions.refresh(owner)
    with pytest.raises(SessionRevoked):
        sessions.refresh(thief)
    key = queries.device_key(key_id)
    assert key is not None
    assert key.revoked_at is not None


def test_a_copy_racing_its_successor_ends_the_session_or_gets_nothing_new(
    app: Flask, make_app: Callable[..., Flask]
) -> None:
    """Sends the copy at the same instant as the owner, through another server."""
    _, first = opened(app)
    second = after(first)
    other = make_app()
    results: list[str | DomainError] = at_once([refresher(app, first), refresher(other, second)])
    copy, newest = results
    # Whoever came first: the copy never gets a token that its successor would not have given.
    assert copy == second or isinstance(copy, RefreshReused)
    assert isinstance(newest, (str, SessionRevoked))


def test_what_was_copied_before_signing_out_is_worth_nothing(target: Flask) -> None:
    """Copied both cookies at the library's computer, where the victim signed out afterwards."""
    browser = target.test_client()
    tokens = sign_in(browser, make_person())
    assert send(browser, "POST", "/session/sign-out").status_code == 204
    thief = target.test_client()
    keep_cookies(thief, tokens)
    for method, path in (("GET", "/me"), ("POST", "/session/refresh")):
        assert refusal(send(thief, method, path)) == (401, "session_revoked")
