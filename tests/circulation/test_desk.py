"""At the desk: customers are found by their code, notes are counted, wages get their bonus."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from backend import clock
from backend.circulation import errors, notes, service
from backend.circulation.service import NoteOrder, Party, Shown, WageOrder
from backend.codes.errors import CodeUnreadable
from backend.errors import IdConflict
from backend.ids import new_id
from backend.ledger.errors import NotEnoughCoins
from backend.payments.errors import CodeUsed
from tests.circulation.conftest import Town, sound
from tests.factories.communities import make_organisation, somebody
from tests.factories.identity import send
from tests.factories.payments import make_counter, make_payer

At = Callable[[datetime], None]


def test_a_customer_is_found_by_code_and_pays_for_notes_once(app: Flask, town: Town) -> None:
    town.rule("notes", {"denominations": [100, 1_000]})
    payer, counter = make_payer(app, town.facts, coins=5_000), make_counter(app, town.facts)
    desk, other = town.treasurer, town.issuers[0]
    code = payer.code(limit=2_100)
    found = service.find_customer(town.id, code, desk)
    assert service.find_customer(town.id, code, desk).id == found.id
    with pytest.raises(CodeUsed):
        service.find_customer(town.id, code, other)
    with pytest.raises(CodeUnreadable):
        service.find_customer(town.id, "12345678", desk)

    def out(counts: dict[int, int], holder: service.Who) -> NoteOrder:
        return NoteOrder(new_id(), town.id, "out", holder, counts, desk)

    shown = Shown(found.id, desk)
    with pytest.raises(errors.DenominationUnknown):
        service.exchange_notes(out({500: 1}, shown))
    with pytest.raises(errors.CodeTooSmall):
        service.exchange_notes(out({1_000: 3}, shown))
    with pytest.raises(errors.CustomerUnknown):
        service.exchange_notes(out({100: 1}, Shown(found.id, other)))
    order = out({1_000: 2, 100: 1}, shown)
    assert service.exchange_notes(order).amount == 2_100
    assert service.exchange_notes(order).id == order.id
    with pytest.raises(errors.CustomerSpent):
        service.exchange_notes(out({100: 1}, shown))
    assert (payer.balance, notes.outstanding(town.id)) == (2_900, {100: 1, 1_000: 2})
    later = clock.now() + timedelta(minutes=16)
    clock.use_source(lambda: later)
    with pytest.raises(errors.CustomerUnknown):
        service.exchange_notes(out({100: 1}, shown))
    assert service.exchange_notes(order).id == order.id
    # A shop brings notes back; more than are out can only be false.
    shop = service.organisation(counter.shop.id)
    back = NoteOrder(new_id(), town.id, "in", shop, {1_000: 1}, desk)
    assert service.exchange_notes(back).amount == 1_000
    with pytest.raises(errors.NotesNotOut):
        service.exchange_notes(NoteOrder(new_id(), town.id, "in", shop, {1_000: 2}, desk))
    with pytest.raises(NotEnoughCoins):
        service.exchange_notes(out({1_000: 2}, shop))
    town.rule("notes", {"denominations": []})
    old = NoteOrder(new_id(), town.id, "in", shop, {1_000: 1, 100: 1}, desk)
    assert service.exchange_notes(old).amount == 1_100
    assert (counter.till, notes.outstanding(town.id)) == (2_100, {})
    assert sound()


def test_typed_digits_find_a_customer_too(app: Flask, town: Town) -> None:
    payer = make_payer(app, town.facts)
    answer = send(
        payer.client, "POST", f"/communities/{town.id}/short-codes", {"code": payer.code()}
    )
    digits = answer.json["digits"]
    found = service.find_customer(town.id, digits, town.treasurer)
    assert found.person_id == payer.person_id
    assert service.find_customer(town.id, digits, town.treasurer).id == found.id


def test_wages_come_with_their_bonus_or_not_at_all(town: Town) -> None:
    town.rule("wages", {"bonus_permille": 100})
    worker, shop = town.member(), service.organisation(make_organisation(town.id).id)
    town.give(shop, 10_000)
    by = town.treasurer

    def wage(amount: int, to: Party = worker) -> WageOrder:
        return WageOrder(new_id(), shop.id, to, amount, "maart", by)

    with pytest.raises(errors.BonusFundEmpty):
        service.pay_wage(wage(1_000))
    assert (town.held(worker), town.held(shop)) == (0, 10_000)
    town.fill_fund(150)
    order = wage(1_009)
    assert service.pay_wage(order).bonus == 100
    assert service.pay_wage(order).bonus == 100
    with pytest.raises(IdConflict):
        service.pay_wage(WageOrder(order.id, shop.id, worker, 1_008, "maart", by))
    with pytest.raises(errors.WageToOneself):
        service.pay_wage(wage(100, service.person(by)))
    with pytest.raises(NotEnoughCoins):
        service.pay_wage(wage(9_000))
    assert (town.held(worker), town.held(shop), town.fund) == (1_109, 8_991, 50)
    assert sound()


def test_the_hour_of_the_desk_is_the_servers(town: Town, at: At) -> None:
    at(datetime(2026, 2, 1, 12, tzinfo=UTC))
    town.rule("sales", {"open_to": ["member"]})
    assert service.quote(town.id, 100).amount == 1_000


def test_an_office_sells_once_a_treasurer_has_named_it(app: Flask, town: Town) -> None:
    town.rule("sales", {"open_to": ["member"]})
    payer, shop = make_payer(app, town.facts, coins=0), make_organisation(town.id)
    staff = somebody(app, "shop_staff", shop.place, fresh=True).client
    treasurer = somebody(app, "treasurer", shop.place, fresh=True).client
    shown = {"code": payer.code(), "organisation_id": str(shop.id)}
    found = send(staff, "POST", f"/communities/{town.id}/customers", shown)
    order = {
        "community_id": str(town.id),
        "office_id": str(shop.id),
        "customer_id": found.json["id"],
        "cents": 500,
        "paid_by": "cash",
        "reference": "Bon 1",
    }
    sale = f"/sales/{new_id()}"
    assert send(staff, "PUT", sale, order).json["code"] == "not_an_office"
    named = send(treasurer, "PUT", f"/organisations/{shop.id}/exchange-office", {"sells": True})
    assert named.status_code == 204
    sold = send(staff, "PUT", sale, order)
    assert (sold.json["amount"], sold.json["buyer"], payer.balance) == (5_000, None, 5_000)
    assert send(staff, "PUT", sale, order).json == sold.json
    assert (
        send(staff, "PUT", sale, {**order, "customer_id": None}).json["code"] == "invalid_request"
    )
    partners = send(staff, "GET", f"/organisations/{shop.id}/partners").json
    assert partners["sells"]
    desk = send(treasurer, "GET", f"/communities/{town.id}/circulation").json
    assert [office["id"] for office in desk["offices"]] == [str(shop.id)]
    send(staff, "PUT", f"/sales/{new_id()}", {**order, "reference": "Bon 0"})
    sales = f"/communities/{town.id}/sales?limit=1"
    newest = send(treasurer, "GET", sales).json
    older = send(treasurer, "GET", f"{sales}&before={newest['next']}").json
    pages = [one["reference"] for one in newest["sales"] + older["sales"]]
    assert (pages, older["next"]) == (["Bon 0", "Bon 1"], None)
    send(treasurer, "PUT", f"/organisations/{shop.id}/exchange-office", {"sells": False})
    again = {**order, "reference": "Bon 2"}
    assert send(staff, "PUT", f"/sales/{new_id()}", again).json["code"] == "not_an_office"
    assert sound()
