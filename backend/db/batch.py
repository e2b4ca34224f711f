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

from flask import current_app
from sqlalchemy import text

from backend.db.again import again_on_conflict, require_clock
from backend.db.direct import DirectConnections
from backend.db.group_commit import GroupCommit
from backend.db.model import db
from backend.db.stamps import Stamp, expect_sql
from backend.db.unit import in_unit_of_work

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
    or the named condition of a trigger. Never called inside a unit of work. A batch whose
    connection was lost is sent again: it inserts rows under ids that its caller made, so one that
    was done after all is refused as ``DuplicateRow``.
    """
    if in_unit_of_work():
        raise AssertionError("a batch is a transaction of its own")
    require_clock()
    if db.session.registry.has():
        db.session.rollback()
    writer = current_app.extensions["batch_writer"]
    if isinstance(writer, GroupCommit):
        again_on_conflict(lambda: writer.commit(batch.stamps, batch.steps))
        return
    assert isinstance(writer, DirectConnections)  # noqa: S101 - narrows the type
    statement = _one_statement(tuple(sql for sql, _ in batch.steps), bool(batch.stamps))
    values = statement.values(batch)
    again_on_conflict(lambda: writer.run(statement.sql, values))


def run_in_session(batch: Batch) -> None:
    """Write ``batch`` as part of the unit of work that is under way."""
    for sql, parameters in batch.steps:
        connection = db.session.connection()
        bound = dict(parameters)
        if connection.dialect.name == "sqlite":
            bound = {k: v.bytes if isinstance(v, uuid.UUID) else v for k, v in bound.items()}
        connection.execute(text(sql), bound)


@dataclass(frozen=True)
class _Statement:
    """SQL with numbered parameters, and which parameter of which step each number is."""

    sql: bytes
    order: tuple[tuple[int, str], ...]

    def values(self, batch: Batch) -> list[object]:
        """The parameters of ``batch`` in that order; the stamps' come last."""
        steps = batch.steps
        values = [steps[number][1][name] for number, name in self.order]
        if batch.stamps:
            values.append([stamp.scope for stamp in batch.stamps])
            values.append([stamp.version for stamp in batch.stamps])
        return values


@cache
def _one_statement(steps: tuple[str, ...], stamped: bool) -> _Statement:
    """All steps as one statement: each writes in a WITH query (PostgreSQL manual, section 7.8).

    One statement is one transaction, so no BEGIN and no COMMIT have to travel. The steps see the
    database as it was before the first of them, and unique keys are checked before the triggers
    of any step run.
    """
    order: list[tuple[int, str]] = []

    def numbered(sql: str, step: int) -> str:
        def number(match: re.Match[str]) -> str:
            order.append((step, match[1]))
            return f"${len(order)}"

        return _PARAMETER.sub(number, sql)

    queries = ", ".join(f"step{n} AS ({numbered(sql, n)})" for n, sql in enumerate(steps))
    last = expect_sql(len(order) + 1) if stamped else "SELECT 1"
    return _Statement(f"WITH {queries} {last}".encode(), tuple(order))
