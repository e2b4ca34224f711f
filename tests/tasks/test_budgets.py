"""A budget pays what it has: codes stop when it is empty, and two tasks never spend it twice."""

import contextvars
import uuid
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from backend.db import db
from backend.notices.models import Notice
from backend.web.caller import Place
from tests.factories.communities import make_community, somebody
from tests.factories.identity import send
from tests.factories.programmes import fund_budget
from tests.factories.tasks import BY_THE_HOUR, claim, expect, make_desk, refusal, wallet_of


def test_an_empty_budget_stops_its_codes_before_anybody_works(app: Flask) -> None:
    community = make_community()
    desk = make_desk(app, community, coins=2_500)
    task, code = desk.poster_of()
    _, hourly = desk.poster_of(reward=BY_THE_HOUR)
    resident = somebody(app, "member", Place(community.id))

    def read(jws: str) -> object:
        return send(resident.client, "POST", "/task-codes/read", {"code": jws})

    def offered() -> dict[str, bool]:
        listed = send(resident.client, "GET", f"/communities/{community.id}/tasks").json["tasks"]
        return {one["id"]: one["budget_empty"] for one in listed}

    assert expect(200, read(code["jws"]))["task"]["budget_empty"] is False
    assert expect(200, claim(resident.client, code["jws"]))["status"] == "booked"
    for jws in (code["jws"], hourly["jws"]):
        assert refusal(read(jws)) == "budget_empty"
        assert refusal(claim(resident.client, jws)) in {"budget_empty", "minutes_required"}
    assert set(offered().values()) == {True}
    told = db.session.query(Notice).filter_by(kind="budget_low").all()
    assert [(one.person_id, one.params["state"]) for one in told] == [(desk.person_id, "empty")]

    fund_budget(desk.budget.id, 700)
    assert expect(200, read(hourly["jws"]))["task"]["budget_empty"] is False
    assert refusal(read(code["jws"])) == "budget_empty"
    assert offered()[task["id"]] is True
    fund_budget(desk.budget.id, 1_800)
    assert expect(200, claim(resident.client, code["jws"]))["status"] == "booked"


def test_a_budget_spent_by_two_tasks_at_the_same_instant_is_spent_once(app: Flask) -> None:
    community = make_community()
    desk = make_desk(app, community, coins=2_500)
    codes = [desk.poster_of(title=title)[1]["jws"] for title in ("Portiek", "Stoep")]
    people = [somebody(app, "member", Place(community.id)) for _ in codes]
    with ThreadPoolExecutor(2) as pool:
        work = [
            pool.submit(contextvars.Context().run, claim, one.client, jws)
            for one, jws in zip(people, codes, strict=True)
        ]
        answers = [one.result() for one in work]
    outcomes = sorted(
        answer.json["status"] if answer.status_code == 200 else refusal(answer)
        for answer in answers
    )
    assert outcomes == ["booked", "budget_empty"]
    db.session.rollback()
    assert sorted(wallet_of(community, one.person_id) for one in people) == [0, 2_500]
    assert desk.left == 0


def test_nothing_is_told_to_coordinators_elsewhere(app: Flask) -> None:
    community = make_community()
    desk, other = make_desk(app, community, coins=2_500), make_desk(app, community, coins=2_500)
    _, code = desk.poster_of()
    resident = somebody(app, "member", Place(community.id))
    expect(200, claim(resident.client, code["jws"]))
    for _ in range(2):
        send(resident.client, "POST", "/task-codes/read", {"code": code["jws"]})
    told = [uuid.UUID(str(one.person_id)) for one in db.session.query(Notice).all()]
    assert told.count(desk.person_id) == 1
    assert other.person_id not in told
