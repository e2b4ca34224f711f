"""Open redirects, poisoned links, and pages inside somebody else's frame."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from backend.app import create_app
from backend.config import Config
from backend.web.caller import Place
from tests.conftest import ORIGIN
from tests.factories.communities import make_community, somebody
from tests.factories.payments import make_counter, make_payer
from tests.support.each import each

EVIL = "evil.example"
NOWHERE = "postgresql+psycopg://nobody@localhost:1/none"
PATHS = [
    f"//{EVIL}",
    f"//{EVIL}/%2e%2e",
    f"///{EVIL}",
    f"/\\{EVIL}",
    f"/%5c{EVIL}",
    f"/%2f%2f{EVIL}",
    f"/%09/{EVIL}",
    f"/home/..//{EVIL}",
    f"/.{EVIL}",
    f"/sign-in?next=https://{EVIL}",
    f"/sign-in?next=//{EVIL}",
    f"/?url=https://{EVIL}&redirect=https://{EVIL}&return_to=https://{EVIL}",
    f"/t#https://{EVIL}",
    "/healthz/",
    "//healthz",
    "/api",
    "/api/",
    "/api/v1/me/",
    "/api//v1/me",
    "//api/v1/me",
    "/api/v1//me",
    f"/api/v1/me%0d%0aLocation:%20https://{EVIL}",
    f"/%0d%0aLocation:%20https://{EVIL}",
    "/assets",
    "/assets/",
    "/icons",
]


@each("path", PATHS)
def test_nobody_is_sent_elsewhere(target: Flask, path: str) -> None:
    """An open redirect: a link to the app that ends at the attacker's page."""
    for method in ("GET", "POST", "HEAD"):
        for host in ("munt.test", EVIL):
            # The path as a client may write it, which test clients and proxies would tidy.
            raw, _, query = path.partition("?")
            answer = target.test_client().open(
                "/",
                method=method,
                base_url=f"https://{host}",
                headers={"Origin": ORIGIN},
                environ_overrides={
                    "PATH_INFO": _unquoted(raw),
                    "QUERY_STRING": query,
                    "REQUEST_URI": path,
                },
            )
            assert not 300 <= answer.status_code < 400, answer.headers
            for header in ("Location", "Refresh", "Link", "Content-Location"):
                assert header not in answer.headers
            assert EVIL not in str(answer.headers)


def _unquoted(path: str) -> str:
    return re.sub("%([0-9a-f]{2})", lambda found: chr(int(found.group(1), 16)), path)


