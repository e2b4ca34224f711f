"""The command that a timer calls: what it says, and how it ends."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from backend import cli, clock
from backend.cli import tick
from backend.jobs.job import Due, Job, Step
from backend.mandates import jobs as mandates
from tests.conftest import SECRET
from tests.factories.communities import make_community, make_organisation
from tests.factories.mandates import give_mandate, make_payer, make_plan


class Screen:
    """Runs commands in this process, on the test's database, and reads what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def run(self, *arguments: str) -> tuple[object, str]:
        """The exit status (or its sentence), and what was printed."""
        with pytest.raises(SystemExit) as ended:
            cli.main(["tick", *arguments])
        return ended.value.code, self.capsys.readouterr().out


@pytest.fixture
def screen(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    database_url: str,
    tmp_path: Path,
) -> Screen:
    monkeypatch.setenv("WIJKMUNT_DATABASE", database_url)
    monkeypatch.setenv("WIJKMUNT_INSTANCE", str(tmp_path))
    monkeypatch.setenv("WIJKMUNT_SECRETS", SECRET)
    return Screen(capsys)


def test_it_does_what_is_due_once_and_says_so(
    app: Flask, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    community = make_community("Lombok")
    club = make_organisation(community.id, "association", "Harmonie")
    plan, today = make_plan(community.id, club.id), community.day(clock.now())
    give_mandate(plan, make_payer(community.id, 500), today)
    status, said = screen.run()
    assert status == 0
    lines = said.splitlines()
    assert "lombok  mandates.collect  1 done in 1 period(s)" in lines
    assert len(lines) == len(tick.all_jobs())
    status, said = screen.run("--community", "lombok")
    assert (status, {line.split("  ")[-1] for line in said.splitlines()}) == (0, {"nothing due"})

    tomorrow = (today + timedelta(days=1)).isoformat()
    refused, said = screen.run("--at", tomorrow)
    assert "has not come yet in lombok" in str(refused)
    assert said == ""
    assert screen.run("--at", tomorrow, "--allow-future")[0] == 0
    assert "nowhere" in str(screen.run("--community", "nowhere")[0])

    def stumble(_: Due, __: str | None) -> Step:
        raise ValueError("what Samira owes")

    broken = Job("test.broken", "day", stumble)
    monkeypatch.setattr(tick, "all_jobs", lambda: (broken, *mandates.JOBS))
    status, said = screen.run()
    assert status == 1
    assert "test.broken  FAILED after 0: ValueError in stumble, line" in said
    assert "Samira" not in said
    assert "mandates.collect  nothing due" in said


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_clock_that_leapt_does_nothing_until_somebody_says_that_it_is_right(
    app: Flask, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_community("Lombok")
    now = clock.now()
    assert screen.run()[0] == 0
    for leap, said in ((41, "40 days ago"), (-1, "before the last tick"), (-20_000, "is wrong")):
        clock.use_source(lambda leap=leap: now + timedelta(days=leap))  # type: ignore[misc]
        status, printed = screen.run()
        assert said in str(status)
        assert "nothing was done" in str(status)
        assert printed == ""
    clock.use_source(lambda: now + timedelta(days=40))
    monkeypatch.setenv("WIJKMUNT_LOG", "json")
    status, printed = screen.run("--after-pause")
    lines = [json.loads(line) for line in printed.splitlines()]
    assert status == 0
    assert {line["kind"] for line in lines} == {"job"}
    assert {line["community"] for line in lines} == {"lombok"}
    assert screen.run()[0] == 0
