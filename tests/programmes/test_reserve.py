"""Euro come in by the bank's reference, go out by two treasurers, and everybody may look."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend import clock
from backend.db import db
from backend.ids import new_id
from backend.ledger import audit
from backend.ledger import service as ledger_service
from backend.notices.models import Notice
from backend.programmes import money_routes
from backend.programmes.audit import CHECKS
from tests.factories.communities import make_member
from tests.factories.identity import send
from tests.factories.ledger import transfer
from tests.programmes.conftest import Here, balance, ok, refused, reserve_cents


def test_a_deposit_counts_once(here: Here) -> None:
    item = new_id()
    first = ok(here.deposit(120_000, "2026-77", item=item))
    assert (first["bank_reference"], first["made_by_name"]) == ("2026-77", "Bram")
    assert ok(here.deposit(120_000, "2026-77", item=item)) == first
    assert refused(here.deposit(1, "2026-77", item=item)) == (409, "id_conflict")
    again = here.deposit(5_000, "2026-77")
    assert refused(again) == (409, "reference_used")
    assert (again.json["cents"], again.json["day"]) == (120_000, "2026-01-05")
    tomorrow = (here.community.day(clock.now()) + timedelta(days=1)).isoformat()
    assert refused(here.deposit(1, "A2", day=tomorrow)) == (409, "day_in_future")
    impossible: list[dict[str, Any]] = [
        {"cents": 0},
        {"cents": -5},
        {"bank_reference": " "},
        {"day": "gisteren"},
    ]
    for wrong in impossible:
        body: dict[str, Any] = {"cents": 1, "reference": "A3", **wrong}
        assert here.deposit(**body).status_code == 422
    assert reserve_cents(here) == 120_000
    assert balance(str(ledger_service.bank(here.community.id))) == -120_000
    seen = ok(here.read(here.issuer, "reserve"))
    assert [one["bank_reference"] for one in seen["deposits"]] == ["2026-77"]
    assert refused(here.read(here.anybody("coordinator"), "reserve")) == (403, "forbidden")


def test_a_withdrawal_needs_a_second_treasurer(here: Here) -> None:
    ok(here.deposit(10_000))
    body = {"community_id": str(here.community.id), "cents": 4_000, "why": "Te veel gestort"}
    too_much = here.put(here.treasurer, "withdrawals", {**body, "cents": 10_001})
    assert (refused(too_much), too_much.json["possible_cents"]) == ((409, "reserve_needed"), 10_000)
    item = new_id()
    asked = ok(here.put(here.treasurer, "withdrawals", body, item))
    assert ok(here.put(here.treasurer, "withdrawals", body, item)) == asked
    told = db.session.query(Notice).filter_by(kind="withdrawal_waiting").all()
    assert [one.person_id for one in told] == [here.other_treasurer.person_id]
    other = here.put(here.treasurer, "withdrawals", {**body, "cents": 1}, item)
    assert refused(other) == (409, "id_conflict")
    path = f"/withdrawals/{asked['id']}"
    assert refused(send(here.treasurer.client, "POST", f"{path}/approve", {})) == (
        403,
        "same_person",
    )
    assert reserve_cents(here) == 10_000
    done = ok(send(here.other_treasurer.client, "POST", f"{path}/approve", {}))
    assert (done["status"], done["decided_by_name"]) == ("booked", "Sofie")
    assert ok(send(here.other_treasurer.client, "POST", f"{path}/approve", {})) == done
    assert reserve_cents(here) == 6_000

    second = ok(here.put(here.treasurer, "withdrawals", body))
    path = f"/withdrawals/{second['id']}/decline"
    reason = {"reason": "Toch niet"}
    assert ok(send(here.treasurer.client, "POST", path, reason))["status"] == "declined"
    assert reserve_cents(here) == 6_000
    assert audit.check_all({**audit.CHECKS, **CHECKS}) == []


def test_everybody_may_see_what_is_out_and_what_covers_it(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok(here.deposit(5_000))
    programme = here.programme()
    here.issued(programme, 60_000)
    budget = here.budget(programme)
    ok(here.allocate(programme, budget, 50_000))
    budget_id = UUID(budget["id"])
    visitor = here.app.test_client()

    def look(name: object = here.community.slug) -> dict[str, object]:
        return ok(send(visitor, "GET", f"/communities/{name}/public"))

    def earn(amount: int) -> None:
        wallet = ledger_service.wallet(here.community.id, make_member(here.community.id))
        source = ledger_service.budget(here.community.id, here.centre.id, budget_id)
        ledger_service.book(transfer("reward", source, wallet, amount))

    for _ in range(4):
        earn(1_000)
    few = look()
    assert few["outstanding"] == 60_000
    assert few["held"] == [
        {"where": "neighbourhood", "amount": 4_000},
        {"where": "programmes", "amount": 56_000},
    ]
    earn(1_000)
    many = look(here.community.id)
    assert many["held"] == [
        {"where": "residents", "amount": 5_000},
        {"where": "programmes", "amount": 55_000},
    ]
    assert (many["worth_cents"], many["reserve_cents"], many["covered_percent"]) == (
        6_000,
        5_000,
        83,
    )
    assert (many["policy"], many["coins"], many["euro_cents"]) == ("unbacked", 10, 100)
    assert sum(one["amount"] for one in many["held"]) == many["outstanding"]
    assert refused(send(visitor, "GET", "/communities/nergens/public")) == (404, "not_found")
    assert refused(send(visitor, "GET", f"/communities/{new_id()}/public")) == (404, "not_found")
    monkeypatch.setattr(money_routes, "PUBLIC_READS", "2 per 10 minutes")
    look(), look()
    often = send(visitor, "GET", f"/communities/{here.community.slug}/public")
    assert refused(often) == (429, "too_many_attempts")
