"""Rows by many keys at once: one question, whether the keys are a hundred or thousands."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, Column, Select, bindparam, cast, func, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from backend.db.model import db


def matching(
    question: Select[*tuple[Any, ...]],
    columns: Sequence[InstrumentedAttribute[Any]],
    keys: Sequence[Sequence[Any]],
) -> Select[*tuple[Any, ...]]:
    """``question`` limited to the rows whose ``columns`` together are one of ``keys``.

    On PostgreSQL each column's values are one array, so that the statement is the same for any
    number of keys, and each key is looked up in an index. A key that stands there twice finds its
    rows twice; SQLite takes some thousands of keys at most.
    """
    if db.engine.dialect.name != "postgresql":
        return question.where(tuple_(*columns).in_([tuple(key) for key in keys]))
    arrays = [
        cast(bindparam(f"wanted_{place}", _array([key[place] for key in keys])), ARRAY(column.type))
        for place, column in enumerate(columns)
    ]
    names = [Column(f"c{place}", column.type) for place, column in enumerate(columns)]
    wanted = func.unnest(*arrays).table_valued(*names, name="wanted").render_derived()
    same = [wanted.c[f"c{place}"] == column for place, column in enumerate(columns)]
    return question.join(wanted, *same[:1]).where(*same[1:])


def _array(values: Sequence[uuid.UUID] | Sequence[bytes] | Sequence[int]) -> str:
    """An array as PostgreSQL reads it: one text to send instead of a value at a time."""
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: uuid.UUID | bytes | int) -> str:
    if isinstance(value, uuid.UUID):
        return value.hex
    return f'"\\\\x{value.hex()}"' if isinstance(value, bytes) else str(value)
