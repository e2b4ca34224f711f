"""The queues of ``fifo`` kept up with the ledger, where coin has to be spent before it is euro.

What is older than a few minutes is replayed once and kept; the youngest transfers are replayed
each time, since one of them may still be under way. When a transfer turns up before the place
that was reached (a job that books for a day gone by), the count no longer fits, and everything
is replayed from the beginning: so the answer is exact, whatever came in between.
"""

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.communities.queries import CommunityFacts
from backend.db import db, unit_of_work
from backend.ledger import queries as ledger
from backend.ledger.queries import Cursor, Moved
from backend.redemption import fifo
from backend.redemption.fifo import Lot, Movement, Queues, Waits
from backend.redemption.models import CoinLots, LotCursor

SETTLED_AFTER = timedelta(minutes=5)
MOST_AT_ONCE = 5_000


def of_account(community_id: uuid.UUID, account_id: uuid.UUID) -> list[Lot]:
    """The lots of an account now, oldest first, as the transaction under way sees them."""
    after = _reached(community_id)
    queues: Queues = {}
    waits_at = waits(community_id)
    end = clock.now() + timedelta(days=1)
    while page := ledger.moved(community_id, after, end, MOST_AT_ONCE):
        _apply(queues, page, waits_at)
        after = (page[-1].at, page[-1].id)
    if account_id not in queues:
        queues.update(_load({account_id}))
    return queues.get(account_id, [])


def catch_up(community_id: uuid.UUID) -> None:
    """Replay what has settled, some thousands of transfers in each unit of work."""
    while _catch_up_some(community_id) == MOST_AT_ONCE:
        pass


@unit_of_work
def _catch_up_some(community_id: uuid.UUID) -> int:
    cursor = _checked_cursor(community_id)
    after = (cursor.at, cursor.transfer_id) if cursor else None
    page = ledger.moved(community_id, after, clock.now() - SETTLED_AFTER, MOST_AT_ONCE)
    if not page:
        return 0
    queues: Queues = {}
    for account_id in _apply(queues, page, waits(community_id)):
        assert isinstance(account_id, uuid.UUID)  # noqa: S101 - narrows the type
        numbers = fifo.as_numbers(queues[account_id])
        db.session.merge(CoinLots(account_id=account_id, community_id=community_id, lots=numbers))
    counted = (cursor.counted if cursor else 0) + len(page)
    last = page[-1]
    db.session.merge(
        LotCursor(community_id=community_id, at=last.at, transfer_id=last.id, counted=counted)
    )
    return len(page)


def waits(community_id: uuid.UUID) -> Callable[[int], Waits]:
    """What coin had to wait for at an instant (ms), by the rules of that day."""
    facts = communities.community(community_id)
    known: dict[object, Waits] = {}

    def at(millis: int) -> Waits:
        day = facts.day(clock.from_millis(millis))
        if day not in known:
            known[day] = waits_on(facts, day)
        return known[day]

    return at


def waits_on(community: CommunityFacts, day: date | None = None) -> Waits:
    """What coin waits for by the rules of a day, by default today."""
    asked = settings.redemption_rules(community, day)
    window = settings.setting(community, "refund_days", day) if asked.after_refund_window else 0
    if not isinstance(window, int):
        raise TypeError("days are counted")
    return Waits(asked.after_spends, asked.after_days, window)


def _apply(queues: Queues, page: list[Moved], waits_at: Callable[[int], Waits]) -> set[object]:
    met = {account for one in page for account in (one.debit, one.credit)}
    queues.update(_load({account for account in met if account not in queues}))
    movements = (
        Movement(
            one.kind, one.debit, one.credit, one.debit_purpose, one.credit_purpose,
            one.amount, clock.millis(one.at),
        )
        for one in page
    )  # fmt: skip
    return fifo.replay(queues, movements, waits_at)


def _load(account_ids: set[uuid.UUID]) -> Queues:
    rows = db.session.execute(
        select(CoinLots.account_id, CoinLots.lots).where(CoinLots.account_id.in_(account_ids))
    )
    return {row.account_id: fifo.from_numbers(row.lots) for row in rows}


def _reached(community_id: uuid.UUID) -> Cursor | None:
    row = db.session.get(LotCursor, community_id, populate_existing=True)
    return (row.at, row.transfer_id) if row else None


def _checked_cursor(community_id: uuid.UUID) -> LotCursor | None:
    """How far it was replayed, held against others; None after everything had to be dropped."""
    row = db.session.get(LotCursor, community_id, populate_existing=True, with_for_update=True)
    if row is None:
        return None
    place: tuple[datetime, uuid.UUID] = (row.at, row.transfer_id)
    if ledger.count_up_to(community_id, place) == row.counted:
        return row
    db.session.execute(delete(CoinLots).where(CoinLots.community_id == community_id))
    db.session.delete(row)
    db.session.flush()
    return None
