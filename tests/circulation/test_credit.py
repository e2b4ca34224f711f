"""Mutual credit: what a payer is short of is drawn in the same commit, and what comes in repays."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from backend.circulation import credit, drawing, errors, service
from backend.circulation.service import LineOrder, LoanOrder, Party, TradeOrder
from backend.errors import FreshLoginRequired, NotFound
from backend.ids import new_id
from backend.ledger.errors import NotEnoughCoins, ReserveTooSmall
from backend.notices import queries as notices
from backend.payments import service as payments
from backend.payments.errors import RefundTooLate
from tests.circulation.conftest import Town, sound
from tests.factories.communities import make_member, make_organisation
from tests.factories.payments import make_counter, make_payer

At = Callable[[datetime], None]


def told(person: Party) -> list[str]:
    return [one.kind for one in notices.of_person(person.id, None, 9)]


def trade(town: Town, payer: Party, payee: Party, amount: int) -> TradeOrder:
    return TradeOrder(new_id(), payer.id, payee.id, amount, "meel", town.treasurer, fresh=True)


def test_the_counter_draws_what_a_member_is_short_of(app: Flask, town: Town, at: At) -> None:
    counter, payer = make_counter(app, town.facts), make_payer(app, town.facts, coins=300)
    who = service.person(payer.person_id)
    assert counter.scan(payer.code()).json["code"] == "not_enough_coins"
    town.rule("credit", {"member_line": 500, "shop_line": 2_000, "clear_months": 2})
    assert counter.scan(payer.code(), 801).json["code"] == "not_enough_coins"
    paid = counter.scan(payer.code(), 650)
    assert (paid.status_code, payer.balance, counter.till) == (200, 0, 650)
    line = drawing.find(town.id, payer.person_id)
    assert line is not None
    assert (line.granted, credit.drawn(line)) == (500, 350)
    # Above the payer's limit it is asked for, and drawn when the payer says yes.
    waiting = counter.scan(payer.code(limit=50), 100)
    assert waiting.status_code == 202
    confirmed = payments.confirm(uuid.UUID(waiting.json["id"]), payer.person_id)
    assert confirmed.status == "paid"
    assert (credit.drawn(line), counter.till) == (450, 750)
    service.freeze_line(line.id, frozen=True)
    assert counter.scan(payer.code(), 10).json["code"] == "not_enough_coins"
    service.freeze_line(line.id, frozen=False)
    assert counter.scan(payer.code(), 10).status_code == 200
    # What comes in repays by the next day's job; a debt of two months freezes the line.
    town.give(who, 200)
    at(datetime(2026, 1, 6, 12, tzinfo=UTC))
    town.tick()
    assert (credit.drawn(line), payer.balance) == (260, 0)
    at(datetime(2026, 2, 6, 12, tzinfo=UTC))
    town.tick()
    assert told(who) == ["credit_clear_soon"]
    at(datetime(2026, 3, 5, 12, tzinfo=UTC))
    town.tick()
    frozen = drawing.find(town.id, payer.person_id)
    assert frozen is not None
    assert (frozen.frozen_why, told(who)[0]) == ("not_cleared", "credit_frozen")
    town.give(who, 1_000)
    at(datetime(2026, 3, 6, 12, tzinfo=UTC))
    town.tick()
    assert (credit.drawn(frozen), payer.balance) == (0, 740)
    assert sound()


def test_a_larger_line_takes_two_issuers(town: Town) -> None:
    town.rule("credit", {"member_line": 0, "shop_line": 1_000})
    baker, miller = (service.organisation(make_organisation(town.id).id) for _ in range(2))
    one, other = town.issuers
    small = LineOrder(new_id(), town.id, baker, 900, "net begonnen", one)
    assert service.ask_for_line(small).status == "granted"
    assert service.ask_for_line(small).status == "granted"
    large = LineOrder(new_id(), town.id, baker, 5_000, "oven", one)
    assert service.ask_for_line(large).status == "asked"
    with pytest.raises(errors.OtherIssuerNeeded):
        service.decide_line(large.id, one, agreed=True)
    with pytest.raises(NotEnoughCoins):
        service.trade(trade(town, baker, miller, 901))
    assert service.decide_line(large.id, other, agreed=True).status == "granted"
    assert service.decide_line(large.id, other, agreed=True).status == "granted"
    with pytest.raises(errors.AlreadyDecided):
        service.decide_line(large.id, other, agreed=False)
    wanted = trade(town, baker, miller, 4_000)
    assert service.trade(wanted).id == service.trade(wanted).id
    assert (town.held(baker), town.held(miller)) == (0, 4_000)
    with pytest.raises(errors.LineInUse):
        service.ask_for_line(LineOrder(new_id(), town.id, baker, 100, "kleiner", one))
    with pytest.raises(FreshLoginRequired):
        service.trade(TradeOrder(new_id(), miller.id, baker.id, 3_000, "", one, fresh=False))
    with pytest.raises(errors.PartnerClosed):
        service.trade(trade(town, baker, baker, 1))
    # The miller gives half of it back, which pays the baker's debt by tomorrow.
    back = service.TradeRefundOrder(new_id(), wanted.id, 2_000, "retour", one)
    assert service.refund_trade(back).refunded == 2_000
    assert service.refund_trade(back).refunded == 2_000
    with pytest.raises(errors.TradeRefundTooMuch):
        service.refund_trade(service.TradeRefundOrder(new_id(), wanted.id, 2_001, "", one))
    assert sound()


def test_a_trade_is_given_back_within_the_days_for_it(town: Town, at: At) -> None:
    baker, miller = (service.organisation(make_organisation(town.id).id) for _ in range(2))
    town.give(baker, 100)
    wanted = trade(town, baker, miller, 100)
    service.trade(wanted)
    at(datetime(2026, 3, 5, 12, tzinfo=UTC))
    with pytest.raises(RefundTooLate):
        service.refund_trade(service.TradeRefundOrder(new_id(), wanted.id, 1, "", town.treasurer))


@pytest.mark.parametrize("source", ["fund", "line"])
def test_a_loan_is_spent_in_time_and_paid_back(
    app: Flask, town: Town, at: At, source: service.Source
) -> None:
    counter, payer = make_counter(app, town.facts), make_payer(app, town.facts, coins=0)
    who, (one, other) = service.person(payer.person_id), town.issuers
    order = LoanOrder(new_id(), town.id, who, 1_000, source, "fiets", one)
    assert service.ask_for_loan(order).id == service.ask_for_loan(order).id
    with pytest.raises(errors.OtherIssuerNeeded):
        service.decide_loan(order.id, one, agreed=True)
    if source == "fund":
        with pytest.raises(errors.FundTooSmall):
            service.decide_loan(order.id, other, agreed=True)
        town.fill_fund(1_000)
    service.decide_loan(order.id, other, agreed=True)
    assert service.decide_loan(order.id, other, agreed=True).status == "running"
    assert (payer.balance, told(who)) == (1_000, ["loan_started"])
    assert counter.scan(payer.code(), 600).status_code == 200
    with pytest.raises(errors.LoanRepaidTooMuch):
        service.repay_loan(new_id(), order.id, 1_001)
    repayment = new_id()
    for _ in range(2):
        assert service.repay_loan(repayment, order.id, 100).repaid == 100
    # Half a year later 300 were not spent; a year later the rest is due, as far as it is there.
    at(datetime(2026, 7, 5, 12, tzinfo=UTC))
    town.tick()
    assert (payer.balance, told(who)[0]) == (0, "loan_unspent")
    town.give(who, 250)
    at(datetime(2027, 1, 5, 12, tzinfo=UTC))
    town.tick()
    assert (payer.balance, told(who)[0]) == (0, "loan_overdue")
    town.give(who, 1_000)
    at(datetime(2027, 3, 7, 12, tzinfo=UTC))
    town.tick()
    loan = service.decide_loan(order.id, other, agreed=True)
    assert (loan.status, loan.repaid, payer.balance) == ("repaid", 1_000, 650)
    assert town.fund == (1_000 if source == "fund" else 0)
    with pytest.raises(errors.LoanNotRunning):
        service.repay_loan(new_id(), order.id, 1)
    assert sound()


def test_a_loan_that_is_declined_lends_nothing(town: Town) -> None:
    who, (one, other) = service.person(make_member(town.id)), town.issuers
    order = LoanOrder(new_id(), town.id, who, 1_000, "line", "fiets", one)
    service.ask_for_loan(order)
    assert service.decide_loan(order.id, other, agreed=False).status == "declined"
    assert town.held(who) == 0
    with pytest.raises(NotFound):
        service.decide_loan(new_id(), other, agreed=True)
    assert sound()


def test_credit_is_coin_that_the_reserve_has_to_cover(app: Flask, town: Town) -> None:
    counter, payer = make_counter(app, town.facts), make_payer(app, town.facts, coins=0)
    town.rule("credit", {"member_line": 500, "shop_line": 500})
    town.rule("backing", {"policy": "full"})
    assert counter.scan(payer.code(), 100).json["code"] == "not_enough_coins"
    shop, (one, other) = service.organisation(counter.shop.id), town.issuers
    with pytest.raises(ReserveTooSmall) as refused:
        service.ask_for_line(LineOrder(new_id(), town.id, shop, 400, "oven", one))
    assert refused.value.params["possible"] == 0
    order = LoanOrder(new_id(), town.id, shop, 1_000, "line", "oven", one)
    service.ask_for_loan(order)
    with pytest.raises(ReserveTooSmall):
        service.decide_loan(order.id, other, agreed=True)
    assert sound()
