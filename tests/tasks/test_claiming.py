"""Claims over HTTP: what is paid, every refusal, retries, and memory that has become wrong."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from flask import Flask

from backend import clock
from backend.codes import task as codes
from backend.codes.task import TaskCode, TaskCodeKind
from backend.communities import service as communities
from backend.ids import new_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.web.caller import Place
from tests.factories.communities import Somebody, give_role, make_community, somebody
from tests.factories.identity import send, sign_in, signed_in_client
from tests.factories.tasks import (
    BY_THE_HOUR,
    Desk,
    claim,
    expect,
    make_desk,
    refusal,
    revoke_key,
    sign,
    wallet_of,
)

MINUTE = timedelta(minutes=1)


def later(by: timedelta) -> None:
    moment = clock.now() + by
    clock.use_source(lambda: moment)


def unregistered(desk: Desk, task: dict[str, Any], **fields: object) -> str:
    """A code that the desk's key signs and that was never prepared."""
    now = int(clock.now().timestamp())
    code = TaskCode(
        kind=TaskCodeKind.POSTER,
        organisation_id=desk.organisation.id,
        task_id=uuid.UUID(task["id"]),
        community=desk.community.number,
        code_id="K7QM42XD",
        not_before=now,
        expires_at=now + 86_400,
        key_id=desk.key_id,
    )
    return codes.sign(replace(code, **fields), desk.private_key)  # type: ignore[arg-type]


def test_a_scan_pays_at_once(desk: Desk, resident: Somebody) -> None:
    task, code = desk.poster_of()
    claim_id = new_id()
    made = expect(200, claim(resident.client, code["jws"], claim_id=claim_id))
    assert made == {
        "id": str(claim_id),
        "task": {
            "id": task["id"],
            "title": "Portiek schoonmaken",
            "picture": "broom",
            "organisation": task["organisation"],
        },
        "status": "booked",
        "amount": 2_500,
        "minutes": None,
        "at": made["at"],
        "reason": None,
        "person_name": None,
        "decided_at": None,
        "needs_second": False,
        "first_look": None,
    }
    assert wallet_of(desk.community, resident.person_id) == 2_500
    assert desk.left == 997_500
    wallet = ledger.wallet(desk.community.id, resident.person_id)
    (line,) = ledger_queries.recent(wallet)
    assert (line.id, line.kind, line.about_kind) == (claim_id, "reward", "task")
    assert str(line.about_id) == task["id"]
    path = f"/communities/{desk.community.id}/claims"
    assert expect(200, send(resident.client, "GET", path))["claims"] == [made]


