"""Batches handed straight to libpq: a third of what a cursor and the session's pool cost.

Parameters travel as text and PostgreSQL infers their types from where they stand. libpq waits
without Python's lock, so other threads go on. The connections are used for nothing else: psycopg
forgets all prepared statements whenever one of its connections rolls back, as each read does.
"""

import uuid
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from psycopg import Error, OperationalError, pq
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

from backend.db.failures import is_lost
from backend.db.postgresql import has_hung_up

_FINE = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})


class DirectConnections:
    """Connections for batches, opened as threads need them and kept for the next."""

    def __init__(self, conninfo: str, *, prepares: bool = True) -> None:
        self._conninfo, self._prepares = conninfo.encode(), prepares
        # A deque's pop and append need no lock; the last used is the warmest.
        self._idle: deque[_Connection] = deque()

    def run(self, sql: bytes, values: Sequence[object]) -> None:
        """Run ``sql`` with ``$1`` ... as a transaction of its own; raises psycopg's errors.

        After ``is_lost`` of one of them it may have been done or not.
        """
        self._run(sql, values)

    def read(self, sql: bytes, values: Sequence[object]) -> list[tuple[str | None, ...]]:
        """As ``run``; the rows that it gives, as PostgreSQL writes them in text."""
        result = self._run(sql, values)
        columns = range(result.nfields)
        return [
            tuple(_read(result.get_value(row, column)) for column in columns)
            for row in range(result.ntuples)
        ]

    def _run(self, sql: bytes, values: Sequence[object]) -> PGresult:
        parameters = as_texts(values)
        connection = self._take()
        try:
            return connection.run(sql, parameters)
        except Error as error:
            if is_lost(error):
                connection.close()
            raise
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
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                return _Connection(self._conninfo, prepares=self._prepares)
            if not has_hung_up(connection.socket):
                return connection
            connection.close()


class _Connection:
    """One connection with the names of the statements that it has prepared."""

    def __init__(self, conninfo: bytes, *, prepares: bool) -> None:
        self._libpq = pq.PGconn.connect(conninfo)
        self._prepares = prepares
        self._names: dict[bytes, bytes] = {}
        if self._libpq.status != ConnStatus.OK:
            raise OperationalError(self._libpq.get_error_message())
        self.socket = self._libpq.socket

    @property
    def is_idle(self) -> bool:
        """Whether it is alive and outside any transaction."""
        return self._libpq.transaction_status == TransactionStatus.IDLE

    def run(self, sql: bytes, parameters: Sequence[Any]) -> PGresult:
        """Prepare ``sql`` when it is new here, and run it.

        A pooler may give each transaction another server, which knows none of our statements.
        """
        if not self._prepares:
            return self._check(self._libpq.exec_params(sql, parameters))
        name = self._names.get(sql)
        if name is None:
            name = b"batch_%d" % len(self._names)
            self._check(self._libpq.prepare(name, sql))
            self._names[sql] = name
        return self._check(self._libpq.exec_prepared(name, parameters))

    def close(self) -> None:
        """Hang up."""
        self._libpq.finish()

    def _check(self, result: PGresult) -> PGresult:
        if result.status in _FINE:
            return result
        error = error_from_result(result)
        raise error if error.sqlstate else OperationalError(self._libpq.get_error_message())


def _read(value: bytes | None) -> str | None:
    return None if value is None else value.decode()


def as_texts(values: Sequence[object]) -> list[bytes | None]:
    """The text form of parameters (PostgreSQL manual, chapter 8); raises TypeError for others."""
    try:
        return [None if value is None else _FORMS[type(value)](value) for value in values]
    except KeyError as unknown:
        raise TypeError(f"a batch cannot carry {unknown.args[0].__name__}") from None


def _text(value: str) -> bytes:
    if "\0" in value:
        raise ValueError("PostgreSQL's text holds no NUL")
    return value.encode()


def _bytes(value: bytes) -> bytes:
    return b"\\x" + value.hex().encode()


def _id(value: uuid.UUID) -> bytes:
    return b"%032x" % value.int


def _array(values: list[object]) -> bytes:
    try:
        return b"{" + b",".join([_ELEMENTS[type(one)](one) for one in values]) + b"}"
    except KeyError:
        raise TypeError("only ids and numbers go into an array") from None


_NUMBER = b"%d".__mod__
_ELEMENTS: dict[type, Callable[[Any], bytes]] = {int: _NUMBER, uuid.UUID: _id}
_FORMS: dict[type, Callable[[Any], bytes]] = {
    **_ELEMENTS,
    bool: _NUMBER,
    str: _text,
    bytes: _bytes,
    list: _array,
}
