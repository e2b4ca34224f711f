"""The schema's history: forward only, one line, the same steps for SQLite and PostgreSQL.

Each revision is a transaction of its own, so that what is served waits for one of them at most,
and none waits long for a lock while others queue behind it (docs/migrations.md).
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

_LOCK = 7_239_114_001
LOCK_SECONDS = 2
"""So long a revision waits for a table, and so long others wait behind it, before it gives way."""

PATIENCE_SECONDS = 600
_PAUSE_SECONDS = (0.3, 1.2)
_IN_THE_WAY = {"55P03", "40P01", "40001"}
"""SQLSTATE of a lock that was not had in time, a deadlock and a serialization failure."""

HISTORY = Path(__file__).parent


def upgrade(engine: Engine, history: Path = HISTORY) -> None:
    """Bring the database to the newest revision; safe to run twice at once, and while it serves.

    A revision that finds its tables busy gives way and tries again, for ten minutes. What was
    brought about before a failure stays: the next run goes on from there.
    """
    config, deadline = _alembic(history), time.monotonic() + PATIENCE_SECONDS
    with _alone(engine):
        while True:
            before = _heads(engine)
            try:
                _go_on(engine, config)
                return
            except (DBAPIError, CommandError) as error:
                faster = _heads(engine) != before
                if not (faster or _is_in_the_way(error)) or time.monotonic() > deadline:
                    raise
            time.sleep(random.uniform(*_PAUSE_SECONDS))  # noqa: S311


def is_current(engine: Engine) -> bool:
    """Whether the database is at the newest revision."""
    return _heads(engine) == heads()


def heads() -> set[str]:
    """The newest revision of this program."""
    return set(_script().get_heads())


def newest() -> frozenset[str]:
    """The revision that this program works with."""
    return frozenset(_script().get_heads())


def knows(revision: str) -> bool:
    """Whether this program can bring a database of that revision to its own."""
    try:
        return _script().get_revision(revision) is not None
    except CommandError:
        return False


def _alembic(history: Path) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(history).replace("%", "%%"))
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_alembic(HISTORY))


def _heads(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads())


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Let two who migrate take turns; on SQLite the write lock of each revision does that."""
    if engine.name != "postgresql":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
        try:
            yield
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_LOCK})")


def _go_on(engine: Engine, config: AlembicConfig) -> None:
    """Run what is left of the history, a transaction each."""
    with engine.connect().execution_options(write=True) as connection:
        if engine.name == "postgresql":
            event.listen(connection, "begin", _wait_briefly)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def _wait_briefly(connection: Connection) -> None:
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")


def _is_in_the_way(error: Exception) -> bool:
    original = getattr(error, "orig", None)
    return getattr(original, "sqlstate", None) in _IN_THE_WAY or "database is locked" in str(error)
