"""The example neighbourhood: made once, lively, sound, and kept apart from real ones."""

import uuid
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from backend import clock
from backend.audit import CHECKS
from backend.codes import payment
from backend.codes.payment import UnsignedPaymentCode
from backend.communities import queries
from backend.config import ConfigError
from backend.db import db
from backend.example import doors, service
from backend.example.cast import BUDGETS, DOORS, JOBS, ORGANISATIONS
from backend.example.errors import HalfLoaded, NotAnExampleDatabase
from backend.example.models import ExampleMark
from backend.example.simulated_time import simulated_time
from backend.identity.models import DeviceKey, Session
from backend.ids import new_id
from backend.ledger import audit
from backend.ledger.models import TransferRow
from backend.tasks.models import Claim
from tests.example.conftest import ORIGIN
from tests.factories.communities import make_community
from tests.factories.identity import give_device_key, send

ANYWHERE = "0.0.0.0"  # noqa: S104 - the address that the example refuses


def step_into(app: Flask, role: str) -> Any:
    client = app.test_client()
    assert send(client, "POST", "/example/sign-in", {"role": role}).status_code == 200
    return client


def here(client: Any) -> dict[str, Any]:
    """The memberships of whoever is signed in: (role, organisation's id or None) by role."""
    held = send(client, "GET", "/me").json["memberships"]
    return {
        one["role"]: (one["organisation"] or {"id": one["community"]["id"]})["id"] for one in held
    }


def test_loading_again_changes_nothing_but_keeps_the_links(example: Flask) -> None:
    transfers = db.session.query(TransferRow).count()
    first = doors.all_doors()
    assert service.load() == first
    db.session.rollback()
    assert db.session.query(TransferRow).count() == transfers
    assert len(queries.communities()) == 1


def test_every_list_has_something_in_it(example: Flask) -> None:
    resident = step_into(example, "resident")
    community_id = here(resident)["member"]
    wallet = send(resident, "GET", f"/communities/{community_id}/wallet").json
    assert wallet["balance"] == 14_200
    assert len(wallet["recent"]) == 5
    tasks = send(resident, "GET", f"/communities/{community_id}/tasks").json["tasks"]
    assert len(tasks) == len(JOBS) == 8
    shop = step_into(example, "shop")
    till = send(shop, "GET", f"/organisations/{here(shop)['shop_owner']}/accounts").json
    assert till["accounts"][0]["balance"] > 0
    coordinator = step_into(example, "coordinator")
    centre = here(coordinator)["coordinator"]
    waiting = send(coordinator, "GET", f"/organisations/{centre}/claims?status=waiting").json
    assert len(waiting["claims"]) >= 3
    issuer = step_into(example, "issuer")
    budgets = send(issuer, "GET", f"/communities/{community_id}/budgets").json["budgets"]
    assert len(budgets) == len(BUDGETS)
    assert all(one["spent"] > 0 and one["balance"] > 0 for one in budgets)
    listed = send(resident, "GET", f"/communities/{community_id}/organisations").json
    assert len(listed["organisations"]) == len(ORGANISATIONS)


def test_the_ledger_of_the_example_is_sound(example: Flask) -> None:
    assert audit.check_all(CHECKS) == []


def test_the_past_has_every_kind_of_event_and_lies_in_the_past(example: Flask) -> None:
    kinds = {kind for (kind,) in db.session.query(TransferRow.kind).distinct()}
    earned = {"deposit", "issue", "allocate", "reward", "payment", "refund"}
    paid_out = {"redeem", "retire", "payout", "due"}
    gone_round = {
        "sale",
        "bonus",
        "gift",
        "guarantee",
        "contribution",
        "note_out",
        "note_in",
        "trade",
        "send",
    }
    assert kinds == earned | paid_out | gone_round
    statuses = {status for (status,) in db.session.query(Claim.status).distinct()}
    assert statuses == {"booked", "waiting", "declined"}
    newest = db.session.query(db.func.max(TransferRow.at)).scalar()
    oldest = db.session.query(db.func.min(TransferRow.at)).scalar()
    assert newest <= clock.now()
    assert (newest - oldest).days >= 26


def test_no_key_and_no_session_of_the_past_is_left(example: Flask) -> None:
    assert db.session.query(Session).filter(Session.revoked_at.is_(None)).count() == 0
    assert db.session.query(DeviceKey).filter(DeviceKey.revoked_at.is_(None)).count() == 0


def test_the_clock_is_the_real_one_afterwards() -> None:
    before = clock.now()
    with suppress(RuntimeError), simulated_time(clock.EPOCH) as time:
        time.move_to(clock.EPOCH)
        assert clock.EPOCH < clock.now() < before
        raise RuntimeError
    assert clock.now() >= before


