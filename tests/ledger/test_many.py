"""Many transfers by one statement: each rule holds for each of them, or nothing is booked."""

import uuid

import pytest

from backend.communities.models import Setting
from backend.db import db, unit_of_work
from backend.errors import DomainError
from backend.ids import derived_id, new_id
from backend.ledger import audit, queries, service
from backend.ledger.errors import (
    AccountClosed,
    NotEnoughCoins,
    ReserveTooSmall,
    TransferNotAllowed,
)
from backend.ledger.models import LedgerAccount
from tests.factories.ledger import WHEN, funded_budget, funded_wallet, transfer


@unit_of_work
def collect(community: uuid.UUID, wallets: list[uuid.UUID], amount: int) -> int:
    fund = service.fund(community)
    balances = service.lock([*wallets, fund])
    return service.post_many(
        [
            transfer("demurrage", wallet, fund, amount, id=derived_id("test", wallet))
            for wallet in wallets
            if balances[wallet] >= amount
        ]
    )


def test_many_at_once(community: uuid.UUID) -> None:
    wallets = [funded_wallet(community, amount) for amount in (5, 10, 20)]
    fund = service.fund(community)
    assert collect(community, wallets, 7) == 2
    assert collect(community, wallets, 7) == 0
    assert queries.balances([*wallets, fund]) == {
        **dict(zip(wallets, (5, 3, 13), strict=True)),
        fund: 14,
    }


@unit_of_work
def overdraw(community: uuid.UUID, wallets: list[uuid.UUID]) -> None:
    fund = service.fund(community)
    service.post_many([transfer("expiry", wallet, fund, 6) for wallet in wallets])


def test_one_that_falls_short_stops_all(community: uuid.UUID) -> None:
    wallets = [funded_wallet(community, amount) for amount in (6, 5)]
    with pytest.raises(NotEnoughCoins):
        overdraw(community, wallets)
    assert queries.balances(wallets) == {wallets[0]: 6, wallets[1]: 5}


@unit_of_work
def post(*transfers: service.Transfer) -> int:
    return service.post_many(transfers)


@unit_of_work
def close(account_id: uuid.UUID) -> None:
    account = db.session.get(LedgerAccount, account_id)
    assert account is not None
    account.closed_at = WHEN


@unit_of_work
def promise(community: uuid.UUID) -> None:
    for key, value in (
        ("backing", {"policy": "full", "ratio_percent": 100}),
        ("euro_rate", {"coins": 1, "euro_cents": 100}),
    ):
        db.session.add(
            Setting(
                id=new_id(),
                community_id=community,
                key=key,
                value=value,
                valid_from=WHEN.date(),
                set_by=None,
                why="test",
                created_at=WHEN,
            )
        )


def test_each_rule_holds_for_each_of_many(community: uuid.UUID, other_community: uuid.UUID) -> None:
    good, closed = funded_wallet(community, 10), funded_wallet(community, 10)
    close(closed)
    fund, till = service.fund(community), service.till(community, community)
    fine = transfer("demurrage", good, fund, 1)
    payment = transfer("payment", good, till, 2)
    assert post(fine, payment) == 2
    refused: list[tuple[service.Transfer, type[DomainError]]] = [
        (transfer("payment", good, fund, 1), TransferNotAllowed),
        (transfer("demurrage", good, service.fund(other_community), 1), TransferNotAllowed),
        (transfer("demurrage", closed, fund, 1), AccountClosed),
        (transfer("refund", till, good, 3, reverses=payment.id), TransferNotAllowed),
        (transfer("gift", fund, till, 3), NotEnoughCoins),
    ]
    for bad, error in refused:
        with pytest.raises(error):
            post(transfer("demurrage", good, fund, 1), bad)
    assert queries.balances([good, fund, till]) == {good: 7, fund: 1, till: 2}
    assert audit.run() == []


def test_what_leaves_an_account_may_have_come_in_with_the_same_many(community: uuid.UUID) -> None:
    budget = funded_budget(community, 100)
    wallet, fund = service.wallet(community, uuid.uuid4()), service.fund(community)
    assert post(transfer("reward", budget, wallet, 60), transfer("fee", wallet, fund, 50)) == 2
    assert queries.balances([budget, wallet, fund]) == {budget: 40, wallet: 10, fund: 50}


def test_the_reserve_covers_many_as_it_covers_one(community: uuid.UUID) -> None:
    promise(community)
    service.book(transfer("deposit", service.bank(community), service.reserve(community), 300))
    issuance = service.issuance(community)
    wallets = [service.wallet(community, uuid.uuid4()) for _ in range(4)]
    with pytest.raises(ReserveTooSmall):
        post(*(transfer("sale", issuance, wallet, 1) for wallet in wallets))
    assert post(*(transfer("sale", issuance, wallet, 1) for wallet in wallets[:3])) == 3
    assert queries.outstanding(community) == 3
