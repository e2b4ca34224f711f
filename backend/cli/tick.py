"""The command that a timer calls: do what is due, in every neighbourhood."""

import sys
import time
from collections.abc import Callable
from datetime import date, datetime

import click

from backend import clock
from backend.circulation import jobs as circulation
from backend.cli.telling import tell
from backend.cli.workplace import at_work, keeper_config
from backend.communities import queries
from backend.communities.queries import CommunityFacts
from backend.config import ConfigError
from backend.disputes import jobs as disputes
from backend.health import service as health
from backend.jobs.job import Job
from backend.jobs.service import Outcome, Progress, run_due
from backend.mandates import jobs as mandates
from backend.notices import jobs as notices
from backend.notices.push_sender import send_due
from backend.offline import jobs as offline
from backend.programmes import jobs as programmes
from backend.redemption import jobs as redemption
from backend.watch import jobs as watch
from backend.web.sealed import renew_key

ROOMS = (offline, mandates, disputes, notices, programmes, redemption, circulation, watch)
"""The rooms that have jobs; of one day's jobs those of an earlier room come first."""

SECONDS_BETWEEN_LINES = 5.0


def all_jobs() -> tuple[Job, ...]:
    """Every job there is, in the order in which one day's are done."""
    return tuple(job for room in ROOMS for job in room.JOBS)


@click.command()
@click.option("--community", metavar="SLUG", help="Only this neighbourhood (slug or id).")
@click.option(
    "--at",
    "until",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Do what is due up to this day instead of today.",
)
@click.option("--allow-future", is_flag=True, help="Let DAY lie in the future (simulations).")
@click.option("--after-pause", is_flag=True, help="The clock is right: it was off for long.")
def tick(
    community: str | None, until: datetime | None, allow_future: bool, after_pause: bool
) -> None:
    """Do every job that is due; safe to call at any time, late, twice, and at once."""
    with at_work(keeper_config()):
        _check_clock(after_pause)
        found = _chosen(community)
        day = until.date() if until else None
        if day and not allow_future:
            _check_day(day, found)
        outcomes = run_due(found, all_jobs(), day, tell=_teller())
        pushed = send_due()
        renew_key()
        went_well = not any(outcome.trouble for outcome in outcomes)
        health.note("tick", went_well=went_well)
    for outcome in outcomes:
        _tell(outcome)
    if pushed:
        tell("push", f"push  {pushed} sent", done=pushed)
    if not went_well:
        raise SystemExit(1)


def _check_clock(after_pause: bool) -> None:
    """Stop where a wrong clock would have months of dues and demurrage done at once."""
    if clock.is_absurd():
        raise ConfigError("the clock of this computer is wrong; nothing was done")
    pause = health.pause_before("tick")
    if pause is None:
        return
    if pause < -health.SLACK:
        raise ConfigError("the clock stands before the last tick; set it right, nothing was done")
    if pause > health.LONGEST_PAUSE and not after_pause:
        raise ConfigError(
            f"the last tick was {pause.days} days ago, or the clock is wrong; nothing was done."
            " If the clock is right: wijkmunt tick --after-pause"
        )


def _chosen(community: str | None) -> list[CommunityFacts]:
    found = queries.communities()
    if community is None:
        return found
    chosen = [facts for facts in found if community in {facts.slug, str(facts.id)}]
    if not chosen:
        raise ConfigError(f"no neighbourhood is called {community}; see: wijkmunt community list")
    return chosen


def _check_day(day: date, found: list[CommunityFacts]) -> None:
    for facts in found:
        if day > facts.day(clock.now()):
            raise ConfigError(f"{day} has not come yet in {facts.slug}; nothing was done")


def _tell(outcome: Outcome) -> None:
    tell(
        "job",
        _line(outcome),
        community=outcome.community,
        job=outcome.job,
        periods=outcome.periods,
        done=outcome.done,
        **({"trouble": outcome.trouble} if outcome.trouble else {}),
    )


def _line(outcome: Outcome) -> str:
    said = f"{outcome.community}  {outcome.job}  "
    if outcome.trouble:
        return f"{said}FAILED after {outcome.done}: {outcome.trouble}"
    if not outcome.periods:
        return f"{said}nothing due"
    return f"{said}{outcome.done} done in {outcome.periods} period(s)"


def _teller() -> Callable[[Progress], None]:
    """Says on the error stream how far long work has come, every few seconds."""
    last = time.monotonic()

    def say(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last < SECONDS_BETWEEN_LINES:
            return
        last = time.monotonic()
        of_total = f" of {progress.total}" if progress.total else ""
        click.echo(
            f"{progress.community}  {progress.job}  {progress.day}: {progress.done}{of_total}",
            file=sys.stderr,
        )

    return say


COMMANDS = (tick,)
