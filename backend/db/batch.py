"""A batch: statements that need no answer in between, so that they travel and commit together.

On PostgreSQL a batch is one round trip (pipeline mode); on SQLite it is handed to the one
writer, which commits many batches with one flush to disk. All of it happens or none.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import psycopg
from flask import current_app
from sqlalchemy import text
from sqlalchemy.orm import Session, scoped_session

from backend.db.group_commit import GroupCommit
from backend.db.model import db
from backend.db.stamps import EXPECT_SQL, Stamp
from backend.db.unit import again_on_conflict

_PARAMETER = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")


@dataclass
class Batch:
    """Statements in order, and the stamps that must still hold when they are written.

    Statements are SQL that both databases read, with ``:name`` parameters; a UUID and a whole
    number of milliseconds are passed as they are.
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


def run_in_session(session: Session | scoped_session[Session], batch: Batch) -> None:
    """Write ``batch`` as part of the unit of work that is under way."""
    for sql, parameters in batch.steps:
        connection = session.connection()
        bound = dict(parameters)
        if connection.dialect.name == "sqlite":
            bound = {k: v.bytes if isinstance(v, uuid.UUID) else v for k, v in bound.items()}
        connection.execute(text(sql), bound)


def _commit_postgresql(batch: Batch) -> None:
    pooled = db.engine.raw_connection()
    try:
        connection = pooled.driver_connection
        assert isinstance(connection, psycopg.Connection)  # noqa: S101 - narrows the type
        try:
            _send(connection, batch)
        except BaseException:
            connection.rollback()
            raise
    finally:
        pooled.close()


def _send(connection: psycopg.Connection[Any], batch: Batch) -> None:
    with connection.pipeline():
        cursor = connection.cursor()
        if batch.stamps:
            cursor.execute(EXPECT_SQL, _stamp_arrays(batch.stamps), prepare=True)
        for sql, parameters in batch.steps:
            cursor.execute(_for_psycopg(sql).encode(), parameters, prepare=True)
        connection.commit()


def _stamp_arrays(stamps: Sequence[Stamp]) -> dict[str, object]:
    return {
        "scopes": [stamp.scope for stamp in stamps],
        "versions": [stamp.version for stamp in stamps],
    }


@cache
def _for_psycopg(sql: str) -> str:
    return _PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%"))
