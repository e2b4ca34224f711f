"""Jobs are done late, twice, at once and after a crash, and everything is done exactly once."""

import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from backend import clock
from backend.communities import queries
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.errors import Refused
from backend.jobs.job import Due, Job, Step
from backend.jobs.models import JobRun
from backend.jobs.service import Progress, run_due
from tests.factories.communities import make_community, make_member
from tests.jobs.counting import IN_A_BATCH, NUMBERS, counted, counting

ROOT = Path(__file__).parents[2]
FOUNDED = date(2026, 1, 20)


@pytest.fixture
def community(app: Flask) -> Iterator[CommunityFacts]:
    founded = clock.EPOCH + (FOUNDED - clock.EPOCH.date())
    clock.use_source(lambda: founded)
    yield make_community()
    clock.use_source(None)


def once_each(*days: str) -> Counter[tuple[str, int]]:
    return Counter((day, number) for day in days for number in range(1, NUMBERS + 1))


def test_missed_periods_are_done_oldest_first_once_and_with_progress(
    community: CommunityFacts,
) -> None:
    samira = make_member(community.id)
    job, said = counting(samira), list[Progress]()
    [late] = run_due([community], [job], date(2026, 3, 14), tell=said.append)
    assert (late.periods, late.done, late.trouble) == (2, 2 * NUMBERS, None)
    assert counted(samira) == once_each("2026-02-01", "2026-03-01")
    assert [one.day for one in said if one.finished] == [date(2026, 2, 1), date(2026, 3, 1)]
    assert (said[0].done, said[0].total) == (IN_A_BATCH, NUMBERS)
    for day in (date(2026, 3, 14), date(2026, 3, 31), date(2026, 1, 1)):
        assert run_due([community], [job], day)[0].periods == 0
    assert counted(samira) == once_each("2026-02-01", "2026-03-01")


def test_a_failing_batch_is_undone_named_tried_again_and_stops_nobody_else(
    community: CommunityFacts,
) -> None:
    samira, broken = make_member(community.id), [True]
    good = counting(samira)

    def batch(due: Due, cursor: str | None) -> Step:
        step = good.batch(due, cursor)
        if broken and cursor == str(2 * IN_A_BATCH):
            raise Refused(name="somebody's name")
        return step

    bystander = make_member(community.id, "Piet")
    jobs = [Job("test.broken", "month", batch), counting(bystander)]
    failed, fine = run_due([community], jobs, date(2026, 3, 1))
    assert failed.trouble is not None
    assert failed.trouble.startswith("refused in batch, line")
    assert "somebody" not in failed.trouble
    assert (failed.periods, failed.done) == (0, 2 * IN_A_BATCH)
    assert (fine.trouble, fine.periods) == (None, 2)
    assert sum(counted(samira).values()) == 2 * IN_A_BATCH
    db.session.rollback()
    row = db.session.execute(select(JobRun).where(JobRun.trouble.is_not(None))).scalar_one()
    assert (row.period, row.cursor, row.done) == (date(2026, 2, 1), str(2 * IN_A_BATCH), row.done)
    with pytest.raises(Refused):
        run_due([community], jobs, date(2026, 3, 1), strict=True)
    broken.clear()
    [mended, _] = run_due([community], jobs, date(2026, 3, 1))
    assert (mended.periods, mended.done) == (2, 2 * NUMBERS - 2 * IN_A_BATCH)
    assert counted(samira) == once_each("2026-02-01", "2026-03-01")


def test_idle_days_are_passed_over_and_leave_one_mark(community: CommunityFacts) -> None:
    samira, days = make_member(community.id), list[date]()
    wanted = {date(2026, 2, 3), date(2026, 11, 9)}

    def batch(due: Due, _: str | None) -> Step:
        days.append(due.day)
        return Step(done=int(due.day in wanted))

    def when(_: uuid.UUID, first: date, last: date) -> date | None:
        return min((day for day in wanted if first <= day <= last), default=None)

    monthly = counting(samira)
    jobs = [Job("test.some", "day", batch, when), Job("test.all", "day", batch), monthly]
    run_due([community], jobs[:1], FOUNDED + timedelta(days=400))
    assert days == sorted(wanted)
    days.clear()
    run_due([community], jobs[1:], FOUNDED + timedelta(days=15))
    assert days == [FOUNDED + timedelta(days=n) for n in range(16)]
    some = select(JobRun.period).where(JobRun.job == "test.some")
    rows = db.session.scalars(some).all()
    assert set(rows) == wanted | {FOUNDED + timedelta(days=400)}
    begun = time.perf_counter()
    for n in range(16, 36):
        run_due([community], [jobs[0], jobs[2]], FOUNDED + timedelta(days=n))
    assert time.perf_counter() - begun < 1
    # What is agreed to for a day that was passed over is found by whoever looks for `<= day`.
    run_due([community], jobs[:1], FOUNDED + timedelta(days=401))


def test_periods_begin_where_the_calendar_says(community: CommunityFacts) -> None:
    seen: dict[str, list[Due]] = {}

    def make(period: str) -> Job:
        def batch(due: Due, _: str | None) -> Step:
            seen.setdefault(period, []).append(due)
            return Step()

        return Job(f"test.{period}", period, batch)  # type: ignore[arg-type]

    run_due([community], [make("day")], FOUNDED, strict=True)
    kinds = ("week", "month", "quarter", "half_year", "year")
    run_due([community], [make(period) for period in kinds], date(2027, 1, 1), strict=True)
    assert seen["day"] == [Due(community.id, FOUNDED, FOUNDED - timedelta(days=1))]
    assert (seen["week"][0].day, seen["week"][0].since) == (date(2026, 1, 26), date(2026, 1, 19))
    assert seen["month"][-1].since == date(2026, 12, 1)
    assert [due.day.month for due in seen["quarter"]] == [4, 7, 10, 1]
    assert [due.since for due in seen["half_year"]] == [date(2026, 1, 1), date(2026, 7, 1)]
    assert [(due.day, due.since) for due in seen["year"]] == [(date(2027, 1, 1), date(2026, 1, 1))]


def worker(url: str, community: CommunityFacts, person: uuid.UUID) -> "subprocess.Popen[str]":
    command = (*(sys.executable, "-m", "tests.jobs.counting"), url)
    return subprocess.Popen(
        [*command, str(community.id), str(person), "2026-02-01"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_at_once_and_one_killed_in_the_middle_do_each_thing_once(
    community: CommunityFacts, database_url: str
) -> None:
    samira = make_member(community.id)
    first = worker(database_url, community, samira)
    assert first.stdout is not None
    assert first.stdout.readline() == "begun\n"
    while len(counted(samira)) < 3 * IN_A_BATCH:
        assert first.poll() is None
        time.sleep(0.005)
    first.kill()
    assert first.wait() == -9
    first.stdout.close()
    half = counted(samira)
    assert 0 < len(half) < NUMBERS
    assert len(half) % IN_A_BATCH == 0, "a batch was half done"
    pair = [worker(database_url, community, samira) for _ in range(2)]
    for process in pair:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert counted(samira) == once_each("2026-02-01")
    assert queries.community(community.id).founded_on == FOUNDED
