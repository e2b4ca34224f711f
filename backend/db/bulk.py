"""Many rows at once, for jobs: one stream instead of a statement or an object per row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Table, insert
from sqlalchemy.exc import DBAPIError

from backend.db.model import Base, Id, db

Row = Mapping[str, Any]


def insert_many(model: type[Base], rows: Sequence[Row]) -> None:
    """Insert ``rows``, which all have the same columns, as part of the unit of work under way."""
    if not rows:
        return
    table, connection = model.__table__, db.session.connection()
    assert isinstance(table, Table)  # noqa: S101 - narrows the type
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), list(rows))
    else:
        _copy(connection, table, rows)


def _copy(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """COPY (PostgreSQL manual, SQL commands): binding every value would cost five times as much."""
    names = tuple(rows[0])
    statement = f"COPY {table.name} ({', '.join(names)}) FROM STDIN"
    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    try:
        with driver.cursor() as cursor, cursor.copy(statement.encode()) as stream:
            for row in _as_bound(connection, table, names, rows):
                stream.write_row(row)
    except psycopg.Error as error:
        raise DBAPIError(statement, None, error) from error


def _as_bound(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Row]
) -> Iterable[Sequence[Any]]:
    """The rows as tuples, each value in the form in which its column's type is sent."""
    dialect = connection.dialect
    bound: list[tuple[int, Callable[[Any], Any]]] = []
    for place, name in enumerate(names):
        kind = table.columns[name].type
        processor = kind.dialect_impl(dialect).bind_processor(dialect)
        if processor and not isinstance(kind, Id):  # which the driver itself knows
            bound.append((place, processor))
    in_order = itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    if not bound:
        return map(in_order, rows)
    return (_bind(list(in_order(row)), bound) for row in rows)


def _bind(values: list[Any], bound: Sequence[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    for place, processor in bound:
        values[place] = processor(values[place])
    return values
