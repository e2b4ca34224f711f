"""Batches that wait at the same time travel together: group commit on PostgreSQL.

While a statement of this process is under way, the batches of its other threads wait. Then those
of the same shape go as one statement with a row for each: one round trip, one flush to disk. Each
caller is answered after that commit. When the database refuses the statement, none of it was
written, and each batch is sent by itself, so that only the one that is wrong is refused.
"""

import threading
import uuid
from collections import deque
from collections.abc import Sequence
from enum import Enum

from backend.db.direct import DirectConnections
from backend.db.stamps import Stamp
from backend.db.statement import Shape, Steps, counted, is_shareable, statement_for

MOST_TOGETHER = 16
MOST_UNDER_WAY = 8
PATIENCE_SECONDS = 0.02
"""How long a batch waits for another statement; longer means that one waits for a lock."""


class _Turn(Enum):
    LEAD = "send those that wait"
    WRITTEN = "written with others"
    ALONE = "send it alone"


class _Waiting:
    """A batch whose thread waits at ``gate`` until it knows its ``turn``."""

    def __init__(self, steps: Steps, stamps: Sequence[Stamp], shape: Shape) -> None:
        self.steps, self.stamps, self.shape = steps, stamps, shape
        self.gate = threading.Lock()
        self.gate.acquire()
        self.turn = _Turn.ALONE

    @property
    def place(self) -> int:
        """Rows go in the order of ids, so that two statements do not wait in a circle."""
        first = next(iter(self.steps[0][1].values()), None)
        return first.int if isinstance(first, uuid.UUID) else 0

    def let_go(self, turn: _Turn) -> None:
        """Wake its thread."""
        self.turn = turn
        self.gate.release()


class SharedTrips:
    """Sends batches over ``connections``, at first one statement at a time; safe for threads."""

    def __init__(self, connections: DirectConnections) -> None:
        self._connections = connections
        self._lock = threading.Lock()
        self._waiting: deque[_Waiting] = deque()
        self._under_way = 0

    def commit(self, stamps: Sequence[Stamp], steps: Steps) -> None:
        """Wait until the statements are on disk; raises psycopg's errors."""
        mine = _Waiting(steps, stamps, tuple(sql for sql, _ in steps))
        if not is_shareable(mine.shape):
            self._send([mine])
            return
        turn = _Turn.LEAD if self._starts(mine) else self._wait(mine)
        if turn is _Turn.ALONE:
            self._send([mine])
        elif turn is _Turn.LEAD:
            try:
                self._lead(mine)
            finally:
                self._pass_on()

    def close(self) -> None:
        """Close the connections that nobody uses."""
        self._connections.close()

    def _starts(self, mine: _Waiting) -> bool:
        with self._lock:
            if self._under_way:
                self._waiting.append(mine)
                return False
            self._under_way = 1
            return True

    def _wait(self, mine: _Waiting) -> _Turn:
        while not mine.gate.acquire(timeout=PATIENCE_SECONDS):
            with self._lock:
                if mine in self._waiting and self._under_way < MOST_UNDER_WAY:
                    self._waiting.remove(mine)
                    self._under_way += 1
                    return _Turn.LEAD
        return mine.turn

    def _pass_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().let_go(_Turn.LEAD)
            else:
                self._under_way -= 1

    def _lead(self, mine: _Waiting) -> None:
        others = self._take(mine)
        if not others:
            self._send([mine])
            return
        turn = _Turn.ALONE
        try:
            self._send(sorted([mine, *others], key=lambda one: one.place))
            turn = _Turn.WRITTEN
        except Exception:  # each meets it again by itself, if it is its own
            turn = _Turn.ALONE
        finally:
            for one in others:
                one.let_go(turn)
        if turn is _Turn.ALONE:
            self._send([mine])

    def _take(self, mine: _Waiting) -> list[_Waiting]:
        """Those that can go with ``mine``: of the same shape, each counting in other rows."""
        taken: list[_Waiting] = []
        counts = set(counted(mine.steps))
        with self._lock:
            for one in [one for one in self._waiting if one.shape == mine.shape]:
                rows = counted(one.steps)
                if len(taken) < MOST_TOGETHER - 1 and counts.isdisjoint(rows):
                    counts |= rows
                    taken.append(one)
                    self._waiting.remove(one)
        return taken

    def _send(self, group: Sequence[_Waiting]) -> None:
        # Those of a shop and a community are the same objects for all who pay there.
        stamps = list({id(stamp): stamp for one in group for stamp in one.stamps}.values())
        statement = statement_for(group[0].shape, len(group), stamped=bool(stamps))
        values = statement.values([one.steps for one in group], stamps)
        self._connections.run(statement.sql, values)
