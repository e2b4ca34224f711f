"""The settlement of many acceptances in one unit of work: those that nothing stands against.

What is ordinary is booked as ``one_by_one`` would have booked it, by the same facts and rules, and
what anything stands against is left to it. So is what the same payer bought afterwards, since it
depends on what became of that.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.db import DuplicateRow, again_on, insert_many, unit_of_work
from backend.errors import DomainError, IdConflict
from backend.ledger import service as ledger
from backend.offline import past, records
from backend.offline.checking import Accepted, Desk, Item, Verdict
from backend.offline.models import OfflinePayment
from backend.offline.past import Known, Number
from backend.offline.records import Outcome
from backend.payments import queries as payment_queries
from backend.payments import service as payments


@dataclass(frozen=True, slots=True)
class Settled:
    """Outcomes by the place of their item; ``new`` are those that were not settled before."""

    outcomes: Mapping[int, Outcome]
    new: Collection[int]


@dataclass(slots=True)
class _Books:
    """What is true of the payers while their wallets are held, and what this part changes of it.

    ``left_out``: people of whom something was left to be settled by itself.
    """

    wallets: Mapping[uuid.UUID, uuid.UUID]
    balances: dict[uuid.UUID, int]
    known: Known
    payments: Collection[uuid.UUID]
    takeable: Collection[int]
    numbers: set[Number] = field(default_factory=set)
    left_out: set[uuid.UUID] = field(default_factory=set)

    def take(self, accepted: Accepted) -> bool:
        """Whether the payer's coin simply pays this; then it is no longer in the wallet."""
        person_id, amount = accepted.payer.person_id, accepted.item.amount
        wallet = self.wallets[person_id]
        if not self._is_ordinary(accepted) or self.balances[wallet] < amount:
            self.left_out.add(person_id)
            return False
        self.balances[wallet] -= amount
        self.numbers.add(accepted.number)
        return True

    def _is_ordinary(self, accepted: Accepted) -> bool:
        person_id = accepted.payer.person_id
        return (
            person_id not in self.left_out
            and person_id not in self.known.owing
            and accepted.number not in self.numbers
            and self.known.is_fresh(accepted)
            and self.known.blocked(accepted) is None
            and accepted.item.id not in self.payments
            and accepted.item.amount in self.takeable
        )


@again_on(DuplicateRow)
@unit_of_work
def settle(desk: Desk, items: Sequence[Item], verdicts: Sequence[Verdict | None]) -> Settled:
    """Settle what is ordinary of ``items``, which stand in their order, and find what was settled.

    A verdict may be None for what was settled before. Raises what stands in the way of all of it:
    DuplicateRow when others were faster twice, and conditions of the ledger and the counter.
    """
    books = _books(desk, [one for one in verdicts if isinstance(one, Accepted)])
    earlier = records.recorded({item.id for item in items})
    outcomes: dict[int, Outcome] = {}
    rows: dict[int, dict[str, Any]] = {}
    paid: list[Accepted] = []
    met: set[uuid.UUID] = set()
    for place, (item, verdict) in enumerate(zip(items, verdicts, strict=True)):
        if item.id in earlier:
            outcomes[place] = _again(desk, earlier[item.id], item)
        elif item.id in met or verdict is None:
            _leave_out(books, verdict)
        elif isinstance(verdict, DomainError):
            rows[place] = records.refused(desk, item, verdict)
        elif books.take(verdict):
            rows[place] = records.divided(desk, verdict, records.all_from_payer(item.amount))
            paid.append(verdict)
        met.add(item.id)
    _write(desk, list(rows.values()), paid)
    outcomes |= {place: records.outcome(items[place], row) for place, row in rows.items()}
    return Settled(outcomes, rows.keys())


def _books(desk: Desk, accepted: Sequence[Accepted]) -> _Books:
    """Hold the wallets of all who pay, in the order of single bookings, and read the rest."""
    wallets = ledger.wallets(desk.community.id, {one.payer.person_id for one in accepted})
    return _Books(
        wallets=wallets,
        balances=ledger.lock(wallets.values()),
        known=past.known(desk.community.id, accepted),
        payments=payment_queries.known_among([one.item.id for one in accepted]),
        takeable=payments.takeable(desk.shop.id, {one.item.amount for one in accepted}),
    )


def _again(desk: Desk, earlier: OfflinePayment, item: Item) -> Outcome:
    try:
        return records.outcome(item, records.first_result(earlier, desk.shop.id, item))
    except IdConflict:
        return records.conflict(item)


def _leave_out(books: _Books, verdict: Verdict | None) -> None:
    if isinstance(verdict, Accepted):
        books.left_out.add(verdict.payer.person_id)


def _write(desk: Desk, rows: list[dict[str, Any]], paid: Sequence[Accepted]) -> None:
    """In the order of their ids, so that two who write the same do not wait in a circle."""
    insert_many(OfflinePayment, sorted(rows, key=lambda row: row["id"]))
    payments.pay_together([records.order(desk, one, one.item.amount) for one in paid])
