"""Earning without a phone: the coordinator scans the card, and all rules of the task hold."""

from typing import Any

from flask import Flask

from backend.ids import new_id
from tests.factories.cards import PIN, Holder
from tests.factories.communities import give_role
from tests.factories.identity import send, signed_in_client
from tests.factories.ledger import findings
from tests.factories.rules import set_rule
from tests.factories.tasks import Desk, colleague, expect, refusal


def test_the_work_of_a_card_is_paid_once_within_limits_and_never_to_who_coordinates(
    app: Flask, desk: Desk, holder: Holder
) -> None:
    task = desk.offer(limits={"per_person": 1, "per_day": None, "total": None})
    claim_id = new_id()
    claim = expect(200, earn(desk, task, holder, claim_id=claim_id))
    assert (claim["status"], claim["amount"]) == ("booked", 2_500)
    assert expect(200, earn(desk, task, holder, claim_id=claim_id)) == claim
    assert holder.balance == 12_500
    assert refusal(earn(desk, task, holder)) == "claim_limit_person"
    assert refusal(earn(desk, task, holder, 30, claim_id=claim_id)) == "id_conflict"
    page = expect(200, desk.send("GET", f"/cards/{holder.card_id}"))
    assert [line["deed"] for line in page["history"]] == ["earned", "made"]
    assert findings() == []

    fresh = signed_in_client(app, desk.person_id, fresh=True)
    path = f"/communities/{desk.community.id}/my-card/{new_id()}"
    own = expect(200, send(fresh, "PUT", path, {"name": "Noor", "pin": PIN}))
    mine = Holder(desk.community.id, desk.person_id, own["id"], own["number"])
    task = desk.offer()
    assert refusal(earn(desk, task, mine)) == "own_card"
    other = colleague(app, desk)
    assert refusal(earn(desk, task, mine, client=other.client)) == "own_task"
    give_role(holder.person_id, "coordinator", desk.organisation.place)
    assert refusal(earn(desk, task, holder)) == "own_task"


def test_approval_ceilings_and_minutes_hold_as_for_everybody(
    app: Flask, desk: Desk, holder: Holder
) -> None:
    by_the_hour = {"kind": "per_hour", "amount": 2_000, "max_minutes": 120}
    task = desk.offer(reward=by_the_hour, needs_approval=True)
    assert refusal(earn(desk, task, holder)) == "minutes_required"
    claim = expect(200, earn(desk, task, holder, 90))
    assert (claim["status"], claim["amount"]) == ("waiting", 3_000)
    other = colleague(app, desk)
    expect(200, send(other.client, "POST", f"/claims/{claim['id']}/approve", {}))
    assert holder.balance == 13_000
    set_rule(desk.community.id, "ceilings", {"month": 5_000, "year": None})
    assert refusal(earn(desk, desk.offer(), holder)) == "ceiling_month"
    closed = desk.offer()
    expect(200, desk.send("POST", f"/tasks/{closed['id']}/withdraw", {}))
    assert refusal(earn(desk, closed, holder)) == "task_withdrawn"
    assert findings() == []


def earn(
    desk: Desk, task: dict[str, Any], holder: Holder, minutes: int | None = None, **given: Any
) -> Any:
    body = {"task_id": task["id"], "card": holder.number, "minutes": minutes}
    path = f"/card-claims/{given.get('claim_id') or new_id()}"
    return send(given.get("client") or desk.client, "PUT", path, body)
