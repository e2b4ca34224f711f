"""Comma-separated files (RFC 4180, UTF-8 with a mark at its head, which spreadsheets look for)."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

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
    yield MARK + _line(heads, separator)
    for row in found:
        yield _line(row, separator)


def _line(values: Iterable[object], separator: str) -> str:
    line = StringIO()
    csv.writer(line, delimiter=separator, lineterminator="\r\n").writerow(values)
    return line.getvalue()


def _row(book: Book, booking: journal.Booking) -> tuple[object, ...]:
    source, target = book.accounts[booking.debit], book.accounts[booking.credit]
    return (
        book.period.day(booking.at), booking.at.isoformat(), booking.id, booking.kind,
        source.path, cell(source.label), target.path, cell(target.label),
        units(booking.amount, source.unit.decimals), source.unit.commodity,
        booking.reverses or "", cell(book.memo(booking)),
    )  # fmt: skip
