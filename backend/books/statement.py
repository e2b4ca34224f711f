"""A statement of one account over a period: the lines, and what stood on it before and after.

The wallet's is for its owner alone, whatever roles others hold; a till's for those who run it.
To everybody else the account does not exist.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from backend.books.period import Period
from backend.books.plain import plain
from backend.books.words import Words
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.db.snapshot import snapshot
from backend.errors import NotFound
from backend.ledger import queries as ledger
from backend.ledger.queries import AccountFacts
from backend.ledger.service import journal
from backend.tasks import queries as tasks
from backend.web.caller import Caller, Place

_KEEPERS_OF_TILLS = frozenset({"shop_owner", "coordinator"})
_OF_ORGANISATIONS = frozenset({"till", "budget"})


@dataclass(frozen=True, slots=True)
class Line:
    """One booking as its owner sees it; ``amount`` is signed, ``balance`` what was there after.

    Amounts are minor units. ``note`` is the task's title, or what was written with the booking.
    """

    id: uuid.UUID
    at: datetime
    day: date
    kind: str
    what: str
    note: str
    who: str
    amount: int
    balance: int


@dataclass(frozen=True)
class Statement:
    """What stood on the account at both ends, and every line between, oldest first."""

    community: CommunityFacts
    account: AccountFacts
    period: Period
    extent: journal.Extent
    opening: int
    closing: int
    lines: Iterator[Line]


def own_account(caller: Caller, account_id: uuid.UUID) -> AccountFacts:
    """The account, for the person whose wallet it is or who runs its till; else NotFound."""
    facts = ledger.account(account_id)
    place = Place(facts.community_id, facts.owner_id)
    may = {
        "wallet": facts.owner_id == caller.person_id,
        "till": caller.holds(_KEEPERS_OF_TILLS, place),
    }
    if not may.get(facts.purpose, False):
        raise NotFound
    return facts


@contextmanager
def statement(
    community: CommunityFacts, account: AccountFacts, period: Period, words: Words
) -> Iterator[Statement]:
    """The statement, whose lines can be read as long as the context lasts."""
    with snapshot() as view:
        scope = journal.Scope(community.id, (account.id,), period.since, period.until)
        kept = journal.kept_balances(view, scope).get(account.id, 0)
        opening = _balance_at(view, scope, kept, period.since, 0)
        yield Statement(
            community=community,
            account=account,
            period=period,
            extent=journal.extent(view, scope),
            opening=opening,
            closing=_balance_at(view, scope, kept, period.until, kept),
            lines=_lines(view, scope, opening, _Teller(view, scope, community, period, words)),
        )


def _balance_at(
    view: Connection, scope: journal.Scope, kept: int, instant: datetime | None, otherwise: int
) -> int:
    """What the ledger keeps now less what has moved since ``instant``."""
    if instant is None:
        return otherwise
    (account_id,) = scope.account_ids or ()
    return kept - journal.moved_since(view, scope, instant).get(account_id, 0)


class _Teller:
    """Says what each booking was, with names that were looked up once."""

    def __init__(
        self,
        view: Connection,
        scope: journal.Scope,
        community: CommunityFacts,
        period: Period,
        words: Words,
    ) -> None:
        self.words, self.period = words, period
        self.names = _names(community, journal.counterparts(view, scope), words)
        about = tasks.tasks_by_id(journal.abouts(view, scope, "task"))
        self.titles = {task_id: plain(task.title) for task_id, task in about.items()}

    def line(self, booking: journal.Booking, other: uuid.UUID, amount: int, after: int) -> Line:
        return Line(
            id=booking.id,
            at=booking.at,
            day=self.period.day(booking.at),
            kind=booking.kind,
            what=self.words.kind(booking.kind, incoming=amount > 0),
            note=self.titles.get(booking.about_id or booking.id, plain(booking.memo)),
            who=self.names.get(other, ""),
            amount=amount,
            balance=after,
        )


def _lines(view: Connection, scope: journal.Scope, opening: int, teller: _Teller) -> Iterator[Line]:
    (own,) = scope.account_ids or ()
    balance = opening
    for booking in journal.bookings(view, scope):
        incoming = booking.credit == own
        amount = booking.amount if incoming else -booking.amount
        balance += amount
        yield teller.line(booking, booking.debit if incoming else booking.credit, amount, balance)


def _names(
    community: CommunityFacts, others: list[journal.JournalAccount], words: Words
) -> Mapping[uuid.UUID, str]:
    """What the other end of a booking is called: organisations by name, people never."""
    found = communities.organisation_names(
        {other.owner_id for other in others if other.purpose in _OF_ORGANISATIONS}
    )
    return {other.id: _name(other, community, found, words) for other in others}


def _name(
    other: journal.JournalAccount,
    community: CommunityFacts,
    organisations: Mapping[uuid.UUID, communities.OrganisationBrief],
    words: Words,
) -> str:
    if other.owner_id in organisations:
        return plain(organisations[other.owner_id].name)
    return words.say("member") if other.purpose == "wallet" else plain(community.name)
