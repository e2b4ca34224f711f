"""From coin in a till to euro at the bank, and back when the bank returns it."""

import uuid
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend.db import db
from backend.ledger import service as ledger
from backend.ledger.models import TransferRow
from tests.factories.identity import send
from tests.factories.ledger import findings, transfer
from tests.factories.redemption import IBANS, OWN_IBAN, Shop, Treasury, make_treasury
from tests.factories.tasks import expect, refusal
from tests.support import bank


@pytest.fixture
def here(app: Flask) -> Treasury:
    return make_treasury(app)


def transfers(kind: str) -> int:
    db.session.rollback()
    counted = select(func.count()).select_from(TransferRow).where(TransferRow.kind == kind)
    return db.session.execute(counted).scalar_one()


def release(here: Treasury, settlement: dict[str, Any], **by: Any) -> Any:
    return here.send("POST", f"/settlements/{settlement['id']}/release", **by)


def test_coin_becomes_euro_once(here: Treasury) -> None:
    shop, club = here.shop(100_000), here.shop(5_000, kind="association", iban=IBANS[1])

    asked = shop.asked(25_000)
    club.asked()
    assert (asked["amount"], asked["euro_cents"], asked["status"]) == (25_000, 2_500, "open")
    assert (shop.sees()["balance"], here.balance("redemption")) == (75_000, 30_000)
    gathered = expect(200, here.gather())
    assert (gathered["count"], gathered["euro_cents"]) == (2, 3_000)
    assert refusal(release(here, gathered)) == "same_person"
    assert refusal(here.send("GET", f"/settlements/{gathered['id']}/file")) == (
        "settlement_not_released"
    )
    released = expect(200, release(here, gathered, by=here.second))
    assert expect(200, release(here, gathered, by=here.second))["status"] == "released"

    file = here.file(released)
    assert here.file(released) == file
    payouts = bank.handed_in(file)
    assert sorted(one.cents for one in payouts) == [500, 2_500]
    assert len({one.reference for one in payouts}) == 2
    assert all(len(one.reference) <= 35 for one in payouts)
    for text in (OWN_IBAN, *IBANS[:2], "Bakker + Zoon", "ABNANL2A"):
        assert text.encode() in file
    assert b"PstlAdr" not in file

    statement = bank.statement(OWN_IBAN, payouts)
    assert here.uploaded(statement) == {"paid": 2}
    assert here.uploaded(statement) == {"paid": 2}
    assert here.uploaded(bank.statement(OWN_IBAN, payouts, number="2")) == {"paid_before": 2}
    assert shop.request(asked["id"])["status"] == "paid"
    assert (here.balance("redemption"), here.balance("reserve")) == (0, 997_000)
    assert (transfers("retire"), transfers("payout")) == (2, 2)
    kinds = {one["kind"] for one in expect(200, _notices(shop))["notices"]}
    assert "payout_sent" in kinds
    assert findings() == []


def _notices(shop: Shop) -> Any:
    return send(shop.owner.client, "GET", "/me/notices")


@pytest.mark.parametrize("version", ["02", "08"])
def test_what_the_bank_returns_goes_back_to_the_till_once(here: Treasury, version: str) -> None:
    here.rule(fee_permille=50, fee_to=[{"to": "association", "permille": 30},
                                       {"to": "fund", "permille": 20}])  # fmt: skip
    club, shop = here.shop(0, kind="association"), here.shop(10_000)
    path = f"/organisations/{shop.facts.id}/fee-association"
    expect(200, send(shop.owner.client, "PUT", path, {"association_id": str(club.facts.id)}))
    asked = shop.asked(10_000)
    assert (asked["fee"], asked["euro_cents"]) == (500, 950)
    (payout,) = bank.handed_in(here.file(here.released()))

    def said(*booked: bank.Booked, number: str) -> dict[str, int]:
        data = bank.statement(OWN_IBAN, booked, number=number, version=version, together=False)
        return here.uploaded(data)

    if version == "02":
        assert said(payout, number="1") == {"paid": 1}
        assert (here.balance("fund"), club.sees()["balance"]) == (200, 300)
        assert said(payout.back(), number="2") == {"returned": 1}
    else:
        # The return is seen before the payment itself, and in one statement with it.
        assert said(payout.back(), number="1") == {"returned": 1}
        assert said(payout, payout.back(), number="2") == {"paid_before": 1, "returned_before": 1}
    assert said(payout.back(), number="3") == {"returned_before": 1}
    assert (shop.sees()["balance"], here.balance("redemption")) == (10_000, 0)
    assert (here.balance("reserve"), here.balance("fund")) == (1_000_000, 0)
    request = shop.request(asked["id"])
    assert (request["status"], request["return_reason"]) == ("returned", "AC04")
    assert findings() == []

    again = f"/redemptions/{asked['id']}/send-again"
    for _ in range(2):
        assert expect(200, send(shop.owner.client, "POST", again))["attempt"] == 2
    (second,) = bank.handed_in(here.file(here.released()))
    assert second.reference != payout.reference
    assert said(second, number="4") == {"paid": 1}
    assert shop.request(asked["id"])["status"] == "paid"
    assert (transfers("payout"), transfers("payout_return")) == (2, 1)
    assert findings() == []


