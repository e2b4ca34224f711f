"""A year of a currency in simulated time: founded from its preset, then month after month.

Everything goes through the services that the app uses, and the jobs run as the timer runs them.
Where hundreds do the same thing in a month, their transfers are booked together.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from backend import clock
from backend.audit import CHECKS
from backend.cli.tick import all_jobs
from backend.communities import queries as communities
from backend.example.simulated_time import SimulatedTime
from backend.jobs.service import run_due
from backend.ledger.audit import check_all
from backend.presets import founding, shelf
from backend.programmes import service as programmes
from tests.scenarios.neighbourhood import Neighbourhood

FIRST_DAY = date(2025, 1, 2)
LAST_DAY = date(2026, 1, 2)
NOON = timedelta(hours=12)


class Year:
    """A founded currency (``here``, or several neighbourhoods in ``all``) and its time."""

    def __init__(self, name: str, time: SimulatedTime) -> None:
        self.name, self.time = name, time
        self.preset = shelf.load(name)
        self.all = [Neighbourhood(facts.id) for facts in founding.found(self.preset)]
        self.here = self.all[0]

    def months(self) -> Iterator[int]:
        """The months, 1 to 12; each is lived on its tenth day, after the jobs were done."""
        for month in range(1, 13):
            self.until(date(FIRST_DAY.year, month, 10))
            yield month

    def until(self, day: date) -> None:
        """Let time go by until noon (UTC) of ``day``, and do what falls due by then."""
        self.time.move_to(datetime.combine(day, datetime.min.time(), UTC) + NOON)
        run_due([communities.community(one.id) for one in self.all], all_jobs(), strict=True)
        for one in self.all:
            self._require_cover(one)

    def tomorrow(self) -> None:
        """Let a day go by."""
        self.until(self.here.facts.day(clock.now()) + timedelta(days=1))

    def until_next_year(self) -> None:
        """Let the year end."""
        self.until(LAST_DAY)

    def charged(self, kind: str, *, first_of: int) -> tuple[int, int]:
        """What all members and organisations held the day before the first of a month, and lost."""
        coming = FIRST_DAY.year + (first_of == 1)
        self.until(date(coming, first_of, 1) - timedelta(days=1))
        held, before = self.here.in_hands(), self.here.booked(kind)
        self.until(date(coming, first_of, 1))
        return held, self.here.booked(kind) - before

    def close(self) -> None:
        """The last day: every job is done, the audit finds nothing, and coin and euro add up."""
        self.until(LAST_DAY)
        assert check_all(CHECKS) == []

    def _require_cover(self, here: Neighbourhood) -> None:
        """The reserve covers what the policy promises of the coin outstanding."""
        now = programmes.coverage(here.id)
        assert now.backing.missing_cents(now.outstanding, now.reserve_cents) <= 0


@contextmanager
def a_year_of(name: str) -> Iterator[Year]:
    """The currency of a preset, founded on the first day of the simulated year."""
    start = datetime.combine(FIRST_DAY, datetime.min.time(), UTC) + NOON
    time = SimulatedTime(start)
    clock.use_source(time.now)
    try:
        yield Year(name, time)
    finally:
        clock.use_source(None)
