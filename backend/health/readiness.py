"""Whether this server can do its work, and if not, why: named reasons that give nothing away."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

import migrations
from backend import clock
from backend.config import Config
from backend.db import db
from backend.health import service
from backend.health.service import SLACK

DATABASE_AWAY = "database_away"
DATABASE_BEHIND = "database_behind"
DATABASE_READ_ONLY = "database_read_only"
DISK_LOW = "disk_low"
CLOCK_WRONG = "clock_wrong"
REASONS = (DATABASE_AWAY, DATABASE_BEHIND, DATABASE_READ_ONLY, DISK_LOW, CLOCK_WRONG)

ROOM_NEEDED = 128 * 1024 * 1024
"""Free bytes beside an embedded database: about a million payments, and a copy being made."""

SECONDS_REMEMBERED = 1.0


class Readiness:
    """The reasons against, looked for at most once a second however often anybody asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: tuple[str, ...] = ()
        self._until = 0.0

    def reasons(self) -> tuple[str, ...]:
        """Why this server is not ready; empty when it is."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._found = tuple(_reasons(current_app.config["WIJKMUNT"]))
                self._until = time.monotonic() + SECONDS_REMEMBERED
            return self._found


def free_bytes(config: Config) -> int | None:
    """The room on the disk of an embedded database; None where nobody can say."""
    file = _file(config)
    try:
        return shutil.disk_usage(file.parent).free if file else None
    except OSError:
        return None


def _reasons(config: Config) -> Iterator[str]:
    if clock.is_absurd():
        yield CLOCK_WRONG
    free = free_bytes(config)
    if free is not None and free < ROOM_NEEDED:
        yield DISK_LOW
    try:
        with db.engine.connect() as connection:
            yield from _of_database(connection, config)
    except SQLAlchemyError:
        yield DATABASE_AWAY
    finally:
        db.session.remove()


def _of_database(connection: Connection, config: Config) -> Iterator[str]:
    if _is_behind(connection):
        yield DATABASE_BEHIND
        return
    if _is_read_only(connection, config):
        yield DATABASE_READ_ONLY
    if not clock.is_absurd() and _disagrees(connection):
        yield CLOCK_WRONG


def _is_behind(connection: Connection) -> bool:
    """Whether migrations are missing; a newer database serves an older server for a while."""
    try:
        present = connection.execute(text("SELECT version_num FROM alembic_version")).scalars()
        return _lacks_migrations(frozenset(present))
    except SQLAlchemyError:
        connection.rollback()
        connection.execute(text("SELECT 1"))  # raises when the database is away, and not empty
        return True


@lru_cache(maxsize=8)
def _lacks_migrations(present: frozenset[str]) -> bool:
    known = all(migrations.knows(revision) for revision in present)
    return not present or (known and present != migrations.newest())


def _is_read_only(connection: Connection, config: Config) -> bool:
    file = _file(config)
    if file:
        return not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))
    return str(connection.execute(text("SHOW transaction_read_only")).scalar_one()) == "on"


def _disagrees(connection: Connection) -> bool:
    """Whether the clock is far from the database's, or stands before what was noted there."""
    now = clock.now()
    if connection.dialect.name == "postgresql":
        theirs = connection.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar()
        apart = abs(now - clock.from_millis(int(float(theirs or 0) * 1000)))
        if apart > SLACK:
            return True
    return any(run.finished_at - now > SLACK for run in service.runs())


def _file(config: Config) -> Path | None:
    if not config.uses_sqlite:
        return None
    return Path(make_url(config.database_url).database or "").absolute()
