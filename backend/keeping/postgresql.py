"""Copies of PostgreSQL by its own tools, pg_dump and pg_restore, as of one snapshot."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine, create_engine, inspect, make_url

from backend.keeping.digest import differences, digest_of
from backend.keeping.errors import KeepingError
from backend.keeping.shelf import Content, Copy

FILE = "database.pgdump"
PROGRAMS = "WIJKMUNT_POSTGRESQL_PROGRAMS"
"""The folder of pg_dump and pg_restore when they are not on the PATH, or of an older version."""

_PRIMARY = {"target_session_attrs": "read-write"}
"""Of several servers that an address names, the one that is written to."""


def write_copy(url: str, folder: Path) -> Content:
    """Dump the database at ``url`` into ``folder``; writers go on meanwhile.

    The tables' digests are taken from the very snapshot that is dumped. Raises KeepingError.
    """
    engine = _engine(url)
    try:
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as reading:
            snapshot = reading.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
            options = ["--format=custom", f"--snapshot={snapshot}", f"--file={folder / FILE}"]
            _run("pg_dump", engine, *options, "--no-owner", "--no-privileges")
            revision = reading.exec_driver_sql("SELECT version_num FROM alembic_version")
            return Content("postgresql", revision.scalar_one(), FILE, digest_of(reading))
    finally:
        engine.dispose()


@contextmanager
def put_back(copy: Copy, url: str) -> Iterator[str]:
    """Fill the empty database at ``url`` with the copy, in one transaction, and give ``url``.

    Raises KeepingError when the database is not empty, or holds afterwards what was not copied.
    """
    engine = _engine(url)
    try:
        check_empty(engine)
        options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        _run("pg_restore", engine, *options, str(copy.file))
        with engine.connect() as connection:
            if wrong := differences(digest_of(connection), copy.content.tables):
                raise KeepingError(f"tables that differ from the copy: {', '.join(wrong)}")
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
    finally:
        engine.dispose()
    yield url


def check_empty(engine: Engine) -> None:
    """Raise KeepingError unless the database has no tables."""
    if tables := inspect(engine).get_table_names():
        raise KeepingError(
            f"the database {engine.url.database} has tables ({tables[0]} ...); a copy is put into"
            " an empty one: make it with createdb, and name it in WIJKMUNT_DATABASE"
        )


def _engine(url: str) -> Engine:
    query = make_url(url).query
    wanted = {name: value for name, value in _PRIMARY.items() if name not in query}
    return create_engine(url, connect_args=wanted)


def _run(name: str, engine: Engine, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the database; the password is no argument of it."""
    program = shutil.which(name, path=os.environ.get(PROGRAMS))
    if program is None:
        raise KeepingError(f"{name} is needed; install it or say where it is in {PROGRAMS}")
    _, address = engine.dialect.create_connect_args(engine.url)
    address.pop("context", None)
    password = address.pop("password", None)
    conninfo = make_conninfo(**{**_PRIMARY, **address})
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run(  # noqa: S603 - the program that was found, without a shell
        [program, f"--dbname={conninfo}", "--no-password", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        raise KeepingError(f"{name} failed: {said[0]}")
