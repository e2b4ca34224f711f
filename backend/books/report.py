"""A funder's report of a programme: figures of whole months, about nobody in particular.

Everything in it is as of the end of the last month that may be shown (``rules``), totals too:
else what is kept back would be the difference between the totals and the months.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from backend import clock
from backend.books.money import euro_cents
from backend.books.period import midnight
from backend.books.rules import Groups, Month, Span, Sum, merge_small, safe_spans
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.db.snapshot import snapshot
from backend.ledger.service import journal
from backend.programmes import queries as programmes
from backend.programmes.queries import ProgrammeFacts
from backend.tasks import queries as tasks

_BACK = {"return_issue": "issue", "return_allocation": "allocate", "reward_reversal": "reward"}
_PAID = frozenset({"reward", "bonus", "grant"})
ISSUED, ALLOCATED, PAID, SPENT = "issued", "allocated", "paid", "spent"
GRANTED = "granted"
"""Among the kinds of work: what was given without any."""
OTHER = ""
"""The key of what has no kind of its own."""


@dataclass(frozen=True)
class Report:
    """What may be told. ``until`` is the last day that counts, None when there is none yet.

    ``totals`` has the keys ISSUED, ALLOCATED, PAID and SPENT; what is left of the programme is
    what was issued less what was paid.
    """

    community: CommunityFacts
    programme: ProgrammeFacts
    until: date | None
    totals: dict[str, Sum]
    months: tuple[Span, ...]
    tasks: Groups
    shops: Groups


@dataclass
class _Tally:
    """Coin by the day it was booked, since each day has its rate; and whose it was."""

    by_day: defaultdict[date, int] = field(default_factory=lambda: defaultdict(int))
    people: set[object] = field(default_factory=set)

    def add(self, day: date, amount: int, person: uuid.UUID | None) -> None:
        """Count one booking of ``amount`` minor units."""
        self.by_day[day] += amount
        if person is not None:
            self.people.add(person)


class _Table:
    """Tallies by month and key, before it is decided what may be told."""

    def __init__(self, community: CommunityFacts) -> None:
        self._community = community
        self._tallies: defaultdict[tuple[str, str], _Tally] = defaultdict(_Tally)

    def add(self, day: date, key: str, amount: int, person: uuid.UUID | None = None) -> None:
        """Count one booking."""
        self._tallies[f"{day:%Y-%m}", key].add(day, amount, person)

    def months(self) -> list[str]:
        """The months in which anything was counted, in order."""
        return sorted({month for month, _ in self._tallies})

    def names(self) -> set[str]:
        """Every key that was counted."""
        return {key for _, key in self._tallies}

    def sum(self, months: Iterable[str], key: str) -> Sum:
        """What was counted under a key in these months."""
        tallies = [self._tallies[at, key] for at in months if (at, key) in self._tallies]
        return Sum(
            sum(sum(tally.by_day.values()) for tally in tallies),
            sum((self._cents(tally) for tally in tallies), Fraction()),
            frozenset(person for tally in tallies for person in tally.people),
        )

    def _cents(self, tally: _Tally) -> Fraction:
        days = tally.by_day.items()
        return sum((euro_cents(self._community, amount, day) for day, amount in days), Fraction())


def report(programme_id: uuid.UUID) -> Report:
    """The report of a programme as it can be given today. Raises NotFound."""
    programme = programmes.programme(programme_id)
    community = communities.community(programme.community_id)
    this_month = community.day(clock.now()).replace(day=1)
    money, work, shops = (_Table(community) for _ in range(3))
    _read_bookings(money, work, community, programme, this_month)
    _read_spending(money, shops, programme, this_month)
    told = safe_spans(
        [
            Month(month, money.sum([month], PAID), money.sum([month], SPENT))
            for month in money.months()
        ]
    )
    until = _last_day(told[-1].last) if told else None
    months = [month for month in money.months() if told and month <= told[-1].last]
    return Report(
        community=community,
        programme=programme,
        until=until,
        totals={key: money.sum(months, key) for key in (ISSUED, ALLOCATED, PAID, SPENT)},
        months=tuple(span for span in told if span.earned.people or span.spent.people),
        tasks=merge_small({key: work.sum(months, key) for key in work.names()}),
        shops=merge_small({key: shops.sum(months, key) for key in shops.names()}),
    )


def _read_bookings(
    money: _Table,
    work: _Table,
    community: CommunityFacts,
    programme: ProgrammeFacts,
    before: date,
) -> None:
    pots = {facts.account_id for facts in programmes.budgets_of(programme.id)}
    accounts = (programme.account_id, *sorted(pots))
    end = midnight(before, community.timezone)
    with snapshot() as view:
        scope = journal.Scope(community.id, accounts, None, end)
        pictures = _pictures(journal.abouts(view, scope, "task"))
        for booking in journal.bookings(view, scope):
            day, kind = community.day(booking.at), _BACK.get(booking.kind, booking.kind)
            amount = -booking.amount if booking.kind in _BACK else booking.amount
            if kind in _PAID:
                whose = booking.debit if booking.kind in _BACK else booking.credit
                given = GRANTED if kind != "reward" else OTHER
                picture = pictures.get(booking.about_id or booking.id, given)
                money.add(day, PAID, amount, whose)
                work.add(day, picture, amount, whose)
            if kind == "issue":
                money.add(day, ISSUED, amount)
            # Before there were programmes, coin was issued straight into a budget.
            if kind == "allocate" or (kind == "issue" and booking.credit in pots):
                money.add(day, ALLOCATED, amount)


def _read_spending(money: _Table, shops: _Table, programme: ProgrammeFacts, before: date) -> None:
    found = communities.organisations(programme.community_id)
    categories = {facts.id: facts.category.strip().lower() for facts in found}
    for spent in programmes.spending_of(programme.id):
        if spent.purpose == "till" and spent.day < before:
            money.add(spent.day, SPENT, spent.amount, spent.wallet)
            category = categories.get(spent.owner_id, OTHER)
            shops.add(spent.day, category, spent.amount, spent.wallet)


def _pictures(task_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    return {task_id: task.picture for task_id, task in tasks.tasks_by_id(task_ids).items()}


def _last_day(month: str) -> date:
    first = date.fromisoformat(f"{month}-01")
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
