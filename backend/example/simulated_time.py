"""A clock that the example turns back, so that its past weeks are lived through in seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from backend import clock


class SimulatedTime:
    """What ``clock.now`` says while the example is made. It only ever goes forward."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The simulated instant, UTC."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Let it be ``moment``, or a second later than it was when that is already past."""
        self._now = max(moment, self._now + timedelta(seconds=1))


@contextmanager
def simulated_time(start: datetime) -> Iterator[SimulatedTime]:
    """Run with a simulated clock from ``start`` on; the real one comes back afterwards."""
    time = SimulatedTime(start)
    clock.use_source(time.now)
    try:
        yield time
    finally:
        clock.use_source(None)
