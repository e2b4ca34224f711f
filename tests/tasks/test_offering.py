"""Making, reading, changing and withdrawing tasks over HTTP."""

from datetime import timedelta
from typing import Any

from flask import Flask

from backend import clock
from backend.ids import new_id
from backend.tasks.pictograms import Pictogram
from tests.factories.communities import Somebody
from tests.factories.identity import send
from tests.factories.tasks import BY_THE_HOUR, FIXED, Desk, claim, expect, make_desk, refusal

LATER = "2026-12-24T18:00:00Z"
NONSENSE: list[tuple[dict[str, object], str]] = [
    ({"title": "  "}, "invalid_request"),
    ({"title": "x" * 81}, "invalid_request"),
    ({"title": "bel\u0007"}, "invalid_request"),
    ({"picture": "casino"}, "invalid_request"),
    ({"reward": {"kind": "fixed", "amount": 0}}, "amount_invalid"),
    ({"reward": {"kind": "fixed", "amount": -5}}, "amount_invalid"),
    ({"reward": {"kind": "fixed", "amount": 2.5}}, "amount_invalid"),
    ({"reward": {"kind": "fixed", "amount": "25"}}, "amount_invalid"),
    ({"reward": {"kind": "fixed", "amount": 2**31}}, "amount_invalid"),
    ({"reward": {"kind": "per_week", "amount": 5}}, "invalid_request"),
    ({"reward": {**FIXED, "max_minutes": 60}}, "minutes_only_per_hour"),
    ({"reward": {"kind": "per_hour", "amount": 2_500}}, "max_minutes_required"),
    ({"reward": {**BY_THE_HOUR, "minute_step": 7}}, "invalid_request"),
    ({"reward": {**BY_THE_HOUR, "amount": 2**31 - 1}}, "amount_invalid"),
    ({"limits": {"per_person": 0}}, "invalid_request"),
    ({"limits": {"per_week": 3}}, "invalid_request"),
    ({"starts_at": LATER, "ends_at": LATER}, "window_invalid"),
    ({"starts_at": "2026-12-24T18:00:00"}, "invalid_request"),
    ({"ends_at": "9999-12-31T23:59:59-14:00"}, "invalid_request"),
    ({"starts_at": "0001-01-01T00:00:00+14:00"}, "invalid_request"),
    ({"budget_id": "x"}, "invalid_request"),
    ({"colour": "green"}, "invalid_request"),
]


def post(desk: Desk, **fields: object) -> Any:
    path = f"/organisations/{desk.organisation.id}/tasks"
    return desk.send("POST", path, desk.described(**fields))


def test_a_new_task_is_shown_whole(desk: Desk) -> None:
    limits = {"per_person": 1, "per_day": None, "total": 20}
    task = desk.offer(reward=BY_THE_HOUR, ends_at=LATER, limits=limits, needs_approval=True)
    assert task == {
        "id": task["id"],
        "organisation": {
            "id": str(desk.organisation.id),
            "name": "Buurthuis",
            "kind": "association",
        },
        "budget_id": str(desk.budget.id),
        "title": "Portiek schoonmaken",
        "description": "Vegen, dweilen, ramen.",
        "place": "Marco Pololaan 12",
        "picture": "broom",
        "reward": {**BY_THE_HOUR, "minute_step": None},
        "starts_at": None,
        "ends_at": LATER,
        "limits": limits,
        "needs_approval": True,
        "measured": False,
        "spot": None,
        "status": "open",
        "budget_empty": False,
        "created_at": task["created_at"],
        "waiting_claims": 0,
        "act": None,
        "act_minutes": None,
    }
    assert expect(200, desk.send("GET", f"/tasks/{task['id']}")) == task


def test_every_pictogram_can_be_chosen(desk: Desk) -> None:
    for picture in Pictogram:
        assert desk.offer(picture=picture.value)["picture"] == picture.value


def test_the_same_task_again_is_the_same_task(desk: Desk) -> None:
    described = desk.described()
    path = f"/organisations/{desk.organisation.id}/tasks"
    first = expect(201, desk.send("POST", path, described))
    assert expect(201, desk.send("POST", path, described)) == first
    other = desk.send("POST", path, {**described, "title": "Iets anders"})
    assert (other.status_code, refusal(other)) == (409, "id_conflict")


def test_a_task_that_makes_no_sense_is_refused(desk: Desk) -> None:
    for fields, code in NONSENSE:
        answer = post(desk, **fields)
        assert (answer.status_code, refusal(answer)) == (422, code), fields


def test_a_task_draws_on_a_budget_of_its_own_organisation(app: Flask, desk: Desk) -> None:
    other = make_desk(app, desk.community)
    assert refusal(post(desk, budget_id=str(other.budget.id))) == "budget_foreign"
    assert refusal(post(desk, budget_id=str(new_id()))) == "not_found"


