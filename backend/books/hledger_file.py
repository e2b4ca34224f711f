"""Books as an hledger journal. It passes `hledger check --strict`: everything is declared."""

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
    yield from _asserted(book, book.closing, book.end.isoformat(), "closing")


def _head(book: Book) -> Iterator[str]:
    yield f"; {plain(book.title)}\n\n"
    for unit in book.units():
        # hledger learns from this line how finely a commodity is counted.
        number = "1000." + "0" * unit.decimals
        yield f"commodity {number} {_symbol(unit.commodity)}\n"
    for account in book.opened():
        yield f"account {account.path}{_label(account)}\n"
    if book.opening is not None:
        yield f"account {OPENING}\n"
    yield "\n"


def _label(account: BookAccount) -> str:
    # A colon would make a tag of it, and `type:` is one that hledger obeys.
    label = plain(account.label).replace(":", " ")
    return f"  ; {label}" if label else ""


def _opening(book: Book, opening: Mapping[uuid.UUID, int]) -> Iterator[str]:
    day = (book.start - _ONE_DAY).isoformat()
    for account_id, balance in opening.items():
        account = book.accounts[account_id]
        if balance:
            yield (
                f"{day} * opening\n"
                f"    {account.path}  {_amount(account, balance)}\n"
                f"    {OPENING}  {_amount(account, -balance)}\n\n"
            )
    yield from _asserted(book, opening, day, "opening")


def _transaction(book: Book, booking: journal.Booking) -> str:
    debit, credit = book.accounts[booking.debit], book.accounts[booking.credit]
    reverses = f", reverses:{booking.reverses}" if booking.reverses else ""
    return (
        f"{book.period.day(booking.at)} * {booking.kind}{_note(book.memo(booking))}\n"
        f"    ; id:{booking.id}, at:{booking.at.isoformat()}{reverses}\n"
        f"    {debit.path}  {_amount(debit, -booking.amount)}\n"
        f"    {credit.path}  {_amount(credit, booking.amount)}\n\n"
    )


def _asserted(book: Book, balances: Mapping[uuid.UUID, int], day: str, when: str) -> Iterator[str]:
    """One transaction that moves nothing and states every balance."""
    if not balances:
        return
    yield f"{day} * {when} balances\n"
    for account_id, balance in balances.items():
        account = book.accounts[account_id]
        yield f"    {account.path}  {_amount(account, 0)} = {_amount(account, balance)}\n"
    yield "\n"


def _note(memo: str) -> str:
    """The words after the kind; a semicolon would begin a comment."""
    words = plain(memo).replace(";", ",")
    return f" | {words}" if words else ""


def _amount(account: BookAccount, minor: int) -> str:
    number, unit = account.unit.amount(minor).split(" ")
    return f"{number} {_symbol(unit)}"


def _symbol(commodity: str) -> str:
    return commodity if commodity.isalpha() else f'"{commodity}"'
