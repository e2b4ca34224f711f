"""Cross-site request forgery: another page lets the victim's browser ask for what it wants.

The cookies are ``SameSite=Strict``, so most of these requests would arrive without a session. The
server does not lean on that: here each arrives with the victim's cookies, and is refused.
"""

import re
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.web.api import PREFIX, ROUTES, Route
from tests.conftest import ORIGIN
from tests.factories.communities import make_community
from tests.factories.payments import make_counter, make_payer
from tests.identity.conftest import Holder
from tests.support.each import each

FOREIGN = (403, "foreign_origin")
CHANGING = ("POST", "PUT", "PATCH", "DELETE")
FOREIGN_ORIGINS = {
    "another site": "https://evil.example",
    "a subdomain": "https://evil.munt.test",
    "the domain above": "https://test",
    "a name that begins alike": "https://munt.test.evil.example",
    "a name that ends alike": "https://notmunt.test",
    "the same host without encryption": "http://munt.test",
    "another port": "https://munt.test:8443",
    "the same port, named": "https://munt.test:443",
    "with a user": "https://munt.test@evil.example",
    "a path behind it": "https://munt.test/",
    "in capitals": ORIGIN.upper(),
    "a dot behind it": f"{ORIGIN}.",
    "two of them": "https://munt.test, https://evil.example",
    "a sandboxed frame": "null",
    "nothing in it": "",
    "this machine": "http://localhost",
    "a name of this machine": "http://munt.localhost",
}


def changing_routes() -> list[Route]:
    return [route for route in ROUTES.values() if route.method in CHANGING]


def path_of(route: Route) -> str:
    """The route's path with something in the place of each argument."""
    filled = re.sub(r"<uuid:\w+>", str(uuid.uuid4()), route.path)
    return PREFIX + re.sub(r"<[^>]+>", "0000000000000000", filled)


def ask(client: FlaskClient, method: str, path: str, headers: dict[str, str], **more: Any) -> Any:
    return client.open(path, method=method, headers=headers, base_url=ORIGIN, **more)


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_no_operation_that_changes_something_answers_another_site(
    target: Flask, victim: Holder
) -> None:
    """Wants whatever there is, each operation of the API, by a script on another page."""
    routes = changing_routes()
    assert len(routes) > 100
    assert not [name for name, one in ROUTES.items() if one.method not in {"GET", *CHANGING}]
    for route in routes:
        for headers in (
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
            {"Origin": "https://evil.munt.test", "Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site"},
            {},
        ):
            answer = ask(victim.client, route.method, path_of(route), headers, json={})
            assert refused(answer) == FOREIGN, (route.name, headers)


@each("who", FOREIGN_ORIGINS)
def test_an_origin_that_looks_like_ours_is_another(target: Flask, victim: Holder, who: str) -> None:
    """Wants to pass as the app by a name that resembles its own, or that lies inside it."""
    headers = {"Origin": FOREIGN_ORIGINS[who], "Sec-Fetch-Site": "same-origin"}
    host = FOREIGN_ORIGINS[who].partition("://")[2]
    for more in ({}, {"Host": host}, {"X-Forwarded-Host": host}, {"Referer": f"{ORIGIN}/"}):
        answer = ask(victim.client, "POST", f"{PREFIX}/session/sign-out", {**headers, **more})
        assert refused(answer) == FOREIGN


@each("site", ["cross-site", "same-site", "none", "", "same-origin, cross-site", "SAME-ORIGIN"])
def test_without_an_origin_only_the_browsers_word_counts(
    target: Flask, victim: Holder, site: str
) -> None:
    """Suppresses ``Origin``, as old browsers and some redirects do."""
    headers = {"Sec-Fetch-Site": site, "Referer": f"{ORIGIN}/"}
    answer = ask(victim.client, "POST", f"{PREFIX}/session/sign-out", headers)
    assert refused(answer) == FOREIGN


FORMS = ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x")


@each("kind", [*FORMS, "application/json+x", "text/json", ""])
def test_a_form_is_no_command(target: Flask, victim: Holder, kind: str) -> None:
    """Lets the victim send a form: the only thing a page may send elsewhere without being asked.

    One on our own page, which an injection might have put there, is refused for its kind.
    """
    body = {"data": '{"display_name":"Evil"}', "content_type": kind}
    foreign = ask(victim.client, "PATCH", f"{PREFIX}/me", {"Origin": "null"}, **body)
    assert refused(foreign) == FOREIGN
    own = ask(victim.client, "PATCH", f"{PREFIX}/me", {"Origin": ORIGIN}, **body)
    assert refused(own) == (422, "invalid_request")
    shown = ask(victim.client, "GET", f"{PREFIX}/me", {}).json
    assert shown["person"]["display_name"] == "Samira"


@each("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_is_not_overridden(target: Flask, victim: Holder, header: str) -> None:
    """Wants a harmless request to be taken for another one."""
    path = f"{PREFIX}/me"
    answer = ask(victim.client, "GET", f"{path}?_method=PATCH", {header: "PATCH"}, json={})
    assert answer.json["person"]["display_name"] == "Samira"
    posted = ask(victim.client, "POST", path, {header: "PATCH", "Origin": ORIGIN}, json={})
    assert refused(posted) == (405, "method_not_allowed")


def test_no_other_site_is_given_leave_to_read(target: Flask, victim: Holder) -> None:
    """Asks beforehand (CORS), or simply reads with the victim's cookies."""
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}
    for method in ("OPTIONS", "GET"):
        for path in (f"{PREFIX}/me", f"{PREFIX}/server", "/", "/api/openapi.json"):
            answer = ask(victim.client, method, path, headers)
            allowed = [name for name, _ in answer.headers if name.startswith("Access-Control")]
            assert allowed == []


def test_the_quickest_way_to_pay_looks_where_a_request_comes_from(target: Flask) -> None:
    """Has a payer's code, and lets a cashier's browser take coin by a script on another page."""
    community = make_community()
    counter, payer = make_counter(target, community), make_payer(target, community)
    code = payer.code()
    body = {"shop_id": str(counter.shop.id), "amount": 650, "code": code}
    path = f"{PREFIX}/payments/{uuid.uuid4()}"
    for headers in ({"Origin": "https://evil.munt.test"}, {"Sec-Fetch-Site": "same-site"}, {}):
        answer = ask(counter.cashier.client, "PUT", path, headers, json=body)
        assert refused(answer) == FOREIGN
    assert payer.balance == 10_000
    assert counter.scan(code).status_code == 200


@pytest.mark.parametrize("path", ["/example/sign-in", "/example/confirm", "/example"])
def test_the_examples_doors_are_walls_elsewhere(target: Flask, victim: Holder, path: str) -> None:
    """Wants to step in with one click, as anybody may in the example neighbourhood."""
    for base in (ORIGIN, "http://localhost:8000", "http://wijkmunt.localhost:8000"):
        method = "GET" if path == "/example" else "POST"
        body = {"role": "issuer"} if path.endswith("sign-in") else {}
        answer = victim.client.open(
            PREFIX + path,
            method=method,
            json=body if method == "POST" else None,
            headers={"Origin": ORIGIN},
            base_url=base,
            environ_base={"REMOTE_ADDR": "127.0.0.1"},
        )
        assert answer.status_code in {401, 404}, answer.text
        assert "Set-Cookie" not in answer.headers