def test_members_see_what_is_on_offer_and_how_often_still(desk: Desk, resident: Somebody) -> None:
    free = desk.offer(title="Vrij")
    limited, code = desk.poster_of(title="Beperkt", limits={"per_person": 3, "total": 2})
    later = desk.offer(title="Later", starts_at=LATER)
    gone = desk.offer(title="Weg")
    expect(200, desk.send("POST", f"/tasks/{gone['id']}/withdraw"))
    path = f"/communities/{desk.community.id}/tasks"
    shown = expect(200, send(resident.client, "GET", path))["tasks"]
    assert [task["id"] for task in shown] == [later["id"], limited["id"], free["id"]]
    assert [task["mine"]["claims_left"] for task in shown] == [None, 2, None]
    assert {task["budget_id"] for task in shown} == {None}
    assert {task["waiting_claims"] for task in shown} == {None}
    expect(200, claim(resident.client, code["jws"]))
    shown = expect(200, send(resident.client, "GET", path))["tasks"]
    assert shown[1]["mine"] == {"claims_left": 1}


def test_what_is_over_is_offered_no_more(desk: Desk, resident: Somebody) -> None:
    soon = clock.now() + timedelta(minutes=5)
    desk.offer(ends_at=soon.isoformat())
    clock.use_source(lambda: soon)
    path = f"/communities/{desk.community.id}/tasks"
    assert expect(200, send(resident.client, "GET", path))["tasks"] == []


def test_coordinators_see_all_tasks_and_what_waits(desk: Desk, resident: Somebody) -> None:
    task, code = desk.poster_of(needs_approval=True)
    expect(200, claim(resident.client, code["jws"]))
    gone = desk.offer()
    expect(200, desk.send("POST", f"/tasks/{gone['id']}/withdraw"))
    path = f"/organisations/{desk.organisation.id}/tasks"
    shown = expect(200, desk.send("GET", path))["tasks"]
    assert [(one["id"], one["status"], one["waiting_claims"]) for one in shown] == [
        (gone["id"], "withdrawn", 0),
        (task["id"], "open", 1),
    ]


def test_what_is_given_is_changed_and_the_rest_stays(desk: Desk) -> None:
    task = desk.offer(ends_at=LATER, limits={"total": 5})
    changed = expect(
        200,
        desk.change(
            task, title="Stoep vegen", description="", picture="bins", limits={"per_day": 2}
        ),
    )
    assert changed == {
        **task,
        "title": "Stoep vegen",
        "description": "",
        "picture": "bins",
        "limits": {"per_person": None, "per_day": 2, "total": None},
    }
    assert expect(200, desk.change(task, ends_at=None))["ends_at"] is None
    assert expect(200, desk.change(task)) == {**changed, "ends_at": None}


def test_null_is_no_way_to_leave_something_out(desk: Desk) -> None:
    task = desk.offer()
    for member in ("title", "picture", "reward", "limits", "needs_approval"):
        assert refusal(desk.change(task, **{member: None})) == "invalid_request", member


def test_a_change_is_checked_as_a_whole(desk: Desk) -> None:
    endless = {**BY_THE_HOUR, "max_minutes": None}
    task = desk.offer(starts_at=LATER, reward=endless, needs_approval=True)
    assert refusal(desk.change(task, ends_at=LATER)) == "window_invalid"
    assert refusal(desk.change(task, needs_approval=False)) == "max_minutes_required"
    assert expect(200, desk.send("GET", f"/tasks/{task['id']}")) == task


def test_the_reward_stays_once_it_is_printed(desk: Desk) -> None:
    task = desk.offer()
    more = {"kind": "fixed", "amount": 3_000}
    assert expect(200, desk.change(task, reward=more))["reward"]["amount"] == 3_000
    expect(200, desk.prepare(task))
    assert expect(200, desk.change(task, reward=FIXED))["reward"]["amount"] == 2_500
    code = desk.poster(task)
    assert refusal(desk.change(task, reward=more)) == "reward_printed"
    expect(200, desk.change(task, reward=FIXED, title="Zelfde loon"))
    expect(200, desk.send("POST", f"/task-codes/{code['id']}/withdraw"))
    assert refusal(desk.change(task, reward=more)) == "reward_printed"


def test_withdrawing_twice_is_withdrawing(desk: Desk) -> None:
    task = desk.offer()
    first = expect(200, desk.send("POST", f"/tasks/{task['id']}/withdraw"))
    assert first == {**task, "status": "withdrawn"}
    assert expect(200, desk.send("POST", f"/tasks/{task['id']}/withdraw")) == first


