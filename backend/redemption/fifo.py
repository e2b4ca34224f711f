"""How often the coin of an account has changed hands: lots, first in, first out. Pure.

Coin has no serial numbers, so an account is a queue of lots. What leaves is taken from the old
end and keeps its history; what was never tracked (coin that is issued) has none. Three things
differ: a reversal gives back the youngest coin, and its spend no longer counts; what is redeemed
is the oldest coin that may be redeemed; and what comes back from a redemption stays redeemable.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

SPENDS = frozenset({"payment", "trade", "wage", "due"})
"""Kinds by which coin changes hands in the neighbourhood."""
_SPENDS_UNDONE = frozenset({"refund", "trade_refund", "due_return"})
_TRACKED = frozenset({"wallet", "till", "fund", "notes"})


@dataclass(frozen=True, slots=True)
class Lot:
    """Coin with one history: minor units, local spends, arrival in the present account (ms)."""

    amount: int
    spends: int
    since: int
    ripe: bool = False


@dataclass(frozen=True, slots=True)
class Movement:
    """A transfer as the queues see it; accounts are any hashable names, ``at`` in ms."""

    kind: str
    debit: object
    credit: object
    debit_purpose: str
    credit_purpose: str
    amount: int
    at: int


@dataclass(frozen=True, slots=True)
class Waits:
    """Coin is redeemable after so many spends, or so many days in one account; 0: not that way.

    Whatever comes first of the two, coin also waits ``window`` days: so long its payment can be
    given back.
    """

    spends: int
    days: int
    window: int = 0

    def lets(self, lot: Lot, now: int) -> bool:
        """Whether ``lot`` may be redeemed at ``now`` (ms)."""
        free_at = self.free_at(lot)
        return free_at is not None and free_at <= now

    def free_at(self, lot: Lot) -> int | None:
        """When (ms) time alone makes ``lot`` redeemable; None when only spending does."""
        if lot.ripe:
            return lot.since
        after_refunds = lot.since + _millis(self.window)
        asks_nothing = not self.spends and not self.days
        if asks_nothing or (self.spends and lot.spends >= self.spends):
            return after_refunds
        return max(after_refunds, lot.since + _millis(self.days)) if self.days else None


Queues = dict[object, list[Lot]]


def replay(
    queues: Queues, movements: Iterable[Movement], waits_at: Callable[[int], Waits]
) -> set[object]:
    """Apply ``movements`` in order to ``queues``; says which accounts changed."""
    touched: set[object] = set()
    for movement in movements:
        if movement.debit_purpose in _TRACKED:
            taken = _take(queues, movement, waits_at)
            touched.add(movement.debit)
        else:
            taken = [Lot(movement.amount, 0, movement.at)]
        if movement.credit_purpose in _TRACKED:
            _put(queues, movement, taken)
            touched.add(movement.credit)
    return touched


def _take(queues: Queues, movement: Movement, waits_at: Callable[[int], Waits]) -> list[Lot]:
    queue = queues.setdefault(movement.debit, [])
    if movement.kind == "redeem":
        waits = waits_at(movement.at)
        order = [i for i, lot in enumerate(queue) if waits.lets(lot, movement.at)]
        order += [i for i, lot in enumerate(queue) if not waits.lets(lot, movement.at)]
    elif movement.kind in _SPENDS_UNDONE:
        order = list(range(len(queue)))[::-1]
    else:
        order = list(range(len(queue)))
    return _take_in_order(queue, order, movement.amount, movement.at)


def _take_in_order(queue: list[Lot], order: list[int], amount: int, at: int) -> list[Lot]:
    taken, left = [], amount
    for index in order:
        if not left:
            break
        lot = queue[index]
        part = min(lot.amount, left)
        taken.append(replace(lot, amount=part))
        queue[index] = replace(lot, amount=lot.amount - part)
        left -= part
    queue[:] = [lot for lot in queue if lot.amount]
    if left:
        taken.append(Lot(left, 0, at))
    return taken


def _put(queues: Queues, movement: Movement, taken: list[Lot]) -> None:
    queue = queues.setdefault(movement.credit, [])
    if movement.kind == "redeem_return":
        queue.insert(0, Lot(movement.amount, 0, movement.at, ripe=True))
        return
    change = (movement.kind in SPENDS) - (movement.kind in _SPENDS_UNDONE)
    for lot in taken:
        arrived = Lot(lot.amount, max(0, lot.spends + change), movement.at)
        if queue and replace(queue[-1], amount=0) == replace(arrived, amount=0):
            arrived = replace(arrived, amount=arrived.amount + queue.pop().amount)
        queue.append(arrived)


def _millis(days: int) -> int:
    return days * 24 * 60 * 60 * 1000


def as_numbers(lots: Iterable[Lot]) -> list[list[int]]:
    """How lots are kept."""
    return [[lot.amount, lot.spends, lot.since, int(lot.ripe)] for lot in lots]


def from_numbers(kept: Iterable[Iterable[int]]) -> list[Lot]:
    """What ``as_numbers`` gave."""
    return [Lot(a, spends, since, bool(ripe)) for a, spends, since, ripe in kept]
