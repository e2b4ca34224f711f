"""From the embedded database to PostgreSQL: every row, proved equal by digest, in one transaction.

The rows were proved by the rules of the database that they come from, so our triggers are set
aside while they are copied; constraints and foreign keys of PostgreSQL still refuse what is wrong.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, MetaData, Table, create_engine, text

from backend.keeping import sqlite
from backend.keeping.digest import STREAMED, TableDigest, differences, digest_of
from backend.keeping.errors import KeepingError

_VERSION = "SELECT version_num FROM alembic_version"


def move(source_url: str, target_url: str) -> dict[str, TableDigest]:
    """Copy everything from SQLite into a PostgreSQL database that was migrated and never used.

    Says what there is now, by table. Nobody may be served from either meanwhile. Raises
    KeepingError; then nothing was written.
    """
    if not sqlite.path_of(source_url).is_file():
        raise KeepingError(f"there is no database at {sqlite.path_of(source_url)}")
    source, target = create_engine(source_url), create_engine(target_url)
    try:
        with source.connect() as reading, target.begin() as writing:
            _check_revisions(reading, writing)
            tables = _tables(writing)
            _check_unused(writing)
            _set_triggers(writing, tables, "DISABLE")
            for table in reversed(tables):
                writing.execute(table.delete())
            for table in tables:
                _copy(reading, writing, table)
            _set_triggers(writing, tables, "ENABLE")
            there = digest_of(writing)
            if wrong := differences(there, digest_of(reading)):
                raise KeepingError(f"tables that differ: {', '.join(wrong)}")
            return there
    finally:
        source.dispose()
        target.dispose()


def _check_revisions(reading: Connection, writing: Connection) -> None:
    ours, theirs = (one.execute(text(_VERSION)).scalar_one() for one in (reading, writing))
    if ours != theirs:
        raise KeepingError(f"one is at revision {ours}, the other at {theirs}: wijkmunt migrate")


def _check_unused(writing: Connection) -> None:
    if writing.execute(text("SELECT EXISTS (SELECT 1 FROM communities)")).scalar_one():
        raise KeepingError("the database in the settings has been used; make a new one")


def _tables(writing: Connection) -> list[Table]:
    """Those of the database, each after the tables that it refers to."""
    metadata = MetaData()
    metadata.reflect(writing)
    return metadata.sorted_tables


def _set_triggers(writing: Connection, tables: list[Table], what: str) -> None:
    for table in tables:
        writing.execute(text(f'ALTER TABLE "{table.name}" {what} TRIGGER USER'))


def _copy(reading: Connection, writing: Connection, table: Table) -> None:
    columns = [column.name for column in table.columns]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    driver: psycopg.Connection[Any] = writing.connection.driver_connection  # type: ignore[assignment]
    with driver.cursor() as cursor, cursor.copy(statement) as copying:
        for row in _rows(reading, table):
            copying.write_row(row)


def _rows(reading: Connection, table: Table) -> Iterator[list[object]]:
    turns = [_turn(column.type.python_type) for column in table.columns]
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    statement = f'SELECT {names} FROM "{table.name}"'  # noqa: S608 - the database's own names
    with reading.exec_driver_sql(statement, execution_options=STREAMED) as found:
        for row in found:
            yield [None if v is None else turn(v) for v, turn in zip(row, turns, strict=True)]


def _turn(kind: type) -> Callable[[Any], object]:
    """How a value as SQLite holds it becomes what psycopg sends for a column of this kind."""
    if kind is uuid.UUID:
        return lambda value: uuid.UUID(bytes=value)
    if kind is bool:
        return bool
    if kind in {dict, list}:
        return lambda value: value if isinstance(value, str) else json.dumps(value)
    return lambda value: value
