"""Guessing secrets: every door counts attempts, and nobody chooses under which name to be counted.

How many attempts a door allows is its own business; here each must close well before guessing
would pay, for an attacker who names another address in every header that proxies know.
"""

import itertools
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, update

from backend.db import db, unit_of_work
from backend.identity import recovery
from backend.web.caller import Place
from backend.web.throttle import ThrottleWindow
from tests.attacks.conftest import browser_at
from tests.conftest import ORIGIN
from tests.factories.communities import make_community, somebody
from tests.factories.identity import make_person, send
from tests.factories.payments import make_counter
from tests.support.each import each

THROTTLED = (429, "too_many_attempts")
CODE = {"code": "AAAA-AAAA-AAAA-AAAA"}
TOKEN = {"token": "A" * 32}
BY_CODE = {**CODE, "device_name": "a"}

# Door: what is guessed there, and the attempts after which it is closed to one address.
PUBLIC_DOORS: dict[str, tuple[object, int]] = {
    "/sign-in/recovery": (BY_CODE, 10),
    "/recovery-stops/code": (BY_CODE, 10),
    "/lost/look": (CODE, 10),
    "/lost": ({**CODE, "phones": [], "passkeys": [], "cards": True}, 10),
    "/enrolment-links/look": (TOKEN, 60),
    "/recovery-links/look": (TOKEN, 60),
    "/recovery-links/options": (TOKEN, 60),
    "/hand-overs/look": (TOKEN, 60),
    "/hand-overs/options": (TOKEN, 60),
    "/sign-in/options": ({}, 120),
}


@unit_of_work
def forget_attempts() -> None:
    db.session.execute(delete(ThrottleWindow))


@unit_of_work
def almost(most: int) -> None:
    """As if ``most`` had been reached but for two attempts, where anything was counted."""
    db.session.execute(update(ThrottleWindow).values(count=most - 2))


def disguises() -> Iterator[dict[str, str]]:
    """The headers of one request after another, each from somewhere else."""
    for number in itertools.count(1):
        address = f"198.51.100.{number % 250}"
        yield {
            "Origin": ORIGIN,
            "X-Forwarded-For": f"{address}, 203.0.113.{number % 250}",
            "Forwarded": f"for={address};by={address}",
            "X-Real-IP": address,
            "X-Client-IP": address,
            "X-Cluster-Client-IP": address,
            "True-Client-IP": address,
            "CF-Connecting-IP": address,
            "Fastly-Client-IP": address,
            "Via": f"1.1 {address}",
            "User-Agent": f"browser {number}",
        }


def knock(client: FlaskClient, path: str, body: object, headers: dict[str, str]) -> Any:
    return client.post(f"/api/v1{path}", json=body, headers=headers, base_url=ORIGIN)


@each("path", PUBLIC_DOORS)
def test_another_name_in_a_header_is_no_other_guesser(target: Flask, path: str) -> None:
    """Wants to guess for ever, by naming another address in each request."""
    body, most = PUBLIC_DOORS[path]
    forget_attempts()
    hidden = disguises()
    browser = browser_at(target, "192.0.2.1")
    assert knock(browser, path, body, next(hidden)).status_code != 429
    almost(most)
    answers = [knock(browser, path, body, next(hidden)) for _ in range(3)]
    assert [one.status_code == 429 for one in answers] == [False, False, True]
    assert answers[-1].json["code"] == THROTTLED[1]
    neighbour = browser_at(target, "192.0.2.2")
    assert knock(neighbour, path, body, next(hidden)).status_code != 429


def test_the_limit_is_what_this_file_says(target: Flask) -> None:
    """The control of the shortcut above: attempts are counted one by one."""
    browser, hidden = browser_at(target, "192.0.2.1"), disguises()
    codes = [knock(browser, "/lost/look", CODE, next(hidden)).status_code for _ in range(11)]
    assert [code == 429 for code in codes] == [False] * 10 + [True]


