"""Every route says who may call it, and what anybody may call is written down here."""

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import Config
from backend.web.api import ROUTES

# A route that needs nobody signed in is a decision: make it here, consciously.
PUBLIC = {
    "GET /server",
    "GET /communities/<community_id>",
    "GET /communities/<community_id>/task-keys",
    "GET /communities/<community_id>/certificate-keys",
    "GET /communities/<community>/public",
    "POST /sign-up/options",
    "POST /sign-up",
    "POST /sign-in/options",
    "POST /sign-in",
    "POST /sign-in/recovery",
    "POST /lost",
    "POST /lost/look",
    "POST /recovery-links/look",
    "POST /recovery-links/options",
    "POST /recovery-links/accept",
    "POST /recovery-stops",
    "POST /recovery-stops/options",
    "POST /recovery-stops/code",
    "POST /session/refresh",
    "POST /session/sign-out",
    "POST /enrolment-links/look",
    "POST /hand-overs/look",
    "POST /hand-overs/options",
    "POST /hand-overs/finish",
    "GET /example",
    "POST /example/sign-in",
}
CHANGES = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(
        Config(
            origin="http://localhost:8000",
            database_url="postgresql+psycopg://nobody@localhost:1/none",
            secrets=("only-to-build-the-routes-0123456789abcdef",),
        )
    )


def test_every_address_is_a_declared_route_or_says_that_it_is_public(app: Flask) -> None:
    undeclared = []
    for rule in app.url_map.iter_rules():
        blueprint, _, name = rule.endpoint.rpartition(".")
        view = app.view_functions[rule.endpoint]
        if name not in ROUTES and not (view.__doc__ or "").rstrip().endswith("Public."):
            undeclared.append(f"{rule} ({blueprint})")
    assert undeclared == []


def test_only_these_routes_need_nobody_signed_in(app: Flask) -> None:
    def shape(path: str) -> str:
        return path.replace("uuid:", "").replace("string:", "")

    public = {
        f"{route.method} {shape(route.path)}" for route in ROUTES.values() if route.guard.public
    }
    assert public - PUBLIC == set()


def test_what_changes_something_takes_a_checked_body(app: Flask) -> None:
    unchecked = [
        f"{route.method} {route.path}"
        for route in ROUTES.values()
        if route.method in CHANGES - {"DELETE"} and route.body is None and route.raw is None
    ]
    assert unchecked == []


def test_a_role_is_always_held_somewhere(app: Flask) -> None:
    adrift = [
        route.path for route in ROUTES.values() if route.guard.roles and route.guard.at is None
    ]
    assert adrift == []
