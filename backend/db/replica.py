"""Reading from a copy of the database, and never anything older than what anybody was told.

Before a read the primary is asked how far its log is on disk: all that it ever acknowledged lies
before that point. A replica answers when it has replayed the log up to there, and is given a
moment to; otherwise the primary answers itself. So whoever pays and then looks, on whatever phone
and by whatever server, sees the payment. No decision reads here: units of work and batches always
go to the primary.
"""

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from flask import Flask, current_app
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from backend.db.model import db
from backend.db.session import FROM_REPLICA, REPLICA
from backend.db.unit import in_unit_of_work

P = ParamSpec("P")
R = TypeVar("R")

BIND = REPLICA
WAIT_SECONDS = 0.1
REST_SECONDS = 5.0
_PAUSE_SECONDS = 0.004

_ON_DISK = text("SELECT CAST(pg_current_wal_flush_lsn() AS text)")
_HAS_REPLAYED = text(
    "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= CAST(:point AS pg_lsn)"
)


class Replica:
    """A copy to read from, left alone for some seconds after it failed."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self.engine, self._clock = engine, clock
        self._rests_until = float("-inf")

    @property
    def is_up(self) -> bool:
        """Whether to try it."""
        return self._clock() >= self._rests_until

    def rest(self) -> None:
        """It failed: do not make the next readers wait for it."""
        self._rests_until = self._clock() + REST_SECONDS


def register(app: Flask, engine: Engine) -> None:
    """Let ``app`` read from ``engine``."""
    app.extensions["replica"] = Replica(engine)


def from_replica(read: Callable[P, R]) -> Callable[P, R]:
    """Let ``read``, which changes nothing, ask the replica where there is one that is up to date.

    What the replica cannot do for any reason the primary does.
    """

    @functools.wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> R:
        replica = _to_ask()
        if replica is None:
            return read(*args, **kwargs)
        point, session = _on_disk(), db.session()
        session.info[FROM_REPLICA] = True
        try:
            if _has_replayed(session.connection(), point):
                return read(*args, **kwargs)
        except DBAPIError:
            replica.rest()
            session.rollback()
        finally:
            session.info.pop(FROM_REPLICA, None)
        return read(*args, **kwargs)

    return reading


@contextmanager
def connection() -> Iterator[Connection]:
    """A connection to read from: the replica's when it is up to date, else the primary's."""
    replica = _to_ask()
    view = _connect(replica, _on_disk()) if replica else None
    with view or db.engine.connect() as connected:
        yield connected


def _connect(replica: Replica, point: str) -> Connection | None:
    try:
        view = replica.engine.connect()
        if _has_replayed(view, point):
            view.rollback()
            return view
        view.close()
    except DBAPIError:
        replica.rest()
    return None


def _to_ask() -> Replica | None:
    replica: Replica | None = current_app.extensions.get("replica")
    return replica if replica and replica.is_up and not in_unit_of_work() else None


def _on_disk() -> str:
    return str(db.session.scalar(_ON_DISK))


def _has_replayed(view: Connection, point: str) -> bool:
    """Asked on the very connection that will read: a name may stand for several replicas."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not view.scalar(_HAS_REPLAYED, {"point": point}):
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE_SECONDS)
    return True
