"""Many claims at once, several servers, midnight: limits and budgets hold exactly."""

import contextvars
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from backend import clock
from backend.db import db
from backend.ids import new_id
from backend.tasks import queries
from backend.web.caller import Place
from tests.factories.communities import Somebody, somebody
from tests.factories.identity import send, signed_in_client
from tests.factories.tasks import Desk, claim, colleague, expect, make_desk, refusal, wallet_of

THREADS = 16


def at_once(work: Sequence[Callable[[], Any]]) -> list[Any]:
    """The answers of requests that are all under way together."""
    with ThreadPoolExecutor(len(work)) as pool:
        futures = [pool.submit(contextvars.Context().run, one) for one in work]
        return [future.result() for future in futures]


def outcomes(answers: Sequence[Any]) -> dict[str, int]:
    """How many answers were booked, waiting, or refused, by name."""
    counts: dict[str, int] = {}
    for answer in answers:
        name = answer.json["status"] if answer.status_code == 200 else refusal(answer)
        counts[name] = counts.get(name, 0) + 1
    return counts


def crowd(app: Flask, desk: Desk, size: int = THREADS) -> list[Somebody]:
    return [somebody(app, "member", Place(desk.community.id)) for _ in range(size)]


def scan(client: FlaskClient, code: dict[str, Any]) -> Callable[[], Any]:
    return lambda: claim(client, code["jws"])


