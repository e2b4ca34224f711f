"""Sheets of vouchers: signed in portions, each code paid once, withdrawn by serial."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Flask

from backend import audit
from backend.codes.links import parse_link
from backend.ids import new_id
from backend.web.caller import Place
from tests.factories.communities import Somebody, somebody
from tests.factories.identity import give_device_key, send
from tests.factories.sheets import new_sheet, on_sheet, sign_next, vouchers
from tests.factories.tasks import Desk, claim, colleague, expect, refusal, sign, wallet_of
from tests.tasks.test_concurrency import at_once, outcomes

MINE = {"per_person": 3}


def counts(sheet: dict[str, Any]) -> tuple[int, int, int, int]:
    return sheet["unsigned"], sheet["unused"], sheet["used"], sheet["withdrawn"]


def test_a_large_sheet_is_signed_in_portions_and_goes_on_after_an_interruption(
    app: Flask, desk: Desk
) -> None:
    task, sheet_id = desk.offer(), new_id()
    sheet = expect(200, new_sheet(desk, task, 130, sheet_id))
    assert expect(200, new_sheet(desk, task, 130, sheet_id)) == sheet
    assert refusal(new_sheet(desk, task, 131, sheet_id)) == "id_conflict"
    assert new_sheet(desk, task, 501).status_code == 422
    assert counts(sheet) == (130, 0, 0, 0)
    assert sign_next(desk, sheet) == 100
    listed = expect(200, desk.send("GET", f"/tasks/{task['id']}/code-sheets"))["sheets"]
    assert [counts(one) for one in listed] == [(30, 100, 0, 0)]
    other = colleague(app, desk)
    session = uuid.UUID(expect(200, send(other.client, "GET", "/me"))["session_id"])
    key_id, key = give_device_key(other.person_id, session)
    path = f"/code-sheets/{sheet_id}"
    body = {"key_id": key_id.hex()}
    rest = expect(200, send(other.client, "POST", f"{path}/prepare", body))["codes"]
    assert len(rest) == 30
    signed = {"jws": [sign(one, key) for one in rest]}
    done = expect(200, send(other.client, "POST", f"{path}/codes", signed))
    assert expect(200, send(other.client, "POST", f"{path}/codes", signed)) == done
    assert counts(done) == (0, 130, 0, 0)
    assert expect(200, send(other.client, "POST", f"{path}/prepare", body)) == {"codes": []}
    shown = on_sheet(desk, sheet)
    assert [one["serial"] for one in shown] == list(range(1, 131))
    assert len({one["id"] for one in shown}) == 130
    assert expect(200, desk.send("GET", f"/tasks/{task['id']}/codes"))["codes"] == []


def test_a_voucher_is_paid_once_whoever_copies_it(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    sheet, codes = vouchers(desk, 3, limits={"per_person": 2})
    another = somebody(app, "member", Place(desk.community.id))
    link = parse_link(codes[0]["link"])
    assert link is not None
    read = expect(200, send(resident.client, "POST", "/task-codes/read", {"code": link.secret}))
    assert (read["kind"], read["claims_left"]) == ("voucher", 1)
    made = new_id()
    first = expect(200, claim(resident.client, codes[0]["link"], claim_id=made))
    assert expect(200, claim(resident.client, codes[0]["link"], claim_id=made)) == first
    copied = claim(another.client, codes[0]["link"])
    assert (copied.status_code, refusal(copied)) == (409, "code_used")
    assert refusal(claim(resident.client, codes[0]["text"])) == "code_used"
    reading = send(another.client, "POST", "/task-codes/read", {"code": codes[0]["text"]})
    assert refusal(reading) == "code_used"
    expect(200, claim(resident.client, codes[1]["text"]))
    assert refusal(claim(resident.client, codes[2]["link"])) == "claim_limit_person"
    assert wallet_of(desk.community, resident.person_id) == 5_000
    assert [one["status"] for one in on_sheet(desk, sheet)] == ["used", "used", "unused"]
    assert audit.run() == []


def test_many_scan_one_voucher_in_the_same_instant(app: Flask, desk: Desk) -> None:
    _, codes = vouchers(desk, 1)
    people = [somebody(app, "member", Place(desk.community.id)) for _ in range(8)]

    def scan(one: Somebody) -> Callable[[], Any]:
        return lambda: claim(one.client, codes[0]["link"])

    assert outcomes(at_once([scan(one) for one in people])) == {"booked": 1, "code_used": 7}
    assert desk.left == 997_500


def test_a_declined_voucher_can_be_scanned_by_whom_it_was_for(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    _, codes = vouchers(desk, 1, needs_approval=True)
    made = expect(200, claim(resident.client, codes[0]["link"]))
    another = somebody(app, "member", Place(desk.community.id))
    assert refusal(claim(another.client, codes[0]["link"])) == "code_used"
    expect(200, desk.send("POST", f"/claims/{made['id']}/decline", {"reason": "Niet gezien."}))
    assert expect(200, claim(another.client, codes[0]["link"]))["status"] == "waiting"


def test_lost_vouchers_are_withdrawn_by_serial_and_used_ones_stay_used(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    sheet, codes = vouchers(desk, 6)
    path = f"/code-sheets/{sheet['id']}/withdraw"
    expect(200, claim(resident.client, codes[1]["link"]))
    assert counts(expect(200, desk.send("POST", path, {"first": 2, "last": 4}))) == (0, 3, 1, 2)
    assert refusal(claim(resident.client, codes[2]["link"])) == "code_withdrawn"
    assert expect(200, claim(resident.client, codes[4]["link"]))["status"] == "booked"
    assert counts(expect(200, desk.send("POST", path, {}))) == (0, 0, 2, 4)
    assert refusal(claim(resident.client, codes[5]["link"])) == "code_withdrawn"
    unsigned = expect(200, new_sheet(desk, desk.offer(), 2))
    base = f"/code-sheets/{unsigned['id']}"
    key = {"key_id": desk.key_id.hex()}
    prepared = expect(200, desk.send("POST", f"{base}/prepare", key))["codes"]
    assert counts(expect(200, desk.send("POST", f"{base}/withdraw", {}))) == (0, 0, 0, 2)
    late = {"jws": [sign(prepared[0], desk.private_key)]}
    assert refusal(desk.send("POST", f"{base}/codes", late)) == "code_withdrawn"
    assert expect(200, desk.send("POST", f"{base}/prepare", key)) == {"codes": []}
