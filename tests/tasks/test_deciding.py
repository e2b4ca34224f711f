"""The coordinators' queue over HTTP: approve, decline, approve many."""

from typing import Any

from flask import Flask

from backend.communities import service as communities
from backend.ids import new_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from tests.factories.communities import Somebody, give_role, somebody
from tests.factories.identity import send
from tests.factories.ledger import transfer
from tests.factories.tasks import (
    Desk,
    claim,
    colleague,
    expect,
    make_desk,
    refusal,
    wallet_of,
)


def waiting(desk: Desk, somebody: Somebody, **fields: object) -> dict[str, Any]:
    """A claim that waits for this desk."""
    _, code = desk.poster_of(needs_approval=True, **fields)
    return expect(200, claim(somebody.client, code["jws"]))


def approve(desk: Desk, made: dict[str, Any]) -> Any:
    return desk.send("POST", f"/claims/{made['id']}/approve")


def decline(desk: Desk, made: dict[str, Any], reason: str = "Niet gezien.") -> Any:
    return desk.send("POST", f"/claims/{made['id']}/decline", {"reason": reason})


def approve_many(desk: Desk, *ids: object) -> dict[str, Any]:
    path = f"/organisations/{desk.organisation.id}/claims/approve"
    return expect(200, desk.send("POST", path, {"ids": [str(one) for one in ids]}))


def make_coordinator(desk: Desk, somebody: Somebody) -> None:
    give_role(somebody.person_id, "coordinator", desk.organisation.place)


def test_a_claim_waits_without_moving_coin(desk: Desk, resident: Somebody) -> None:
    made = waiting(desk, resident)
    assert (made["status"], made["person_name"], made["decided_at"]) == ("waiting", None, None)
    assert wallet_of(desk.community, resident.person_id) == 0
    assert desk.left == 1_000_000
    (queued,) = desk.waiting()
    assert queued == {**made, "person_name": "Samira"}


def test_approving_pays_then_and_under_the_claims_id(desk: Desk, resident: Somebody) -> None:
    made = waiting(desk, resident)
    approved = expect(200, approve(desk, made))
    assert approved == {
        **made,
        "status": "booked",
        "person_name": "Samira",
        "decided_at": approved["decided_at"],
    }
    assert approved["decided_at"] is not None
    wallet = ledger.wallet(desk.community.id, resident.person_id)
    (line,) = ledger_queries.recent(wallet)
    assert (str(line.id), line.amount) == (made["id"], 2_500)
    assert desk.waiting() == []
    assert desk.waiting("all") == [approved]
    assert expect(200, approve(desk, made)) == approved
    assert wallet_of(desk.community, resident.person_id) == 2_500


def test_declining_says_why_and_gives_the_place_back(desk: Desk, resident: Somebody) -> None:
    task, code = desk.poster_of(
        needs_approval=True, limits={"per_person": 1, "per_day": 1, "total": 1}
    )
    made = expect(200, claim(resident.client, code["jws"]))
    assert refusal(claim(resident.client, code["jws"])) == "claim_limit_person"
    declined = expect(200, decline(desk, made))
    assert (declined["status"], declined["reason"]) == ("declined", "Niet gezien.")
    assert expect(200, decline(desk, made, "Anders")) == declined
    assert expect(200, approve(desk, made)) == declined
    path = f"/communities/{desk.community.id}/claims"
    (mine,) = expect(200, send(resident.client, "GET", path))["claims"]
    assert (mine["status"], mine["reason"], mine["person_name"]) == (
        "declined", "Niet gezien.", None,
    )  # fmt: skip
    expect(200, claim(resident.client, code["jws"]))
    assert refusal(claim(resident.client, code["jws"])) == "claim_limit_person"
    assert task["status"] == "open"


def test_what_was_approved_is_not_declined(desk: Desk, resident: Somebody) -> None:
    made = waiting(desk, resident)
    approved = expect(200, approve(desk, made))
    assert expect(200, decline(desk, made)) == approved


def test_a_reason_is_needed(desk: Desk, resident: Somebody) -> None:
    made = waiting(desk, resident)
    for reason in ("", "   ", "x" * 501, "bel\u0007"):
        assert refusal(decline(desk, made, reason)) == "invalid_request", reason
    assert refusal(desk.send("POST", f"/claims/{made['id']}/decline", {})) == "invalid_request"


