"""Coin exists only as far as the reserve covers it, whoever tries, and on both databases."""

import uuid
from datetime import date, timedelta
from threading import Thread

import pytest
from flask import Flask

from backend.communities.models import Setting
from backend.db import db, unit_of_work
from backend.ids import new_id
from backend.ledger import queries, service
from backend.ledger.errors import NotEnoughCoins, ReserveTooSmall
from tests.factories.ledger import WHEN, transfer

TODAY = WHEN.date()


@unit_of_work
def set_value(community: uuid.UUID, key: str, value: object, day: date = TODAY) -> None:
    db.session.add(
        Setting(
            id=new_id(),
            community_id=community,
            key=key,
            value=value,
            valid_from=day,
            set_by=None,
            why="test",
            created_at=WHEN,
        )
    )


def deposit(community: uuid.UUID, cents: int) -> None:
    bank, reserve = service.bank(community), service.reserve(community)
    service.book(transfer("deposit", bank, reserve, cents))


def issue(community: uuid.UUID, amount: int, **fields: object) -> None:
    programme = service.programme(community, community)
    service.book(transfer("issue", service.issuance(community), programme, amount, **fields))


def test_full_backing(community: uuid.UUID) -> None:
    issue(community, 500)  # without a policy coin is unbacked
    service.book(
        transfer(
            "return_issue",
            service.programme(community, community),
            service.issuance(community),
            500,
        )
    )
    set_value(community, "euro_rate", {"coins": 10, "euro_cents": 100})
    set_value(community, "backing", {"policy": "full", "ratio_percent": 100})
    with pytest.raises(ReserveTooSmall):
        issue(community, 1)
    deposit(community, 1000)  # EUR 10 cover 100 coins
    issue(community, 100)
    with pytest.raises(ReserveTooSmall):
        issue(community, 1)
    reserve, bank = service.reserve(community), service.bank(community)
    with pytest.raises(ReserveTooSmall):
        service.book(transfer("withdrawal", reserve, bank, 1))
    assert (queries.outstanding(community), queries.reserve_cents(community)) == (100, 1000)
    # A dearer coin needs more euro, from its day on.
    tomorrow = TODAY + timedelta(days=1)
    set_value(community, "euro_rate", {"coins": 5, "euro_cents": 100}, tomorrow)
    deposit(community, 500)
    issue(community, 10)
    with pytest.raises(ReserveTooSmall):
        issue(community, 10, at=WHEN + timedelta(days=1))


def test_part_backing_pays_out_what_it_has(community: uuid.UUID) -> None:
    set_value(community, "euro_rate", {"coins": 1, "euro_cents": 100})
    set_value(community, "backing", {"policy": "partial", "ratio_percent": 40})
    deposit(community, 4000)
    issue(community, 100)
    with pytest.raises(ReserveTooSmall):
        issue(community, 1)
    reserve, bank = service.reserve(community), service.bank(community)
    service.book(transfer("payout", reserve, bank, 4000))
    with pytest.raises(NotEnoughCoins):
        service.book(transfer("payout", reserve, bank, 1))


def test_two_who_use_the_same_room_in_the_reserve(app: Flask, community: uuid.UUID) -> None:
    set_value(community, "euro_rate", {"coins": 1, "euro_cents": 100})
    set_value(community, "backing", {"policy": "full", "ratio_percent": 100})
    deposit(community, 10_000)
    reserve, bank = service.reserve(community), service.bank(community)
    issuance, programme = service.issuance(community), service.programme(community, community)
    attempts = [transfer("issue", issuance, programme, 60) for _ in range(4)]
    attempts += [transfer("withdrawal", reserve, bank, 6000) for _ in range(4)]
    db.session.rollback()

    def attempt(wanted: service.Transfer) -> None:
        with app.app_context():
            try:
                service.book(wanted)
            except (ReserveTooSmall, NotEnoughCoins):
                return
            finally:
                db.session.remove()

    threads = [Thread(target=attempt, args=(wanted,)) for wanted in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    coin, cents = queries.outstanding(community), queries.reserve_cents(community)
    assert (coin, cents) in {(60, 10_000), (0, 4000)}
