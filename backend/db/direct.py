"""Batches handed straight to libpq: a third of what a cursor and the session's pool cost.

Parameters travel as text and PostgreSQL infers their types from where they stand. libpq waits
without Python's lock, so other threads go on. The connections are used for nothing else: psycopg
forgets all prepared statements whenever one of its connections rolls back, as each read does.
"""

import uuid
from collections import deque
from collections.abc import Sequence
from typing import Any

from psycopg import OperationalError, pq
from psycopg.conninfo import make_conninfo
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from sqlalchemy import Engine

_FINE = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})


class DirectConnections:
    """Connections for batches, opened as threads need them and kept for the next."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo.encode()
        # A deque's pop and append need no lock; the last used is the warmest.
        self._idle: deque[_Connection] = deque()

    def run(self, sql: bytes, values: Sequence[object]) -> None:
        """Run ``sql`` with ``$1`` ... as a transaction of its own; raises psycopg's errors."""
        parameters = [as_text(value) for value in values]
        connection = self._take()
        try:
            connection.run(sql, parameters)
        finally:
            if connection.is_idle:
                self._idle.append(connection)
            else:
                connection.close()

    def close(self) -> None:
        """Close those that nobody uses."""
        while self._idle:
            self._idle.pop().close()

    def _take(self) -> "_Connection":
        try:
            return self._idle.pop()
        except IndexError:
            return _Connection(self._conninfo)


class _Connection:
    """One connection with the names of the statements that it has prepared."""

    def __init__(self, conninfo: bytes) -> None:
        self._libpq = pq.PGconn.connect(conninfo)
        self._names: dict[bytes, bytes] = {}
        if self._libpq.status != ConnStatus.OK:
            raise OperationalError(self._libpq.get_error_message())

    @property
    def is_idle(self) -> bool:
        """Whether it is alive and outside any transaction."""
        return self._libpq.transaction_status == TransactionStatus.IDLE

    def run(self, sql: bytes, parameters: Sequence[Any]) -> None:
        """Prepare ``sql`` when it is new here, and run it."""
        name = self._names.get(sql)
        if name is None:
            name = b"batch_%d" % len(self._names)
            self._check(self._libpq.prepare(name, sql))
            self._names[sql] = name
        self._check(self._libpq.exec_prepared(name, parameters))

    def close(self) -> None:
        """Hang up."""
        self._libpq.finish()

    def _check(self, result: PGresult) -> None:
        if result.status in _FINE:
            return
        error = error_from_result(result)
        raise error if error.sqlstate else OperationalError(self._libpq.get_error_message())


def conninfo_of(engine: Engine, isolation_level: str) -> str:
    """How libpq reaches the database of ``engine``."""
    _, arguments = engine.dialect.create_connect_args(engine.url)
    isolation = isolation_level.lower().replace(" ", "\\ ")
    # What is left is for psycopg's own objects, not for libpq.
    arguments.pop("context", None)
    return make_conninfo(
        **arguments,
        application_name="wijkmunt",
        client_encoding="UTF8",
        connect_timeout=10,
        options=f"-c default_transaction_isolation={isolation}",
    )


def as_text(value: object) -> bytes | None:
    """The text form of a parameter (PostgreSQL manual, chapter 8); raises TypeError for others."""
    if value is None:
        return None
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("PostgreSQL's text holds no NUL")
        return value.encode()
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, uuid.UUID):
        return value.hex.encode()
    if isinstance(value, bytes):
        return b"\\x" + value.hex().encode()
    if isinstance(value, list):
        return b"{" + b",".join(_element(element) for element in value) + b"}"
    raise TypeError(f"a batch cannot carry {type(value).__name__}")


def _element(value: object) -> bytes:
    if not isinstance(value, uuid.UUID | int):
        raise TypeError("only ids and numbers go into an array")
    return as_text(value) or b""
