"""Comma-separated files (RFC 4180, UTF-8 with a mark at its head, which spreadsheets look for)."""

import csv
from collections.abc import Iterable, Iterator

from backend.books.book import Book
from backend.books.plain import cell, units
from backend.ledger.service import journal

MARK = "\ufeff"
COLUMNS = (
    "day", "time", "id", "kind", "from", "from_name", "to", "to_name",
    "amount", "commodity", "reverses", "memo",
)  # fmt: skip


def lines(book: Book) -> Iterator[str]:
    """Every booking on a row; an amount goes from one account to another and is never negative."""
    return rows(COLUMNS, (_row(book, booking) for booking in book.bookings))


def rows(
    heads: Iterable[str], found: Iterable[Iterable[object]], separator: str = ","
) -> Iterator[str]:
    """A file with a line of headings; text in ``found`` must have gone through ``cell``.

    Where numbers have a decimal comma, spreadsheets expect a semicolon between the cells.
    """
    writer = csv.writer(_Lines(), delimiter=separator, lineterminator="\r\n")
    yield MARK + writer.writerow(heads)
    for row in found:
        yield writer.writerow(row)


class _Lines:
    """What the library writes to: it hands each line back, so that ``writerow`` returns it."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def _row(book: Book, booking: journal.Booking) -> tuple[object, ...]:
    source, target = book.accounts[booking.debit], book.accounts[booking.credit]
    return (
        book.period.day(booking.at), booking.at.isoformat(), booking.id, booking.kind,
        source.path, cell(source.label), target.path, cell(target.label),
        units(booking.amount, source.unit.decimals), source.unit.commodity,
        booking.reverses or "", cell(book.memo(booking)),
    )  # fmt: skip
