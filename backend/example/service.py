"""Use cases: make the example, and keep it and real neighbourhoods away from each other."""

from datetime import datetime, timedelta

from sqlalchemy import select

from backend import clock
from backend.communities import queries as communities
from backend.config import LOOPBACK_HOSTS, Config, ConfigError
from backend.db import db
from backend.example import (
    carded,
    circling,
    doors,
    funding,
    history,
    neighbourhood,
    outages,
    paper,
    payouts,
    ruling,
    standing,
    trouble,
)
from backend.example.doors import OpenDoor
from backend.example.errors import HalfLoaded, NotAnExampleDatabase
from backend.example.models import ExampleMark
from backend.example.simulated_time import simulated_time

FOUNDED_AGO = timedelta(days=28)


def load() -> list[OpenDoor]:
    """Make the example on an empty database, or leave it as it is; returns the roles to step into.

    Raises NotAnExampleDatabase when there is a real neighbourhood, HalfLoaded when an earlier
    run was interrupted.
    """
    mark = _mark()
    if mark is None:
        if communities.communities():
            raise NotAnExampleDatabase(
                "this database holds a real neighbourhood; the example needs one of its own"
            )
        _make(clock.now())
    elif mark.finished_at is None:
        raise HalfLoaded(
            "making the example was interrupted; remove its database (instance/wijkmunt.sqlite"
            " by default) and load it again"
        )
    return doors.all_doors()


def check_start(config: Config, host: str) -> None:
    """Raise ConfigError unless a server with ``config``, bound to ``host``, may use this database.

    The example lets anybody be anybody, so it is for this machine alone and never beside people.
    """
    if config.example and host not in LOOPBACK_HOSTS:
        raise ConfigError(f"the example neighbourhood is for this machine only, not for {host}")
    check_database(config)


def check_database(config: Config) -> None:
    """Raise NotAnExampleDatabase unless the example is served by an example server only."""
    mark = _mark()
    if mark is not None and not config.example:
        raise NotAnExampleDatabase(
            "this database holds the example neighbourhood; serve it with --example,"
            " or name another database in WIJKMUNT_DATABASE"
        )
    if config.example and (mark is None or mark.finished_at is None):
        raise NotAnExampleDatabase(
            "this database does not hold the example; make it with: wijkmunt example load"
        )


def _make(today: datetime) -> None:
    with simulated_time(today - FOUNDED_AGO) as time:
        here = neighbourhood.found(today)
        ruling.begin(here.community.id, here.people)
        payouts.open_accounts(here.community, here.organisations, here.people)
        history.play(here, time, today)
        funding.ask_for_more(here.community, here.people)
        standing.agree(here.community, here.organisations["centre"].id, here.people)
        carded.enrol(here.community, here.organisations["centre"].id, here.people)
        budget_id = here.budgets["street"]
        circling.go_round(here.community, here.organisations, here.people, budget_id)
        paper.print_some(here, "street")
        ruling.go_on(here.community.id, here.people)
        outages.be_ready(here.community, here.people)
        trouble.come(here)
    doors.build(here)
    neighbourhood.finish(here)


def _mark() -> ExampleMark | None:
    return db.session.scalar(select(ExampleMark).limit(1).execution_options(populate_existing=True))