def test_the_same_id_sent_twenty_times_at_once_books_once(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of(limits={"per_person": 1})
    claim_id = new_id()
    answers = at_once([lambda: claim(resident.client, code["jws"], claim_id=claim_id)] * 20)
    results = [expect(200, answer) for answer in answers]
    assert all(result == results[0] for result in results)
    assert wallet_of(desk.community, resident.person_id) == 2_500
    assert desk.left == 997_500


def test_one_person_in_a_hurry_stays_within_their_limit(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of(limits={"per_person": 3})
    answers = at_once([scan(resident.client, code)] * THREADS)
    assert outcomes(answers) == {"booked": 3, "claim_limit_person": THREADS - 3}
    assert {answer.json["limit"] for answer in answers if answer.status_code == 409} == {3}
    assert wallet_of(desk.community, resident.person_id) == 7_500


def test_a_crowd_stays_within_the_total(app: Flask, desk: Desk) -> None:
    task, code = desk.poster_of(limits={"total": 7})
    answers = at_once([scan(one.client, code) for one in crowd(app, desk)])
    assert outcomes(answers) == {"booked": 7, "claim_limit_total": THREADS - 7}
    assert desk.left == 1_000_000 - 7 * 2_500
    assert queries.used([uuid.UUID(task["id"])], ["total"]) == {uuid.UUID(task["id"]): {"total": 7}}


def test_a_crowd_stays_within_the_day(app: Flask, desk: Desk) -> None:
    _, code = desk.poster_of(limits={"per_day": 5, "total": 100}, needs_approval=True)
    answers = at_once([scan(one.client, code) for one in crowd(app, desk)])
    assert outcomes(answers) == {"waiting": 5, "claim_limit_day": THREADS - 5}


def test_all_limits_hold_together(app: Flask, desk: Desk) -> None:
    _, code = desk.poster_of(limits={"per_person": 2, "per_day": 9, "total": 12})
    people = crowd(app, desk, 4)
    answers = at_once([scan(one.client, code) for one in people for _ in range(4)])
    found = outcomes(answers)
    assert found["booked"] == 8
    assert set(found) == {"booked", "claim_limit_person"}


def test_a_crowd_gets_exactly_what_the_budget_holds(app: Flask, desk: Desk) -> None:
    poor = make_desk(app, desk.community, coins=3 * 2_500 + 2_499)
    _, code = poor.poster_of()
    answers = at_once([scan(one.client, code) for one in crowd(app, poor, 10)])
    assert outcomes(answers) == {"booked": 3, "budget_empty": 7}
    assert poor.left == 2_499


def test_without_limits_nobody_is_refused(app: Flask, desk: Desk) -> None:
    task, code = desk.poster_of()
    people = crowd(app, desk)
    answers = at_once([scan(one.client, code) for one in people for _ in range(2)])
    assert outcomes(answers) == {"booked": 2 * THREADS}
    assert {wallet_of(desk.community, one.person_id) for one in people} == {5_000}
    assert queries.used([uuid.UUID(task["id"])], ["total"]) == {uuid.UUID(task["id"]): {}}


def test_a_usual_claim_asks_nothing_and_writes_once(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of(limits={"per_person": 9, "per_day": 9, "total": 9})
    for _ in range(2):
        expect(200, claim(resident.client, code["jws"]))
    asked: list[str] = []

    def note(*arguments: Any) -> None:
        asked.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", note)
    expect(200, claim(resident.client, code["jws"]))
    event.remove(db.engine, "before_cursor_execute", note)
    assert asked == []


def test_the_day_ends_at_midnight_in_the_neighbourhood(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    # 23:00 UTC is midnight in Amsterdam in winter; in summer it is 22:00.
    for midnight in (datetime(2027, 1, 14, 23, tzinfo=UTC), datetime(2027, 7, 14, 22, tzinfo=UTC)):
        before, after = midnight - timedelta(milliseconds=1), midnight
        clock.use_source(lambda before=before: before)  # type: ignore[misc]
        member = signed_in_client(app, resident.person_id)
        coordinator = signed_in_client(app, desk.person_id)
        task, code = desk_with(desk, coordinator).poster_of(limits={"per_day": 1})
        expect(200, claim(member, code["jws"]))
        assert refusal(claim(member, code["jws"])) == "claim_limit_day"
        clock.use_source(lambda after=after: after)  # type: ignore[misc]
        expect(200, claim(member, code["jws"]))
        assert refusal(claim(member, code["jws"])) == "claim_limit_day"
        assert task["limits"]["per_day"] == 1


def desk_with(desk: Desk, client: FlaskClient) -> Desk:
    """The desk in another browser of the coordinator."""
    return Desk(
        desk.community, desk.organisation, desk.budget, desk.person_id, client, desk.key_id,
        desk.private_key,
    )  # fmt: skip


def test_a_new_limit_counts_what_was_claimed_before(desk: Desk, resident: Somebody) -> None:
    task, code = desk.poster_of(needs_approval=True)
    ids = [new_id() for _ in range(3)]
    for claim_id in ids:
        expect(200, claim(resident.client, code["jws"], claim_id=claim_id))
    expect(200, desk.send("POST", f"/claims/{ids[0]}/decline", {"reason": "dubbel"}))
    for limits, name in (
        ({"per_person": 2}, "claim_limit_person"),
        ({"per_day": 2}, "claim_limit_day"),
        ({"total": 1}, "claim_limit_total"),
    ):
        expect(200, desk.change(task, limits=limits))
        assert refusal(claim(resident.client, code["jws"])) == name
    expect(200, desk.send("POST", f"/claims/{ids[1]}/decline", {"reason": "dubbel"}))
    assert refusal(claim(resident.client, code["jws"])) == "claim_limit_total"
    expect(200, desk.change(task, limits={"total": 2}))
    expect(200, claim(resident.client, code["jws"]))
    assert refusal(claim(resident.client, code["jws"])) == "claim_limit_total"
    expect(200, desk.change(task, limits={}))
    expect(200, claim(resident.client, code["jws"]))


def test_a_withdrawal_on_one_server_stops_all(
    make_app: Callable[..., Flask], desk: Desk, resident: Somebody
) -> None:
    task, code = desk.poster_of()
    other = make_app()
    with other.app_context():
        there = signed_in_client(other, resident.person_id)
        expect(200, claim(there, code["jws"]))
        expect(200, claim(there, code["jws"]))
    expect(200, desk.send("POST", f"/tasks/{task['id']}/withdraw"))
    assert refusal(claim(there, code["jws"])) == "task_withdrawn"
    assert wallet_of(desk.community, resident.person_id) == 5_000


def test_a_limit_set_on_one_server_holds_on_all(
    make_app: Callable[..., Flask], desk: Desk, resident: Somebody
) -> None:
    task, code = desk.poster_of()
    other = make_app()
    there = in_app(other, lambda: signed_in_client(other, resident.person_id))
    expect(200, claim(there, code["jws"]))
    expect(200, desk.change(task, limits={"per_person": 2, "per_day": None, "total": None}))
    expect(200, claim(there, code["jws"]))
    assert refusal(claim(there, code["jws"])) == "claim_limit_person"


def in_app(app: Flask, work: Callable[[], Any]) -> Any:
    with app.app_context():
        return work()


def waiting(desk: Desk, client: FlaskClient, code: dict[str, Any]) -> str:
    made: str = expect(200, claim(client, code["jws"]))["id"]
    return made


def test_two_coordinators_who_decide_at_once_see_one_decision(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    _, code = desk.poster_of(needs_approval=True, limits={"per_person": 6})
    other = colleague(app, desk)
    booked = 0
    for _ in range(6):
        path = f"/claims/{waiting(desk, resident.client, code)}"
        first, second = at_once(
            [
                lambda path=path: desk.send("POST", f"{path}/approve"),  # type: ignore[misc]
                lambda path=path: send(  # type: ignore[misc]
                    other.client, "POST", f"{path}/decline", {"reason": "niet gezien"}
                ),
            ]
        )
        assert expect(200, first) == expect(200, second)
        booked += first.json["status"] == "booked"
    assert wallet_of(desk.community, resident.person_id) == booked * 2_500
    read = send(resident.client, "POST", "/task-codes/read", {"code": code["jws"]})
    assert expect(200, read)["claims_left"] == 6 - booked


def test_approving_at_once_pays_once(app: Flask, desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of(needs_approval=True)
    claim_id = waiting(desk, resident.client, code)
    other = colleague(app, desk)
    path = f"/claims/{claim_id}/approve"
    answers = at_once(
        [lambda: desk.send("POST", path), lambda: send(other.client, "POST", path)] * 4
    )
    results = [expect(200, answer) for answer in answers]
    assert all(result == results[0] for result in results)
    assert wallet_of(desk.community, resident.person_id) == 2_500


def test_a_place_given_back_is_taken_once(app: Flask, desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of(needs_approval=True, limits={"total": 1})
    claim_id = waiting(desk, resident.client, code)
    people = crowd(app, desk, 6)
    reason = {"reason": "niet gezien"}
    other = colleague(app, desk)
    at_once(
        [
            lambda: desk.send("POST", f"/claims/{claim_id}/decline", reason),
            lambda: send(other.client, "POST", f"/claims/{claim_id}/decline", reason),
        ]
    )
    answers = at_once([scan(one.client, code) for one in people])
    assert outcomes(answers) == {"waiting": 1, "claim_limit_total": 5}
