"""What every kind of books file is written from: accounts in a tree, balances, bookings."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from backend.books.period import Period
from backend.books.plain import units
from backend.ledger.service import journal


@dataclass(frozen=True, slots=True)
class Unit:
    """A commodity: what it is called in the files, what people call it, how finely it is counted.

    ``orientation`` turns the ledger's balances into those of the books, which are the
    community's own: coin that somebody holds is owed by the community, so its sign turns;
    euro that the community holds is its own, so its sign stays.
    """

    commodity: str
    name: str
    decimals: int
    orientation: int

    def amount(self, minor: int) -> str:
        """The ledger's minor units as the books count them, with the commodity."""
        return f"{units(self.orientation * minor, self.decimals)} {self.commodity}"


@dataclass(frozen=True, slots=True)
class BookAccount:
    """A ledger account in the tree; ``label`` is its full name, empty for people.

    ``own`` says that these books are about it: its balances are stated and proved.
    """

    path: str
    label: str
    unit: Unit
    own: bool


@dataclass(frozen=True)
class Book:
    """Books of one instant. ``opening`` is None when they begin with the first booking of all.

    Balances are the ledger's, in minor units. ``start`` is the day of the opening balances,
    ``end`` the day after the last one: on it the closing balances are stated.
    """

    title: str
    period: Period
    start: date
    end: date
    accounts: Mapping[uuid.UUID, BookAccount]
    opening: Mapping[uuid.UUID, int] | None
    closing: Mapping[uuid.UUID, int]
    bookings: Iterable[journal.Booking]
    count: int

    def units(self) -> list[Unit]:
        """The commodities that occur, by name."""
        found = {account.unit.commodity: account.unit for account in self.accounts.values()}
        return [found[name] for name in sorted(found)]

    def opened(self) -> list[BookAccount]:
        """The accounts by path, each path once: what is a neighbour's shares one."""
        found = {account.path: account for account in self.accounts.values()}
        return [found[path] for path in sorted(found)]

    def memo(self, booking: journal.Booking) -> str:
        """What was written with a booking, unless a person could be named in it."""
        touched = (self.accounts[booking.debit], self.accounts[booking.credit])
        return "" if any(is_persons(account.path) for account in touched) else booking.memo


MEMBERS = "Liabilities:Members"
MEMBERS_CREDIT = "Equity:Credit:Members"
OPENING = "Equity:Opening-Balances"


def is_persons(path: str) -> bool:
    """Whether an account of this path belongs to a person."""
    return path.startswith((MEMBERS, MEMBERS_CREDIT))