def test_the_app_leaves_its_own_pages_only_for_its_own() -> None:
    """The same in the browser: a part of the address that becomes the next address."""
    source = Path(__file__).parents[2] / "pwa" / "src"
    leaving = re.compile(
        r"\blocation\.(?:assign|replace)\(|\blocation(?:\.href)?\s*=[^=]|window\.open"
    )
    found = [
        line.strip()
        for path in sorted(source.rglob("*.ts*"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if leaving.search(line) and not line.strip().startswith(("*", "//"))
    ]
    assert found == ["if (example && elsewhere) location.replace(`${tryOrigin()}/try`)"]


def test_links_name_the_app_whatever_a_request_says_its_name_is(target: Flask) -> None:
    """Lets the server write the attacker's address into a link that somebody else will open."""
    place = Place(make_community().id)
    issuer = somebody(target, "issuer", place, fresh=True)
    access = issuer.client.get_cookie("__Host-wm_access", domain="munt.test")
    assert access is not None
    answer = target.test_client(use_cookies=False).post(
        f"/api/v1/communities/{place.community_id}/enrolment-links",
        json={"role": "treasurer", "organisation_id": None},
        base_url=f"https://{EVIL}",
        headers={
            "Origin": ORIGIN,
            "Cookie": f"__Host-wm_access={access.value}",
            "X-Forwarded-Host": EVIL,
            "X-Forwarded-Proto": "http",
            "Forwarded": f"host={EVIL};proto=http",
        },
    )
    assert answer.status_code == 201
    assert answer.get_json()["url"].startswith(f"{ORIGIN}/enrol#")
    assert EVIL not in answer.text


def answers(app: Flask) -> dict[str, Any]:
    """One answer of every kind that the server gives."""
    app.add_url_rule("/api/v1/broken", "broken", lambda: str(1 // 0))
    client = app.test_client()
    community = make_community()
    counter, payer = make_counter(app, community), make_payer(app, community)
    return {
        "page": get(client, "/"),
        "page of the app": get(client, "/pay"),
        "file": get(client, "/sw.js"),
        "unknown file": get(client, "/assets/none.js"),
        "API": get(client, "/api/v1/server"),
        "description": get(client, "/api/openapi.json"),
        "health": get(client, "/healthz"),
        "nobody": get(client, "/api/v1/me"),
        "unknown": get(client, "/api/v1/none"),
        "wrong method": client.delete("/api/v1/server", base_url=ORIGIN),
        "foreign": client.post("/api/v1/session/sign-out", base_url=ORIGIN),
        "too large": client.post(
            "/api/v1/sign-in",
            data=b"x" * 300_000,
            base_url=ORIGIN,
            headers={"Origin": ORIGIN, "Content-Type": "application/json"},
        ),
        "broken": get(client, "/api/v1/broken"),
        "express": counter.scan(payer.code()),
        "live": get(payer.client, "/api/v1/live?topics=notices"),
    }


def get(client: FlaskClient, path: str) -> Any:
    return client.get(path, base_url=ORIGIN)


def test_nobody_frames_the_app(target: Flask) -> None:
    """Clickjacking: the app, invisible, over a page that asks for a click."""
    for kind, answer in answers(target).items():
        policy = policies(answer.headers["Content-Security-Policy"])
        assert policy["frame-ancestors"] == "'none'", kind
        assert policy["frame-src"] == "'none'", kind
        assert answer.headers.getlist("X-Frame-Options") == ["DENY"], kind
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", kind


def test_nothing_of_another_origin_runs_and_nothing_is_sent_there(target: Flask) -> None:
    """Injects a script, a style, a form or a base address: what of it would take effect?"""
    for kind, answer in answers(target).items():
        policy = policies(answer.headers["Content-Security-Policy"])
        assert policy["default-src"] == "'none'", kind
        assert policy["script-src"] == "'self' 'wasm-unsafe-eval'", kind
        assert policy["base-uri"] == "'none'", kind
        assert policy["form-action"] == "'self'", kind
        assert policy["connect-src"] == "'self'", kind
        assert "unsafe-inline" not in str(policy), kind
        assert answer.headers["X-Content-Type-Options"] == "nosniff", kind
        assert answer.headers["Referrer-Policy"] == "no-referrer", kind
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000"), kind


def policies(header: str) -> dict[str, str]:
    parts = (one.strip().partition(" ") for one in header.split(";"))
    return {name: value for name, _, value in parts}


HOSTS: dict[str, Callable[[str], str]] = {
    "another site": lambda port: f"{EVIL}:{port}",
    "a directive": lambda port: f"localhost:{port};script-src *",
    "a source": lambda port: f"localhost:{port} https://{EVIL}",
    "a line": lambda port: f"localhost:{port}\r\nX-Evil: 1",
    "no number": lambda port: "localhost:\u00b2",
}


@each("how", HOSTS)
def test_the_examples_frames_are_its_own_phones(how: str) -> None:
    """Writes into the policy by the one part of it that comes from the request: the port."""
    config = Config(
        origin="http://localhost:8000", database_url=NOWHERE, secrets=("x" * 40,), example=True
    )
    app = create_app(config)
    environ = {"HTTP_HOST": HOSTS[how]("8000")}
    answer = app.test_client().get("/healthz", environ_overrides=environ)
    policy = policies(answer.headers["Content-Security-Policy"])
    assert set(policy["frame-ancestors"].split()) <= {
        "http://wijkmunt.localhost",
        "http://wijkmunt.localhost:8000",
    }
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert EVIL not in str(answer.headers)
