"""Many rows by one statement, for jobs: no object and no round trip per row."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Dialect, Table, TextClause, insert, text

from backend.db.model import Base, db

Row = Mapping[str, Any]


def insert_many(model: type[Base], rows: Sequence[Row]) -> None:
    """Insert ``rows``, which all have the same columns, as part of the unit of work under way.

    On PostgreSQL each column travels as one array.
    """
    if not rows:
        return
    table, connection = model.__table__, db.session.connection()
    assert isinstance(table, Table)  # noqa: S101 - narrows the type
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), list(rows))
        return
    names = tuple(rows[0])
    arrays = {
        name: _array(table.columns[name], [row[name] for row in rows], connection.dialect)
        for name in names
    }
    connection.execute(_statement(table, names), arrays)


def _array(column: Column[Any], values: list[Any], dialect: Dialect) -> list[Any]:
    """``values`` as the driver takes them."""
    processor = column.type.dialect_impl(dialect).bind_processor(dialect)
    return [processor(value) for value in values] if processor else values


@cache
def _statement(table: Table, names: tuple[str, ...]) -> TextClause:
    types = {name: table.columns[name].type.compile(db.engine.dialect) for name in names}
    arrays = ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in types.items())
    return text(
        f"INSERT INTO {table.name} ({', '.join(names)})"  # noqa: S608
        f" SELECT * FROM unnest({arrays})"
    )
