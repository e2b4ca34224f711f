"""A batch: statements that need no answer in between, so that they travel and commit together.

On PostgreSQL a batch is one statement and so one round trip; on SQLite it is handed to the one
writer, which commits many batches with one flush to disk. All of it happens or none.
"""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import psycopg
from flask import current_app
from sqlalchemy import text

from backend.db.group_commit import GroupCommit
from backend.db.model import db
from backend.db.stamps import EXPECT_SQL, Stamp
from backend.db.unit import again_on_conflict

_PARAMETER = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")


@dataclass
class Batch:
    """Statements in order, and the stamps that must still hold when they are written.

    Statements are INSERTs and UPDATEs that both databases read, with ``:name`` parameters; a UUID
    and a whole number of milliseconds are passed as they are. None may rely on what another
    statement of the same batch wrote.
    """

    stamps: list[Stamp] = field(default_factory=list)
    steps: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    def expect(self, *stamps: Stamp) -> None:
        """Refuse the batch (``StaleFacts``) unless these facts are still what was read."""
        self.stamps.extend(stamps)

    def add(self, sql: str, **parameters: Any) -> None:
        """Append one statement."""
        self.steps.append((sql, parameters))


def commit(batch: Batch) -> None:
    """Write ``batch`` durably, all or nothing.

    Raises ``StaleFacts`` (the caller reads its facts again and decides anew), ``DuplicateRow``,
    or the named condition of a trigger. Never called inside a unit of work.
    """
    if db.session.info.get("in_unit_of_work"):
        raise AssertionError("a batch is a transaction of its own")
    db.session.rollback()
    writer = current_app.extensions.get("group_commit")
    if isinstance(writer, GroupCommit):
        again_on_conflict(lambda: writer.commit(batch.stamps, batch.steps))
    else:
        again_on_conflict(lambda: _commit_postgresql(batch))


def run_in_session(batch: Batch) -> None:
    """Write ``batch`` as part of the unit of work that is under way."""
    for sql, parameters in batch.steps:
        connection = db.session.connection()
        bound = dict(parameters)
        if connection.dialect.name == "sqlite":
            bound = {k: v.bytes if isinstance(v, uuid.UUID) else v for k, v in bound.items()}
        connection.execute(text(sql), bound)


def _commit_postgresql(batch: Batch) -> None:
    pooled = db.engine.raw_connection()
    try:
        connection = pooled.driver_connection
        assert isinstance(connection, psycopg.Connection)  # noqa: S101 - narrows the type
        # One statement is one transaction: no BEGIN and no COMMIT have to travel.
        connection.autocommit = True
        try:
            statement = _one_statement(tuple(sql for sql, _ in batch.steps), bool(batch.stamps))
            connection.execute(statement, _parameters(batch), prepare=True)
        finally:
            if not connection.closed:
                connection.autocommit = False
    finally:
        pooled.close()


@cache
def _one_statement(steps: tuple[str, ...], stamped: bool) -> bytes:
    """All steps as one statement: each writes in a WITH query (PostgreSQL manual, section 7.8).

    The steps see the database as it was before the first of them, and unique keys are checked
    before the triggers of any step run.
    """
    queries = ", ".join(
        f"step{number} AS ({_with_prefix(sql, number)})" for number, sql in enumerate(steps)
    )
    last = EXPECT_SQL if stamped else "SELECT 1"
    return f"WITH {queries} {last}".encode()


def _with_prefix(sql: str, number: int) -> str:
    return _PARAMETER.sub(rf"%(step{number}_\1)s", sql.replace("%", "%%"))


def _parameters(batch: Batch) -> dict[str, object]:
    values: dict[str, object] = {
        f"step{number}_{name}": value
        for number, (_, parameters) in enumerate(batch.steps)
        for name, value in parameters.items()
    }
    if batch.stamps:
        values["scopes"] = [stamp.scope for stamp in batch.stamps]
        values["versions"] = [stamp.version for stamp in batch.stamps]
    return values