def test_behind_a_proxy_only_its_own_word_counts(make_app: Callable[..., Flask]) -> None:
    """Sends a forged header through the real proxy, which adds the true address at the end."""
    app = make_app(proxies=1)
    proxy = browser_at(app, "10.0.0.9")
    for number in range(11):
        headers = {"Origin": ORIGIN, "X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"}
        answer = knock(proxy, "/sign-in/recovery", BY_CODE, headers)
    assert (answer.status_code, answer.json["code"]) == THROTTLED
    headers = {"Origin": ORIGIN, "X-Forwarded-For": "203.0.113.8"}
    assert knock(proxy, "/sign-in/recovery", BY_CODE, headers).status_code == 422


def test_the_many_addresses_of_one_subscriber_are_one(target: Flask) -> None:
    """Has 2^64 addresses of IPv6, as every subscriber has, and uses each of them once."""
    for number in range(11):
        browser = browser_at(target, f"2001:db8:1:2:{number:x}::{number + 1:x}")
        answer = knock(browser, "/sign-in/recovery", BY_CODE, {"Origin": ORIGIN})
    assert (answer.status_code, answer.json["code"]) == THROTTLED


def test_a_thousand_computers_together_guess_no_recovery_code(target: Flask) -> None:
    """Rents a botnet. All addresses together have a limit, and 80 bits are behind it."""
    start = browser_at(target, "192.0.2.1")
    assert knock(start, "/sign-in/recovery", BY_CODE, {"Origin": ORIGIN}).status_code == 422
    almost(1_000)
    for number in range(3):
        browser = browser_at(target, f"198.51.{number}.1")
        answer = knock(browser, "/sign-in/recovery", BY_CODE, {"Origin": ORIGIN})
    assert (answer.status_code, answer.json["code"]) == THROTTLED


def test_a_flood_of_refused_attempts_writes_nothing(target: Flask) -> None:
    """Wants to fill the table of attempts, or to keep a victim's window open for ever."""
    browser = browser_at(target, "192.0.2.1")
    for _ in range(10):
        knock(browser, "/sign-in/recovery", BY_CODE, {"Origin": ORIGIN})
    before = kept()
    for _ in range(20):
        knock(browser, "/sign-in/recovery", BY_CODE, {"Origin": ORIGIN})
    assert kept() == before


def kept() -> tuple[object, ...]:
    db.session.rollback()
    row = db.session.execute(
        select(func.count(), func.sum(ThrottleWindow.count), func.max(ThrottleWindow.ends_at))
    ).one()
    return tuple(row)


def test_typed_codes_run_out_for_members_and_shops_alike(target: Flask) -> None:
    """Signed in, types text codes of tasks and notes, or the digits of somebody's payment code."""
    community = make_community()
    member = somebody(target, "member", Place(community.id))
    counter = make_counter(target, community)
    digits = {"shop_id": str(counter.shop.id), "amount": 100, "code": "12345670"}
    doors: dict[str, tuple[FlaskClient, Callable[[], str], str, object, int]] = {
        "read": (member.client, lambda: "/task-codes/read", "POST", {"code": "K7QM-42XD"}, 10),
        "claim": (
            member.client,
            lambda: f"/claims/{uuid.uuid4()}",
            "PUT",
            {"code": "K7QM-42XD", "minutes": None},
            10,
        ),
        "note": (
            member.client,
            lambda: f"/note-takings/{uuid.uuid4()}",
            "PUT",
            {"code": "K7QM-42XD", "shop_id": None},
            10,
        ),
        "digits": (
            counter.cashier.client,
            lambda: f"/payments/{uuid.uuid4()}",
            "PUT",
            digits,
            30,
        ),
    }
    for name, (client, path, method, body, most) in doors.items():
        forget_attempts()
        assert send(client, method, path(), body).status_code != 429, name
        almost(most)
        tries = [send(client, method, path(), body).status_code for _ in range(3)]
        assert [one == 429 for one in tries] == [False, False, True], name


@pytest.mark.parametrize("near", [True, False])
def test_guessing_does_not_use_up_what_it_misses(target: Flask, near: bool) -> None:
    """Wants to spoil a victim's recovery codes without knowing one."""
    person_id = make_person()
    codes = recovery.replace(person_id)
    guess = codes[0][:-1] + ("0" if codes[0][-1] != "0" else "1") if near else "A" * 16
    browser = browser_at(target, "192.0.2.1")
    for _ in range(10):
        knock(browser, "/sign-in/recovery", {"code": guess, "device_name": "a"}, {"Origin": ORIGIN})
    assert recovery.unused(person_id) == 10