def test_a_member_may_read_and_do_nothing_else(desk: Desk, resident: Somebody) -> None:
    task, code = desk.poster_of(needs_approval=True)
    made = expect(200, claim(resident.client, code["jws"]))
    shown = expect(200, send(resident.client, "GET", f"/tasks/{task['id']}"))
    assert shown == {**task, "budget_id": None, "waiting_claims": None}
    for method, path, body in coordinators_only(desk, task, code, made):
        answer = send(resident.client, method, path, body)
        assert (answer.status_code, refusal(answer)) == (403, "forbidden"), path


def test_to_another_neighbourhood_nothing_of_it_exists(
    desk: Desk, resident: Somebody, stranger: Somebody
) -> None:
    task, code = desk.poster_of(needs_approval=True)
    made = expect(200, claim(resident.client, code["jws"]))
    for method, path, body in [
        *coordinators_only(desk, task, code, made),
        ("GET", f"/tasks/{task['id']}", None),
        ("GET", f"/communities/{desk.community.id}/tasks", None),
        ("GET", f"/communities/{desk.community.id}/claims", None),
    ]:
        answer = send(stranger.client, method, path, body)
        assert (answer.status_code, refusal(answer)) == (404, "not_found"), path


def test_coordinators_elsewhere_are_members_here(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    task, code = desk.poster_of(needs_approval=True)
    made = expect(200, claim(resident.client, code["jws"]))
    other = make_desk(app, desk.community)
    for method, path, body in coordinators_only(desk, task, code, made):
        assert other.send(method, path, body).status_code == 403, path


def test_nobody_signed_in_gets_nothing(app: Flask, desk: Desk) -> None:
    task, code = desk.poster_of()
    for method, path, body in [
        *coordinators_only(desk, task, code, {"id": new_id()})[:9],
        ("GET", f"/tasks/{task['id']}", None),
        ("PUT", f"/claims/{new_id()}", {"code": code["jws"]}),
        ("POST", "/task-codes/read", {"code": code["jws"]}),
    ]:
        assert send(app.test_client(), method, path, body).status_code == 401, path


def coordinators_only(
    desk: Desk, task: dict[str, Any], code: dict[str, Any], made: dict[str, Any]
) -> list[tuple[str, str, object]]:
    """Every request that only a coordinator of the association may make."""
    organisation, this = f"/organisations/{desk.organisation.id}", f"/tasks/{task['id']}"
    return [
        ("GET", f"{organisation}/tasks", None),
        ("POST", f"{organisation}/tasks", desk.described()),
        ("PATCH", this, {"title": "Van mij"}),
        ("POST", f"{this}/withdraw", {}),
        ("POST", f"{this}/codes/prepare", {"key_id": desk.key_id.hex()}),
        ("POST", f"{this}/codes", {"jws": code["jws"]}),
        ("GET", f"{this}/codes", None),
        ("POST", f"/task-codes/{code['id']}/withdraw", {}),
        ("GET", f"/task-codes/{code['id']}/qr.svg", None),
        ("GET", f"{organisation}/claims", None),
        ("POST", f"{organisation}/claims/approve", {"ids": [str(made["id"])]}),
        ("POST", f"/claims/{made['id']}/approve", {}),
        ("POST", f"/claims/{made['id']}/decline", {"reason": "nee"}),
    ]


def test_long_lists_come_in_pages_without_gap_or_double(desk: Desk, resident: Somebody) -> None:
    moment = clock.now()
    clock.use_source(lambda: moment)  # So that only the ids tell one from the next.
    made = [desk.offer(needs_approval=True)["id"] for _ in range(5)]
    _, code = desk.poster_of(needs_approval=True)
    claimed = [expect(200, claim(resident.client, code["jws"]))["id"] for _ in range(3)]
    here = f"/organisations/{desk.organisation.id}"
    there = f"/communities/{desk.community.id}"
    for client, path, kind, count in (
        (desk.client, f"{here}/tasks", "tasks", len(made) + 1),
        (resident.client, f"{there}/tasks", "tasks", len(made) + 1),
        (desk.client, f"{here}/claims", "claims", len(claimed)),
        (resident.client, f"{there}/claims", "claims", len(claimed)),
    ):
        whole = [one["id"] for one in expect(200, send(client, "GET", path))[kind]]
        assert whole == sorted(whole, reverse=True)
        assert len(whole) == count
        seen, before = [], ""
        while before is not None:
            page = expect(200, send(client, "GET", f"{path}?limit=2{before}"))
            seen += [one["id"] for one in page[kind]]
            before = page["next"] and f"&before={page['next']}"
        assert seen == whole
    assert expect(200, send(desk.client, "GET", f"{here}/claims?limit=1"))["waiting"] == 3
