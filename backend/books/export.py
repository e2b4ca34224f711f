"""Use case: write books as a file that is sent while it is written.

All that a file says was true at one instant: accounts, balances and bookings are read on one
snapshot of the database, which is let go when the file has been sent, or has been given up.
"""

import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from backend import clock
from backend.books import beancount_file, csv_file, hledger_file
from backend.books.book import Book
from backend.books.chart import chart
from backend.books.download import Download, chunked, until_sent
from backend.books.errors import BooksBusy
from backend.books.period import Period
from backend.books.plain import plain, slug
from backend.communities.queries import CommunityFacts
from backend.db.snapshot import snapshot
from backend.ledger.service import journal

AT_ONCE = 2
"""Each keeps a thread and a connection for as long as somebody downloads."""

_ONE_DAY = timedelta(days=1)
_writing = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: who writes its lines, and about how many bytes one booking takes."""

    lines: Callable[[Book], Iterator[str]]
    media_type: str
    ending: str
    bytes_each: int


KINDS: Mapping[str, Kind] = {
    "csv": Kind(csv_file.lines, "text/csv", "csv", 200),
    "beancount": Kind(beancount_file.lines, "text/plain", "beancount", 230),
    "hledger": Kind(hledger_file.lines, "text/plain", "journal", 220),
}


def export(
    community: CommunityFacts,
    period: Period,
    kind: str,
    *,
    subject: str = "",
    account_ids: tuple[uuid.UUID, ...] | None = None,
) -> Download:
    """The books of a community, or of those of its accounts that are named, as a file.

    Raises BooksBusy when as many are being written as this server writes at once.
    """
    wanted = KINDS[kind]
    with ExitStack() as until_made:
        if not _writing.acquire(blocking=False):
            raise BooksBusy(retry_after=20)
        until_made.callback(_writing.release)
        view = until_made.enter_context(snapshot())
        scope = journal.Scope(community.id, account_ids, period.since, period.until)
        book = read(view, community, scope, period, subject)
        # From here on the snapshot belongs to the answer, which closes it.
        held = until_made.pop_all()
    return Download(
        name=_file_name(community, subject, wanted.ending),
        media_type=wanted.media_type,
        expected_bytes=(book.count + len(book.accounts)) * wanted.bytes_each,
        chunks=until_sent(chunked(wanted.lines(book)), held.close),
        close=held.close,
    )


def read(
    view: Connection,
    community: CommunityFacts,
    scope: journal.Scope,
    period: Period,
    subject: str = "",
) -> Book:
    """The books on a snapshot; their bookings are read as they are asked for."""
    extent = journal.extent(view, scope)
    inside = journal.accounts(view, scope)
    placed = chart(community, inside, journal.counterparts(view, scope))
    kept = {one.id: 0 for one in inside} | journal.kept_balances(view, scope)
    today = period.day(clock.now())
    return Book(
        title=plain(f"{community.name} {subject}"),
        period=period,
        start=period.first or (period.day(extent.first) if extent.first else today),
        end=_end(period, extent, today),
        accounts=placed,
        opening=_balances_at(view, scope, kept, period.since),
        closing=_balances_at(view, scope, kept, period.until) or kept,
        bookings=journal.bookings(view, scope),
        count=extent.count,
    )


def _balances_at(
    view: Connection, scope: journal.Scope, kept: Mapping[uuid.UUID, int], instant: datetime | None
) -> dict[uuid.UUID, int] | None:
    """What the ledger keeps now less what has moved since; None when ``instant`` is unbounded."""
    if instant is None:
        return None
    moved = journal.moved_since(view, scope, instant)
    return {account_id: balance - moved.get(account_id, 0) for account_id, balance in kept.items()}


def _end(period: Period, extent: journal.Extent, today: date) -> date:
    if period.last is not None:
        return period.last + _ONE_DAY
    last = period.day(extent.last) if extent.last else today
    return max(last, today) + _ONE_DAY


def _file_name(community: CommunityFacts, subject: str, ending: str) -> str:
    day = community.day(clock.now()).isoformat()
    parts = [community.slug, *([slug(subject, "X").lower()] if subject else []), day]
    return f"{'-'.join(parts)}.{ending}"
