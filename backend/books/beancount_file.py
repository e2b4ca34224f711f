"""Books as a beancount file. Every balance is asserted without any tolerance."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta

from backend.books.book import OPENING, Book, BookAccount
from backend.books.plain import plain
from backend.ledger.service import journal

_ONE_DAY = timedelta(days=1)


def lines(book: Book) -> Iterator[str]:
    """The file, some lines at a time."""
    yield from _head(book)
    if book.opening is not None:
        yield from _opening(book, book.opening)
    for booking in book.bookings:
        yield _transaction(book, booking)
    yield from _balances(book, book.closing, book.end.isoformat())


def _head(book: Book) -> Iterator[str]:
    day = (book.start - _ONE_DAY).isoformat()
    yield f"option {_quoted('title')} {_quoted(book.title)}\n"
    for unit in book.units():
        yield f"option {_quoted('operating_currency')} {_quoted(unit.commodity)}\n"
    for unit in book.units():
        yield f"{day} commodity {unit.commodity}\n  name: {_quoted(unit.name)}\n"
    for account in book.opened():
        yield f"{day} open {account.path}\n{_label(account)}"
    if book.opening is not None:
        yield f"{day} open {OPENING}\n"
    yield "\n"


def _label(account: BookAccount) -> str:
    return f"  name: {_quoted(account.label)}\n" if account.label else ""


def _opening(book: Book, opening: Mapping[uuid.UUID, int]) -> Iterator[str]:
    day = (book.start - _ONE_DAY).isoformat()
    for account_id, balance in opening.items():
        account = book.accounts[account_id]
        if balance:
            yield (
                f'{day} * "opening"\n'
                f"  {account.path}  {account.unit.amount(balance)}\n"
                f"  {OPENING}  {account.unit.amount(-balance)}\n"
            )
    yield from _balances(book, opening, book.start.isoformat())


def _transaction(book: Book, booking: journal.Booking) -> str:
    debit, credit = book.accounts[booking.debit], book.accounts[booking.credit]
    reverses = f'  reverses: "{booking.reverses}"\n' if booking.reverses else ""
    return (
        f"{book.period.day(booking.at)} * {_quoted(booking.kind)} {_quoted(book.memo(booking))}\n"
        f'  id: "{booking.id}"\n'
        f'  at: "{booking.at.isoformat()}"\n{reverses}'
        f"  {debit.path}  {debit.unit.amount(-booking.amount)}\n"
        f"  {credit.path}  {credit.unit.amount(booking.amount)}\n"
    )


def _balances(book: Book, balances: Mapping[uuid.UUID, int], day: str) -> Iterator[str]:
    for account_id, balance in balances.items():
        account = book.accounts[account_id]
        number, unit = account.unit.amount(balance).split(" ")
        yield f"{day} balance {account.path}  {number} ~ 0 {unit}\n"


def _quoted(text: str) -> str:
    escaped = plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
