"""The settlement of a shop's queue: each acceptance booked exactly once, oldest first.

Ordinary acceptances are booked some hundreds at a time, and all others one by one after them,
each a unit of work of its own. What is answered is booked; after an interruption the shop sends
everything again, and what was booked is found under its id.
"""

import uuid
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from operator import itemgetter

from backend import clock
from backend.db import DuplicateRow
from backend.errors import DomainError
from backend.offline import checking, one_by_one, records, together
from backend.offline.checking import Desk, Item, Verdict
from backend.offline.records import Outcome
from backend.offline.together import Settled
from backend.payments.errors import ShopClosed

VERIFIERS = 2
TOGETHER = 250
"""So many are one unit of work: wallets are held no longer than a payment or two may wait."""


def settle(shop_id: uuid.UUID, items: Sequence[Item]) -> list[Outcome]:
    """Settle up to a thousand acceptances; the answers stand in the order of ``items``.

    The same item again gets its first result, whatever happened in between. Raises NotFound, and
    ShopClosed, when nothing is recorded and the queue can be sent later.
    """
    desk = checking.desk(shop_id, items, clock.now())
    if not desk.shop.is_open:
        raise ShopClosed
    oldest_first = sorted(range(len(items)), key=lambda place: (items[place].accepted_at, place))
    done: list[Outcome] = []
    for part, verdicts in _checked(desk, [items[place] for place in oldest_first]):
        done += _settle_part(desk, part, verdicts)
    in_order = sorted(zip(oldest_first, done, strict=True), key=itemgetter(0))
    return [outcome for _, outcome in in_order]


def _checked(
    desk: Desk, items: Sequence[Item]
) -> Iterator[tuple[Sequence[Item], Sequence[Verdict | None]]]:
    """The queue in parts, with verdicts where an item is new.

    The next parts are verified while one is booked: that is arithmetic outside Python's lock.
    """
    parts = [items[start : start + TOGETHER] for start in range(0, len(items), TOGETHER)]
    earlier = records.known_among({item.id for item in items})
    with ThreadPoolExecutor(VERIFIERS) as pool:
        coming = [pool.submit(_verdicts, desk, part, earlier) for part in parts]
        for part, verdicts in zip(parts, coming, strict=True):
            yield part, verdicts.result()


def _verdicts(
    desk: Desk, items: Sequence[Item], earlier: Collection[uuid.UUID]
) -> list[Verdict | None]:
    return [None if item.id in earlier else checking.verdict(desk, item) for item in items]


def _settle_part(
    desk: Desk, items: Sequence[Item], verdicts: Sequence[Verdict | None]
) -> list[Outcome]:
    """Settle items that stand in their order: what is ordinary together, then what is left."""
    settled = _together(desk, items, verdicts)
    outcomes = dict(settled.outcomes)
    for place, item in enumerate(items):
        if place not in outcomes:
            later = _later(items, place, settled)
            outcomes[place] = one_by_one.settle(desk, item, verdicts[place], later)
    return [outcomes[place] for place in range(len(items))]


def _together(desk: Desk, items: Sequence[Item], verdicts: Sequence[Verdict | None]) -> Settled:
    """What could be settled at once: nothing when anything came in between."""
    if len(items) > 1:
        try:
            return together.settle(desk, items, verdicts)
        except (DuplicateRow, DomainError):
            pass
    return Settled({}, ())


def _later(items: Sequence[Item], place: int, settled: Settled) -> list[uuid.UUID]:
    """What was settled before the item at ``place`` and accepted after it in the same second."""
    at = items[place].accepted_at
    return [
        items[other].id
        for other in range(place + 1, len(items))
        if items[other].accepted_at == at and other in settled.new
    ]
