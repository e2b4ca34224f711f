"""Several small questions that are one statement: for what is asked very often.

A ``Look`` is a SELECT of a few columns; looks that are taken together become one statement with a
part for each, so that all of them see the same instant and travel once. On PostgreSQL it goes
straight to libpq, on SQLite straight to a connection of the pool, outside any transaction.
"""

import re
import sqlite3
import uuid
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from flask import current_app
from sqlalchemy import Engine

from backend.db.again import again_on_conflict
from backend.db.direct import DirectConnections

Row = tuple[str | None, ...]
Value = uuid.UUID | bytes | str | int
Shape = tuple[tuple[tuple[str, ...], str], ...]
"""Columns and the rest of the SELECT, of each look."""

_PARAMETER = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Look:
    """``SELECT columns rest``, with ``:name`` parameters that both databases read.

    Its rows come as text (an id in its usual form, a number in digits), in no order.
    """

    columns: tuple[str, ...]
    rest: str
    values: Mapping[str, Value] = field(default_factory=dict)


class DirectReader:
    """Reads on PostgreSQL, by connections that are used for nothing but single statements."""

    def __init__(self, connections: DirectConnections) -> None:
        self._connections = connections

    def read(self, looks: Sequence[Look]) -> list[Row]:
        """The rows of all looks, each after the number of its look; raises psycopg's errors."""
        sql, names = _statement(_shape(looks), "CAST({} AS text)", "${}")
        return self._connections.read(sql.encode(), _values(looks, names))


class EmbeddedReader:
    """Reads on SQLite, by a connection of the pool."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, looks: Sequence[Look]) -> list[Row]:
        """As ``DirectReader.read``; raises sqlite3's errors."""
        sql, names = _statement(_shape(looks), "{}", "?{}")
        pooled = self._engine.raw_connection()
        try:
            connection = pooled.driver_connection
            assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - narrows the type
            rows = connection.execute(sql, _values(looks, names)).fetchall()
        finally:
            pooled.close()
        return [tuple(_as_text(value) for value in row) for row in rows]


def look(looks: Sequence[Look]) -> list[list[Row]]:
    """The rows of each look, all as of one instant. Raises Unavailable."""
    reader: DirectReader | EmbeddedReader = current_app.extensions["looks"]
    found: list[list[Row]] = [[] for _ in looks]
    for of, *values in again_on_conflict(lambda: reader.read(looks)):
        number = int(of or 0)
        found[number].append(tuple(values[: len(looks[number].columns)]))
    return found


def _shape(looks: Sequence[Look]) -> Shape:
    return tuple((one.columns, one.rest) for one in looks)


@cache
def _statement(
    shape: Shape, column: str, parameter: str
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The statement, and for each parameter its look and its name."""
    width = max(len(columns) for columns, _ in shape)
    names: deque[tuple[int, str]] = deque()
    parts = []
    for number, (columns, rest) in enumerate(shape):
        padded = (*columns, *["NULL"] * (width - len(columns)))
        chosen = ", ".join(column.format(one) for one in (str(number), *padded))

        def numbered(found: re.Match[str], of: int = number) -> str:
            names.append((of, found[1]))
            return parameter.format(len(names))

        one = f"SELECT {chosen} {_PARAMETER.sub(numbered, rest)}"
        parts.append(f"SELECT * FROM ({one}) AS l{number}")  # noqa: S608
    return " UNION ALL ".join(parts), tuple(names)


def _values(looks: Sequence[Look], names: Sequence[tuple[int, str]]) -> list[Value]:
    return [looks[number].values[name] for number, name in names]


def _as_text(value: object) -> str | None:
    form: Callable[[object], str] | None = _FORMS.get(type(value))
    return None if form is None else form(value)


_FORMS: dict[type, Callable[..., str]] = {
    int: str,
    str: str,
    bytes: lambda value: str(uuid.UUID(bytes=value)),
}
