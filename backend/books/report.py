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
from backend.books.rules import Groups, Month, Span, Sum, merge_small, safe_spans
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.db.snapshot import snapshot
from backend.ledger.service import journal
from backend.programmes import queries as programmes
from backend.programmes.queries import ProgrammeFacts
from backend.tasks import queries as tasks

_MADE = frozenset({"issue", "return_issue"})
_FOR_WORK = frozenset({"reward", "reward_reversal"})
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
    own = pots | {programme.account_id}
    end = clock.midnight(before, community.timezone)
    with snapshot() as view:
        scope = journal.Scope(community.id, tuple(sorted(own)), None, end)
        pictures = _pictures(journal.abouts(view, scope, "task"))
        # Only people can be recognised: a fund or a till is not one of the five.
        wallets = {one.id for one in journal.counterparts(view, scope) if one.purpose == "wallet"}
        for booking in journal.bookings(view, scope):
            day = community.day(booking.at)
            if booking.kind in _MADE or (booking.debit in own and booking.credit in own):
                _count_made(money, booking, day, own, pots)
            else:
                outgoing = booking.debit in own
                amount = booking.amount if outgoing else -booking.amount
                other = booking.credit if outgoing else booking.debit
                whose = other if other in wallets else None
                kind = OTHER if booking.kind in _FOR_WORK else GRANTED
                money.add(day, PAID, amount, whose)
                work.add(day, pictures.get(booking.about_id or booking.id, kind), amount, whose)


def _count_made(
    money: _Table, booking: journal.Booking, day: date, own: set[uuid.UUID], pots: set[uuid.UUID]
) -> None:
    """Coin that was made or destroyed, or went between the programme and its budgets."""
    amount = booking.amount if booking.credit in own else -booking.amount
    if booking.kind in _MADE:
        money.add(day, ISSUED, amount)
        if booking.credit not in pots:
            return
        # Before there were programmes, coin was issued straight into a budget.
    money.add(day, ALLOCATED, booking.amount if booking.credit in pots else -booking.amount)


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
