"""A batch: statements that need no answer in between, so that they travel and commit together.

On PostgreSQL a batch is one statement and so one round trip; on SQLite it is handed to the one
writer, which commits many batches with one flush to disk. All of it happens or none.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import text

from backend.db.again import again_on_conflict, require_clock
from backend.db.group_commit import GroupCommit
from backend.db.model import db
from backend.db.stamps import Stamp
from backend.db.together import SharedTrips
from backend.db.unit import in_unit_of_work


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
    require_clock()
    if db.session.registry.has():
        if in_unit_of_work():
            raise AssertionError("a batch is a transaction of its own")
        db.session.rollback()
    writer: GroupCommit | SharedTrips = current_app.extensions["batch_writer"]
    again_on_conflict(lambda: writer.commit(batch.stamps, batch.steps))


def run_in_session(batch: Batch) -> None:
    """Write ``batch`` as part of the unit of work that is under way."""
    for sql, parameters in batch.steps:
        connection = db.session.connection()
        bound = dict(parameters)
        if connection.dialect.name == "sqlite":
            bound = {k: v.bytes if isinstance(v, uuid.UUID) else v for k, v in bound.items()}
        connection.execute(text(sql), bound)
