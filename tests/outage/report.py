"""Live the month of outages at full size on both databases: `make outage`.

Prints a line per figure, and fails when anything is not as docs/offline.md says. Names of
databases (sqlite, postgresql) as arguments choose among them.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask

from backend import clock, db
from backend.app import create_app
from tests.conftest import config_for, migrate, sqlalchemy_url
from tests.outage.month import Month
from tests.outage.proof import losses, problems
from tests.outage.world import make_world
from tests.support.postgres import PostgresServer

PHONES, SHOPS, DAYS, SEED = 2_000, 50, 30, 2026


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/wijkmunt.sqlite"


@contextmanager
def _postgresql() -> Iterator[str]:
    server = PostgresServer()
    try:
        yield sqlalchemy_url(server.create("outage"))
    finally:
        server.stop()


KINDS: dict[str, Callable[[], object]] = {"SQLite": _sqlite, "PostgreSQL": _postgresql}


def live(app: Flask, phones: int, shops: int, days: int, seed: int) -> Month:
    """The month in the database of ``app``, whose context is pushed."""
    month = Month(make_world(app, phones, shops), random.Random(seed))  # noqa: S311 - a simulation
    month.run(days)
    return month


def figures(month: Month, seconds: float) -> list[str]:
    """What happened, a line each; coins with two decimals."""
    lost = losses(month)
    lines = [
        f"phones {len(month.phones)}, cheats {len(month.cheats)}, shops {len(month.shops)}"
        f" with two phones each, {seconds:.0f} s",
        f"paid online {len(month.online)}, accepted offline and settled {len(month.settled)}",
        *(f"  {name}: {count}" for name, count in sorted(month.tally.items())),
        "settled",
        *(f"  {name}: {count}" for name, count in month.outcomes.most_common()),
        f"guarantee: at worst {_coins(lost.guarantee_worst)} out, at the end owed"
        f" {_coins(lost.guarantee_end)}; bound {_coins(lost.most_guarantee)}",
        f"honest shops lost {_coins(lost.shops_end)}; bound {_coins(lost.most_shops)}",
        f"the crooked shop claimed {_coins(lost.crooked_end)} in vain",
    ]
    refused = sum(
        (till.refused for shop in month.shops for till in shop.tills), start=type(month.tally)()
    )
    lines.append(
        "refused at offline counters: "
        + ", ".join(f"{name} {count}" for name, count in refused.most_common())
    )
    return lines


def _coins(minor: int) -> str:
    return f"{minor / 100:.2f}"


def main() -> int:
    """Both databases, or those that are named, one after the other; 1 when something is wrong."""
    wrong = 0
    chosen = {name.casefold() for name in sys.argv[1:]}
    for name, kind in KINDS.items():
        if chosen and name.casefold() not in chosen:
            continue
        with kind() as url:  # type: ignore[attr-defined]
            migrate(url)
            app = create_app(config_for(url))
            try:
                with app.app_context():
                    began = time.monotonic()
                    month = live(app, PHONES, SHOPS, DAYS, SEED)
                    found = problems(month)
                    print(f"== {name}, {DAYS} days, seed {SEED}")
                    print("\n".join(figures(month, time.monotonic() - began)))
                    print("\n".join(found) or "audit clean, every acknowledgement booked once")
                    sys.stdout.flush()
                    wrong += len(found)
                    db.db.session.remove()
            finally:
                clock.use_source(None)
                db.dispose(app)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
