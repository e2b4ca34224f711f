"""What has to be true after a storm: the clients' diaries against the database."""

import uuid
from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from backend.db import db
from backend.ids import derived_id
from backend.ledger.models import BalanceSlot, TransferRow
from backend.payments.models import Payment
from tests.storm.diary import Diaries, Entry
from tests.storm.world import World

_SHOWN = 8


@dataclass(frozen=True)
class Booked:
    """One movement of coin, as a diary or the ledger has it."""

    kind: str
    debit: str
    credit: str
    amount: int


def problems(world: World, diaries: Diaries, founding: set[uuid.UUID]) -> list[str]:
    """Everything that is not as it has to be; ``founding`` are the transfers before the storm.

    Needs an app context. What is left to prove is the audit's.
    """
    db.session.rollback()
    told = acknowledged(world, diaries)
    kept = _ledger(founding)
    found = _first(diaries.complaints)
    found += _first(f"never answered: {one.kind} {one.id}" for one in _unanswered(diaries))
    missing, more = told.keys() - kept.keys(), kept.keys() - told.keys()
    found += _first(f"acknowledged and missing: {told[one]} {one}" for one in missing)
    found += _first(f"booked and never acknowledged: {kept[one]} {one}" for one in more)
    both = told.keys() & kept.keys()
    found += _first(
        f"acknowledged {told[one]}, booked {kept[one]}" for one in both if told[one] != kept[one]
    )
    found += _first(_codes_used_twice()) + _first(_wrong_balances(world, told))
    return found + _below_the_floor() + _sum_of_all()


def acknowledged(world: World, diaries: Diaries) -> dict[str, Booked]:
    """Every movement of coin that a client was told of, by the transfer's id."""
    told: dict[str, Booked] = {}
    for one in diaries.of_kind("earn"):
        told[one.id] = Booked("reward", str(world.budget), one.asked["wallet"], one.body["amount"])
    for one in diaries.of_kind("pay"):
        if one.body["status"] == "paid":
            told[one.id] = _paid(one, one.body["amount"])
    for one in diaries.of_kind("refund"):
        told[one.id] = Booked("refund", one.asked["till"], one.asked["wallet"], one.body["amount"])
    for one in diaries.of_kind("redeem"):
        moved = str(derived_id("redeem", uuid.UUID(one.id), 1))
        told[moved] = Booked("redeem", one.asked["till"], str(world.redemption), one.body["amount"])
    for one in diaries.of_kind("queue"):
        for result in one.body["results"]:
            if result["payment"]:
                told[result["payment"]] = _paid(one, result["received"])
    return told


def _paid(entry: Entry, amount: int) -> Booked:
    return Booked("payment", entry.asked["wallet"], entry.asked["till"], amount)


def _unanswered(diaries: Diaries) -> Iterable[Entry]:
    return (one for one in diaries.entries if one.status is None)


def transfers() -> set[uuid.UUID]:
    """The ids of everything that is booked."""
    return set(db.session.scalars(select(TransferRow.id)))


def _ledger(founding: set[uuid.UUID]) -> dict[str, Booked]:
    rows = db.session.execute(
        select(
            TransferRow.id,
            TransferRow.kind,
            TransferRow.debit_account,
            TransferRow.credit_account,
            TransferRow.amount,
        )
    )
    return {
        str(row.id): Booked(row.kind, str(row.debit_account), str(row.credit_account), row.amount)
        for row in rows
        if row.id not in founding
    }


def _codes_used_twice() -> Iterable[str]:
    rows = db.session.execute(
        select(Payment.key_id, Payment.counter)
        .where(Payment.status == "paid")
        .group_by(Payment.key_id, Payment.counter)
        .having(func.count() > 1)
    )
    return [f"one code paid twice: {row.key_id.hex()}/{row.counter}" for row in rows]


def _wrong_balances(world: World, told: Mapping[str, Booked]) -> Iterable[str]:
    """Every wallet, till and budget holds what the diaries add up to."""
    due = Tally({str(account): amount for account, amount in world.balances.items()})
    for one in told.values():
        due[one.debit] -= one.amount
        due[one.credit] += one.amount
    held = _balances()
    return [
        f"account {one} holds {held.get(one, 0)}, by the diaries {due[one]}"
        for one in due
        if held.get(one, 0) != due[one]
    ]


def _balances() -> dict[str, int]:
    rows = db.session.execute(
        select(BalanceSlot.account_id, func.sum(BalanceSlot.amount)).group_by(
            BalanceSlot.account_id
        )
    )
    return {str(row[0]): int(row[1]) for row in rows}


def _below_the_floor() -> list[str]:
    low = (
        select(func.count()).select_from(BalanceSlot).where(BalanceSlot.amount < BalanceSlot.floor)
    )
    count = db.session.execute(low).scalar_one()
    return [f"{count} accounts are below their floor"] if count else []


def _sum_of_all() -> list[str]:
    total = int(db.session.execute(select(func.sum(BalanceSlot.amount))).scalar_one() or 0)
    return [f"all balances add up to {total}, not to nothing"] if total else []


def _first(found: Iterable[str]) -> list[str]:
    """The first few of a kind, and how many more there are."""
    listed = list(found)
    more = len(listed) - _SHOWN
    return listed[:_SHOWN] + ([f"... and {more} more like it"] if more > 0 else [])
