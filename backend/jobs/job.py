"""What a feature says of a job: when it is due, and how one batch of it is done."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from backend.jobs.periods import Period


@dataclass(frozen=True, slots=True)
class Due:
    """One period of one community that a job has to do.

    ``day`` (community's time zone) is the first day of the period, and the day whose dated
    settings hold, however late it is done; ``since`` is the first day of the period before it.
    """

    community_id: uuid.UUID
    day: date
    since: date


@dataclass(frozen=True, slots=True)
class Step:
    """How far a batch came: where the next one goes on (None: all is done), and the count.

    ``done`` counts what this batch did; ``total`` is how much the whole period has, if known.
    """

    cursor: str | None = None
    done: int = 0
    total: int | None = None


Batch = Callable[[Due, str | None], Step]
"""Does the next batch of a period, inside a unit of work that also keeps its ``Step``.

It gets the cursor of the batch before (None at first), and may be run again after a conflict, so
it must do nothing outside the database. At most ``MOST_IN_A_BATCH`` accounts: others wait.
"""

When = Callable[[uuid.UUID, date, date], date | None]
"""The first day, from the first to the last given, on which a community has work; None: none."""

MOST_IN_A_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Job:
    """Work that falls due at the beginning of each ``period``.

    With ``when``, periods without work are passed over together, at the price of one look.
    Choose work with ``<= due.day``: what was agreed to today, after the day's run, waits for
    tomorrow's.
    """

    name: str
    period: Period
    batch: Batch
    when: When | None = None


class Neighbourhood(Protocol):
    """Whose jobs are done: what this package has to know of a community."""

    @property
    def id(self) -> uuid.UUID:
        """The community's id."""

    @property
    def slug(self) -> str:
        """Its name in reports."""

    @property
    def founded_on(self) -> date:
        """The first day for which anything can be due."""

    def day(self, instant: datetime) -> date:
        """The calendar day of an instant there."""
