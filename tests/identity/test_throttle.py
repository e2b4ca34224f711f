"""Attempts are counted across servers, by address and in all, without keeping an address."""

import threading

import pytest
from flask import Flask
from sqlalchemy import select

from backend import clock
from backend.db import db, unit_of_work
from backend.errors import Throttled
from backend.web import throttle
from backend.web.throttle import ThrottleWindow, client_address, limit
from tests.factories.identity import seconds_later, send

THREE = "3 per minute"


def attempts_until_refused(name: str = "door", subject: str = "a") -> int:
    for done in range(100):
        try:
            limit(name, subject, THREE)
        except Throttled:
            return done
    raise AssertionError("never refused")


def test_attempts_beyond_the_rule_are_refused_and_told_when_to_come_back(app: Flask) -> None:
    start = clock.now()
    seconds_later(start, 0)
    assert attempts_until_refused() == 3
    seconds_later(start, 20)
    with pytest.raises(Throttled) as refused:
        limit("door", "a", THREE)
    assert refused.value.params == {"retry_after": 40}


def test_a_window_that_is_over_begins_anew(app: Flask) -> None:
    start = clock.now()
    seconds_later(start, 0)
    attempts_until_refused()
    seconds_later(start, 60)
    assert attempts_until_refused() == 3


def test_names_and_subjects_count_apart(app: Flask) -> None:
    attempts_until_refused()
    assert attempts_until_refused(subject="b") == 3
    assert attempts_until_refused(name="window") == 3


def test_two_servers_count_together(two_servers: tuple[Flask, Flask]) -> None:
    one, other = two_servers
    with one.app_context():
        limit("door", "a", THREE)
        limit("door", "a", THREE)
    with other.app_context():
        limit("door", "a", THREE)
        with pytest.raises(Throttled):
            limit("door", "a", THREE)
    with one.app_context(), pytest.raises(Throttled):
        limit("door", "a", THREE)


def test_attempts_at_the_same_instant_are_all_counted(two_servers: tuple[Flask, Flask]) -> None:
    barrier = threading.Barrier(8)
    admitted: list[int] = []

    def try_it(number: int) -> None:
        with two_servers[number % 2].app_context():
            barrier.wait()
            try:
                limit("door", "a", THREE)
            except Throttled:
                return
            admitted.append(number)

    threads = [threading.Thread(target=try_it, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(admitted) == 3


def test_nobodys_address_is_kept(app: Flask) -> None:
    limit("door", "192.0.2.77", THREE)
    kept = db.session.scalars(select(ThrottleWindow.key)).all()
    assert len(kept) == 1
    assert b"192.0.2.77" not in kept[0]
    assert len(kept[0]) == 32


def test_windows_that_are_over_are_swept_away(app: Flask) -> None:
    start = clock.now()
    seconds_later(start, 0)
    for number in range(5):
        limit("door", str(number), THREE)
    seconds_later(start, 61)
    limit("door", "new", THREE)
    assert len(db.session.scalars(select(ThrottleWindow.key)).all()) == 1


def test_an_attempt_is_never_counted_inside_a_unit_of_work(app: Flask) -> None:
    @unit_of_work
    def wrong() -> None:
        limit("door", "a", THREE)

    with pytest.raises(AssertionError):
        wrong()


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("a-socket", "a-socket"),
    ],
)
def test_a_subscriber_counts_as_one(app: Flask, address: str, counted: str) -> None:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        assert client_address() == counted


def test_a_header_does_not_choose_who_is_counted(app: Flask) -> None:
    headers = {"X-Forwarded-For": "198.51.100.1", "Forwarded": "for=198.51.100.2"}
    with app.test_request_context("/", headers=headers, environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        assert client_address() == "192.0.2.1"


def test_recovery_codes_cannot_be_tried_out(app: Flask) -> None:
    body = {"code": "AAAA-AAAA-AAAA-AAAA", "device_name": "a"}
    for _ in range(10):
        answer = send(app.test_client(), "POST", "/sign-in/recovery", body)
        assert answer.status_code == 422
    answer = send(app.test_client(), "POST", "/sign-in/recovery", body)
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_attempts")
    assert 1 <= answer.json["retry_after"] <= 600
    assert answer.headers["Retry-After"] == str(answer.json["retry_after"])


def test_sign_in_is_limited_by_address(app: Flask) -> None:
    for _ in range(120):
        throttle.limit("sign_in_options", "127.0.0.1", "120 per 10 minutes")
    answer = send(app.test_client(), "POST", "/sign-in/options")
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_attempts")
    neighbour = app.test_client()
    neighbour.environ_base = {"REMOTE_ADDR": "192.0.2.9"}
    assert send(neighbour, "POST", "/sign-in/options").status_code == 200
