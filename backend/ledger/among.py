"""Rows of many accounts or transfers at once, for jobs."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, Column, bindparam, cast, func
from sqlalchemy.orm import InstrumentedAttribute

from backend.db import Id, db


def among(question: Any, column: InstrumentedAttribute[uuid.UUID], ids: Sequence[uuid.UUID]) -> Any:
    """``question`` limited to the rows whose ``column`` is one of ``ids``.

    On PostgreSQL they are one array to join with, instead of a parameter each that would be
    compiled anew for every batch; each is looked up in the column's index.
    """
    if db.engine.dialect.name != "postgresql":
        return question.where(column.in_(ids))
    array = cast(bindparam("ids", "{" + ",".join([one.hex for one in ids]) + "}"), ARRAY(Id()))
    wanted = func.unnest(array).table_valued(Column("id", Id()), name="wanted").render_derived()
    return question.join(wanted, wanted.c.id == column)
