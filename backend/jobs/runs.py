"""Where jobs stand: the rows of ``job_runs``, and one batch with the row that it moves."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from backend import clock
from backend.db import db, unit_of_work
from backend.jobs.job import Due, Job
from backend.jobs.models import JobRun


@dataclass(frozen=True, slots=True)
class Standing:
    """The last finished period of a job and the oldest unfinished one, if there are such."""

    finished: date | None = None
    begun: date | None = None


def standings(community_id: uuid.UUID) -> dict[str, Standing]:
    """Where each job of the community stands, by name."""
    finished = case((JobRun.finished_at.is_not(None), JobRun.period))
    begun = case((JobRun.finished_at.is_(None), JobRun.period))
    rows = db.session.execute(
        select(JobRun.job, func.max(finished).label("finished"), func.min(begun).label("begun"))
        .where(JobRun.community_id == community_id)
        .group_by(JobRun.job)
    )
    return {row.job: Standing(row.finished, row.begun) for row in rows}


@dataclass(frozen=True, slots=True)
class Came:
    """How far a period came: this batch did ``now``, all so far ``done``, of ``total``."""

    finished: bool
    now: int
    done: int
    total: int | None


@unit_of_work
def do_batch(job: Job, due: Due) -> Came:
    """Do the next batch and keep how far it came, both or neither.

    The row is locked first, so of two processes at the same period the second waits, then goes
    on where the first has come to.
    """
    row = _locked(job.name, due)
    if row.finished_at is not None:
        return Came(True, 0, row.done, row.total)
    step = job.batch(due, row.cursor)
    if step.cursor is not None and step.cursor == row.cursor and step.done == 0:
        raise AssertionError(f"a batch of {job.name} did not move on")
    row.cursor, row.done, row.trouble = step.cursor, row.done + step.done, None
    row.total = row.total if step.total is None else step.total
    row.touched_at = clock.now()
    if step.cursor is None:
        row.finished_at = row.touched_at
        _drop_idle(job.name, due.community_id, before=due.day)
    return Came(step.cursor is None, step.done, row.done, row.total)


@unit_of_work
def note_trouble(job: Job, due: Due, trouble: str) -> None:
    """Keep why a batch failed; the period stays unfinished and is tried again."""
    row = _locked(job.name, due)
    if row.finished_at is None:
        row.trouble = trouble
        row.touched_at = clock.now()


@unit_of_work
def pass_over(community_id: uuid.UUID, last: Iterable[tuple[str, date]]) -> None:
    """Keep that these jobs had nothing to do up to their ``last`` period."""
    now = clock.now()
    for name, period in last:
        row = _new_row(name, Due(community_id, period, period))
        _insert({**row, "finished_at": now})
        _drop_idle(name, community_id, before=period)


def _locked(name: str, due: Due) -> JobRun:
    _insert(_new_row(name, due))
    return db.session.execute(
        select(JobRun)
        .where(
            JobRun.job == name,
            JobRun.community_id == due.community_id,
            JobRun.period == due.day,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()


def _new_row(name: str, due: Due) -> dict[str, object]:
    now = clock.now()
    return {
        "job": name,
        "community_id": due.community_id,
        "period": due.day,
        "done": 0,
        "started_at": now,
        "touched_at": now,
    }


def _insert(row: dict[str, object]) -> None:
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    db.session.execute(insert(JobRun).values(row).on_conflict_do_nothing())


def _drop_idle(name: str, community_id: uuid.UUID, *, before: date) -> None:
    """Finished periods in which nothing was done tell nothing once a later one is finished."""
    db.session.execute(
        delete(JobRun).where(
            JobRun.job == name,
            JobRun.community_id == community_id,
            JobRun.period < before,
            JobRun.finished_at.is_not(None),
            JobRun.done == 0,
        )
    )
