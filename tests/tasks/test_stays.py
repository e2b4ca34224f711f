"""Check in, check out, be paid for the time in between; and what was forgotten."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from backend import audit, clock
from backend.ids import new_id
from tests.factories.communities import Somebody, give_role
from tests.factories.identity import send, sign_in
from tests.factories.rules import set_rule
from tests.factories.tasks import Desk, claim, colleague, expect, refusal, sign, wallet_of
from tests.tasks.test_live_codes import opened, shown

BY_TIME = {"kind": "per_hour", "amount": 2_500, "max_minutes": 180, "minute_step": 15}


def hung_up(desk: Desk, **fields: object) -> tuple[str, str]:
    """A task paid by measured time, with its two posters."""
    task = desk.offer(reward=BY_TIME, measured=True, **fields)
    return poster(desk, task, "check-in"), poster(desk, task, "check-out")


def poster(desk: Desk, task: dict[str, Any], kind: str) -> str:
    body = {"key_id": desk.key_id.hex(), "kind": kind}
    prepared = desk.send("POST", f"/tasks/{task['id']}/codes/prepare", body)
    jws = sign(expect(200, prepared), desk.private_key)
    expect(201, desk.register(task, jws))
    return jws


def check_in(who: Somebody, code: str, stay_id: object = None) -> Any:
    return send(who.client, "PUT", f"/stays/{stay_id or new_id()}", {"code": code})


def after(minutes: int, *people: Somebody | Desk) -> None:
    """So much later; an access token lasts for minutes, so ``people`` sign in anew."""
    later = clock.now() + timedelta(minutes=minutes)
    clock.use_source(lambda: later)
    for one in people:
        sign_in(one.client, one.person_id)


def reading(who: Somebody, code: str) -> dict[str, Any]:
    return expect(200, send(who.client, "POST", "/task-codes/read", {"code": code}))


def test_time_between_the_two_posters_is_paid_by_the_tasks_rounding_and_maximum(
    desk: Desk, resident: Somebody
) -> None:
    come, go = hung_up(desk)
    assert reading(resident, come)["does"] == "check_in"
    assert refusal(claim(resident.client, go)) == "not_checked_in"
    assert refusal(claim(resident.client, come)) == "code_checks_in"
    assert refusal(check_in(resident, go)) == "code_kind_wrong"
    stay = expect(200, check_in(resident, come))
    assert expect(200, check_in(resident, come)) == stay
    (own,) = expect(200, send(resident.client, "GET", f"/communities/{desk.community.id}/stays"))[
        "stays"
    ]
    assert own == stay
    assert reading(resident, go)["since"] == stay["since"]
    after(14, resident)
    short = claim(resident.client, go)
    assert (refusal(short), short.json["minutes"], short.json["least"]) == (
        "stay_too_short",
        14,
        15,
    )
    after(25, resident)
    assert refusal(claim(resident.client, go, minutes=600)) == "minutes_invalid"
    claim_id = new_id()
    paid = expect(200, claim(resident.client, go, claim_id=claim_id))
    assert (paid["minutes"], paid["amount"]) == (39, 1_250)
    assert expect(200, claim(resident.client, go, claim_id=claim_id)) == paid
    assert refusal(claim(resident.client, go)) == "not_checked_in"
    assert refusal(send(resident.client, "POST", "/task-codes/read", {"code": go})) == (
        "not_checked_in"
    )
    expect(200, check_in(resident, come))
    after(400, resident)
    assert expect(200, claim(resident.client, go))["amount"] == 7_500
    assert wallet_of(desk.community, resident.person_id) == 8_750
    assert audit.run() == []


def test_a_live_code_checks_in_and_out(desk: Desk, resident: Somebody) -> None:
    session = opened(desk, reward=BY_TIME, measured=True)
    code = shown(desk, session, clock.now())
    assert reading(resident, code)["does"] == "check_in"
    expect(200, check_in(resident, code))
    scans = expect(200, desk.send("GET", f"/task-codes/{session['id']}/scans"))
    assert (scans["there"], scans["latest"][0]["does"]) == (1, "check_in")
    after(60, resident, desk)
    code = shown(desk, session, clock.now())
    assert reading(resident, code)["does"] == "check_out"
    assert expect(200, claim(resident.client, code))["amount"] == 2_500
    scans = expect(200, desk.send("GET", f"/task-codes/{session['id']}/scans"))
    assert (scans["there"], scans["scanned"]) == (0, 1)


def test_a_task_has_the_codes_that_fit_it(desk: Desk) -> None:
    plain, measured = desk.offer(), desk.offer(reward=BY_TIME, measured=True)
    for task, kind in ((plain, "check-in"), (plain, "check-out"), (measured, "poster")):
        body = {"key_id": desk.key_id.hex(), "kind": kind}
        answer = desk.send("POST", f"/tasks/{task['id']}/codes/prepare", body)
        assert refusal(answer) == "code_kind_wrong", kind
    path = f"/organisations/{desk.organisation.id}/tasks"
    wrong = desk.send("POST", path, desk.described(measured=True))
    assert refusal(wrong) == "minutes_only_per_hour"


def test_a_forgotten_check_out_is_ended_by_the_coordinator_at_a_chosen_time(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    set_rule(desk.community.id, "guards", {"second_look_from": 5_000})
    come, go = hung_up(desk)
    stay = expect(200, check_in(resident, come))
    came, path = datetime.fromisoformat(stay["since"]), f"/stays/{stay['id']}/close"
    after(17 * 60, resident, desk)
    for answer in (claim(resident.client, go), check_in(resident, come)):
        assert refusal(answer) == "stay_forgotten"
    listed = f"/organisations/{desk.organisation.id}/stays"
    (found,) = expect(200, desk.send("GET", listed))["stays"]
    assert (found["person_name"], found["forgotten"]) == ("Samira", True)

    def close(who: Any, minutes: int | None) -> Any:
        until = None if minutes is None else (came + timedelta(minutes=minutes)).isoformat()
        return send(who, "POST", path, {"until": until})

    for minutes in (0, -5, 18 * 60):
        assert refusal(close(desk.client, minutes)) == "stay_time_invalid"
    assert refusal(close(desk.client, 5)) == "stay_too_short"
    other = colleague(app, desk)
    give_role(resident.person_id, "coordinator", desk.organisation.place)
    assert refusal(close(resident.client, 95)) == "own_claim"
    closed = expect(200, close(desk.client, 95))
    assert (closed["amount"], closed["forgotten"]) == (3_750, False)
    assert expect(200, close(other.client, 30)) == closed
    assert wallet_of(desk.community, resident.person_id) == 3_750
    assert refusal(check_in(resident, come)) == "own_task"
    kinds = [n["kind"] for n in expect(200, send(resident.client, "GET", "/me/notices"))["notices"]]
    assert kinds == ["stay_closed"]
    assert audit.run() == []


def test_ending_pays_nothing_or_waits_for_a_second_look(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    come, _ = hung_up(desk)
    nothing = expect(200, check_in(resident, come))
    after(5)
    done = expect(200, desk.send("POST", f"/stays/{nothing['id']}/close", {"until": None}))
    assert (done["amount"], done["claim_id"]) == (None, None)
    set_rule(desk.community.id, "guards", {"second_look_from": 2_500})
    dear = expect(200, check_in(resident, come))
    after(70, desk)
    body = {"until": clock.now().isoformat()}
    waiting = expect(200, desk.send("POST", f"/stays/{dear['id']}/close", body))
    path = f"/claims/{waiting['claim_id']}/approve"
    assert refusal(desk.send("POST", path)) == "second_look_own"
    assert wallet_of(desk.community, resident.person_id) == 0
    expect(200, send(colleague(app, desk).client, "POST", path))
    assert wallet_of(desk.community, resident.person_id) == 2_500
    assert audit.run() == []