def test_links_and_typed_codes_pay_as_well(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of()
    for text in (code["link"], code["text"], code["text"].lower().replace("-", " ")):
        expect(200, claim(resident.client, text))
    assert wallet_of(desk.community, resident.person_id) == 7_500


def test_hours_are_paid_by_the_minutes(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of(reward=BY_THE_HOUR)
    made = expect(200, claim(resident.client, code["jws"], minutes=100))
    assert (made["amount"], made["minutes"]) == (3_750, 100)
    assert refusal(claim(resident.client, code["jws"])) == "minutes_required"
    answer = claim(resident.client, code["jws"], minutes=14)
    assert (answer.status_code, refusal(answer), answer.json["least"]) == (
        422, "minutes_invalid", 15,
    )  # fmt: skip
    for minutes in (0, -1, 1_441, 10**20):
        assert refusal(claim(resident.client, code["jws"], minutes=minutes)) == "minutes_invalid"
    for odd in (1.5, "60", True):
        assert refusal(claim(resident.client, code["jws"], minutes=odd)) == "invalid_request"
    assert wallet_of(desk.community, resident.person_id) == 3_750


def test_minutes_for_a_fixed_reward_are_refused(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of()
    assert refusal(claim(resident.client, code["jws"], minutes=60)) == "minutes_invalid"


def test_what_is_no_task_code_is_unreadable(resident: Somebody) -> None:
    for text in [
        "",
        "hallo",
        "12345678",
        "WM1:ABC",
        "https://munt.test/enrol#abc",
        "eyJh.x.y",
        "\0",
    ]:
        answer = claim(resident.client, text)
        assert (answer.status_code, refusal(answer)) == (422, "code_unreadable"), text


def test_a_kind_of_a_later_version_is_named_so(desk: Desk, resident: Somebody) -> None:
    task = desk.offer()
    prepared = expect(200, desk.prepare(task))
    for changes in ({"v": 2}, {"kind": "hologram"}):
        claims = {**prepared["claims"], **changes}
        jws = sign({**prepared, "claims": claims}, desk.private_key)
        assert refusal(claim(resident.client, jws)) == "code_version_unknown"


def test_a_key_that_nobody_registered_is_unknown(desk: Desk, resident: Somebody) -> None:
    jws = unregistered(desk, desk.offer(), key_id=b"nobodys!")
    assert refusal(claim(resident.client, jws)) == "code_key_unknown"


def test_a_forged_signature_is_bad(desk: Desk, resident: Somebody) -> None:
    prepared = expect(200, desk.prepare(desk.offer()))
    forged = sign(prepared, generate_private_key(SECP256R1()))
    assert refusal(claim(resident.client, forged)) == "code_signature_bad"


def test_a_code_with_one_letter_changed_pays_nothing(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of()
    for place in range(0, len(code["jws"]), 7):
        letter = "A" if code["jws"][place] != "A" else "B"
        changed = code["jws"][:place] + letter + code["jws"][place + 1 :]
        assert claim(resident.client, changed).status_code in {409, 422}
    assert wallet_of(desk.community, resident.person_id) == 0


def test_codes_signed_with_a_revoked_key_and_not_registered_before_are_refused(
    desk: Desk, resident: Somebody
) -> None:
    task, code = desk.poster_of()
    loose = unregistered(desk, task)
    revoke_key(desk)
    answer = claim(resident.client, loose)
    assert (answer.status_code, refusal(answer)) == (409, "code_key_revoked")
    expect(200, claim(resident.client, code["jws"]))


def test_a_code_has_its_own_time(desk: Desk, resident: Somebody) -> None:
    now, (_, code) = clock.now(), desk.poster_of()
    expect(200, claim(resident.client, code["jws"]))
    clock.use_source(lambda: now - timedelta(minutes=2))
    assert refusal(claim(resident.client, code["jws"])) == "code_from_future"
    clock.use_source(lambda: now + timedelta(days=366, seconds=29))
    again = signed_in_client(desk.client.application, resident.person_id)
    expect(200, claim(again, code["jws"]))
    clock.use_source(lambda: now + timedelta(days=366, seconds=32))
    assert refusal(claim(again, code["jws"])) == "code_expired"


def test_another_neighbourhoods_poster_is_named_so(
    app: Flask, desk: Desk, resident: Somebody, stranger: Somebody
) -> None:
    task, code = desk.poster_of()
    assert refusal(claim(stranger.client, code["jws"])) == "code_wrong_community"
    assert refusal(claim(stranger.client, code["text"])) == "code_wrong_community"
    nowhere = unregistered(desk, task, community=desk.community.number ^ 1)
    assert refusal(claim(resident.client, nowhere)) == "code_wrong_community"
    expect(200, claim(resident.client, code["jws"]))
    assert refusal(claim(stranger.client, code["jws"])) == "code_wrong_community"


def test_a_code_that_is_prepared_and_not_registered_pays_nothing(
    desk: Desk, resident: Somebody
) -> None:
    task = desk.offer()
    prepared = expect(200, desk.prepare(task))
    jws = sign(prepared, desk.private_key)
    assert refusal(claim(resident.client, jws)) == "code_unregistered"
    assert refusal(claim(resident.client, prepared["claims"]["jti"])) == "code_unregistered"
    expect(201, desk.register(task, jws))
    expect(200, claim(resident.client, jws))


def test_what_the_phone_signed_by_itself_pays_nothing(desk: Desk, resident: Somebody) -> None:
    task = desk.offer()
    for kind in TaskCodeKind:
        jws = unregistered(desk, task, kind=kind)
        assert refusal(claim(resident.client, jws)) == "code_unregistered", kind


def test_a_withdrawn_code_or_task_pays_nothing_more(desk: Desk, resident: Somebody) -> None:
    task, code = desk.poster_of()
    other = desk.poster(task)
    expect(200, claim(resident.client, code["jws"]))
    expect(200, desk.send("POST", f"/task-codes/{code['id']}/withdraw"))
    assert refusal(claim(resident.client, code["jws"])) == "code_withdrawn"
    assert refusal(claim(resident.client, code["text"])) == "code_withdrawn"
    expect(200, claim(resident.client, other["jws"]))
    expect(200, desk.send("POST", f"/tasks/{task['id']}/withdraw"))
    assert refusal(claim(resident.client, other["jws"])) == "task_withdrawn"
    assert refusal(claim(resident.client, code["jws"])) == "code_withdrawn"


def test_a_task_pays_within_its_window(desk: Desk, resident: Somebody) -> None:
    now = clock.now()
    clock.use_source(lambda: now)
    window = {"starts_at": (now + MINUTE).isoformat(), "ends_at": (now + 3 * MINUTE).isoformat()}
    task, code = desk.poster_of(**window)
    early = claim(resident.client, code["jws"])
    assert refusal(early) == "task_not_started"
    assert early.json["starts_at"] == task["starts_at"]
    later(MINUTE)
    expect(200, claim(resident.client, code["jws"]))
    later(2 * MINUTE)
    late = claim(resident.client, code["jws"])
    assert (refusal(late), late.json["ended_at"]) == ("task_ended", task["ends_at"])


def test_a_window_that_is_widened_counts_at_once(desk: Desk, resident: Somebody) -> None:
    soon = (clock.now() + MINUTE).isoformat()
    task, code = desk.poster_of(starts_at=soon)
    assert refusal(claim(resident.client, code["jws"])) == "task_not_started"
    expect(200, desk.change(task, starts_at=None))
    expect(200, claim(resident.client, code["jws"]))


def test_coordinators_do_not_earn_from_their_own_organisation(app: Flask, desk: Desk) -> None:
    _, code = desk.poster_of()
    answer = claim(desk.client, code["jws"])
    assert (answer.status_code, refusal(answer)) == (409, "own_task")
    elsewhere = make_desk(app, desk.community)
    expect(200, claim(elsewhere.client, code["jws"]))


def test_who_becomes_a_coordinator_stops_earning_at_once(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of()
    expect(200, claim(resident.client, code["jws"]))
    give_role(resident.person_id, "coordinator", desk.organisation.place)
    assert refusal(claim(resident.client, code["jws"])) == "own_task"


def test_who_is_no_member_any_more_earns_nothing(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of()
    expect(200, claim(resident.client, code["jws"]))
    communities.revoke(resident.person_id, "member", Place(desk.community.id), by=None)
    assert refusal(claim(resident.client, code["jws"])) == "code_wrong_community"


def test_a_session_that_was_ended_earns_nothing(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of()
    expect(200, claim(resident.client, code["jws"]))
    session = expect(200, send(resident.client, "GET", "/me"))["session_id"]
    browser = desk.client.application.test_client()
    sign_in(browser, resident.person_id, fresh=True)
    assert send(browser, "DELETE", f"/me/sessions/{session}").status_code == 204
    answer = claim(resident.client, code["jws"])
    assert (answer.status_code, refusal(answer)) == (401, "session_revoked")
    assert wallet_of(desk.community, resident.person_id) == 2_500


def test_an_empty_budget_pays_nothing_and_counts_nothing(app: Flask, resident: Somebody) -> None:
    community = make_community("Zuilen")
    give_role(resident.person_id, "member", Place(community.id))
    desk = make_desk(app, community, coins=2_499)
    task, code = desk.poster_of(limits={"per_person": 1})
    answer = claim(resident.client, code["jws"])
    assert (answer.status_code, refusal(answer)) == (409, "budget_empty")
    assert desk.left == 2_499
    cheap = {"kind": "fixed", "amount": 2_499}
    _, affordable = desk.poster_of(reward=cheap)
    expect(200, claim(resident.client, affordable["jws"]))
    listed = expect(200, send(resident.client, "GET", f"/communities/{community.id}/tasks"))
    left = {one["id"]: one["mine"]["claims_left"] for one in listed["tasks"]}
    assert left[task["id"]] == 1


def test_the_first_refusal_of_the_protocol_is_named(desk: Desk) -> None:
    _, code = desk.poster_of(reward=BY_THE_HOUR, limits={"total": 1})
    helper = somebody(desk.client.application, "member", Place(desk.community.id))
    expect(200, claim(helper.client, code["jws"], minutes=60))
    # Own task and missing minutes apply as well, and come later.
    assert refusal(claim(desk.client, code["jws"])) == "claim_limit_total"


def test_a_retry_returns_the_first_result_whatever_happened_since(
    desk: Desk, resident: Somebody
) -> None:
    task, code = desk.poster_of(reward=BY_THE_HOUR, limits={"per_person": 1})
    claim_id = new_id()
    first = expect(200, claim(resident.client, code["jws"], minutes=60, claim_id=claim_id))

    def again() -> Any:
        return claim(resident.client, code["jws"], minutes=60, claim_id=claim_id)

    assert expect(200, again()) == first
    expect(200, desk.send("POST", f"/task-codes/{code['id']}/withdraw"))
    assert expect(200, again()) == first
    expect(200, desk.send("POST", f"/tasks/{task['id']}/withdraw"))
    assert expect(200, again()) == first
    typed = claim(resident.client, code["text"], minutes=60, claim_id=claim_id)
    assert expect(200, typed) == first
    communities.revoke(resident.person_id, "member", Place(desk.community.id), by=None)
    assert expect(200, again()) == first
    assert wallet_of(desk.community, resident.person_id) == 2_500


def test_an_id_belongs_to_one_command(app: Flask, desk: Desk, resident: Somebody) -> None:
    task, code = desk.poster_of(reward=BY_THE_HOUR)
    other = desk.poster(task)
    claim_id = new_id()
    expect(200, claim(resident.client, code["jws"], minutes=60, claim_id=claim_id))
    neighbour = somebody(app, "member", Place(desk.community.id))
    for client, text, minutes in (
        (resident.client, code["jws"], 75),
        (resident.client, other["jws"], 60),
        (resident.client, other["text"], 60),
        (resident.client, "onzin", 60),
        (neighbour.client, code["jws"], 60),
    ):
        answer = claim(client, text, minutes=minutes, claim_id=claim_id)
        assert (answer.status_code, refusal(answer)) == (409, "id_conflict")
    assert wallet_of(desk.community, neighbour.person_id) == 0


def test_the_id_of_another_transfer_is_taken(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of()
    (issue,) = ledger_queries.recent(desk.budget.account_id)
    assert refusal(claim(resident.client, code["jws"], claim_id=issue.id)) == "id_conflict"


def test_a_closed_organisations_tasks_earn_nothing_until_it_opens_again(
    desk: Desk, resident: Somebody
) -> None:
    _, code = desk.poster_of()
    expect(200, claim(resident.client, code["jws"]))
    communities.change_organisation(desk.organisation.id, status="closed")
    assert refusal(claim(resident.client, code["jws"])) == "organisation_closed"
    read = send(resident.client, "POST", "/task-codes/read", {"code": code["text"]})
    assert refusal(read) == "organisation_closed"
    offers = f"/communities/{desk.community.id}/tasks"
    assert expect(200, send(resident.client, "GET", offers))["tasks"] == []
    communities.change_organisation(desk.organisation.id, status="open")
    expect(200, claim(resident.client, code["jws"]))
    assert len(expect(200, send(resident.client, "GET", offers))["tasks"]) == 1