def test_a_fee_that_was_spent_stays_with_whom_it_went_to(here: Treasury) -> None:
    here.rule(fee_permille=100)
    shop, club = here.shop(10_000), here.shop(0, kind="association")
    asked = shop.asked(10_000)
    (payout,) = bank.handed_in(here.file(here.released()))
    here.uploaded(bank.statement(OWN_IBAN, [payout]))
    ledger.book(transfer("gift", ledger.fund(here.community.id), club.till, 800))

    here.uploaded(bank.statement(OWN_IBAN, [payout.back()], number="2"))

    assert (shop.sees()["balance"], here.balance("fund")) == (9_200, 0)
    expect(200, send(shop.owner.client, "POST", f"/redemptions/{asked['id']}/send-again"))
    again = shop.request(asked["id"])
    assert (again["amount"], again["fee"], again["euro_cents"]) == (9_200, 200, 900)
    (second,) = bank.handed_in(here.file(here.released()))
    here.uploaded(bank.statement(OWN_IBAN, [second], number="3"))
    assert findings() == []


def test_lines_that_fit_nothing_are_kept_and_say_why(here: Treasury) -> None:
    shop = here.shop(50_000)
    shop.asked(10_000)
    shop.asked(20_000)
    first, second = sorted(bank.handed_in(here.file(here.released())), key=lambda one: one.cents)
    strange = [
        replace(first, cents=999),
        bank.Booked("NOTPROVIDED", 50_000, incoming=True, remark="Storting gemeente 2026-7"),
        bank.Booked("INKOOP-7", 1_234),
    ]
    data = bank.statement(OWN_IBAN, [*strange, second])
    (found,) = expect(200, here.upload(data))["statements"]
    counts = {name: count for name, count in found["counts"].items() if count}
    assert counts == {"paid": 1, "unmatched": 3}
    lines = expect(200, here.send("GET", f"/bank-statements/{found['id']}"))["lines"]
    assert [(line["outcome"], line["why"]) for line in lines] == [
        ("unmatched", "other_amount"),
        ("unmatched", "no_such_payout"),
        ("unmatched", "no_such_payout"),
        ("paid", None),
    ]
    assert [line["remark"] for line in lines][1] == "Storting gemeente 2026-7"
    assert lines[2]["reference"] == "INKOOP-7"
    together = bank.statement(OWN_IBAN, [first, second], number="9", together=True)
    assert here.uploaded(together) == {"paid": 1, "paid_before": 1}
    assert findings() == []


def test_a_gathered_settlement_can_be_undone_and_nothing_is_lost(here: Treasury) -> None:
    shop, other = here.shop(10_000), here.shop(10_000, iban=IBANS[1])
    one, two = shop.asked(), other.asked()
    settlement_id = uuid.uuid4()
    gathered = expect(200, here.gather(settlement_id))
    assert expect(200, here.gather(settlement_id)) == gathered
    assert refusal(here.gather(settlement_id, by=here.second)) == "id_conflict"
    assert refusal(here.gather()) == "nothing_to_settle"
    cancel = f"/redemptions/{one['id']}/cancel"
    assert refusal(send(shop.owner.client, "POST", cancel)) == "redemption_under_way"

    path = f"/settlements/{gathered['id']}"
    refused = here.send("POST", f"{path}/refuse", {"why": "Dubbel gevraagd"}, by=here.second)
    assert expect(200, refused)["refused"]["why"] == "Dubbel gevraagd"
    left = here.send("POST", f"{path}/take-out", {"redemption_id": one["id"]})
    assert (expect(200, left)["count"], left.json["refused"]) == (1, None)
    assert expect(200, send(shop.owner.client, "POST", cancel))["status"] == "cancelled"
    assert expect(200, send(shop.owner.client, "POST", cancel))["status"] == "cancelled"
    assert shop.sees()["balance"] == 10_000
    assert expect(200, here.send("POST", f"{path}/dissolve"))["status"] == "dissolved"
    assert refusal(release(here, gathered, by=here.second)) == "settlement_closed"
    assert other.request(two["id"])["status"] == "open"
    released = here.released()
    assert released["count"] == 1
    assert refusal(here.send("POST", f"/settlements/{released['id']}/dissolve")) == (
        "settlement_closed"
    )
    assert findings() == []


def test_the_reserve_and_the_own_account_must_be_there(app: Flask) -> None:
    poor = make_treasury(app, reserve_cents=1_500, account=False)
    shop = poor.shop(50_000)
    shop.asked(10_000)
    shop.asked(10_000)
    gathered = expect(200, poor.gather())
    assert refusal(release(poor, gathered, by=poor.second)) == "bank_details_missing"
    body = {"iban": "NL91 ABNA 0417 1643 00", "holder": "Wijkmunt"}
    expect(200, poor.send("PUT", f"/communities/{poor.community.id}/bank-details", body))
    answer = release(poor, gathered, by=poor.second)
    assert refusal(answer) == "payouts_exceed_reserve"
    assert (answer.json["needed_cents"], answer.json["available_cents"]) == (2_000, 1_500)
    assert findings() == []
