"""A primary that fails while its copy cannot be reached: who loses what.

The wire between them is parted first, because a copy that is up to date hides the difference: only
what was acknowledged in that time tells a database that waits for its copy from one that does not.
Then the primary ends at once, and the copy takes its place. The servers are told nothing; they
have the names of all machines and look for the one that writes.
"""

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import psycopg

from tests.scale.cluster import Cluster, Node, part
from tests.scale.people import People
from tests.scale.phones import Crowd, Log
from tests.scale.site import Site

DATABASE = "wijkmunt"
SECONDS_BEFORE = 1.0
SECONDS_PARTED = 0.4


@dataclass(frozen=True)
class Outcome:
    """Payments that were acknowledged, how many of them are gone, and times in seconds.

    ``gap`` is the longest time in which nobody was told "paid", ``longest`` the longest wait of
    one payment from its first sending on, ``out`` from the parting to the end of the promotion.
    """

    acknowledged: int
    lost: int
    twice: int
    gap: float
    longest: float
    out: float
    repeated: int


def live_through(
    cluster: Cluster, site: Site, people: People, *, copies: int, first: int
) -> Outcome:
    """Phones pay while the newest server but one fails and its copy takes over.

    ``copies`` is how many the primary waits for; ``first`` numbers the codes.
    """
    primary, copy = cluster.nodes[-2:]
    primary.require_copies(copies)
    crowd = Crowd(site.port, people, first)
    try:
        crowd.wait_for_more(3)
        time.sleep(SECONDS_BEFORE)
        began = time.monotonic()
        part(copy)
        if copies == 0:
            crowd.wait_for_more(2)  # the second of each was begun after the cut
        time.sleep(SECONDS_PARTED)
        primary.kill()
        copy.promote()
        out = time.monotonic() - began
        crowd.wait_for_more(3)
    finally:
        logs = crowd.stop()
    refused = [said for log in logs for said in log.other]
    if refused:
        raise RuntimeError(f"not only payments: {refused[:3]}")
    return _outcome(copy, logs, out)


def _outcome(node: Node, logs: Sequence[Log], out: float) -> Outcome:
    told = sorted(moment for log in logs for moment in log.paid)
    times = [at for at, _ in told]
    ids = [payment_id for _, payment_id in told]
    booked = _booked(node, ids)
    return Outcome(
        acknowledged=len(ids),
        lost=len(ids) - len(set(booked)),
        twice=len(booked) - len(set(booked)),
        gap=max(later - earlier for earlier, later in pairwise(times)),
        longest=max(log.longest for log in logs),
        out=out,
        repeated=sum(log.repeated for log in logs),
    )


def _booked(node: Node, ids: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Which of these payments stand as paid, with their transfer."""
    with psycopg.connect(node.url(DATABASE)) as connection:
        rows = connection.execute(
            "SELECT payments.id FROM payments JOIN transfers ON transfers.about_id = payments.id"
            " WHERE payments.id = ANY(%s) AND payments.status = 'paid'"
            " AND transfers.kind = 'payment'",
            (list(ids),),
        )
        return [row[0] for row in rows]
