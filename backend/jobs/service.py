"""Do what is due: every missed period, oldest first, each batch once, whoever else is at it."""

import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from backend import clock
from backend.db import db
from backend.errors import DomainError
from backend.jobs import periods, runs
from backend.jobs.job import MOST_IN_A_BATCH, Due, Job, Neighbourhood, Step
from backend.jobs.runs import Standing

__all__ = ["MOST_IN_A_BATCH", "Due", "Job", "Outcome", "Progress", "Step", "run_due"]


@dataclass(frozen=True, slots=True)
class Progress:
    """After each batch: so much of this period is done, of ``total`` if that is known."""

    community: str
    job: str
    day: date
    done: int
    total: int | None
    finished: bool


@dataclass(slots=True)
class Outcome:
    """What became of one job of one community: periods finished, things done, and what failed."""

    community: str
    job: str
    periods: int = 0
    done: int = 0
    trouble: str | None = None


Tell = Callable[[Progress], None]


def run_due(
    communities: Iterable[Neighbourhood],
    jobs: Sequence[Job],
    until: date | None = None,
    *,
    tell: Tell = lambda _: None,
    strict: bool = False,
) -> list[Outcome]:
    """Do every period of ``jobs`` that is due by ``until``; None is each community's today.

    Periods are done oldest first, jobs of one day in the given order. A batch that raises ends
    its job for now and no other; it is named in the outcome, or with ``strict`` raised.
    """
    outcomes: list[Outcome] = []
    for community in communities:
        last = until or community.day(clock.now())
        work = _Work(community, jobs, last, tell, strict)
        work.run()
        outcomes += work.outcomes.values()
    return outcomes


@dataclass
class _Work:
    """The jobs of one community, up to a day."""

    community: Neighbourhood
    jobs: Sequence[Job]
    until: date
    tell: Tell
    strict: bool
    outcomes: dict[str, Outcome] = field(init=False)
    standings: dict[str, Standing] = field(init=False)

    def __post_init__(self) -> None:
        db.session.rollback()
        self.outcomes = {job.name: Outcome(self.community.slug, job.name) for job in self.jobs}
        if len(self.outcomes) != len(self.jobs):
            raise ValueError("two jobs have one name")
        self.standings = runs.standings(self.community.id)

    def run(self) -> None:
        """Everything that is due, then the mark behind what had nothing to do."""
        asked: dict[int, date | None] = {}
        while True:
            for number, job in enumerate(self.jobs):
                if number not in asked and not self.outcomes[job.name].trouble:
                    asked[number] = self._next(job)
            due = [(day, number) for number, day in asked.items() if day]
            if not due:
                break
            day, number = min(due)
            done = self.outcomes[self.jobs[number].name].done
            self._do(self.jobs[number], day)
            # What was done may be work for other jobs; when nothing was, only this one moved on.
            moved = self.outcomes[self.jobs[number].name].done > done
            asked = {} if moved else {key: day for key, day in asked.items() if key != number}
        self._pass_over()

    def _next(self, job: Job) -> date | None:
        """The next period of ``job`` to be done, or None."""
        standing = self.standings.get(job.name, Standing())
        if standing.begun is not None:
            return standing.begun if standing.begun <= self.until else None
        first = self._first(job, standing)
        if first > self.until or job.when is None:
            return first if first <= self.until else None
        wanted = job.when(self.community.id, first, self.until)
        if wanted is None:
            return None
        day = periods.first_from(job.period, max(first, wanted))
        return day if day <= self.until else None

    def _first(self, job: Job, standing: Standing) -> date:
        if standing.finished is None:
            return periods.first_from(job.period, self.community.founded_on)
        return periods.following(job.period, standing.finished)

    def _do(self, job: Job, day: date) -> None:
        """All batches of one period."""
        outcome = self.outcomes[job.name]
        due = Due(self.community.id, day, periods.preceding(job.period, day))
        finished = False
        while not finished:
            try:
                came = runs.do_batch(job, due)
            except Exception as error:
                if self.strict:
                    raise
                outcome.trouble = _described(error)
                runs.note_trouble(job, due, outcome.trouble)
                return
            finished = came.finished
            outcome.done += came.now
            slug = self.community.slug
            self.tell(Progress(slug, job.name, day, came.done, came.total, finished))
        outcome.periods += 1
        self.standings[job.name] = Standing(finished=day)

    def _pass_over(self) -> None:
        """Move the mark of the jobs without work to the period that the last day lies in."""
        idle = []
        for job in self.jobs:
            standing = self.standings.get(job.name, Standing())
            last = periods.begin_of(job.period, self.until)
            if standing.begun is None and self._first(job, standing) <= last:
                idle.append((job.name, last))
        idle = [entry for entry in idle if not self.outcomes[entry[0]].trouble]
        if idle:
            runs.pass_over(self.community.id, idle)


def _described(error: Exception) -> str:
    """What failed and where, without the values that were at hand: they may be personal."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    name = error.code if isinstance(error, DomainError) else type(error).__name__
    return f"{name} in {frame.name}, line {frame.lineno} of {frame.filename.rsplit('/', 1)[-1]}"
