"""What guards a reward: two people who look, and a place where one has to be."""

from typing import Any

import pytest
from flask import Flask

from backend import audit
from backend.db import db
from backend.errors import DomainError
from backend.ids import new_id
from backend.tasks.presence_models import ClaimPhone
from backend.tasks.spots import MILLIONTHS, Position, Spot, metres_between, require_near
from backend.web.caller import Place
from tests.factories.communities import Somebody, give_role, somebody
from tests.factories.identity import send
from tests.factories.rules import set_rule
from tests.factories.tasks import Desk, claim, colleague, expect, refusal, wallet_of

LARGE, SMALL = {"kind": "fixed", "amount": 5_000}, {"kind": "fixed", "amount": 4_999}
SQUARE = {"latitude": 52.0705, "longitude": 5.1023, "radius": 100}


def approve(client: Any, made: dict[str, Any]) -> Any:
    return send(client, "POST", f"/claims/{made['id']}/approve")


def large(desk: Desk, resident: Somebody) -> dict[str, Any]:
    _, code = desk.poster_of(reward=LARGE)
    return expect(200, claim(resident.client, code["jws"]))


def news(who: Somebody) -> list[str]:
    return [one["kind"] for one in expect(200, send(who.client, "GET", "/me/notices"))["notices"]]


def test_two_coordinators_agree_to_a_large_reward(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    set_rule(desk.community.id, "guards", {"second_look_from": 5_000})
    _, small = desk.poster_of(reward=SMALL)
    assert expect(200, claim(resident.client, small["jws"]))["status"] == "booked"
    made, other = large(desk, resident), colleague(app, desk)
    assert (made["status"], made["needs_second"], made["first_look"]) == ("waiting", True, None)
    looked = expect(200, approve(desk.client, made))
    assert (looked["status"], looked["first_look"]["own"]) == ("waiting", True)
    assert news(other) == ["second_look"]
    answer = approve(desk.client, made)
    assert (answer.status_code, refusal(answer)) == (409, "second_look_own")
    shown = expect(200, send(other.client, "GET", f"/organisations/{desk.organisation.id}/claims"))[
        "claims"
    ][0]["first_look"]
    assert (shown["by_name"], shown["own"]) == ("Noor", False)
    assert expect(200, approve(other.client, made))["status"] == "booked"
    assert wallet_of(desk.community, resident.person_id) == 9_999
    assert audit.run() == []


def test_an_issuer_looks_where_there_is_no_second_coordinator(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    set_rule(desk.community.id, "guards", {"second_look_from": 5_000})
    issuer = somebody(app, "issuer", Place(desk.community.id), fresh=True)
    listed = f"/communities/{desk.community.id}/second-looks"
    made, again = large(desk, resident), large(desk, resident)
    path = f"/claims/{made['id']}/second-look"
    assert refusal(send(issuer.client, "POST", path)) == "first_look_missing"
    many = f"/organisations/{desk.organisation.id}/claims/approve"
    both = [made["id"], again["id"]]
    assert expect(200, desk.send("POST", many, {"ids": both}))["looked"] == both
    assert [one["id"] for one in expect(200, send(issuer.client, "GET", listed))["claims"]] == both
    assert news(issuer) == ["second_look", "second_look"]
    assert expect(200, send(issuer.client, "POST", path))["status"] == "booked"
    declined = f"/claims/{again['id']}/second-look/decline"
    told = expect(200, send(issuer.client, "POST", declined, {"reason": "Niet gezien."}))
    assert (told["status"], told["reason"]) == ("declined", "Niet gezien.")
    third = large(desk, resident)
    expect(200, approve(desk.client, third))
    colleague(app, desk)
    answer = send(issuer.client, "POST", f"/claims/{third['id']}/second-look")
    assert refusal(answer) == "second_look_by_coordinator"
    assert expect(200, send(issuer.client, "GET", listed))["claims"] == []
    assert wallet_of(desk.community, resident.person_id) == 5_000
    assert audit.run() == []


def test_neither_look_is_the_claimants(app: Flask, desk: Desk, resident: Somebody) -> None:
    set_rule(desk.community.id, "guards", {"second_look_from": 5_000})
    made = large(desk, resident)
    give_role(resident.person_id, "coordinator", desk.organisation.place)
    assert refusal(approve(resident.client, made)) == "own_claim"
    expect(200, approve(desk.client, made))
    assert refusal(approve(resident.client, made)) == "own_claim"
    with pytest.raises(Exception, match="two others have to look"), db.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE claims SET status = 'booked', decided_by = first_by, decided_at = first_at"
            " WHERE needs_second"
        )


def test_a_task_with_a_spot_counts_there_only_and_keeps_no_position(
    desk: Desk, resident: Somebody
) -> None:
    task, code = desk.poster_of(spot=SQUARE)
    assert task["spot"] == SQUARE

    def at(latitude: float, accuracy: float = 12.0, claim_id: object = None) -> Any:
        body = {
            "code": code["jws"],
            "minutes": None,
            "position": {"latitude": latitude, "longitude": 5.1023, "accuracy": accuracy},
        }
        return send(resident.client, "PUT", f"/claims/{claim_id or new_id()}", body)

    missing = claim(resident.client, code["jws"])
    assert (refusal(missing), missing.json["radius"]) == ("position_required", 100)
    far = at(52.0745)
    assert (refusal(far), far.json["metres"]) == ("too_far", 450)
    assert refusal(at(52.0705, accuracy=3_000)) == "position_vague"
    claim_id = new_id()
    made = expect(200, at(52.0712, claim_id=claim_id))
    # A retry of what was booked needs no position: it is no part of the claim.
    assert expect(200, claim(resident.client, code["jws"], claim_id=claim_id)) == made
    expect(200, desk.change(task, spot=None))
    expect(200, claim(resident.client, code["jws"]))


def test_distances_are_those_on_the_ground() -> None:
    dom = Spot(52_090_700, 5_121_400, 50)
    station = Position(52.0894, 5.1101, 5)
    assert round(metres_between(dom, station)) == pytest.approx(785, abs=5)
    date_line = Spot(0, 180 * MILLIONTHS, 50)
    assert metres_between(date_line, Position(0, -180, 5)) < 1
    # A phone is believed to be nearer by what it may be wrong, and by no more than 100 metres.
    edge = Position(52.0907 + 140 / 111_195, 5.1214, 95)
    require_near(dom, edge)
    with pytest.raises(DomainError):
        require_near(dom, Position(52.0907 + 210 / 111_195, 5.1214, 400))


def test_claims_from_one_phone_are_marked_alike_and_say_nothing_else(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    _, code = desk.poster_of()
    for _ in range(2):
        expect(200, claim(resident.client, code["jws"]))
    expect(200, claim(somebody(app, "member", Place(desk.community.id)).client, code["jws"]))
    marks = db.session.query(ClaimPhone).order_by(ClaimPhone.at, ClaimPhone.claim_id).all()
    assert marks[0].phone == marks[1].phone != marks[2].phone
    assert [len(one.phone) for one in marks] == [8, 8, 8]