def test_a_retry_of_the_claim_shows_what_was_decided(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of(needs_approval=True)
    claim_id = new_id()
    made = expect(200, claim(resident.client, code["jws"], claim_id=claim_id))
    expect(200, approve(desk, made))
    again = expect(200, claim(resident.client, code["jws"], claim_id=claim_id))
    assert (again["id"], again["status"]) == (str(claim_id), "booked")


def test_hours_without_a_maximum_wait_for_approval(desk: Desk, resident: Somebody) -> None:
    reward = {"kind": "per_hour", "amount": 2_500}
    _, code = desk.poster_of(reward=reward, needs_approval=True)
    made = expect(200, claim(resident.client, code["jws"], minutes=610))
    assert (made["status"], made["amount"]) == ("waiting", 25_000)
    expect(200, approve(desk, made))
    assert wallet_of(desk.community, resident.person_id) == 25_000


def test_withdrawing_a_task_leaves_its_queue(desk: Desk, resident: Somebody) -> None:
    made = waiting(desk, resident)
    expect(200, desk.send("POST", f"/tasks/{made['task']['id']}/withdraw"))
    expect(200, approve(desk, made))
    assert wallet_of(desk.community, resident.person_id) == 2_500


def test_nobody_decides_about_their_own_claim(app: Flask, desk: Desk, resident: Somebody) -> None:
    made = waiting(desk, resident)
    make_coordinator(desk, resident)
    path = f"/claims/{made['id']}"
    for answer in (
        send(resident.client, "POST", f"{path}/approve"),
        send(resident.client, "POST", f"{path}/decline", {"reason": "van mij"}),
    ):
        assert (answer.status_code, refusal(answer)) == (403, "own_claim")
    many = f"/organisations/{desk.organisation.id}/claims/approve"
    answer = expect(200, send(resident.client, "POST", many, {"ids": [made["id"]]}))
    assert answer["failed"] == [{"id": made["id"], "code": "own_claim"}]
    expect(200, approve(desk, made))


def test_a_budget_that_is_short_leaves_the_claim_waiting(app: Flask, desk: Desk) -> None:
    poor = make_desk(app, desk.community, coins=2_499)
    made = waiting(poor, somebody(app, "member", desk.organisation.place))
    answer = approve(poor, made)
    assert (answer.status_code, refusal(answer)) == (409, "budget_empty")
    assert [one["id"] for one in poor.waiting()] == [made["id"]]
    source = ledger.issuance(poor.community.id)
    ledger.book(transfer("issue", source, poor.budget.account_id, 1))
    assert expect(200, approve(poor, made))["status"] == "booked"
    assert poor.left == 0


def test_each_of_many_is_decided_by_itself(app: Flask, desk: Desk, resident: Somebody) -> None:
    poor = make_desk(app, desk.community, coins=2_500)
    first, second = waiting(poor, resident), waiting(poor, resident)
    dear = waiting(poor, resident, reward={"kind": "fixed", "amount": 9_000})
    declined = waiting(poor, resident)
    expect(200, decline(poor, declined))
    elsewhere, unknown = waiting(desk, resident), new_id()
    ids = [one["id"] for one in (dear, first, first, second, declined, elsewhere)]
    assert approve_many(poor, *ids, unknown) == {
        "approved": [first["id"]],
        "looked": [],
        "failed": [
            {"id": dear["id"], "code": "budget_empty"},
            {"id": second["id"], "code": "budget_empty"},
            {"id": declined["id"], "code": "claim_declined"},
            {"id": elsewhere["id"], "code": "not_found"},
            {"id": str(unknown), "code": "not_found"},
        ],
    }
    assert approve_many(poor, first["id"])["approved"] == [first["id"]]
    assert wallet_of(desk.community, resident.person_id) == 2_500


def test_many_are_one_to_two_hundred(desk: Desk) -> None:
    path = f"/organisations/{desk.organisation.id}/claims/approve"
    for ids in ([], ["x"], None, [str(new_id())] * 201):
        assert refusal(desk.send("POST", path, {"ids": ids})) == "invalid_request"


def test_the_queue_can_be_narrowed_to_what_waits_only(desk: Desk) -> None:
    path = f"/organisations/{desk.organisation.id}/claims"
    assert desk.send("GET", path).json["claims"] == []
    assert refusal(desk.send("GET", f"{path}?status=mine")) == "invalid_request"


def test_an_unknown_claim_is_not_found(desk: Desk) -> None:
    made = {"id": new_id()}
    assert refusal(approve(desk, made)) == "not_found"
    assert refusal(decline(desk, made)) == "not_found"


def test_who_is_no_coordinator_any_more_decides_nothing(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    made = waiting(desk, resident)
    other = colleague(app, desk)
    communities.revoke(other.person_id, "coordinator", desk.organisation.place, by=None)
    answer = send(other.client, "POST", f"/claims/{made['id']}/approve")
    assert answer.status_code == 403
