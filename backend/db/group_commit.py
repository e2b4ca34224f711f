"""A process's one writer of an embedded database: many callers, one flush to disk.

SQLite allows one writer at a time, and a durable commit waits for the disk. Callers hand their
batches over and wait; the writer runs all that are waiting when its turn comes, each inside a
savepoint of its own, and answers them only after the common commit. A crash before it loses
nothing acknowledged.
"""

import queue
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine

from backend.db.failures import StaleFacts
from backend.db.stamps import Stamp
from backend.db.turns import Turns

MOST_IN_ONE_COMMIT = 128
CACHE_KIB = 32_000
"""Of the database's pages, which the writer needs again and again."""

Steps = Sequence[tuple[str, Mapping[str, Any]]]


class _Request:
    def __init__(self, stamps: Sequence[Stamp], steps: Steps) -> None:
        self.stamps, self.steps = stamps, steps
        self.done: Future[None] = Future()
        self.error: Exception | None = None


class GroupCommit:
    """A thread that owns one connection; started at the first batch, in the process that asks.

    It waits ``seconds`` for its turn behind other threads of this process (``Turns.take``).
    """

    def __init__(self, engine: Engine, turns: Turns, seconds: float) -> None:
        self._engine, self._turns, self._seconds = engine, turns, seconds
        self._requests: queue.SimpleQueue[_Request | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._start_lock = threading.Lock()

    def commit(self, stamps: Sequence[Stamp], steps: Steps) -> None:
        """Wait until the statements are on disk; raises what refused them."""
        self._start()
        request = _Request(stamps, steps)
        self._requests.put(request)
        request.done.result()

    def close(self) -> None:
        """Finish what was accepted, then stop the thread."""
        with self._start_lock:
            thread, self._thread = self._thread, None
        if thread:
            self._requests.put(None)
            thread.join()

    def _start(self) -> None:
        if self._thread is None:
            with self._start_lock:
                if self._thread is None:
                    self._thread = threading.Thread(
                        target=self._run, name="group-commit", daemon=True
                    )
                    self._thread.start()

    def _run(self) -> None:
        pooled = self._engine.raw_connection()
        connection = pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - narrows the type
        try:
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            while first := self._requests.get():
                _answer(self._write(connection, first))
        finally:
            pooled.close()

    def _write(self, connection: sqlite3.Connection, first: _Request) -> list[_Request]:
        is_our_turn = self._turns.take(self._seconds)
        try:
            requests = [first, *self._waiting()]
            _commit_together(connection, requests)
        finally:
            if is_our_turn:
                self._turns.give_back()
        return requests

    def _waiting(self) -> list[_Request]:
        """Those that came while the writer waited, not more than go into one commit."""
        requests: list[_Request] = []
        with suppress(queue.Empty):
            while len(requests) < MOST_IN_ONE_COMMIT - 1:
                request = self._requests.get_nowait()
                if request is None:
                    self._requests.put(None)
                    break
                requests.append(request)
        return requests


def _commit_together(connection: sqlite3.Connection, requests: Sequence[_Request]) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
        for request in requests:
            request.error = _try(connection, request)
        connection.execute("COMMIT")
    except Exception as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        for request in requests:
            request.error = error


def _answer(requests: Sequence[_Request]) -> None:
    for request in requests:
        if request.error is None:
            request.done.set_result(None)
        else:
            request.done.set_exception(request.error)


def _try(connection: sqlite3.Connection, request: _Request) -> Exception | None:
    connection.execute("SAVEPOINT request")
    try:
        _expect(connection, request.stamps)
        for sql, parameters in request.steps:
            connection.execute(sql, dict(parameters))
    except (StaleFacts, sqlite3.IntegrityError, sqlite3.ProgrammingError) as error:
        connection.execute("ROLLBACK TO request")
        return error
    finally:
        if connection.in_transaction:
            connection.execute("RELEASE request")
    return None


def _expect(connection: sqlite3.Connection, stamps: Sequence[Stamp]) -> None:
    for stamp in stamps:
        row = connection.execute(
            "SELECT version FROM stamps WHERE scope = ?", (stamp.scope.bytes,)
        ).fetchone()
        if (row[0] if row else 0) != stamp.version:
            raise StaleFacts
