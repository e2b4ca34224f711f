"""Fail over again and again and print what it cost: `make failover` (`ROUNDS=5`).

The first failover is the control, whose primary waits for nobody; in the others it waits for its
copy. Fails when one of those lost or doubled a payment, or took too long.
"""

import os
import sys

from tests.conftest import migrate, sqlalchemy_url
from tests.scale.cluster import NAMES, Cluster
from tests.scale.failover import DATABASE, Outcome, live_through
from tests.scale.people import audited, make_people
from tests.scale.site import site

ROUNDS = 5
PAYERS = 16
REACH_SECONDS = 2.0
COLUMNS = ("copies", "acknowledged", "lost", "twice", "gap s", "longest s", "out s", "repeated")


def line(copies: int, outcome: Outcome) -> str:
    """One failover."""
    return (
        f"{copies:>7} {outcome.acknowledged:>13} {outcome.lost:>5} {outcome.twice:>6}"
        f" {outcome.gap:>6.2f} {outcome.longest:>10.2f} {outcome.out:>6.2f} {outcome.repeated:>9}"
    )


def is_good(copies: int, outcome: Outcome) -> bool:
    """Whether it is as docs/scale.md says; the control has to lose some, else nothing is shown."""
    if copies == 0:
        return outcome.lost > 0
    return (outcome.lost, outcome.twice) == (0, 0) and outcome.gap < REACH_SECONDS


def main() -> int:
    """All rounds on one site, which is never told which database writes."""
    rounds = min(int(os.environ.get("ROUNDS") or ROUNDS), len(NAMES) - 2)
    good = True
    cluster = Cluster()
    try:
        migrate(sqlalchemy_url(cluster.add().create(DATABASE)))
        print(" ".join(COLUMNS), flush=True)
        with site(cluster.address(DATABASE)) as running:
            people = make_people(running, 4, PAYERS)
            for number in range(rounds + 1):
                cluster.add()
                copies = min(number, 1)
                outcome = live_through(
                    cluster, running, people, copies=copies, first=number * 100_000
                )
                print(line(copies, outcome), flush=True)
                good = good and is_good(copies, outcome)
            found = audited(running)
            print("audit:", found or "clean")
    finally:
        cluster.stop()
    return 0 if good and not found else 1


if __name__ == "__main__":
    sys.exit(main())
