"""One instant of the database, for readers that need many reads to agree with one another."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from backend.db import replica

_STALLED_SECONDS = 120


@contextmanager
def snapshot() -> Iterator[Connection]:
    """A connection whose every read sees what was committed before its first one.

    It can only read, from a replica where there is one. On PostgreSQL a reader that stalls for two
    minutes loses it, so that a download nobody finishes keeps no old rows alive.
    """
    with replica.connection() as view:
        if view.dialect.name == "postgresql":
            view.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            limit = f"SET LOCAL idle_in_transaction_session_timeout = '{_STALLED_SECONDS}s'"
            view.execute(text(limit))
        yield view
