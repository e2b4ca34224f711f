"""How small groups disappear from a report, from plain values alone.

A figure about fewer than ``LEAST`` people could be somebody's own. So such a group is shown only
together with others, and never so that what was merged follows from the total: what is merged is
at least two groups and at least ``LEAST`` different people, or nothing is shown at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

LEAST = 5


@dataclass(frozen=True)
class Sum:
    """Coin (minor units) with its worth in euro cents, and the people behind it."""

    amount: int = 0
    cents: Fraction = Fraction()
    people: frozenset[object] = field(default=frozenset(), repr=False)

    def __add__(self, other: "Sum") -> "Sum":
        people = self.people | other.people
        return Sum(self.amount + other.amount, self.cents + other.cents, people)

    @property
    def safe(self) -> bool:
        """Whether it may be shown: about enough people, or about nobody."""
        return not self.people or len(self.people) >= LEAST


@dataclass(frozen=True)
class Groups:
    """Groups that may be shown, largest first, and the rest in one (None: nothing is merged)."""

    shown: tuple[tuple[str, Sum], ...]
    merged: Sum | None


def merge_small(groups: Mapping[str, Sum]) -> Groups:
    """Every group of fewer than ``LEAST`` people merged with the next smallest, as said above."""
    found = sorted(
        ((name, each) for name, each in groups.items() if each.people or each.amount),
        key=lambda one: (-len(one[1].people), -one[1].amount, one[0]),
    )
    hidden = [each for _, each in found if not each.safe]
    shown = [one for one in found if one[1].safe]
    while hidden and shown and (len(hidden) < 2 or not _sum(hidden).safe):
        hidden.append(shown.pop()[1])
    merged = _sum(hidden) if hidden else None
    if merged is not None and not merged.safe:
        return Groups((), None)
    shown.sort(key=lambda one: (-one[1].amount, one[0]))
    return Groups(tuple(shown), merged)


@dataclass(frozen=True)
class Month:
    """What was earned and what was spent in the month that ``key`` (YYYY-MM) names."""

    key: str
    earned: Sum
    spent: Sum


@dataclass(frozen=True)
class Span:
    """One month, or several that were merged, from ``first`` to ``last`` (YYYY-MM)."""

    first: str
    last: str
    earned: Sum
    spent: Sum


def safe_spans(months: Sequence[Month]) -> tuple[Span, ...]:
    """Months in order, each merged with those after it until it may be shown.

    What comes at the end and is too small waits for a later report: were it merged with an
    earlier month, that month's figure in an earlier report would give it away.
    """
    spans: list[Span] = []
    open_span: Span | None = None
    for month in months:
        open_span = Span(
            open_span.first if open_span else month.key,
            month.key,
            (open_span.earned if open_span else Sum()) + month.earned,
            (open_span.spent if open_span else Sum()) + month.spent,
        )
        if open_span.earned.safe and open_span.spent.safe:
            spans.append(open_span)
            open_span = None
    return tuple(spans)


def _sum(parts: Sequence[Sum]) -> Sum:
    return sum(parts, Sum())