def test_a_used_link_is_replaced(example: Flask) -> None:
    first = {door.key: door.token for door in doors.all_doors()}
    assert len(first) == len(DOORS)
    token = first["shop"]
    accepted = send(
        step_into(example, "resident"), "POST", "/enrolment-links/accept", {"token": token}
    )
    assert accepted.status_code == 200
    second = {door.key: door.token for door in doors.all_doors()}
    assert {key for key in first if first[key] != second[key]} == {"shop"}


def test_the_example_is_not_made_beside_a_real_neighbourhood(app: Flask) -> None:
    make_community()
    with pytest.raises(NotAnExampleDatabase, match="real neighbourhood"):
        service.load()


def test_an_interrupted_example_is_not_taken_for_a_whole_one(example: Flask) -> None:
    db.session.query(ExampleMark).update({"finished_at": None})
    db.session.commit()
    with pytest.raises(HalfLoaded, match="interrupted"):
        service.load()
    with pytest.raises(NotAnExampleDatabase):
        service.check_start(example.config["WIJKMUNT"], "127.0.0.1")


def test_only_an_example_server_on_this_machine_serves_the_example(example: Flask) -> None:
    config = example.config["WIJKMUNT"]
    for host in ("127.0.0.1", "::1", "localhost"):
        service.check_start(config, host)
    for host in (ANYWHERE, "::", "192.0.2.7", "munt.test", ""):
        with pytest.raises(ConfigError, match="this machine only"):
            service.check_start(config, host)
    with pytest.raises(NotAnExampleDatabase, match="holds the example"):
        service.check_start(replace(config, example=False), "127.0.0.1")


def test_an_example_server_serves_no_other_database(app: Flask) -> None:
    config = replace(app.config["WIJKMUNT"], origin=ORIGIN, example=True)
    with pytest.raises(NotAnExampleDatabase, match="does not hold the example"):
        service.check_start(config, "127.0.0.1")
    service.check_start(app.config["WIJKMUNT"], ANYWHERE)


def test_roles_are_stepped_into_with_one_click(example: Flask) -> None:
    listed = send(example.test_client(), "GET", "/example").json["roles"]
    assert [one["key"] for one in listed] == [door.key for door in DOORS]
    assert listed[1]["what"] == "Bakkerij aan de Marco Pololaan"
    assert all(one["enrol_url"].startswith(f"{ORIGIN}/enrol#") for one in listed)
    roles = {"resident": "member", "shop": "shop_owner"}
    for key, role in {**roles, **{k: k for k in ("coordinator", "issuer", "treasurer")}}.items():
        assert role in here(step_into(example, key))
    nobody = send(example.test_client(), "POST", "/example/sign-in", {"role": "mayor"})
    assert (nobody.status_code, nobody.json["code"]) == (404, "not_found")


def test_confirming_makes_a_session_fresh_again(example: Flask) -> None:
    issuer = step_into(example, "issuer")
    community_id = here(issuer)["issuer"]
    body = {"name": "Kapper", "kind": "shop", "category": "kapper"}
    later = clock.from_millis(clock.millis(clock.now()) + 6 * 60_000)
    clock.use_source(lambda: later)
    path = f"/communities/{community_id}/organisations"
    assert send(issuer, "POST", path, body).json["code"] == "fresh_login_required"
    assert send(issuer, "POST", "/example/confirm").status_code == 204
    assert send(issuer, "POST", path, body).status_code == 201


def test_the_payer_agrees_to_a_payment_above_the_limit_with_one_click(example: Flask) -> None:
    resident, shop = step_into(example, "resident"), step_into(example, "shop")
    community = queries.communities()[0]
    me = send(resident, "GET", "/me").json
    key_id, private_key = give_device_key(
        uuid.UUID(me["person"]["id"]), uuid.UUID(me["session_id"])
    )
    code = UnsignedPaymentCode(
        exact=False,
        community=community.number,
        key_id=key_id,
        counter=1,
        issued_at=int(clock.now().timestamp()),
        amount=2_500,
    )
    payment_id = new_id()
    body = {
        "shop_id": here(shop)["shop_owner"],
        "amount": 3_000,
        "code": payment.sign(code, private_key),
    }
    asked = send(shop, "PUT", f"/payments/{payment_id}", body)
    assert (asked.status_code, asked.json["status"]) == (202, "waiting")
    agreement = {"payment_id": str(payment_id)}
    other = step_into(example, "coordinator")
    assert send(other, "POST", "/example/confirm-payment", agreement).status_code == 404
    paid = send(resident, "POST", "/example/confirm-payment", agreement)
    assert (paid.status_code, paid.json["status"]) == (200, "paid")


def test_only_from_this_machine(example: Flask) -> None:
    answer: Any = example.test_client().get(
        "/api/v1/example", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_outside_the_example_none_of_it_exists(app: Flask) -> None:
    client = app.test_client()
    assert send(client, "GET", "/example").status_code == 404
    answer = send(client, "POST", "/example/sign-in", {"role": "resident"})
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
