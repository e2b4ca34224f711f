"""Booking transfers: what is moved, what is refused, and what happens the second time."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend.db import db, unit_of_work
from backend.errors import DomainError, IdConflict
from backend.ledger import audit, queries, service
from backend.ledger.errors import NotEnoughCoins, TransferNotAllowed
from backend.ledger.models import TransferRow
from tests.factories.ledger import funded_budget, funded_wallet, transfer
from tests.support.each import each


def transfers() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(TransferRow)).scalar_one()


def test_coin_goes_from_issuance_by_a_budget_and_a_wallet_to_a_till(community: uuid.UUID) -> None:
    budget = funded_budget(community, 1000)
    wallet, till = (
        service.wallet(community, uuid.uuid4()),
        service.till(community, uuid.uuid4()),
    )
    service.book(transfer("reward", budget, wallet, 250))
    service.book(transfer("payment", wallet, till, 60))
    service.book(transfer("refund", till, wallet, 10))
    accounts = [service.issuance(community), budget, wallet, till]
    assert list(queries.balances(accounts).values()) == [-1000, 750, 200, 50]
    assert audit.run() == []


def test_nobody_spends_more_than_they_have(community: uuid.UUID) -> None:
    wallet = funded_wallet(community, 100)
    till = service.till(community, uuid.uuid4())
    with pytest.raises(NotEnoughCoins):
        service.book(transfer("payment", wallet, till, 101))
    assert queries.balances([wallet, till]) == {wallet: 100, till: 0}
    service.book(transfer("payment", wallet, till, 100))
    assert queries.balances([wallet, till]) == {wallet: 0, till: 100}


def test_a_budget_can_be_spent_to_the_last_coin(community: uuid.UUID) -> None:
    budget = funded_budget(community, 1007)
    wallet = service.wallet(community, uuid.uuid4())
    for amount in (500, 400, 107):
        service.book(transfer("reward", budget, wallet, amount))
    with pytest.raises(NotEnoughCoins):
        service.book(transfer("reward", budget, wallet, 1))
    assert queries.balances([budget, wallet]) == {budget: 0, wallet: 1007}
    assert audit.run() == []


@each(
    "kind, debit, credit",
    [
        ("payment", "till", "wallet"),
        ("payment", "wallet", "wallet"),
        ("reward", "wallet", "till"),
        ("issue", "issuance", "wallet"),
        ("gift", "wallet", "till"),
    ],
)
def test_what_no_rule_permits_is_refused(
    community: uuid.UUID, kind: str, debit: str, credit: str
) -> None:
    def account(purpose: str) -> uuid.UUID:
        return {
            "wallet": lambda: funded_wallet(community, 50),
            "till": lambda: service.till(community, uuid.uuid4()),
            "issuance": lambda: service.issuance(community),
        }[purpose]()

    with pytest.raises(TransferNotAllowed):
        service.book(transfer(kind, account(debit), account(credit), 5))


def test_coin_of_one_currency_never_becomes_coin_of_another(
    community: uuid.UUID, other_community: uuid.UUID
) -> None:
    wallet = funded_wallet(community, 50)
    with pytest.raises(TransferNotAllowed):
        service.book(transfer("payment", wallet, service.till(other_community, uuid.uuid4()), 5))


def test_an_account_that_nobody_opened_takes_part_in_nothing(community: uuid.UUID) -> None:
    with pytest.raises(TransferNotAllowed):
        service.book(transfer("payment", funded_wallet(community, 50), uuid.uuid4(), 5))


def test_the_same_transfer_again_is_the_same_booking(community: uuid.UUID) -> None:
    wallet, till = funded_wallet(community, 50), service.till(community, uuid.uuid4())
    payment = transfer("payment", wallet, till, 50)
    service.book(payment)
    service.book(payment)
    service.post(payment)
    assert queries.balance(till) == 50


def test_the_same_id_with_other_content_is_a_conflict(community: uuid.UUID) -> None:
    wallet, till = funded_wallet(community, 50), service.till(community, uuid.uuid4())
    payment = transfer("payment", wallet, till, 20)
    service.book(payment)
    for other in (replace(payment, amount=21), replace(payment, about_id=uuid.uuid4())):
        with pytest.raises(IdConflict):
            service.book(other)
        with pytest.raises(IdConflict):
            service.post(other)
    assert queries.balance(till) == 20


def test_the_same_id_twenty_times_at_once_books_once(app: Flask, community: uuid.UUID) -> None:
    wallet, till = funded_wallet(community, 50), service.till(community, uuid.uuid4())
    payment = transfer("payment", wallet, till, 5)
    before = transfers()

    def book(_: int) -> None:
        with app.app_context():
            service.book(payment)

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(book, range(20)))
    assert transfers() == before + 1
    assert queries.balance(till) == 5


def test_nothing_is_reversed_more_than_once_over(community: uuid.UUID) -> None:
    wallet, till = funded_wallet(community, 50), service.till(community, uuid.uuid4())
    payment = transfer("payment", wallet, till, 20)
    service.book(payment)
    service.book(transfer("payment", wallet, till, 20))
    service.book(transfer("refund", till, wallet, 15, reverses=payment.id))
    with pytest.raises(TransferNotAllowed):
        service.book(transfer("refund", till, wallet, 6, reverses=payment.id))
    service.book(transfer("refund", till, wallet, 5, reverses=payment.id))
    assert queries.balance(wallet) == 30
    assert audit.run() == []


def test_a_correction_reverses_what_went_the_other_way_between_the_same_two(
    community: uuid.UUID,
) -> None:
    wallet, till = funded_wallet(community, 50), service.till(community, uuid.uuid4())
    payment = transfer("payment", wallet, till, 20)
    service.book(payment)
    other = funded_wallet(community, 0)
    for wrong in (
        transfer("refund", till, other, 5, reverses=payment.id),
        transfer("refund", till, wallet, 5, reverses=uuid.uuid4()),
    ):
        with pytest.raises(TransferNotAllowed):
            service.book(wrong)
    assert queries.balance(till) == 20


def test_a_unit_of_work_that_fails_books_nothing(community: uuid.UUID) -> None:
    wallet, till = funded_wallet(community, 50), service.till(community, uuid.uuid4())

    @unit_of_work
    def post_and_fail() -> None:
        service.post(transfer("payment", wallet, till, 5))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        post_and_fail()
    assert queries.balance(till) == 0


def test_thirty_two_payers_on_crossing_accounts_neither_deadlock_nor_overdraw(
    app: Flask, community: uuid.UUID
) -> None:
    wallets = [funded_wallet(community, 40) for _ in range(8)]
    tills = [service.till(community, uuid.uuid4()) for _ in range(3)]

    def pay_and_refund(number: int) -> int:
        refused = 0
        with app.app_context():
            for step in range(12):
                wallet, till = wallets[(number + step) % 8], tills[(number * step) % 3]
                there = step % 3 != 2
                kind, debit, credit = (
                    ("payment", wallet, till) if there else ("refund", till, wallet)
                )
                try:
                    service.book(transfer(kind, debit, credit, 1 + (number + step) % 9))
                except NotEnoughCoins:
                    refused += 1
        return refused

    with ThreadPoolExecutor(32) as pool:
        refused = sum(pool.map(pay_and_refund, range(32)))
    assert refused > 0, "the test must reach empty accounts"
    assert sum(queries.balances([*wallets, *tills]).values()) == 8 * 40
    assert min(queries.balances([*wallets, *tills]).values()) >= 0
    assert audit.run() == []


def test_a_budget_for_three_rewards_pays_exactly_three_of_ten_at_once(
    app: Flask, community: uuid.UUID
) -> None:
    budget = funded_budget(community, 3 * 25 + 24)
    wallets = [service.wallet(community, uuid.uuid4()) for _ in range(10)]

    def earn(wallet: uuid.UUID) -> bool:
        with app.app_context():
            try:
                service.book(transfer("reward", budget, wallet, 25))
            except DomainError:
                return False
            return True

    with ThreadPoolExecutor(10) as pool:
        paid = list(pool.map(earn, wallets))
    assert paid.count(True) == 3
    assert queries.balance(budget) == 24
    assert audit.run() == []
