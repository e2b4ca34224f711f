"""Refresh tokens rotate; a copy that comes back ends the whole session, a lost answer does not."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from backend import clock
from backend.errors import DomainError
from backend.identity import queries, rules, service, sessions
from backend.identity.errors import RefreshReused, SessionMissing, SessionRevoked
from backend.identity.rules import Refresh
from tests.factories.identity import give_device_key, make_person, seconds_later


def opened(app: Flask) -> tuple[service.Tokens, str]:
    made = service.open_session(make_person(), "telefoon", None)
    return made, refresh_of(made)


def refresh_of(made: service.Tokens) -> str:
    assert made.refresh is not None
    return made.refresh


def after(token: str) -> str:
    return refresh_of(sessions.refresh(token))


@pytest.mark.parametrize(
    ("presented", "newest", "seconds", "expected"),
    [
        (3, 3, 0, Refresh.ROTATE),
        (3, 3, 10**7, Refresh.ROTATE),
        (2, 3, 60, Refresh.REPEAT),
        (2, 3, 60.001, Refresh.REUSED),
        (1, 3, 0, Refresh.REUSED),
        (4, 3, 0, Refresh.REUSED),
    ],
)
def test_the_rule(presented: int, newest: int, seconds: float, expected: Refresh) -> None:
    rotated_at = clock.EPOCH
    now = rotated_at + timedelta(seconds=seconds)
    assert rules.judge_refresh(presented, newest, rotated_at, now) is expected


def test_a_chain_of_refreshes_goes_on(app: Flask) -> None:
    made, token = opened(app)
    seen = {token}
    for _ in range(5):
        token = after(token)
        seen.add(token)
    assert len(seen) == 6
    assert service.session_is_good(made.session_id)


def test_a_lost_answer_is_given_again_within_a_minute(app: Flask) -> None:
    start = clock.now()
    seconds_later(start, 0)
    _, first = opened(app)
    second = after(first)
    seconds_later(start, 60)
    assert after(first) == second
    third = after(second)
    assert third != second


def test_the_same_token_after_a_minute_ends_the_session(app: Flask) -> None:
    start = clock.now()
    seconds_later(start, 0)
    made, first = opened(app)
    second = after(first)
    seconds_later(start, 61)
    with pytest.raises(RefreshReused):
        sessions.refresh(first)
    assert not service.session_is_good(made.session_id)
    with pytest.raises(SessionRevoked):
        sessions.refresh(second)


def test_the_same_token_after_its_successor_was_used_ends_the_session(app: Flask) -> None:
    made, first = opened(app)
    after(after(first))
    with pytest.raises(RefreshReused):
        sessions.refresh(first)
    assert not service.session_is_good(made.session_id)


def test_a_session_slides_and_ends_thirty_days_after_its_last_use(app: Flask) -> None:
    start = clock.now()
    seconds_later(start, 0)
    made, first = opened(app)
    day = 24 * 3600
    seconds_later(start, 29 * day)
    second = after(first)
    seconds_later(start, 58 * day)
    third = after(second)
    seconds_later(start, 89 * day)
    with pytest.raises(SessionMissing):
        sessions.refresh(third)
    assert not service.session_is_good(made.session_id)


def test_a_revoked_session_is_not_refreshed(app: Flask) -> None:
    made, first = opened(app)
    service.revoke(made.session_id)
    with pytest.raises(SessionRevoked):
        sessions.refresh(first)


def test_being_fresh_outlives_a_refresh(app: Flask) -> None:
    made = service.open_session(make_person(), "telefoon", clock.now())
    refreshed = sessions.refresh(refresh_of(made))
    assert service.read_access_token(refreshed.access).authenticated_at is not None


def test_using_a_session_counts_as_using_its_device_key(app: Flask) -> None:
    start = clock.now()
    seconds_later(start, 0)
    person_id = make_person()
    made = service.open_session(person_id, "telefoon", None)
    give_device_key(person_id, made.session_id)
    seconds_later(start, 100)
    sessions.refresh(refresh_of(made))
    assert queries.device_keys_of(person_id)[0].last_used_at == clock.now()


@pytest.mark.parametrize("callers", [2, 8])
def test_several_tabs_refreshing_at_once_get_the_same_successor(
    app: Flask, two_servers: tuple[Flask, Flask], callers: int
) -> None:
    made, first = opened(app)
    for _ in range(5):
        results = at_once([refresher(two_servers[n % 2], first) for n in range(callers)])
        assert len(set(results)) == 1
        assert isinstance(results[0], str)
        first = results[0]
    assert service.session_is_good(made.session_id)


def refresher(app: Flask, token: str) -> Callable[[], str | DomainError]:
    def refresh() -> str | DomainError:
        with app.app_context():
            try:
                return after(token)
            except DomainError as error:
                return error

    return refresh


def at_once(work: list[Callable[[], str | DomainError]]) -> list[str | DomainError]:
    barrier = threading.Barrier(len(work))
    results: dict[int, str | DomainError] = {}

    def run(number: int) -> None:
        barrier.wait()
        results[number] = work[number]()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[number] for number in range(len(work))]
