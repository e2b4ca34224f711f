"""What this process counts while it works: requests with their times, refusals, database trouble.

Counting must cost a payment next to nothing, so it adds up plain numbers in memory. A worker keeps
them in a file of its own (``Ledgers`` of ``backend.upkeep.counts``); whoever is asked for the
metrics adds the files of all workers together.
"""

import threading
from bisect import bisect_left
from dataclasses import dataclass, field

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Upper bounds, in seconds, of the classes into which times are counted; the last has none."""

REFUSALS = "refusals"
DATABASE = "database"


@dataclass
class Times:
    """How many times fell into each class, and what they add up to, in seconds."""

    classes: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0


class Tally:
    """Counts of one process, safe for its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._times: dict[tuple[str, str], Times] = {}
        self._counts: dict[tuple[str, ...], int] = {}

    def time(self, operation: str, status: str, seconds: float) -> None:
        """Count a request that was answered with ``status`` after so many seconds."""
        key = (operation, status)
        with self._lock:
            times = self._times.get(key)
            if times is None:
                times = self._times[key] = Times()
            times.classes[bisect_left(BOUNDS, seconds)] += 1
            times.total += seconds

    def count(self, *key: str) -> None:
        """Count one of what ``key`` names: the kind (``REFUSALS``), then its labels."""
        with self._lock:
            self._counts[key] = self._counts.get(key, 0) + 1

    def forget(self) -> None:
        """Begin at nothing, as a process does that was forked from one that had counted."""
        with self._lock:
            self._times.clear()
            self._counts.clear()

    def plain(self) -> dict[str, list[list[object]]]:
        """Everything that was counted, as plain values for a file."""
        with self._lock:
            return {
                "times": [
                    [*key, list(times.classes), times.total] for key, times in self._times.items()
                ],
                "counts": [[list(key), number] for key, number in self._counts.items()],
            }


here = Tally()
"""The counts of this process."""
