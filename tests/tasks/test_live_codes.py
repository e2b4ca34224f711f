"""Live codes: a signature every half minute, and worthless as a photograph a minute old."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from backend import clock
from backend.codes import task as codes
from backend.ids import new_id
from backend.web.caller import Place
from tests.factories.communities import Somebody, somebody
from tests.factories.identity import send, sign_in
from tests.factories.tasks import (
    Desk,
    claim,
    expect,
    make_desk,
    refusal,
    revoke_key,
    sign,
    wallet_of,
)


def opened(desk: Desk, **fields: object) -> dict[str, Any]:
    """A session on the coordinator's screen: what the server prepared, and its registration."""
    task = desk.offer(**fields)
    body = {"key_id": desk.key_id.hex(), "kind": "live"}
    prepared = expect(200, desk.send("POST", f"/tasks/{task['id']}/codes/prepare", body))
    jws = sign(prepared, desk.private_key)
    return {**prepared, "id": expect(201, desk.register(task, jws))["id"], "jws": jws}


def shown(
    desk: Desk, session: dict[str, Any], at: datetime, seconds: int = 30, **claims: Any
) -> str:
    """What the screen shows at an instant."""
    now = int(at.timestamp())
    window = {"nbf": now, "exp": now + seconds}
    return sign({**session, "claims": {**session["claims"], **window, **claims}}, desk.private_key)


def test_a_screen_pays_who_stands_before_it_once_and_a_photograph_of_it_nobody(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    session, now = opened(desk), clock.now()
    neighbour = somebody(app, "member", Place(desk.community.id), display_name="Ali")
    code, claim_id = shown(desk, session, now), new_id()
    reading = expect(200, send(resident.client, "POST", "/task-codes/read", {"code": code}))
    assert (reading["kind"], reading["does"]) == ("live", "claim")
    made = expect(200, claim(resident.client, code, claim_id=claim_id))
    assert made["status"] == "booked"
    assert refusal(claim(resident.client, shown(desk, session, now))) == "claim_limit_person"
    clock.use_source(lambda: now + timedelta(seconds=45))
    expect(200, claim(neighbour.client, shown(desk, session, clock.now())))
    scans = expect(200, desk.send("GET", f"/task-codes/{session['id']}/scans"))
    assert (scans["scanned"], [one["name"] for one in scans["latest"]]) == (2, ["Ali", "Samira"])
    clock.use_source(lambda: now + timedelta(seconds=61))
    late = somebody(app, "member", Place(desk.community.id))
    answer = claim(late.client, code)
    assert (answer.status_code, refusal(answer)) == (409, "code_expired")
    # The first one's retry, whenever it comes, is answered as before; with any later signature too.
    assert expect(200, claim(resident.client, code, claim_id=claim_id)) == made
    assert wallet_of(desk.community, late.person_id) == 0


def test_only_short_signatures_of_an_open_session_by_its_own_key_count(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    session, now = opened(desk), clock.now()
    other = make_desk(app, desk.community)
    forged = codes.sign(
        codes.TaskCode(
            kind=codes.TaskCodeKind.LIVE,
            organisation_id=desk.organisation.id,
            task_id=desk.organisation.id,
            community=desk.community.number,
            code_id=session["id"],
            not_before=int(now.timestamp()),
            expires_at=int(now.timestamp()) + 30,
            key_id=other.key_id,
        ),
        other.private_key,
    )
    for code, refused in (
        (session["jws"], "code_unregistered"),
        (shown(desk, session, now, seconds=3_600), "code_unregistered"),
        (shown(desk, session, now, jti="ABCDEFGH"), "code_unregistered"),
        (shown(desk, session, now, kind="poster"), "code_unregistered"),
        (shown(desk, session, now + timedelta(minutes=2)), "code_from_future"),
        (forged, "code_unregistered"),
        (session["id"], "code_live_only"),
    ):
        assert refusal(claim(resident.client, code)) == refused
    later = now + timedelta(hours=12, seconds=5)
    clock.use_source(lambda: later)
    sign_in(resident.client, resident.person_id)
    assert refusal(claim(resident.client, shown(desk, session, later))) == "code_unregistered"


def test_closing_the_screen_or_losing_the_phone_ends_it(
    app: Flask, desk: Desk, resident: Somebody
) -> None:
    closed, lost, now = opened(desk), opened(desk), clock.now()
    kept = shown(desk, lost, now)
    expect(200, send(resident.client, "POST", "/task-codes/read", {"code": kept}))
    expect(200, desk.send("POST", f"/task-codes/{closed['id']}/withdraw"))
    assert refusal(claim(resident.client, shown(desk, closed, now))) == "code_withdrawn"
    revoke_key(desk)
    assert refusal(claim(resident.client, kept)) == "code_key_revoked"
    assert wallet_of(desk.community, resident.person_id) == 0
