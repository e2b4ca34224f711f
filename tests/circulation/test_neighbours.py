"""Two neighbourhoods with one coin: members pay at both, and the month's end makes it good."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from backend import clock
from backend.circulation.models import Netting
from backend.db import db
from backend.ids import new_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.payments import service as payments
from backend.payments.errors import VisitsOverLimit
from tests.circulation.conftest import Town, sound
from tests.factories.circulation import make_neighbour
from tests.factories.identity import send
from tests.factories.ledger import transfer
from tests.factories.payments import Payer, make_counter, make_payer
from tests.factories.rules import set_rule

At = Callable[[datetime], None]


def nettings() -> list[tuple[str, int, int]]:
    db.session.rollback()
    rows = db.session.query(Netting).order_by(Netting.at, Netting.id).all()
    return [(row.status, row.amount, row.cents) for row in rows]


def deposit(community_id: uuid.UUID, cents: int) -> None:
    bank, reserve = ledger.bank(community_id), ledger.reserve(community_id)
    ledger.book(transfer("deposit", bank, reserve, cents))


def polled(payer: Payer) -> list[str]:
    query = f"key_id={payer.key_id.hex()}&from=1"
    answer = send(payer.client, "GET", f"/communities/{payer.community.id}/my-codes?{query}")
    return [one["status"] for one in answer.json["payments"]]


def test_members_pay_at_the_neighbours_and_the_month_is_made_good(
    app: Flask, town: Town, at: At
) -> None:
    neighbour = make_neighbour(town.facts, month_limit=2_000)
    here, there = make_counter(app, town.facts), make_counter(app, neighbour)
    visitor, local = make_payer(app, neighbour), make_payer(app, town.facts, coins=5_000)
    for community in (town.id, neighbour.id):
        set_rule(community, "backing", {"policy": "full"})
    deposit(town.id, 700)
    deposit(neighbour.id, 1_100)

    paid = here.scan(visitor.code(), 1_500)
    assert (paid.status_code, visitor.balance, here.till) == (200, 8_500, 1_500)
    assert polled(visitor) == ["paid"]
    assert there.scan(local.code(), 300).status_code == 200
    # 500 are left of the month: a question that waits counts when it is answered.
    waiting = here.scan(visitor.code(limit=10), 501).json["id"]
    small = here.scan(visitor.code(limit=10), 400).json["id"]
    assert payments.confirm(uuid.UUID(small), visitor.person_id).status == "paid"
    refused = send(here.cashier.client, "GET", f"/payments/{waiting}")
    assert refused.json["status"] == "waiting"
    with pytest.raises(VisitsOverLimit):
        payments.confirm(uuid.UUID(waiting), visitor.person_id)
    assert here.scan(visitor.code(), 101).json["code"] == "visits_over_limit"
    back = {"payment_id": paid.json["id"], "amount": 205, "reason": "retour"}
    assert send(here.cashier.client, "PUT", f"/refunds/{new_id()}", back).status_code == 200
    assert (visitor.balance, here.till) == (8_305, 1_695)
    assert sound()

    # 1,900 less 205 less 300 back: the neighbour owes 1,395, of which 1,390 are whole cents.
    at(datetime(2026, 2, 1, 12, tzinfo=UTC))
    set_rule(neighbour.id, "euro_rate", {"coins": 1, "euro_cents": 10})
    assert town.tick() == 0
    Town(neighbour.id, town.treasurer, town.issuers).tick()
    assert nettings() == [("settled", 1_390, 139)]
    assert ledger_queries.reserve_cents(town.id) == 839
    assert ledger_queries.outstanding(neighbour.id) == 10_000 - 1_390
    assert sound()


def test_what_the_reserve_cannot_pay_waits_for_the_next_month(
    app: Flask, town: Town, at: At
) -> None:
    neighbour = make_neighbour(town.facts)
    here, visitor = make_counter(app, town.facts), make_payer(app, neighbour, coins=2_000)
    set_rule(neighbour.id, "backing", {"policy": "partial", "ratio_percent": 50})
    deposit(neighbour.id, 100)
    other = Town(neighbour.id, town.treasurer, town.issuers)
    assert here.scan(visitor.code(), 1_000).status_code == 200
    # A code of a community that this one no longer names is refused as ever.
    later = clock.now() + timedelta(milliseconds=1)
    at(later)
    set_rule(town.id, "exchange", {"with": []})
    assert here.scan(visitor.code(), 100).json["code"] == "code_wrong_community"
    at(datetime(2026, 2, 1, 12, tzinfo=UTC))
    other.tick()
    other.tick()
    assert nettings() == [("short", 0, 0)]
    deposit(neighbour.id, 60)
    at(datetime(2026, 3, 1, 12, tzinfo=UTC))
    other.tick()
    assert nettings() == [("short", 0, 0), ("settled", 1_000, 100)]
    assert ledger_queries.reserve_cents(neighbour.id) == 60
    assert sound()
