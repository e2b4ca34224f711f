"""Where the coin of a programme was spent: first in, first out, wallet by wallet.

A wallet is a queue. What comes in stands at the end; what goes out is taken from the front, so
whole minor units are followed and nothing is rounded. A refund puts back in front what the
payment took, the last of it first. Coin is followed until it leaves the wallet of whoever earned
it; what a shop then does with it is the shop's affair. Doing this again gives the same answer,
for it reads nothing but booked transfers in their order.
"""

import uuid
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from backend.ledger.queries import Movement

_TAKEN_BACK = "reward_reversal"


@dataclass(frozen=True, slots=True)
class Spent:
    """``amount`` minor units of a programme that left ``wallet`` on ``day``; below 0 came back.

    ``till`` is the account it went to, whose purpose and owner (an organisation's id for a till)
    are named. Wallets tell how many people stand behind a sum; they are shown to nobody.
    """

    wallet: uuid.UUID
    till: uuid.UUID
    purpose: str
    owner_id: uuid.UUID
    day: date
    amount: int


@dataclass(slots=True)
class _Lot:
    ours: bool
    amount: int


@dataclass
class _Wallet:
    lots: deque[_Lot] = field(default_factory=deque)
    taken: dict[uuid.UUID, list[_Lot]] = field(default_factory=dict)

    def add(self, amount: int, *, ours: bool) -> None:
        if self.lots and self.lots[-1].ours == ours:
            self.lots[-1].amount += amount
        else:
            self.lots.append(_Lot(ours, amount))

    def take(self, amount: int, *, newest: bool = False) -> list[_Lot]:
        """Lots of ``amount`` in all, or of what there is."""
        parts: list[_Lot] = []
        while amount > 0 and self.lots:
            lot = self.lots[-1 if newest else 0]
            part = min(lot.amount, amount)
            parts.append(_Lot(lot.ours, part))
            lot.amount -= part
            amount -= part
            if lot.amount == 0:
                (self.lots.pop if newest else self.lots.popleft)()
        return parts

    def put_back(self, payment: uuid.UUID, amount: int) -> int:
        """Return ``amount`` of what a payment took; how much of that was ours."""
        ours, parts = 0, self.taken.get(payment, [])
        while amount > 0 and parts:
            part = min(parts[-1].amount, amount)
            self.lots.appendleft(_Lot(parts[-1].ours, part))
            ours += part if parts[-1].ours else 0
            parts[-1].amount -= part
            amount -= part
            if parts[-1].amount == 0:
                parts.pop()
        if amount > 0:
            self.add(amount, ours=False)
        return ours


def follow(
    movements: Iterable[Movement],
    sources: Collection[uuid.UUID],
    day_of: Callable[[datetime], date],
) -> Iterator[Spent]:
    """Where coin that came from the accounts ``sources`` went.

    ``movements`` come wallet by wallet, each in the order of booking.
    """
    for wallet_id, own in groupby(movements, lambda movement: movement.wallet):
        wallet = _Wallet()
        for movement in own:
            amount = _moved(wallet, movement, movement.other in sources)
            if amount:
                yield Spent(
                    wallet_id, movement.other, movement.other_purpose, movement.other_owner,
                    day_of(movement.at), amount,
                )  # fmt: skip


def _moved(wallet: _Wallet, movement: Movement, ours: bool) -> int:
    """How much of ours this movement spent; less than 0 when it came back."""
    if movement.incoming:
        if movement.reverses is not None and movement.reverses in wallet.taken:
            return -wallet.put_back(movement.reverses, movement.amount)
        wallet.add(movement.amount, ours=ours)
        return 0
    if movement.kind == _TAKEN_BACK:
        wallet.take(movement.amount, newest=True)
        return 0
    wallet.taken[movement.id] = wallet.take(movement.amount)
    return sum(lot.amount for lot in wallet.taken[movement.id] if lot.ours)
